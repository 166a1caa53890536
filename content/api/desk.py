"""What waits for the asking person, and which kind of post works in a project."""

from typing import Any

from django.shortcuts import get_object_or_404
from django.urls import path
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from agency.permissions import Permission
from content.selectors.mix import balance_of
from content.selectors.queue import KINDS, Kind
from content.selectors.works import what_works
from projects.access import require
from projects.models import Project

FIRST = 25


class WaitingSerializer(serializers.Serializer[Any]):
    """A post (or, of the kind ``remarks``, a thread on ``post``) and since when it waits."""

    id = serializers.IntegerField()
    post = serializers.SerializerMethodField()
    since = serializers.DateTimeField()

    def get_post(self, row: Any) -> int:
        return int(getattr(row, "post_id", row.pk))


class WaitingKindSerializer(serializers.Serializer[Any]):
    """``name`` is review, client, returned or remarks; ``rows`` are the 25 that wait longest."""

    name = serializers.CharField()
    label = serializers.CharField()  # type: ignore[assignment]
    count = serializers.IntegerField()
    rows = WaitingSerializer(many=True)


class WaitingView(APIView):
    """What waits for one's verdict, second try or answer; longest first. Empty for people of a client's."""

    @extend_schema(responses=WaitingKindSerializer(many=True))
    def get(self, request: Request) -> Response:
        return Response(WaitingKindSerializer([_waiting(kind, request.user) for kind in KINDS], many=True).data)


def _waiting(kind: Kind, user: Any) -> dict[str, Any]:
    inside = user.is_agency
    rows = kind.rows(user)
    shown = {"count": rows.order_by().count() if inside else 0, "rows": rows[:FIRST] if inside else []}
    return {"name": kind.name, "label": kind.label, **shown}


class GroupSerializer(serializers.Serializer[Any]):
    """``per_cent`` is the mean of actions ÷ followers; null where fewer than five tell too little."""

    label = serializers.CharField()  # type: ignore[assignment]
    n = serializers.IntegerField()
    per_cent = serializers.DecimalField(8, 1, allow_null=True)


class TableSerializer(serializers.Serializer[Any]):
    name = serializers.CharField()
    groups = GroupSerializer(many=True)


class WorksSerializer(serializers.Serializer[Any]):
    n = serializers.IntegerField()
    uncounted = serializers.IntegerField()
    by_hand = serializers.IntegerField(help_text="Of them, how many a person counted")
    missing = serializers.IntegerField(help_text="Out for a day and without any counts")
    days = serializers.IntegerField()
    emotional = serializers.IntegerField(allow_null=True, help_text="% of what went out in 30 days")
    emotional_target = serializers.IntegerField()
    tables = TableSerializer(many=True)


class WorksView(APIView):
    """Engagement (actions ÷ followers) by added value, format, weekday and hour of the last 90 days, and the mix."""

    @extend_schema(responses=WorksSerializer)
    def get(self, request: Request, slug: str) -> Response:
        project = get_object_or_404(Project.objects.visible_to(request.user), slug=slug)
        require(request.user, Permission.VIEW_INSIDE, project)
        works, balance = what_works(project), balance_of(project)
        mix = {"emotional": balance.mix.share, "emotional_target": balance.target}
        counted = {"n": works.n, "uncounted": works.uncounted, "by_hand": works.by_hand, "missing": works.missing}
        said = counted | {"days": works.days, "tables": works.tables}
        return Response(WorksSerializer(said | mix).data)


urlpatterns = [
    path("waiting/", WaitingView.as_view(), name="api-waiting"),
    path("projects/<slug:slug>/what-works/", WorksView.as_view(), name="api-what-works"),
]
