"""The conversation with the client about posts, read and written by both sides."""

from typing import Any, ClassVar

from rest_framework import mixins, serializers

from agency.api.fields import VisibleField
from agency.api.idempotency import CreateOnceMixin
from agency.api.viewsets import FloorViewSet
from agency.permissions import Permission
from content.models import ClientComment, Post
from content.services import comments
from content.services.approvals import Voice


class ClientCommentSerializer(serializers.ModelSerializer):
    post = VisibleField(queryset=Post.objects.all())
    text = serializers.CharField(allow_blank=True)

    class Meta:
        model = ClientComment
        fields = ("id", "post", "side", "text", "by_name", "at")
        read_only_fields = ("side", "by_name", "at")


class ClientCommentViewSet(CreateOnceMixin, mixins.ListModelMixin, mixins.RetrieveModelMixin, FloorViewSet):
    """Said about a post that was shared with the client; nothing of the colleagues' remarks."""

    queryset = ClientComment.objects.select_related("post__project__client")
    serializer_class = ClientCommentSerializer
    filterset_fields: ClassVar = {"post": ["exact"], "side": ["exact"]}
    permissions: ClassVar[dict[str, str | None]] = {
        "list": Permission.VIEW_POST,
        "retrieve": Permission.VIEW_POST,
        "create": Permission.TALK_ABOUT_POST,
    }

    def perform_create(self, serializer: Any) -> None:
        said = serializer.validated_data
        self.require(said["post"])
        serializer.instance = comments.say(post=said["post"], voice=Voice(user=self.by), text=said["text"])
