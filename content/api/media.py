"""Pictures of a project: sent as multipart, stored as our own re-encoding."""

from typing import Any, ClassVar

from django.urls import reverse
from rest_framework import mixins, serializers
from rest_framework.parsers import MultiPartParser

from agency.api.fields import VisibleField
from agency.api.idempotency import CreateOnceMixin
from agency.api.viewsets import FloorViewSet
from agency.permissions import Permission
from content.models import Media
from content.services import media
from projects.models import Project


class MediaSerializer(serializers.ModelSerializer):
    project = VisibleField("slug", queryset=Project.objects.all())
    file = serializers.FileField(write_only=True, max_length=200, allow_empty_file=True)
    url = serializers.SerializerMethodField()

    class Meta:
        model = Media
        fields = (
            "id", "project", "file", "url", "alt", "width", "height", "sha256", "original_name", "uploaded_by",
            "uploaded_at",
        )  # fmt: skip
        read_only_fields = ("width", "height", "sha256", "original_name", "uploaded_by", "uploaded_at")

    def get_url(self, picture: Media) -> str:
        return reverse("content:picture", args=[picture.pk])


class MediaViewSet(CreateOnceMixin, mixins.ListModelMixin, mixins.RetrieveModelMixin, FloorViewSet):
    queryset = Media.objects.select_related("project__client")
    serializer_class = MediaSerializer
    parser_classes = (MultiPartParser,)
    filterset_fields: ClassVar = {"project__slug": ["exact"], "sha256": ["exact"]}
    permissions: ClassVar[dict[str, str | None]] = {
        "list": Permission.VIEW_INSIDE,
        "retrieve": Permission.VIEW_INSIDE,
        "create": Permission.WRITE_POST,
    }

    def perform_create(self, serializer: Any) -> None:
        said = serializer.validated_data
        self.require(said["project"])
        serializer.instance = media.upload(**said, by=self.request.user)
