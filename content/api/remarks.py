"""What colleagues say in the margin of posts. Nobody of a client's sees that there is such a thing."""

from typing import Any, ClassVar

from rest_framework import mixins, serializers

from agency.api.fields import VisibleField
from agency.api.idempotency import CreateOnceMixin
from agency.api.viewsets import FloorViewSet, Move
from agency.permissions import Permission
from content.models import Post, Remark
from content.services import remarks


class RemarkSerializer(serializers.ModelSerializer):
    """``quote`` are words of the post's text it is about; ``parent`` makes it an answer in that thread."""

    post = VisibleField(queryset=Post.objects.all())
    parent = VisibleField(  # type: ignore[assignment]
        queryset=Remark.objects.all(), required=False, allow_null=True
    )
    text = serializers.CharField(allow_blank=True)
    quote = serializers.CharField(required=False, allow_blank=True, trim_whitespace=False)
    start = serializers.IntegerField(required=False, min_value=0, allow_null=True)

    class Meta:
        model = Remark
        fields = (
            "id", "post", "version", "parent", "text", "quote", "start", "end", "by", "mentioned", "at", "edited_at",
            "resolved_at", "resolved_by",
        )  # fmt: skip
        read_only_fields = ("version", "end", "by", "mentioned", "at", "edited_at", "resolved_at", "resolved_by")


class RemarkViewSet(CreateOnceMixin, mixins.ListModelMixin, mixins.RetrieveModelMixin, mixins.UpdateModelMixin,
                    mixins.DestroyModelMixin, FloorViewSet):  # fmt: skip
    """Written, answered, changed and deleted by their author for a quarter of an hour, settled, opened again."""

    queryset = (
        Remark.objects.filter(deleted_at=None).select_related("post__project__client").prefetch_related("mentioned")
    )
    serializer_class = RemarkSerializer
    filterset_fields: ClassVar = {"post": ["exact"], "parent": ["exact", "isnull"], "resolved_at": ["isnull"]}
    http_method_names = ["get", "post", "patch", "delete", "head", "options"]
    permissions: ClassVar[dict[str, str | None]] = {
        "list": Permission.VIEW_INSIDE,
        "retrieve": Permission.VIEW_INSIDE,
        "create": Permission.VIEW_INSIDE,
        "partial_update": Permission.VIEW_INSIDE,
        "destroy": Permission.VIEW_INSIDE,
    }
    moves: ClassVar[dict[str, Move]] = {"resolve": Move(remarks.resolve), "reopen": Move(remarks.reopen)}

    def perform_create(self, serializer: Any) -> None:
        said = serializer.validated_data
        self.require(said["post"])
        if thread := said.get("parent"):
            serializer.instance = remarks.answer(remark=thread, text=said["text"], by=self.by)
            return
        place = {"quote": said.get("quote", ""), "start": said.get("start") or 0}
        serializer.instance = remarks.write(post=said["post"], text=said["text"], by=self.by, **place)

    def perform_update(self, serializer: Any) -> None:
        text = serializer.validated_data.get("text", serializer.instance.text)
        serializer.instance = remarks.edit(remark=serializer.instance, text=text, by=self.by)

    def perform_destroy(self, instance: Remark) -> None:
        remarks.delete(remark=instance, by=self.by)
