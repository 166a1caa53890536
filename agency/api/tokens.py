"""/api/v1/tokens/: the person's own keys for programs."""

from typing import Any, ClassVar

from rest_framework import mixins, serializers

from agency.api.viewsets import FloorViewSet
from agency.models import ApiToken
from agency.services import account


class TokenSerializer(serializers.ModelSerializer[ApiToken]):
    key = serializers.CharField(source="token_key", read_only=True, help_text="How the token begins")
    name = serializers.CharField(max_length=80)
    token = serializers.CharField(source="text", read_only=True, help_text="Whole; only in the answer that makes it")

    class Meta:
        model = ApiToken
        fields = ("key", "name", "created", "expiry", "token")
        read_only_fields = ("created", "expiry")


class TokenViewSet(
    mixins.CreateModelMixin, mixins.ListModelMixin, mixins.RetrieveModelMixin, mixins.DestroyModelMixin, FloorViewSet
):
    """Tokens are shown once, when they are made; afterwards only how they begin. Deleting one revokes it.

    No idempotency key here: to answer again, the token would have to be kept.
    """

    queryset = ApiToken.objects.all()
    serializer_class = TokenSerializer
    lookup_field = "token_key"
    lookup_url_kwarg = "key"
    lookup_value_regex = "[0-9a-zA-Z]+"
    ordering = "-created"
    permissions: ClassVar = dict.fromkeys(("list", "retrieve", "create", "destroy"))

    def get_queryset(self) -> Any:
        return ApiToken.objects.filter(user_id=self.user.pk)

    def perform_create(self, serializer: Any) -> None:
        token, text = account.make_token(user=self.user, name=serializer.validated_data["name"])
        token.text = text
        serializer.instance = token

    def perform_destroy(self, instance: ApiToken) -> None:
        account.revoke_token(token=instance, by=self.user)
