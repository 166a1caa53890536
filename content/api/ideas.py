"""The tray of ideas."""

from typing import Any, ClassVar

from rest_framework import mixins, serializers

from agency.api.fields import TransitionsField, VisibleField
from agency.api.idempotency import CreateOnceMixin
from agency.api.viewsets import FloorViewSet, Move
from content.models import Idea
from content.services import ideas
from projects.models import Project


class IdeaSerializer(serializers.ModelSerializer):
    project = VisibleField("slug", queryset=Project.objects.all())
    transitions = TransitionsField()

    class Meta:
        model = Idea
        fields = ("id", "project", "text", "status", "source", "source_text", "source_url", "post", "by", "created_at",
                  "transitions")  # fmt: skip
        read_only_fields = ("status", "post", "by", "created_at")


class IdeaViewSet(CreateOnceMixin, mixins.ListModelMixin, mixins.RetrieveModelMixin, FloorViewSet):
    """Inside the agency a project's ideas; to a client's author their own."""

    queryset = Idea.objects.select_related("project__client")
    serializer_class = IdeaSerializer
    filterset_fields: ClassVar = {"project__slug": ["exact"], "status": ["exact"], "source": ["exact"]}
    ordering = ("-id",)
    permissions: ClassVar[dict[str, str | None]] = {"list": None, "retrieve": None, "create": None}
    moves: ClassVar[dict[str, Move]] = {
        "take": Move(ideas.take),
        "set_aside": Move(ideas.set_aside),
        "bring_back": Move(ideas.bring_back),
    }

    def perform_create(self, serializer: Any) -> None:
        serializer.instance = ideas.add(**serializer.validated_data, by=self.by)
