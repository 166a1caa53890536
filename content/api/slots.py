"""Recurring places that want a post."""

from typing import Any, ClassVar

from rest_framework import mixins, serializers
from rest_framework.exceptions import ValidationError

from agency.api.fields import VisibleField
from agency.api.idempotency import CreateOnceMixin
from agency.api.viewsets import FloorViewSet
from agency.permissions import Permission
from content.models import Slot
from content.services import slots
from projects.models import Channel, Project


class SlotSerializer(serializers.ModelSerializer):
    project = VisibleField("slug", queryset=Project.objects.all())
    channels = VisibleField(queryset=Channel.objects.all(), many=True, required=False)

    class Meta:
        model = Slot
        fields = ("id", "project", "weekday", "time", "value_kind", "channels")
        validators: ClassVar[list[Any]] = []  # the verb says it in words

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        if any(channel.project_id != attrs["project"].pk for channel in attrs.get("channels", ())):
            raise ValidationError({"channels": "This belongs to another project."}, code="other_project")
        return attrs


class SlotViewSet(CreateOnceMixin, mixins.ListModelMixin, mixins.RetrieveModelMixin, mixins.DestroyModelMixin,
                  FloorViewSet):  # fmt: skip
    queryset = Slot.objects.select_related("project__client").prefetch_related("channels")
    serializer_class = SlotSerializer
    filterset_fields: ClassVar = {"project__slug": ["exact"], "weekday": ["exact"]}
    ordering = ("id",)
    permissions: ClassVar[dict[str, str | None]] = {
        "list": Permission.VIEW_INSIDE,
        "retrieve": Permission.VIEW_INSIDE,
        "create": Permission.PLAN_POST,
        "destroy": Permission.PLAN_POST,
    }

    def perform_create(self, serializer: Any) -> None:
        said = serializer.validated_data
        self.require(said["project"])
        serializer.instance = slots.add(**said, by=self.request.user)

    def perform_destroy(self, instance: Slot) -> None:
        slots.remove(slot=instance, by=self.request.user)
