"""Series: started from a post, read with their occurrences, ended."""

from typing import Any, ClassVar

from drf_spectacular.utils import extend_schema
from rest_framework import mixins, serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from agency.api.fields import VisibleField
from agency.api.idempotency import CreateOnceMixin
from agency.api.viewsets import FloorViewSet
from agency.permissions import Permission
from content.api.outcomes import OutcomeSerializer
from content.models import Post, Series
from content.services import series as services


class SeriesSerializer(serializers.ModelSerializer):
    """``post`` becomes the first occurrence; ``posts`` are all of them, ``left_out`` says what there is no post for."""

    post = VisibleField(queryset=Post.objects.all(), write_only=True)
    posts = serializers.SerializerMethodField()
    left_out = serializers.ListField(child=serializers.CharField(), read_only=True, default=list)

    class Meta:
        model = Series
        fields = ("id", "project", "post", "posts", "left_out", "unit", "every", "weekdays", "starts_on", "time",
                  "time_zone", "until", "count", "stopped_at", "created_by", "created_at")  # fmt: skip
        read_only_fields = ("project", "starts_on", "time", "time_zone", "stopped_at", "created_by", "created_at")
        validators: ClassVar[list[Any]] = []  # the verb says it in words

    def get_posts(self, series: Series) -> list[int]:
        return [post.pk for post in series.posts.all()]


class StopSerializer(serializers.Serializer):
    """The last day it may still be on; today unless said."""

    after = serializers.DateField(required=False)


class SeriesViewSet(CreateOnceMixin, mixins.ListModelMixin, mixins.RetrieveModelMixin, FloorViewSet):
    queryset = Series.objects.select_related("project__client").prefetch_related("posts")
    serializer_class = SeriesSerializer
    filterset_fields: ClassVar = {"project__slug": ["exact"], "stopped_at": ["isnull"]}
    ordering = ("id",)
    permissions: ClassVar[dict[str, str | None]] = {
        "list": Permission.VIEW_INSIDE,
        "retrieve": Permission.VIEW_INSIDE,
        "create": Permission.PLAN_POST,
        "stop": Permission.PLAN_POST,
    }

    def perform_create(self, serializer: Any) -> None:
        said = serializer.validated_data
        self.require(said["post"])
        made = services.repeat(**said, by=self.by)
        serializer.instance = made.series
        made.series.left_out = made.left_out  # type: ignore[attr-defined]

    @extend_schema(request=StopSerializer, responses=OutcomeSerializer(many=True))
    @action(detail=True, methods=["post"], filter_backends=[], pagination_class=None)
    def stop(self, request: Request, **kwargs: Any) -> Response:
        """Put the later drafts into the archive; what is on its way stays, and is named."""
        series = self.get_object()
        form = StopSerializer(data=request.data)
        form.is_valid(raise_exception=True)
        outcomes = services.stop(series=series, by=self.by, **form.validated_data)
        return Response(OutcomeSerializer(outcomes, many=True).data)
