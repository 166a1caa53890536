"""Goals with their tasks, tools and readings."""

from typing import Any, ClassVar

from django.db import transaction
from drf_spectacular.utils import extend_schema
from rest_framework import mixins, serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from agency.api.fields import VisibleField
from agency.api.idempotency import CreateOnceMixin
from agency.api.viewsets import FloorViewSet
from agency.permissions import Permission
from projects.api.fields import PersonSerializer
from projects.models import Goal, GoalTask, GoalTool, KpiReading, Project
from projects.services import goals as services
from projects.services.goals import TaskPlan
from projects.services.readings import record_reading

READINGS = 90


class ToolSerializer(serializers.ModelSerializer):
    class Meta:
        model = GoalTool
        fields = ("kind", "title")


class TaskSerializer(serializers.ModelSerializer):
    tools = ToolSerializer(many=True)

    class Meta:
        model = GoalTask
        fields = ("title", "measure", "tools")


class GoalSerializer(serializers.ModelSerializer):
    """``tasks``, where given, replaces them all."""

    project = VisibleField("slug", queryset=Project.objects.all())
    tasks = TaskSerializer(many=True, required=False, max_length=12)  # type: ignore[call-arg]

    class Meta:
        model = Goal
        fields = ("id", "project", *services.FACTS, "current", "is_main", "tasks")
        read_only_fields = ("current", "is_main")
        validators: ClassVar[list[Any]] = []  # which goal is the main one is the service's word, not the request's
        extra_kwargs: ClassVar[dict[str, Any]] = {"why": {"max_length": 4000}, "audience": {"max_length": 4000}}


class ReadingSerializer(serializers.ModelSerializer):
    """The measure on a day, counted by hand; ``source`` says where a number came from."""

    by = PersonSerializer(read_only=True)

    class Meta:
        model = KpiReading
        fields = ("day", "value", "source", "by")
        read_only_fields = ("source",)


class GoalViewSet(
    CreateOnceMixin, mixins.ListModelMixin, mixins.RetrieveModelMixin, mixins.UpdateModelMixin, FloorViewSet
):
    queryset = Goal.objects.select_related("project__client").prefetch_related("tasks__tools")
    serializer_class = GoalSerializer
    filterset_fields: ClassVar[dict[str, list[str]]] = {
        "project__slug": ["exact"], "kind": ["exact"], "is_main": ["exact"], "due_on": ["lte", "gte"],
    }  # fmt: skip
    http_method_names = ("get", "post", "patch", "head", "options")
    permissions: ClassVar[dict[str, str | None]] = {
        "list": Permission.VIEW_PROJECT,
        "retrieve": Permission.VIEW_PROJECT,
        "create": Permission.EDIT_PROJECT,
        "partial_update": Permission.EDIT_PROJECT,
        "readings": Permission.VIEW_PROJECT,
        "read": Permission.EDIT_PROJECT,
    }

    def perform_create(self, serializer: Any) -> None:
        facts = dict(serializer.validated_data)
        project, tasks = facts.pop("project"), facts.pop("tasks", None)
        self.require(project)
        with transaction.atomic():
            goal = services.set_goal(project=project, by=self.by, facts=facts)
            self._plan(goal, tasks)
        serializer.instance = self.get_queryset().get(pk=goal.pk)

    def perform_update(self, serializer: Any) -> None:
        facts = {name: value for name, value in serializer.validated_data.items() if name != "project"}
        tasks = facts.pop("tasks", None)
        with transaction.atomic():
            services.change_goal(goal=serializer.instance, by=self.by, facts=facts)
            self._plan(serializer.instance, tasks)
        serializer.instance = self.get_queryset().get(pk=serializer.instance.pk)

    @extend_schema(responses=ReadingSerializer(many=True), filters=False)
    @action(detail=True, pagination_class=None, filter_backends=[])
    def readings(self, request: Request, pk: str | None = None) -> Response:
        """The last ninety readings, newest first."""
        rows = self.get_object().readings.select_related("by")[:READINGS]
        return Response(ReadingSerializer(rows, many=True).data)

    @extend_schema(request=ReadingSerializer, responses=ReadingSerializer)
    @readings.mapping.post
    def read(self, request: Request, pk: str | None = None) -> Response:
        """Count the measure by hand; a second reading of a day replaces the first."""
        goal = self.get_object()
        said = ReadingSerializer(data=request.data)
        said.is_valid(raise_exception=True)
        reading = record_reading(goal=goal, source=Goal.Source.MANUAL, by=self.by, **said.validated_data)
        return Response(ReadingSerializer(reading).data)

    def _plan(self, goal: Goal, tasks: list[dict[str, Any]] | None) -> None:
        if tasks is None:
            return
        plans = [
            TaskPlan(task["title"], task.get("measure", ""), [(tool["kind"], tool["title"]) for tool in task["tools"]])
            for task in tasks
        ]
        services.plan_tasks(goal=goal, by=self.by, tasks=plans)
