"""Calendar addresses. The address is in the answer that makes it or gives it anew, and nowhere else."""

from typing import Any, ClassVar

from drf_spectacular.utils import extend_schema
from rest_framework import mixins, serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from agency.api.fields import VisibleField
from agency.api.viewsets import FloorViewSet, Move
from content.models import Feed
from content.services import feeds
from projects.models import Client, Project


class FeedSerializer(serializers.ModelSerializer):
    """Without project and client: everything the owner sees."""

    project = VisibleField("slug", queryset=Project.objects.all(), required=False, allow_null=True)
    client = VisibleField(queryset=Client.objects.all(), required=False, allow_null=True)
    link = serializers.CharField(read_only=True, required=False, help_text="Only in the answer that makes it")

    class Meta:
        model = Feed
        fields = ("id", "project", "client", "made_at", "read_at", "revoked_at", "link")
        read_only_fields = ("made_at", "read_at", "revoked_at")
        validators: ClassVar[list[Any]] = []  # the verb says it in words

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        if attrs.get("project") and attrs.get("client"):
            raise serializers.ValidationError({"client": "Name a project or a client, not both."})
        return attrs


class FeedViewSet(mixins.CreateModelMixin, mixins.ListModelMixin, mixins.RetrieveModelMixin, FloorViewSet):
    """One's own calendars, and those of clients one speaks with.

    No idempotency key here: to answer again, the address would have to be kept.
    """

    queryset = Feed.objects.select_related("owner", "project", "client")
    serializer_class = FeedSerializer
    permissions: ClassVar[dict[str, str | None]] = dict.fromkeys(("list", "retrieve", "create", "rotate"))
    moves: ClassVar[dict[str, Move]] = {"revoke": Move(feeds.revoke)}

    def perform_create(self, serializer: Any) -> None:
        said = serializer.validated_data
        feed, link = feeds.make(**said, by=self.by)
        serializer.instance = _telling(feed, link)

    @extend_schema(request=None, responses=FeedSerializer)
    @action(detail=True, methods=["post"])
    def rotate(self, request: Request, pk: str) -> Response:
        """A new address; the old one opens nothing from now on."""
        feed, link = feeds.rotate(feed=self.get_object(), by=self.by)
        return Response(self.get_serializer(_telling(feed, link)).data)


def _telling(feed: Feed, link: str) -> Feed:
    feed.link = link  # type: ignore[attr-defined]
    return feed
