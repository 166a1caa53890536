"""/api/v1/notifications/: what the person was told."""

from typing import Any, ClassVar

from drf_spectacular.utils import extend_schema
from rest_framework import mixins, serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from agency.api.viewsets import FloorViewSet
from agency.models import Notification


class NotificationSerializer(serializers.ModelSerializer[Notification]):
    class Meta:
        model = Notification
        fields = ("id", "kind", "title", "body", "url", "project_id", "created_at", "read_at")
        read_only_fields = fields


class ReadSerializer(serializers.Serializer[Any]):
    read = serializers.IntegerField(help_text="How many were unread until now")


class NotificationViewSet(mixins.ListModelMixin, mixins.RetrieveModelMixin, FloorViewSet):
    """One's own notifications, newest first."""

    queryset = Notification.objects.shown()
    serializer_class = NotificationSerializer
    filterset_fields: ClassVar = {"kind": ["exact"], "read_at": ["isnull"]}
    permissions: ClassVar = dict.fromkeys(("list", "retrieve", "read", "read_all"))

    @extend_schema(request=None, responses=NotificationSerializer)
    @action(detail=True, methods=["post"])
    def read(self, request: Request, pk: str) -> Response:
        """Mark one as read."""
        self.get_queryset().filter(pk=self.get_object().pk).mark_read()
        return Response(self.get_serializer(self.get_object()).data)

    @extend_schema(request=None, responses=ReadSerializer, filters=False)
    @action(detail=False, methods=["post"], url_path="read-all")
    def read_all(self, request: Request) -> Response:
        """Mark all as read."""
        return Response({"read": self.get_queryset().mark_read()})
