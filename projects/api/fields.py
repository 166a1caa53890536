"""What several serializers of this floor share."""

from typing import Any, ClassVar

from rest_framework import serializers

from agency.models import User
from agency.permissions import Permission
from projects.kinds import LANGUAGES


class PersonSerializer(serializers.ModelSerializer):
    """Somebody by id and name; addresses are nobody's business here."""

    class Meta:
        model = User
        fields = ("id", "name")


class LanguagesField(serializers.ListField):
    child = serializers.ChoiceField(choices=tuple(LANGUAGES.items()))


class InsideMixin:
    """Leaves out the fields named in ``Meta.inside`` for people who may not see what stays inside the agency."""

    Meta: ClassVar[Any]

    def to_representation(self, instance: Any) -> dict[str, Any]:
        shown = super().to_representation(instance)  # type: ignore[misc]
        user = self.context["request"].user  # type: ignore[attr-defined]
        if not user.has_perm(Permission.VIEW_INSIDE, instance):
            for name in self.Meta.inside:
                shown.pop(name, None)
        return shown
