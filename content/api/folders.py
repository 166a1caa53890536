"""Folders of a project's media, one level deep."""

from typing import Any, ClassVar

from rest_framework import mixins, serializers

from agency.api.fields import VisibleField
from agency.api.idempotency import CreateOnceMixin
from agency.api.viewsets import FloorViewSet
from agency.permissions import Permission
from content.models import Folder
from content.services import folders
from projects.models import Project


class FolderSerializer(serializers.ModelSerializer):
    project = VisibleField("slug", queryset=Project.objects.all())
    parent = VisibleField(queryset=Folder.objects.all(), required=False, allow_null=True)  # type: ignore[assignment]

    class Meta:
        model = Folder
        fields = ("id", "project", "parent", "name")
        validators: ClassVar[list[Any]] = []  # the verb says it in words


class FolderViewSet(CreateOnceMixin, mixins.ListModelMixin, mixins.RetrieveModelMixin, mixins.UpdateModelMixin,
                    mixins.DestroyModelMixin, FloorViewSet):  # fmt: skip
    queryset = Folder.objects.select_related("project__client", "parent")
    serializer_class = FolderSerializer
    filterset_fields: ClassVar = {"project__slug": ["exact"], "parent": ["exact", "isnull"]}
    ordering = ("id",)
    http_method_names = ["get", "post", "patch", "delete", "head", "options"]
    permissions: ClassVar[dict[str, str | None]] = {
        "list": Permission.VIEW_INSIDE,
        "retrieve": Permission.VIEW_INSIDE,
        "create": Permission.KEEP_LIBRARY,
        "partial_update": Permission.KEEP_LIBRARY,
        "destroy": Permission.KEEP_LIBRARY,
    }

    def perform_create(self, serializer: Any) -> None:
        said = serializer.validated_data
        self.require(said["project"])
        serializer.instance = folders.add(**said, by=self.request.user)

    def perform_update(self, serializer: Any) -> None:
        folder: Any = serializer.instance
        now = {"name": folder.name, "parent": folder.parent}
        said = {name: value for name, value in serializer.validated_data.items() if name in now}
        serializer.instance = folders.change(folder=folder, by=self.request.user, **(now | said))

    def perform_destroy(self, instance: Folder) -> None:
        folders.remove(folder=instance, by=self.request.user)
