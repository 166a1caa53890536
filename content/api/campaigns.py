"""Campaigns; they stay inside the agency."""

from typing import Any, ClassVar

from rest_framework import mixins, serializers

from agency.api.fields import VisibleField
from agency.api.idempotency import CreateOnceMixin
from agency.api.viewsets import FloorViewSet
from agency.permissions import Permission
from content.models import Campaign
from content.services import campaigns
from projects.models import Goal, Project


class CampaignSerializer(serializers.ModelSerializer):
    project = VisibleField("slug", queryset=Project.objects.all())
    goal = VisibleField(queryset=Goal.objects.all(), required=False, allow_null=True)

    class Meta:
        model = Campaign
        fields = ("id", "project", *campaigns.FIELDS)
        validators: ClassVar[list[Any]] = []  # the verb says it in words

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """A campaign stays in its project."""
        if self.instance is not None:
            attrs.pop("project", None)
        return attrs


class CampaignViewSet(CreateOnceMixin, mixins.ListModelMixin, mixins.RetrieveModelMixin, mixins.UpdateModelMixin,
                      mixins.DestroyModelMixin, FloorViewSet):  # fmt: skip
    queryset = Campaign.objects.select_related("project__client", "goal")
    serializer_class = CampaignSerializer
    http_method_names = ["get", "post", "patch", "delete", "head", "options"]
    filterset_fields: ClassVar = {
        "project__slug": ["exact"],
        "starts_on": ["gte", "lte"],
        "ends_on": ["gte", "lte"],
    }
    ordering = ("id",)
    permissions: ClassVar[dict[str, str | None]] = {
        "list": Permission.VIEW_INSIDE,
        "retrieve": Permission.VIEW_INSIDE,
        "create": Permission.PLAN_POST,
        "partial_update": Permission.PLAN_POST,
        "destroy": Permission.PLAN_POST,
    }

    def perform_create(self, serializer: Any) -> None:
        said = serializer.validated_data
        self.require(said["project"])
        serializer.instance = campaigns.add(**said, by=self.by)

    def perform_update(self, serializer: Any) -> None:
        changes = serializer.validated_data
        serializer.instance = campaigns.change(campaign=serializer.instance, changes=changes, by=self.by)

    def perform_destroy(self, instance: Campaign) -> None:
        campaigns.remove(campaign=instance, by=self.by)
