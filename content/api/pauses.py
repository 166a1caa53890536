"""The crisis switch, for programs: stop a scope, see what is stopped, let it go on."""

from typing import Any, ClassVar

from rest_framework import mixins, serializers

from agency.api.fields import VisibleField
from agency.api.idempotency import CreateOnceMixin
from agency.api.viewsets import FloorViewSet, Move
from projects.models import Client, Pause, Project
from projects.services import pauses


class PauseSerializer(serializers.ModelSerializer):
    """``scope`` goes with exactly its ``client``, ``network`` or ``project``; the agency with none of them."""

    client = VisibleField(queryset=Client.objects.all(), required=False, allow_null=True)
    project = VisibleField("slug", queryset=Project.objects.all(), required=False, allow_null=True)
    by = serializers.CharField(read_only=True)

    class Meta:
        model = Pause
        fields = (
            "id",
            "scope",
            "client",
            "network",
            "project",
            "reason",
            "answers_too",
            "by",
            "since",
            "until",
            "lifted_at",
            "is_active",
        )
        read_only_fields = ("since", "lifted_at")
        validators: ClassVar[list[Any]] = []  # the verb says it in words


class PauseViewSet(CreateOnceMixin, mixins.ListModelMixin, mixins.RetrieveModelMixin, FloorViewSet):
    """What is stopped and was. What came due in a pause is among the publications, each waiting for a decision."""

    queryset = Pause.objects.select_related("client", "project__client", "by")
    serializer_class = PauseSerializer
    filterset_fields: ClassVar = {"scope": ["exact"], "project__slug": ["exact"]}
    permissions: ClassVar[dict[str, str | None]] = {"list": None, "retrieve": None, "create": None}
    moves: ClassVar[dict[str, Move]] = {"resume": Move(pauses.resume)}

    def perform_create(self, serializer: Any) -> None:
        serializer.instance = pauses.stop(by=self.by, **serializer.validated_data)
