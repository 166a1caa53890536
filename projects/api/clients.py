"""Clients, their people and agreements."""

from typing import Any, ClassVar

from rest_framework import mixins, serializers

from agency.api.fields import VisibleField
from agency.api.idempotency import CreateOnceMixin
from agency.api.viewsets import FloorViewSet
from agency.models import User
from agency.permissions import CLIENT_ROLES, Permission
from projects.api.fields import LanguagesField, PersonSerializer
from projects.models import Client, ClientMember, InteractionAgreement
from projects.services import clients as services

LONG = {"max_length": 4000}


class ClientSerializer(serializers.ModelSerializer):
    languages = LanguagesField(required=False)

    class Meta:
        model = Client
        fields = ("id", *services.FACTS, "created_at")
        read_only_fields = ("created_at",)
        extra_kwargs: ClassVar[dict[str, Any]] = {"about": LONG, "tone_of_voice": LONG}


class ClientViewSet(
    CreateOnceMixin, mixins.ListModelMixin, mixins.RetrieveModelMixin, mixins.UpdateModelMixin, FloorViewSet
):
    queryset = Client.objects.all()
    serializer_class = ClientSerializer
    filterset_fields = ("name",)
    http_method_names = ("get", "post", "patch", "head", "options")
    permissions: ClassVar[dict[str, str | None]] = {
        "list": Permission.VIEW_PROJECT,
        "retrieve": Permission.VIEW_PROJECT,
        "create": Permission.ADD_CLIENT,
        "partial_update": Permission.EDIT_PROJECT,
    }

    def perform_create(self, serializer: Any) -> None:
        self.require(None)
        serializer.instance = services.add_client(by=self.by, **serializer.validated_data)

    def perform_update(self, serializer: Any) -> None:
        serializer.instance = services.change_client(
            client=serializer.instance, by=self.by, facts=serializer.validated_data
        )


class MemberSerializer(serializers.ModelSerializer):
    """``email`` and ``name`` are asked for, once; somebody new is invited by mail."""

    client = VisibleField(queryset=Client.objects.all())
    user = PersonSerializer(read_only=True)
    email = serializers.EmailField(write_only=True, max_length=254)
    name = serializers.CharField(write_only=True, max_length=120)
    role = serializers.ChoiceField(choices=[(role.value, role.label) for role in CLIENT_ROLES])

    class Meta:
        model = ClientMember
        fields = ("id", "client", "user", "email", "name", "role", "since")
        read_only_fields = ("since",)


class MemberViewSet(
    CreateOnceMixin, mixins.ListModelMixin, mixins.RetrieveModelMixin, mixins.DestroyModelMixin, FloorViewSet
):
    queryset = ClientMember.objects.select_related("user", "client")
    serializer_class = MemberSerializer
    filterset_fields = ("client", "role")
    permissions: ClassVar[dict[str, str | None]] = {
        "list": Permission.VIEW_PROJECT,
        "retrieve": Permission.VIEW_PROJECT,
        "create": Permission.EDIT_PROJECT,
        "destroy": Permission.EDIT_PROJECT,
    }

    def perform_create(self, serializer: Any) -> None:
        self.require(serializer.validated_data["client"])
        serializer.instance = services.invite_member(by=self.by, **serializer.validated_data)

    def perform_destroy(self, instance: ClientMember) -> None:
        services.remove_member(member=instance, by=self.by)


class AgreementSerializer(serializers.ModelSerializer):
    client = VisibleField(queryset=Client.objects.all())
    deputy = serializers.PrimaryKeyRelatedField(queryset=User.objects.none(), required=False, allow_null=True)
    weekdays = serializers.ListField(
        child=serializers.IntegerField(min_value=0, max_value=6), min_length=1, required=False
    )

    class Meta:
        model = InteractionAgreement
        fields = ("id", "client", *services.TERMS)
        extra_kwargs: ClassVar[dict[str, Any]] = {"we_answer": LONG, "client_answers": LONG}

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        services.check_terms(self.instance, attrs)
        return attrs

    def get_fields(self) -> dict[str, Any]:
        """The deputy is one of the client's own people."""
        fields: dict[str, Any] = super().get_fields()
        clients = Client.objects.visible_to(self.context["request"].user)
        fields["deputy"].queryset = User.objects.filter(client_memberships__client__in=clients).distinct()
        return fields


class AgreementViewSet(
    CreateOnceMixin, mixins.ListModelMixin, mixins.RetrieveModelMixin, mixins.UpdateModelMixin, FloorViewSet
):
    """Creating one for a client that has one changes it: there is one agreement with a client."""

    queryset = InteractionAgreement.objects.select_related("client")
    serializer_class = AgreementSerializer
    filterset_fields = ("client",)
    http_method_names = ("get", "post", "patch", "head", "options")
    permissions: ClassVar[dict[str, str | None]] = {
        "list": Permission.VIEW_PROJECT,
        "retrieve": Permission.VIEW_PROJECT,
        "create": Permission.EDIT_PROJECT,
        "partial_update": Permission.EDIT_PROJECT,
    }

    def perform_create(self, serializer: Any) -> None:
        terms = dict(serializer.validated_data)
        client = terms.pop("client")
        self.require(client)
        serializer.instance = services.agree(client=client, by=self.by, terms=terms)

    def perform_update(self, serializer: Any) -> None:
        terms = {name: value for name, value in serializer.validated_data.items() if name != "client"}
        serializer.instance = services.agree(client=serializer.instance.client, by=self.by, terms=terms)
