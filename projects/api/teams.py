"""Seats: who sits where. Every project has its three; they are filled and emptied, not made."""

from typing import Any, ClassVar

from rest_framework import mixins, serializers

from agency.api.viewsets import FloorViewSet
from agency.models import User
from agency.permissions import Permission
from projects.api.fields import InsideMixin, PersonSerializer
from projects.models import Seat
from projects.services import teams as services


class SeatSerializer(InsideMixin, serializers.ModelSerializer):
    """``PATCH {"person": 7, "reason": "…"}`` seats, ``{"person": null}`` empties."""

    project: Any = serializers.SlugRelatedField("slug", read_only=True)
    user = PersonSerializer(read_only=True)
    person = serializers.PrimaryKeyRelatedField(
        queryset=User.objects.filter(is_active=True), write_only=True, allow_null=True
    )

    class Meta:
        model = Seat
        fields = ("id", "project", "role", "user", "person", "reason", "since")
        read_only_fields = ("role", "since")
        inside = ("reason", "since")


class SeatViewSet(mixins.ListModelMixin, mixins.RetrieveModelMixin, mixins.UpdateModelMixin, FloorViewSet):
    queryset = Seat.objects.select_related("project__client", "user")
    serializer_class = SeatSerializer
    filterset_fields: ClassVar[dict[str, list[str]]] = {
        "project__slug": ["exact"], "role": ["exact"], "user": ["exact", "isnull"],
    }  # fmt: skip
    http_method_names = ("get", "patch", "head", "options")
    permissions: ClassVar[dict[str, str | None]] = {
        "list": Permission.VIEW_PROJECT,
        "retrieve": Permission.VIEW_PROJECT,
        "partial_update": Permission.FILL_TEAM,
    }

    def perform_update(self, serializer: Any) -> None:
        seat, said, by = serializer.instance, serializer.validated_data, self.by
        person = said.get("person", seat.user)
        if person is None:
            serializer.instance = services.empty_seat(seat=seat, by=by)
            return
        reason = said.get("reason", seat.reason if person == seat.user else "")
        serializer.instance = services.fill_seat(seat=seat, person=person, by=by, reason=reason)
