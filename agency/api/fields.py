"""Fields that several floors' serializers need."""

from typing import Any

from drf_spectacular.extensions import OpenApiSerializerFieldExtension
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers
from rest_framework.fields import empty

from agency.transitions import open_to


@extend_schema_field(
    {
        "type": "array",
        "readOnly": True,
        "items": {
            "type": "object",
            "properties": {"name": {"type": "string"}, "label": {"type": "string"}},
            "required": ["name", "label"],
        },
    }
)
class TransitionsField(serializers.Field):
    """What the asking person may do with this object now: ``POST …/{id}/{name}/``."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs |= {"source": "*", "read_only": True}
        super().__init__(**kwargs)

    def to_representation(self, value: Any) -> list[dict[str, str]]:
        return open_to(value, self.context["request"].user)


class VisibleField(serializers.SlugRelatedField):
    """Another object, of those the asking person may see; a foreign one is answered like one that does not exist.

    ``VisibleField("slug", queryset=Project.objects.all())`` names it by slug; the default is its id.
    """

    default_error_messages = {
        "does_not_exist": "There is nothing with {slug_name} {value} that you may see.",
        "invalid": "This is not a {slug_name}.",
    }

    def __init__(self, slug_field: str = "pk", **kwargs: Any) -> None:
        super().__init__(slug_field=slug_field, **kwargs)

    def use_pk_only_optimization(self) -> bool:
        return self.slug_field == "pk"

    def get_queryset(self) -> Any:
        rows: Any = super().get_queryset()
        return rows.visible_to(self.context["request"].user)

    def run_validation(self, data: Any = empty) -> Any:
        if isinstance(data, bool | list | dict):
            self.fail("invalid", slug_name=self.slug_field)
        return super().run_validation(data)

    def to_internal_value(self, data: Any) -> Any:
        rows = self.get_queryset()
        try:
            return rows.get(**{self.slug_field: data})
        except (TypeError, ValueError):
            self.fail("invalid", slug_name=self.slug_field)
        except rows.model.DoesNotExist:
            self.fail("does_not_exist", slug_name=self.slug_field, value=str(data)[:80])


class VisibleFieldSchema(OpenApiSerializerFieldExtension):
    """The schema of a VisibleField is that of the field it names the object by."""

    target_class = VisibleField
    match_subclasses = True

    def map_serializer_field(self, auto_schema: Any, direction: Any) -> Any:
        model = self.target.queryset.model if self.target.queryset is not None else None
        if self.target.slug_field == "pk" or model is None:
            return {"type": "integer"}
        return auto_schema._map_model_field(model._meta.get_field(self.target.slug_field), direction)
