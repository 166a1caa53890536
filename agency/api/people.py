"""/api/v1/people/ and /api/v1/me/: who works here."""

from typing import Any, ClassVar

from rest_framework import generics, mixins, serializers
from rest_framework.request import Request

from agency.api.idempotency import CreateOnceMixin
from agency.api.viewsets import FloorViewSet, Move
from agency.forms.people import ROLES
from agency.models import User
from agency.permissions import Permission
from agency.services import account, invitations, people


class AccountSerializer(serializers.ModelSerializer[User]):
    role = serializers.ChoiceField(choices=ROLES, help_text="Empty for people of a client")

    class Meta:
        model = User
        fields = ("id", "email", "name", "role", "job", "locale", "time_zone", "is_active", "date_joined")
        read_only_fields = ("locale", "time_zone", "is_active")


class RoleSerializer(serializers.Serializer[Any]):
    role = serializers.ChoiceField(choices=ROLES)
    job = serializers.CharField(max_length=80, required=False, allow_blank=True)


class PersonViewSet(CreateOnceMixin, mixins.ListModelMixin, mixins.RetrieveModelMixin, FloorViewSet):
    """People of the agency and of clients, kept by the head. Creating one invites them by mail."""

    queryset = User.objects.all()
    serializer_class = AccountSerializer
    filterset_fields = ("role", "is_active")
    permissions: ClassVar = dict.fromkeys(
        ("list", "retrieve", "create", "change_role", "deactivate", "activate"), Permission.MANAGE_PEOPLE
    )
    moves: ClassVar = {
        "change_role": Move(people.change_role, input=RoleSerializer),
        "deactivate": Move(people.deactivate),
        "activate": Move(people.activate),
    }

    def check_permissions(self, request: Request) -> None:
        """People belong to the agency as a whole: who may not keep them is told so before any row is looked at."""
        super().check_permissions(request)
        if self.permission:
            self.require(None)

    def perform_create(self, serializer: Any) -> None:
        invitation = invitations.invite(**serializer.validated_data, by=self.user)
        serializer.instance = invitation.user


class MeSerializer(serializers.ModelSerializer[User]):
    class Meta:
        model = User
        fields = ("id", "email", "name", "role", "job", "locale", "time_zone")
        read_only_fields = ("email", "role", "job")


class MeView(generics.RetrieveUpdateAPIView[User]):
    """The person the token or the session belongs to."""

    serializer_class = MeSerializer
    http_method_names = ("get", "patch")

    def get_object(self) -> Any:
        return self.request.user

    def perform_update(self, serializer: Any) -> None:
        account.update_profile(user=self.get_object(), **serializer.validated_data)
