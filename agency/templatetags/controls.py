"""Form controls: Django's widgets with the attributes the design asks for."""

from typing import Any

from django.forms import BoundField
from django.forms.boundfield import BoundWidget
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


def options(field: BoundField, css_class: str = "") -> list[dict[str, Any]]:
    """What a radio or checkbox group offers: the input, its label, and how it looks.

    The form may say more about each choice in ``field.field.looks``: ``{value: {"icon", "small", "mark"}}``, where
    ``mark`` names the meaning, such as ``("value", "emo")`` or ``("kind", "warn")``.
    """
    looks = getattr(field.field, "looks", {})
    return [_option(choice, css_class) | looks.get(str(choice.data["value"]), {}) for choice in field.subwidgets]


def _option(choice: BoundWidget, css_class: str) -> dict[str, Any]:
    if css_class:
        choice.data["attrs"]["class"] = css_class
    return {"input": choice.tag(), "label": choice.choice_label}
