"""Writing in company: who else has a draft open, what it said before, and what a refused save is told."""

from typing import Any, ClassVar

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.generics import get_object_or_404
from rest_framework.request import Request
from rest_framework.response import Response

from agency.api.viewsets import FloorViewSet
from agency.models import User
from agency.permissions import Permission
from content.models import DraftRevision
from content.services import presence, revisions, together
from content.services.drafts import StaleEditor


class WriterSerializer(serializers.ModelSerializer):
    class Meta:
        model = User
        fields = ("id", "name")


class DraftRevisionSerializer(serializers.ModelSerializer):
    by = WriterSerializer()

    class Meta:
        model = DraftRevision
        fields = ("id", "number", "content", "is_aside", "by", "at")


class EarlierSerializer(serializers.Serializer):
    earlier = serializers.IntegerField(min_value=1, help_text="The id of the earlier draft")


class DraftingMixin(FloorViewSet):
    """Goes left of the viewset of posts."""

    drafting: ClassVar[dict[str, str | None]] = dict.fromkeys(
        ("presence", "earlier", "bring_back_text"), Permission.WRITE_POST
    )

    @extend_schema(responses=WriterSerializer(many=True), request=None)
    @action(detail=True, methods=["get"], filter_backends=[], pagination_class=None)
    def presence(self, request: Request, **kwargs: Any) -> Response:
        """Who has the draft open at this moment."""
        people = presence.people_at(self.get_object())
        return Response(WriterSerializer(people, many=True).data)

    @extend_schema(responses=DraftRevisionSerializer(many=True), request=None)
    @action(detail=True, methods=["get"], filter_backends=[], pagination_class=None)
    def earlier(self, request: Request, **kwargs: Any) -> Response:
        """What the draft said at its last saves, newest first; fifty at most."""
        rows = self.get_object().revisions.select_related("by")[: DraftRevision.MOST]
        return Response(DraftRevisionSerializer(rows, many=True).data)

    @extend_schema(request=EarlierSerializer)
    @action(detail=True, methods=["post"], url_path="bring-back-text", filter_backends=[])
    def bring_back_text(self, request: Request, **kwargs: Any) -> Response:
        """Let the draft say again what it said then."""
        post = self.get_object()
        form = EarlierSerializer(data=request.data)
        form.is_valid(raise_exception=True)
        row = get_object_or_404(post.revisions, pk=form.validated_data["earlier"])
        back = together.bring_back(row=row, by=self.by)
        return Response(self.get_serializer(self.get_queryset().get(pk=back.pk)).data)

    def handle_exception(self, exc: Exception) -> Response:
        """A save that came too late is shown both texts and the revision to read."""
        response = super().handle_exception(exc)
        if isinstance(exc, StaleEditor) and isinstance(response.data, dict):
            now = revisions.content_of(exc.post)
            sent: Any = self.request.data
            said = {name: value for name, value in sent.items() if name in now}
            response.data |= {
                "revision": exc.post.revision,
                "yours": said,
                "theirs": {name: now[name] for name in said},
            }
        return response
