"""Versions and what was said about them: reviews inside, answers of the client. Read, and one's own taken back."""

from typing import ClassVar

from rest_framework import mixins, serializers

from agency.api.viewsets import FloorViewSet, Move
from agency.permissions import Permission
from content.api import verbs
from content.models import Approval, Review, Version


class VersionSerializer(serializers.ModelSerializer):
    class Meta:
        model = Version
        fields = ("id", "post", "number", "snapshot", "content_hash", "created_by", "created_at")
        read_only_fields = fields


class VersionViewSet(mixins.ListModelMixin, mixins.RetrieveModelMixin, FloorViewSet):
    """What exactly was submitted, kept for ever; inside the agency only."""

    queryset = Version.objects.select_related("post__project__client")
    serializer_class = VersionSerializer
    filterset_fields = ("post",)
    permissions: ClassVar[dict[str, str | None]] = {
        "list": Permission.VIEW_INSIDE,
        "retrieve": Permission.VIEW_INSIDE,
    }


class ReviewSerializer(serializers.ModelSerializer):
    post = serializers.IntegerField(source="version.post_id", read_only=True)

    class Meta:
        model = Review
        fields = ("id", "post", "version", "decision", "value", "comment", "by", "at", "taken_back_at")
        read_only_fields = fields


class ReviewViewSet(mixins.ListModelMixin, mixins.RetrieveModelMixin, FloorViewSet):
    """Verdicts inside the agency. New ones are said on the post."""

    queryset = Review.objects.select_related("version__post__project__client")
    serializer_class = ReviewSerializer
    filterset_fields: ClassVar = {"version": ["exact"], "version__post": ["exact"], "decision": ["exact"]}
    permissions: ClassVar[dict[str, str | None]] = {
        "list": Permission.VIEW_INSIDE,
        "retrieve": Permission.VIEW_INSIDE,
    }
    moves: ClassVar[dict[str, Move]] = {"take_back": Move(verbs.take_review_back)}


class ApprovalSerializer(serializers.ModelSerializer):
    post = serializers.IntegerField(source="version.post_id", read_only=True)

    class Meta:
        model = Approval
        fields = (
            "id", "post", "version", "decision", "decides", "content_hash", "comment", "by", "by_name", "at",
            "taken_back_at",
        )  # fmt: skip
        read_only_fields = fields


class ApprovalViewSet(mixins.ListModelMixin, mixins.RetrieveModelMixin, FloorViewSet):
    """The client's answers, each bound to the hash of what was shown. New ones are said on the post."""

    queryset = Approval.objects.select_related("version__post__project__client")
    serializer_class = ApprovalSerializer
    filterset_fields: ClassVar = {"version": ["exact"], "version__post": ["exact"], "decision": ["exact"]}
    permissions: ClassVar[dict[str, str | None]] = {"list": Permission.VIEW_POST, "retrieve": Permission.VIEW_POST}
    moves: ClassVar[dict[str, Move]] = {"take_back": Move(verbs.take_answer_back)}
