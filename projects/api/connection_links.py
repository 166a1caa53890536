"""Links by which a client connects a page: made, closed. The address is told once, in the answer to making it."""

from typing import Any, ClassVar

from rest_framework import mixins, serializers

from agency.api.fields import VisibleField
from agency.api.viewsets import FloorViewSet, Move
from agency.models import User
from agency.permissions import Permission
from projects.models import ConnectionLink, Project
from projects.services import connection_links as services


class ConnectionLinkSerializer(serializers.ModelSerializer):
    project = VisibleField("slug", queryset=Project.objects.all())
    address = serializers.SerializerMethodField()

    class Meta:
        model = ConnectionLink
        fields = (
            "id", "project", "network", "to_name", "address", "is_open", "made_at", "expires_at", "revoked_at",
            "used_at", "channel",
        )  # fmt: skip
        read_only_fields = ("made_at", "expires_at", "revoked_at", "used_at", "channel")

    def get_address(self, link: ConnectionLink) -> str:
        """Only where the link was just made; empty ever after."""
        return getattr(link, "address", "")


def close(*, connectionlink: ConnectionLink, by: User) -> None:
    """It opens nothing any more."""
    services.revoke(link=connectionlink, by=by)


class ConnectionLinkViewSet(mixins.CreateModelMixin, mixins.ListModelMixin, mixins.RetrieveModelMixin, FloorViewSet):
    """Making one twice is no harm, and no answer with an address in it is kept to be repeated."""

    queryset = ConnectionLink.objects.select_related("project").prefetch_related("made_by")
    serializer_class = ConnectionLinkSerializer
    permissions: ClassVar[dict[str, str | None]] = {
        "list": Permission.CONNECT_CHANNEL,
        "retrieve": Permission.CONNECT_CHANNEL,
        "create": Permission.CONNECT_CHANNEL,
    }
    moves: ClassVar[dict[str, Move]] = {"revoke": Move(close)}

    def perform_create(self, serializer: Any) -> None:
        self.require(serializer.validated_data["project"])
        link, address = services.make(by=self.by, **serializer.validated_data)
        link.address = address  # type: ignore[attr-defined]
        serializer.instance = link
