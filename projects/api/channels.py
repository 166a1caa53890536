"""Channels: connected, tried, reconnected, let go. A token goes in and never comes out."""

from typing import Any, ClassVar

from rest_framework import mixins, serializers

from agency.api.fields import TransitionsField, VisibleField
from agency.api.idempotency import CreateOnceMixin
from agency.api.viewsets import FloorViewSet, Move
from agency.permissions import Permission
from projects.api.fields import InsideMixin
from projects.models import Channel, Project
from projects.models.channel import Network
from projects.selectors.access import access_of
from projects.services import channels as services


class AccessSerializer(serializers.Serializer):
    """``credentials``: what the network asks for, by name; ``token`` alone where that is all."""

    token = serializers.CharField(max_length=2000, write_only=True, required=False)
    credentials = serializers.DictField(child=serializers.CharField(max_length=2000), write_only=True, required=False)

    def validate(self, data: dict[str, Any]) -> dict[str, Any]:
        token, given = data.pop("token", None), data.pop("credentials", {})
        return data | {"credentials": given | ({"token": token} if token else {})}


class ChannelSerializer(InsideMixin, AccessSerializer, serializers.ModelSerializer):
    project = VisibleField("slug", queryset=Project.objects.all())
    network = serializers.ChoiceField(choices=Network.choices)
    token = serializers.CharField(max_length=2000, write_only=True, required=False)
    credentials = serializers.DictField(child=serializers.CharField(max_length=2000), write_only=True, required=False)
    access = serializers.SerializerMethodField()
    transitions = TransitionsField()

    class Meta:
        model = Channel
        fields = (
            "id", "project", "network", "token", "credentials", "name", "external_id", "url", "state", "trouble",
            "credentials_expire_at", "access", "followers", "connected_at", "transitions",
        )  # fmt: skip
        read_only_fields = (
            "name", "external_id", "url", "state", "trouble", "credentials_expire_at", "followers", "connected_at",
        )  # fmt: skip
        inside = ("trouble", "credentials_expire_at", "access")

    def get_access(self, channel: Channel) -> str:
        """How long access lasts, in words."""
        return access_of(channel).words


class ChannelViewSet(CreateOnceMixin, mixins.ListModelMixin, mixins.RetrieveModelMixin, FloorViewSet):
    queryset = Channel.objects.select_related("project__client")
    serializer_class = ChannelSerializer
    filterset_fields: ClassVar[dict[str, list[str]]] = {
        "project__slug": ["exact"], "network": ["exact"], "state": ["exact"],
    }  # fmt: skip
    permissions: ClassVar[dict[str, str | None]] = {
        "list": Permission.VIEW_PROJECT,
        "retrieve": Permission.VIEW_PROJECT,
        "create": Permission.CONNECT_CHANNEL,
    }
    moves: ClassVar[dict[str, Move]] = {
        "reconnect": Move(services.reconnect_channel, input=AccessSerializer),
        "disconnect": Move(services.disconnect_channel),
        "check": Move(services.check_channel),
    }

    def perform_create(self, serializer: Any) -> None:
        self.require(serializer.validated_data["project"])
        serializer.instance = services.connect_channel(by=self.by, **serializer.validated_data)
