"""Pictures and videos of a project: sent as multipart, stored as our own making; described, found, taken out."""

from typing import Any, ClassVar

from django.db.models import Q
from django.urls import reverse
from django_filters import rest_framework as filters
from drf_spectacular.utils import extend_schema
from rest_framework import mixins, serializers
from rest_framework.decorators import action
from rest_framework.exceptions import ValidationError
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response

from agency.api.fields import VisibleField
from agency.api.idempotency import CreateOnceMixin
from agency.api.parsers import StrictJSONParser
from agency.api.viewsets import FloorViewSet
from agency.permissions import Permission
from content.models import Folder, Media, Post
from content.selectors.library import used_in
from content.services import library, uploads
from projects.models import Project

TOLD = ("kind", "width", "height", "bytes", "seconds", "frame_rate", "codecs", "sha256", "uploaded_by", "uploaded_at")


class MediaSerializer(serializers.ModelSerializer):
    """``focus_x`` and ``focus_y``: the spot that stays when a network crops the picture, in percent."""

    project = VisibleField("slug", queryset=Project.objects.all())
    folder = VisibleField(queryset=Folder.objects.all(), required=False, allow_null=True)
    file = serializers.FileField(write_only=True, max_length=200, allow_empty_file=True)
    url = serializers.SerializerMethodField()
    tags = serializers.ListField(child=serializers.CharField(max_length=40), max_length=20, required=False)
    focus_x = serializers.IntegerField(min_value=0, max_value=100, required=False)
    focus_y = serializers.IntegerField(min_value=0, max_value=100, required=False)

    class Meta:
        model = Media
        fields = (
            "id", "project", "folder", "file", "url", "alt", "original_name", "tags", "focus_x", "focus_y", *TOLD,
        )  # fmt: skip
        read_only_fields = TOLD

    def get_url(self, media: Media) -> str:
        return reverse("content:video" if media.is_video else "content:picture", args=[media.pk])

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """A change says nothing of project and file, which stay; a folder is of the same project."""
        if self.instance:
            attrs.pop("project", None)
            attrs.pop("file", None)
        project = self.instance.project if self.instance else attrs["project"]
        if attrs.get("folder") and attrs["folder"].project_id != project.pk:
            raise ValidationError({"folder": "This folder belongs to another project."}, code="other_project")
        return attrs


class UseSerializer(serializers.ModelSerializer):
    """A post that has it."""

    class Meta:
        model = Post
        fields = ("id", "title", "status")


class MediaFilter(filters.FilterSet):
    q = filters.CharFilter(method="look_for", label="A word of the name, the description or the tags")
    tag = filters.CharFilter(method="tagged")

    class Meta:
        model = Media
        fields: ClassVar = {"project__slug": ["exact"], "sha256": ["exact"], "kind": ["exact"], "folder": ["exact"]}

    def look_for(self, rows: Any, name: str, word: str) -> Any:
        return rows.filter(Q(original_name__icontains=word) | Q(alt__icontains=word) | Q(tags__contains=[word.lower()]))

    def tagged(self, rows: Any, name: str, tag: str) -> Any:
        return rows.filter(tags__contains=[tag.lower()])


class MediaViewSet(CreateOnceMixin, mixins.ListModelMixin, mixins.RetrieveModelMixin, mixins.UpdateModelMixin,
                   mixins.DestroyModelMixin, FloorViewSet):  # fmt: skip
    queryset = Media.objects.select_related("project__client")
    serializer_class = MediaSerializer
    parser_classes = (MultiPartParser, StrictJSONParser)
    filterset_class = MediaFilter
    http_method_names = ["get", "post", "patch", "delete", "head", "options"]
    permissions: ClassVar[dict[str, str | None]] = {
        "list": Permission.VIEW_INSIDE,
        "retrieve": Permission.VIEW_INSIDE,
        "uses": Permission.VIEW_INSIDE,
        "create": Permission.WRITE_POST,
        "partial_update": Permission.KEEP_LIBRARY,
        "destroy": Permission.KEEP_LIBRARY,
        "bring_back": Permission.KEEP_LIBRARY,
    }

    def get_queryset(self) -> Any:
        rows = super().get_queryset()
        return rows.kept() if self.action == "list" else rows

    def perform_create(self, serializer: Any) -> None:
        said = serializer.validated_data
        self.require(said["project"])
        taken = {name: said.pop(name) for name in ("project", "file", "alt", "folder") if name in said}
        if taken.get("folder"):
            self.require(taken["project"], Permission.KEEP_LIBRARY)
        serializer.instance = uploads.upload(**taken, by=self.request.user)

    def perform_update(self, serializer: Any) -> None:
        serializer.instance = library.describe(
            media=serializer.instance, by=self.request.user, **serializer.validated_data
        )

    def perform_destroy(self, instance: Media) -> None:
        library.remove(media=instance, by=self.request.user)

    @extend_schema(responses=UseSerializer(many=True))
    @action(detail=True, filter_backends=[], pagination_class=None)
    def uses(self, request: Request, **kwargs: Any) -> Response:
        """The posts that have it, or had it in a version somebody was shown; twenty at most."""
        return Response(UseSerializer(used_in(self.get_object(), request.user), many=True).data)

    @extend_schema(request=None)
    @action(detail=True, methods=["post"], url_path="bring-back", filter_backends=[])
    def bring_back(self, request: Request, **kwargs: Any) -> Response:
        """Undo a removal, for a day."""
        media = library.bring_back(media=self.get_object(), by=request.user)
        return Response(self.get_serializer(media).data)
