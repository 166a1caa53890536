"""Projects: opened, changed, launched, paused, finished."""

import datetime as dt
from typing import Any, ClassVar

from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import mixins, serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from agency.api.fields import TransitionsField, VisibleField
from agency.api.idempotency import CreateOnceMixin
from agency.api.viewsets import FloorViewSet, Move
from agency.permissions import Permission
from projects import launch
from projects.models import Client, Project
from projects.selectors.lost_access import lost_in
from projects.services import projects as services

MOST = dt.timedelta(days=366)


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


class RangeSerializer(serializers.Serializer):
    """Days of the project's own calendar, both counted: the last thirty unless said otherwise, a year at most."""

    first = serializers.DateField(required=False)
    last = serializers.DateField(required=False)

    def validate(self, said: dict[str, Any]) -> dict[str, Any]:
        last = said.get("last", self.context["today"])
        first = said.get("first", last - dt.timedelta(days=29))
        if not dt.timedelta(0) <= last - first <= MOST:
            raise serializers.ValidationError({"first": "Ask for a year at most, the first day before the last."})
        return {"first": first, "last": last}


class SpanSerializer(serializers.Serializer):
    """``until`` is empty while it lasts."""

    why = serializers.ChoiceField(choices=["broken", "let_go"])
    since = serializers.DateTimeField()
    until = serializers.DateTimeField(allow_null=True)


class LostAccessSerializer(serializers.Serializer):
    """The days on which access was missing for any part of the day, and the spans that touch them."""

    channel = serializers.IntegerField(source="channel.pk")
    days = serializers.ListField(child=serializers.DateField())
    spans = SpanSerializer(many=True)


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
        "lost_access": Permission.VIEW_INSIDE,
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

    @extend_schema(parameters=[RangeSerializer], responses=LostAccessSerializer(many=True), filters=False)
    @action(detail=True, url_path="lost-access", pagination_class=None, filter_backends=[])
    def lost_access(self, request: Request, slug: str | None = None) -> Response:
        """Channels Rapport had no access to, and on which days: what was said and counted then may be missing."""
        project = self.get_object()
        asked = RangeSerializer(data=request.query_params, context={"today": project.today})
        asked.is_valid(raise_exception=True)
        return Response(LostAccessSerializer(lost_in(project, **asked.validated_data), many=True).data)
