"""Form controls: Django's widgets with the attributes the design asks for."""

from typing import Any

from django.forms import BoundField
from django.utils.safestring import SafeString


def control(field: BoundField, attrs: Any = None, hint: str = "") -> SafeString:
    """The widget of a bound field with extra attributes, tied to its hint and its error.

    ``attrs`` are the left-over attributes of a component (or a dict). ``hint`` is one the form does not know about; it
    is expected in an element with the id ``<field id>_helptext``, as Django names its own.
    """
    extra = dict(attrs.attrs_dict() if hasattr(attrs, "attrs_dict") else attrs or {})
    described = (field.aria_describedby or "").split()
    helptext = f"{field.auto_id}_helptext"
    if hint and helptext not in described:
        described.insert(0, helptext)
    if described:
        extra["aria-describedby"] = " ".join([*described, *extra.get("aria-describedby", "").split()])
    return field.as_widget(attrs=extra)


def options(field: BoundField) -> list[dict[str, Any]]:
    """What a radio or checkbox group offers, as plain facts: value, label, id, whether chosen.

    The form may say more about each in ``field.field.looks``: ``{value: {"icon", "small", "mark", "disabled"}}``, where
    ``mark`` is a data-value or data-kind pair such as ``("value", "emo")``.
    """
    looks = getattr(field.field, "looks", {})
    return [
        {"widget": choice.data, "label": choice.choice_label, "id": choice.id_for_label}
        | looks.get(str(choice.data["value"]), {})
        for choice in field.subwidgets
    ]
