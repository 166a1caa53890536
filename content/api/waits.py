"""Who waited for whom. Read only: the spans are written by the posts' own moves."""

import datetime as dt
from typing import Any, ClassVar

from django.utils import timezone
from rest_framework import mixins, serializers

from agency.api.viewsets import FloorViewSet
from agency.permissions import Permission
from content.models import Wait


class WaitSerializer(serializers.ModelSerializer):
    project: serializers.SlugRelatedField[Any] = serializers.SlugRelatedField("slug", read_only=True)
    waits_for = serializers.SerializerMethodField()
    agreed_seconds = serializers.SerializerMethodField()
    calendar_seconds = serializers.SerializerMethodField()

    class Meta:
        model = Wait
        fields = (
            "id", "project", "post", "kind", "waits_for", "began_at", "ended_at", "agreed_seconds", "calendar_seconds",
        )  # fmt: skip
        read_only_fields = fields

    def get_waits_for(self, wait: Wait) -> str:
        """``agency`` or ``client``."""
        return "client" if wait.is_of_client else "agency"

    def get_agreed_seconds(self, wait: Wait) -> int:
        """In the hours of the agreement, so far for one that is open."""
        return _seconds(wait.business_until(timezone.now()) if wait.business is None else wait.business)

    def get_calendar_seconds(self, wait: Wait) -> int:
        return _seconds(wait.calendar)


def _seconds(span: dt.timedelta) -> int:
    return int(span.total_seconds())


class WaitViewSet(mixins.ListModelMixin, mixins.RetrieveModelMixin, FloorViewSet):
    """The delay ledger; inside the agency only."""

    queryset = Wait.objects.select_related("project__client__agreement")
    serializer_class = WaitSerializer
    filterset_fields: ClassVar = {
        "project__slug": ["exact"],
        "post": ["exact"],
        "kind": ["exact"],
        "ended_at": ["isnull"],
        "began_at": ["gte", "lt"],
    }
    permissions: ClassVar[dict[str, str | None]] = {
        "list": Permission.VIEW_INSIDE,
        "retrieve": Permission.VIEW_INSIDE,
    }
