"""Channels: connected or added by hand, tried, reconnected, let go. A token goes in and never comes out."""

from dataclasses import asdict
from typing import Any, ClassVar

from drf_spectacular.utils import extend_schema
from rest_framework import mixins, serializers
from rest_framework.decorators import action
from rest_framework.exceptions import Throttled
from rest_framework.request import Request
from rest_framework.response import Response

from agency.api.fields import TransitionsField, VisibleField
from agency.api.idempotency import CreateOnceMixin
from agency.api.viewsets import FloorViewSet, Move
from agency.permissions import Permission
from projects.api.fields import InsideMixin
from projects.models import Channel, FollowerCount, Project
from projects.models.channel import Network
from projects.networks import is_by_hand
from projects.selectors.access import access_of
from projects.services import by_hand
from projects.services import channels as services
from projects.services.trying import TooOften

PAGE = ("name", "url", "followers", "longest")  # what a page on which people publish by hand is made of
COUNTS = 90


def _refuse(names: list[str], why: str) -> None:
    if names:
        raise serializers.ValidationError(dict.fromkeys(names, why))


class AccessSerializer(serializers.Serializer):
    """``credentials``: what the network asks for, by name; ``token`` alone where that is all."""

    token = serializers.CharField(max_length=2000, write_only=True, required=False)
    credentials = serializers.DictField(child=serializers.CharField(max_length=2000), write_only=True, required=False)

    def validate(self, data: dict[str, Any]) -> dict[str, Any]:
        token, given = data.pop("token", None), data.pop("credentials", {})
        return data | {"credentials": given | ({"token": token} if token else {})}


class ChannelSerializer(InsideMixin, AccessSerializer, serializers.ModelSerializer):
    """``by_hand``: Rapport cannot reach this network. Such a page is made of ``name``, ``url`` and what is known of
    ``followers`` and ``longest`` (characters a text may have there); any other says them itself, of its credentials.
    """

    project = VisibleField("slug", queryset=Project.objects.all())
    network = serializers.ChoiceField(choices=Network.choices)
    token = serializers.CharField(max_length=2000, write_only=True, required=False)
    credentials = serializers.DictField(child=serializers.CharField(max_length=2000), write_only=True, required=False)
    name = serializers.CharField(max_length=120, required=False)
    url = serializers.URLField(max_length=300, required=False)
    followers = serializers.IntegerField(min_value=0, max_value=2_000_000_000, required=False, allow_null=True)
    longest = serializers.IntegerField(min_value=1, max_value=100_000, required=False, allow_null=True, write_only=True)
    by_hand = serializers.SerializerMethodField()
    access = serializers.SerializerMethodField()
    transitions = TransitionsField()

    class Meta:
        model = Channel
        fields = (
            "id", "project", "network", "by_hand", "token", "credentials", "name", "external_id", "url", "longest",
            "state", "trouble", "credentials_expire_at", "access", "followers", "connected_at", "transitions",
        )  # fmt: skip
        read_only_fields = ("external_id", "state", "trouble", "credentials_expire_at", "connected_at")
        inside = ("trouble", "credentials_expire_at", "access")

    def validate(self, data: dict[str, Any]) -> dict[str, Any]:
        network = self.instance.network if self.instance else data["network"]
        if is_by_hand(network):
            missing = [] if self.instance else [name for name in ("name", "url") if not data.get(name)]
            _refuse(missing, "This is needed.")
            return data
        _refuse([name for name in PAGE if name in data], "The network says it itself.")
        return super().validate(data)

    def get_by_hand(self, channel: Channel) -> bool:
        return is_by_hand(channel.network)

    def get_access(self, channel: Channel) -> str:
        """How long access lasts, in words."""
        return access_of(channel).words


class TrySerializer(AccessSerializer):
    """What would be given to connect a page."""

    project = VisibleField("slug", queryset=Project.objects.all())
    network = serializers.ChoiceField(choices=[one for one in Network.choices if not is_by_hand(one[0])])


class FoundSerializer(serializers.Serializer):
    """The page the credentials speak for. ``missing``: what they may not do there although Rapport could, in words.
    ``channel``: its number where the project has it already."""

    external_id = serializers.CharField()
    name = serializers.CharField()
    url = serializers.CharField()
    followers = serializers.IntegerField(allow_null=True)
    credentials_expire_at = serializers.DateTimeField(allow_null=True)
    missing = serializers.ListField(child=serializers.CharField())
    channel = serializers.IntegerField(allow_null=True)


class FollowersSerializer(serializers.ModelSerializer):
    """How many followed the page on a day."""

    count = serializers.IntegerField(min_value=0, max_value=2_000_000_000)

    class Meta:
        model = FollowerCount
        fields = ("day", "count")


class ChannelViewSet(
    CreateOnceMixin, mixins.ListModelMixin, mixins.RetrieveModelMixin, mixins.UpdateModelMixin, FloorViewSet
):
    queryset = Channel.objects.select_related("project__client")
    serializer_class = ChannelSerializer
    filterset_fields: ClassVar[dict[str, list[str]]] = {
        "project__slug": ["exact"], "network": ["exact"], "state": ["exact"],
    }  # fmt: skip
    permissions: ClassVar[dict[str, str | None]] = {
        "list": Permission.VIEW_PROJECT,
        "retrieve": Permission.VIEW_PROJECT,
        "create": Permission.CONNECT_CHANNEL,
        "try_credentials": Permission.CONNECT_CHANNEL,
        "partial_update": Permission.CONNECT_CHANNEL,
        "followers": Permission.VIEW_PROJECT,
        "note_followers": Permission.CONNECT_CHANNEL,
    }
    http_method_names = ("get", "post", "patch", "head", "options")
    moves: ClassVar[dict[str, Move]] = {
        "reconnect": Move(services.reconnect_channel, input=AccessSerializer),
        "disconnect": Move(services.disconnect_channel),
        "check": Move(services.check_channel),
    }

    def handle_exception(self, exc: Exception) -> Response:
        return super().handle_exception(Throttled(detail=exc.message) if isinstance(exc, TooOften) else exc)

    def perform_create(self, serializer: Any) -> None:
        self.require(serializer.validated_data["project"])
        said = serializer.validated_data
        make = by_hand.add_channel if is_by_hand(said["network"]) else services.connect_channel
        serializer.instance = make(by=self.by, **said)

    def perform_update(self, serializer: Any) -> None:
        """The name and the address of a page on which people publish by hand; nothing of any other."""
        facts = {name: value for name, value in serializer.validated_data.items() if name in by_hand.FACTS}
        by_hand.change_channel(channel=serializer.instance, by=self.by, facts=facts)

    @extend_schema(request=TrySerializer, responses=FoundSerializer)
    @action(detail=False, methods=["post"], url_path="try", filter_backends=[], pagination_class=None)
    def try_credentials(self, request: Request) -> Response:
        """Ask the network whose page it is, and keep nothing. Thirty times an hour."""
        form = TrySerializer(data=request.data, context=self.get_serializer_context())
        form.is_valid(raise_exception=True)
        said = form.validated_data
        self.require(said["project"])
        page = services.try_credentials(by=self.by, **said)
        known = said["project"].channels.filter(network=said["network"], external_id=page.external_id).first()
        return Response(FoundSerializer(asdict(page) | {"channel": known and known.pk}).data)

    @extend_schema(responses=FollowersSerializer(many=True), filters=False)
    @action(detail=True, pagination_class=None, filter_backends=[])
    def followers(self, request: Request, pk: str | None = None) -> Response:
        """The last ninety counts, newest first."""
        return Response(FollowersSerializer(self.get_object().follower_counts.all()[:COUNTS], many=True).data)

    @extend_schema(request=FollowersSerializer, responses=FollowersSerializer)
    @followers.mapping.post
    def note_followers(self, request: Request, pk: str | None = None) -> Response:
        """Where no network counts them for us; a second count of a day replaces the first."""
        channel = self.get_object()
        said = FollowersSerializer(data=request.data)
        said.is_valid(raise_exception=True)
        by_hand.note_followers(channel=channel, by=self.by, **said.validated_data)
        return Response(said.data)
