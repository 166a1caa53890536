"""Projects: opened, changed, launched, paused, finished."""

from typing import Any, ClassVar

from drf_spectacular.utils import extend_schema_field
from rest_framework import mixins, serializers
from rest_framework.request import Request
from rest_framework.response import Response

from agency.api.fields import TransitionsField, VisibleField
from agency.api.idempotency import CreateOnceMixin
from agency.api.viewsets import FloorViewSet, Move
from agency.permissions import Permission
from projects import launch
from projects.models import Client, Project
from projects.services import projects as services


class StepSerializer(serializers.Serializer):
    """One step of the launch gate: done, or what is missing."""

    name = serializers.CharField()
    is_done = serializers.BooleanField()
    says = serializers.CharField()


class ProjectSerializer(serializers.ModelSerializer):
    client = VisibleField(queryset=Client.objects.all())
    transitions = TransitionsField()

    class Meta:
        model = Project
        fields = ("id", "slug", "client", *services.FACTS, "stage", "created_at", "transitions")
        read_only_fields = ("slug", "stage", "created_at")


class ProjectPageSerializer(ProjectSerializer):
    """One project, with its launch gate for those inside."""

    gate = serializers.SerializerMethodField()

    class Meta(ProjectSerializer.Meta):
        fields: Any = (*ProjectSerializer.Meta.fields, "gate")

    @extend_schema_field(StepSerializer(many=True))
    def get_gate(self, project: Project) -> Any:
        if not self.context["request"].user.has_perm(Permission.VIEW_INSIDE, project):
            return []
        return StepSerializer(launch.gate(project), many=True).data


class ProjectViewSet(
    CreateOnceMixin, mixins.ListModelMixin, mixins.RetrieveModelMixin, mixins.UpdateModelMixin, FloorViewSet
):
    """Named by its slug. A launch that is not ready is refused (422, ``not_ready``) with what is missing."""

    queryset = Project.objects.select_related("client")
    lookup_field = "slug"
    filterset_fields = ("client", "stage", "size")
    http_method_names = ("get", "post", "patch", "head", "options")
    permissions: ClassVar[dict[str, str | None]] = {
        "list": Permission.VIEW_PROJECT,
        "retrieve": Permission.VIEW_PROJECT,
        "create": Permission.ADD_CLIENT,
        "partial_update": Permission.EDIT_PROJECT,
    }
    moves: ClassVar[dict[str, Move]] = {
        "launch": Move(services.launch),
        "pause": Move(services.pause),
        "finish": Move(services.finish),
    }

    def get_serializer_class(self) -> Any:
        return ProjectSerializer if self.action == "list" else ProjectPageSerializer

    def create(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """A planned project of a client one sees."""
        self.require(None)
        return super().create(request, *args, **kwargs)

    def perform_create(self, serializer: Any) -> None:
        serializer.instance = services.open_project(by=self.by, **serializer.validated_data)

    def perform_update(self, serializer: Any) -> None:
        facts = {name: value for name, value in serializer.validated_data.items() if name != "client"}
        serializer.instance = services.change_project(project=serializer.instance, by=self.by, facts=facts)
