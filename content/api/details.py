"""How people take part, as a post's API says and takes it."""

from collections.abc import Mapping
from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers
from rest_framework.exceptions import ValidationError
from rest_framework.fields import empty

from content.forms.formats import FORMS
from content.models import DETAILS, Post, details_of

ROOM = {"type": "object", "nullable": True, "description": "By the post's format: rules, prizes, options, place …"}


@extend_schema_field(ROOM)
class DetailsField(serializers.Field):
    """Read: the details of the post's format, None where it has none. Written: any of its fields."""

    def __init__(self, **kwargs: Any) -> None:
        options: dict[str, Any] = {"required": False, "source": "*"}
        super().__init__(**options | kwargs)

    def to_representation(self, post: Post) -> dict[str, Any] | None:
        found = details_of(post)
        return found.snapshot() if found else None

    def run_validation(self, data: Any = empty) -> Any:
        if data is empty:
            return super().run_validation(data)
        if not isinstance(data, dict):
            raise ValidationError("This is no object.", code="invalid")
        return {"details": data}


def details_said(attrs: Mapping[str, Any], post: Post | None) -> dict[str, dict[str, Any]]:
    """``{format: fields}`` for ``drafts``, judged by the composer's own form; what is not named stays as it was."""
    name = attrs.get("format") or (post.format if post else Post.Format.POST)
    said = attrs["details"]
    if name not in FORMS:
        raise ValidationError({"details": "This format has none."}, code="no_details")
    written = DETAILS[name].WRITTEN
    if unknown := [field for field in said if field not in written]:
        raise ValidationError({"details": f"Unknown: {', '.join(unknown[:5])}."}, code="unknown_field")
    form = FORMS[name]({**_now(name, post), **said}, instance=DETAILS[name]())
    if not form.is_valid():
        raise ValidationError({f"details.{field}": [*map(str, errors)] for field, errors in form.errors.items()})
    return {name: {field: form.cleaned_data[field] for field in said}}


def _now(name: str, post: Post | None) -> dict[str, Any]:
    """What the form would show: a change of one field is judged together with the rest."""
    found = DETAILS[name].objects.filter(post=post).first() if post else None
    kept = found or DETAILS[name]()
    return {field: getattr(kept, field) for field in kept.WRITTEN}
