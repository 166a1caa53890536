"""What publications brought: collected from their networks, or read there by a person and typed."""

from decimal import Decimal
from typing import Any, ClassVar

from django_filters import rest_framework as filters
from drf_spectacular.utils import extend_schema_field
from rest_framework import mixins, serializers

from agency.api.fields import VisibleField
from agency.api.idempotency import CreateOnceMixin
from agency.api.viewsets import FloorViewSet
from agency.permissions import Permission
from content.models import COUNTS, Metric, Publication
from content.services import counting

MOST = 2_000_000_000


class MetricSerializer(serializers.ModelSerializer):
    """Counts as the network gave them (``source`` collected), or as somebody read them there on ``day`` (by_hand).

    ``engagement_rate`` is ``actions`` ÷ ``followers``, None without followers. Writing: by hand, for a publication
    whose network tells no program; a second reading of a day replaces the first.
    """

    publication = VisibleField(queryset=Publication.objects.all())
    day = serializers.DateField()
    engagement_rate = serializers.SerializerMethodField()

    class Meta:
        model = Metric
        fields = (
            "id",
            "publication",
            "at",
            "source",
            "day",
            "likes",
            "comments",
            "shares",
            "clicks",
            "reach",
            "views",
            "followers",
            "actions",
            "engagement_rate",
        )
        read_only_fields = ("at", "source")
        extra_kwargs: ClassVar[dict[str, Any]] = {name: {"max_value": MOST} for name in COUNTS}
        validators: ClassVar[list[Any]] = []  # a day's second reading is a correction, not a double

    @extend_schema_field(serializers.DecimalField(max_digits=12, decimal_places=6, allow_null=True))
    def get_engagement_rate(self, metric: Metric) -> str | None:
        rate = metric.engagement_rate
        return str(rate.quantize(Decimal("0.000001"))) if rate is not None else None


class MetricFilter(filters.FilterSet):
    project = filters.CharFilter("publication__project__slug")
    post = filters.NumberFilter("publication__post")

    class Meta:
        model = Metric
        fields = ("publication", "source")


class MetricViewSet(CreateOnceMixin, mixins.ListModelMixin, mixins.DestroyModelMixin, FloorViewSet):
    """What publications brought, newest first. What was typed by hand can be taken back; what was collected stays."""

    queryset = Metric.objects.all()
    serializer_class = MetricSerializer
    filterset_class = MetricFilter
    permissions: ClassVar[dict[str, str | None]] = {
        "list": Permission.VIEW_POST,
        "create": Permission.WRITE_POST,
        "destroy": Permission.WRITE_POST,
    }

    def get_queryset(self) -> Any:
        rows = super().get_queryset()
        return rows.select_related("publication__project__client") if self.detail else rows

    def perform_create(self, serializer: Any) -> None:
        said = serializer.validated_data
        serializer.instance = counting.count_by_hand(by=self.by, **said)

    def perform_destroy(self, instance: Metric) -> None:
        counting.take_back(metric=instance, by=self.by)
