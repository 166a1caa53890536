"""Letters to the client: several posts, one link. The link is in the answer that sends it and nowhere else."""

from typing import Any, ClassVar

from rest_framework import mixins, serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from agency.api.fields import VisibleField
from agency.api.idempotency import CreateOnceMixin
from agency.api.viewsets import FloorViewSet
from agency.permissions import Permission
from content.models import ApprovalBatch, ApprovalRequest, Post
from content.services import letters
from projects.models import Project


class QuestionSerializer(serializers.ModelSerializer):
    """What the letter said about a version: until when, and what silence means then."""

    class Meta:
        model = ApprovalRequest
        fields = ("version", "answer_by", "on_silence", "silence_at")


class LetterSerializer(serializers.ModelSerializer):
    project = VisibleField("slug", queryset=Project.objects.all())
    posts = serializers.ListField(
        child=VisibleField(queryset=Post.objects.all()), write_only=True, min_length=1, max_length=letters.MOST_POSTS
    )
    versions = serializers.SerializerMethodField()
    questions = QuestionSerializer(source="requests", many=True, read_only=True)

    class Meta:
        model = ApprovalBatch
        fields = (
            "id", "project", "posts", "versions", "questions", "to_name", "to_email", "to_deputy", "sent_by", "sent_at",
            "opened_at", "expires_at", "revoked_at", "reminders", "remind_at",
        )  # fmt: skip
        read_only_fields = (
            "to_deputy", "sent_by", "sent_at", "opened_at", "expires_at", "revoked_at", "reminders", "remind_at",
        )  # fmt: skip

    def get_versions(self, batch: ApprovalBatch) -> list[int]:
        return [request.version_id for request in batch.requests.all()]


class LetterViewSet(CreateOnceMixin, mixins.ListModelMixin, mixins.RetrieveModelMixin, FloorViewSet):
    queryset = ApprovalBatch.objects.select_related("project__client").prefetch_related("requests")
    serializer_class = LetterSerializer
    filterset_fields: ClassVar = {"project__slug": ["exact"]}
    permissions: ClassVar[dict[str, str | None]] = {
        "list": Permission.ASK_CLIENT,
        "retrieve": Permission.ASK_CLIENT,
        "create": Permission.ASK_CLIENT,
        "resend": Permission.ASK_CLIENT,
        "revoke": Permission.ASK_CLIENT,
    }

    def perform_create(self, serializer: Any) -> None:
        said = serializer.validated_data
        self.require(said["project"])
        serializer.instance, self.address = letters.ask(**said, by=self.request.user)

    def create(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        response: Response = super().create(request, *args, **kwargs)
        if hasattr(self, "address"):
            response.data["link"] = self.address
        return response

    @action(detail=True, methods=["post"])
    def resend(self, request: Request, pk: str) -> Response:
        """A fresh link for what still waits; the old one closes."""
        batch, address = letters.resend(batch=self.get_object(), by=request.user)
        return Response(self.get_serializer(batch).data | {"link": address}, status=201)

    @action(detail=True, methods=["post"])
    def revoke(self, request: Request, pk: str) -> Response:
        """Close the link at once."""
        return Response(self.get_serializer(letters.revoke(batch=self.get_object(), by=request.user)).data)
