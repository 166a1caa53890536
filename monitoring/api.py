"""/api/v1/: what people say, where we listen, and alarms."""

from typing import Any

from django.db.models import QuerySet
from django_filters import rest_framework as filters
from rest_framework import mixins, serializers
from rest_framework.routers import SimpleRouter

from agency.api.pages import KeysetPagination
from agency.api.viewsets import FloorViewSet, Move
from agency.permissions import Permission
from monitoring.models import Alert, Mention, Source
from monitoring.models.mention import Category, Tonality
from monitoring.services import correcting, sources, watching


class MentionSerializer(serializers.ModelSerializer[Mention]):
    project = serializers.SlugRelatedField[Any]("slug", read_only=True)
    author = serializers.CharField(source="author.name", read_only=True)

    class Meta:
        model = Mention
        fields = (
            *("id", "project", "source", "external_id", "parent_external_id", "publication", "author", "text", "url"),
            *("network", "media_type", "language", "country", "published_at", "collected_at", "tonality"),
            *("confidence", "category", "is_question", "is_promo", "is_hidden", "labelled_by"),
        )
        read_only_fields = fields


class CorrectionSerializer(serializers.Serializer[Any]):
    tonality = serializers.ChoiceField(choices=Tonality.choices)
    category = serializers.ChoiceField(choices=Category.choices)


class SourceSerializer(serializers.ModelSerializer[Source]):
    project = serializers.SlugRelatedField[Any]("slug", read_only=True)
    is_silent = serializers.BooleanField(read_only=True)

    class Meta:
        model = Source
        fields = (
            *("id", "project", "channel", "kind", "media_type", "query", "every_seconds", "is_on", "is_silent"),
            *("collected_at", "heard_at", "failures", "trouble"),
        )
        read_only_fields = fields


class SwitchSerializer(serializers.Serializer[Any]):
    on = serializers.BooleanField()


class AlertSerializer(serializers.ModelSerializer[Alert]):
    project = serializers.SlugRelatedField[Any]("slug", read_only=True)

    class Meta:
        model = Alert
        fields = (
            *("id", "project", "kind", "source", "opened_at", "closed_at", "count", "usual"),
            *("top_author", "top_phrase"),
        )
        read_only_fields = fields


class MentionFilter(filters.FilterSet):
    project = filters.CharFilter("project__slug")
    since = filters.IsoDateTimeFilter("published_at", "gte")
    until = filters.IsoDateTimeFilter("published_at", "lt")

    class Meta:
        model = Mention
        fields = ("project", "source", "tonality", "category", "language", "is_question", "is_promo")


class NewestFirst(KeysetPagination):
    ordering = ("-published_at", "-id")  # type: ignore[assignment]


class MentionViewSet(mixins.ListModelMixin, mixins.RetrieveModelMixin, FloorViewSet):
    """Mentions, newest first. ``POST …/{id}/correct/`` puts a person's word over the machine's."""

    queryset: QuerySet[Mention] = Mention.objects.select_related("project", "author")
    serializer_class = MentionSerializer
    pagination_class = NewestFirst
    filterset_class = MentionFilter
    permissions = {
        "list": Permission.VIEW_MENTION,
        "retrieve": Permission.VIEW_MENTION,
        "correct": Permission.CORRECT_MENTION,
    }
    moves = {"correct": Move(correcting.correct, input=CorrectionSerializer)}


class SourceViewSet(mixins.ListModelMixin, mixins.RetrieveModelMixin, FloorViewSet):
    """Where Rapport listens, and whether it hears anything."""

    queryset: QuerySet[Source] = Source.objects.select_related("project", "channel")
    serializer_class = SourceSerializer
    filterset_fields = ("project__slug", "kind", "is_on")
    permissions = {
        "list": Permission.VIEW_MENTION,
        "retrieve": Permission.VIEW_MENTION,
        "switch": Permission.KEEP_SOURCE,
    }
    moves = {"switch": Move(sources.switch, input=SwitchSerializer)}


class AlertViewSet(mixins.ListModelMixin, mixins.RetrieveModelMixin, FloorViewSet):
    """Alarms; ``POST …/{id}/close/`` says that somebody has seen to it."""

    queryset: QuerySet[Alert] = Alert.objects.select_related("project")
    serializer_class = AlertSerializer
    filterset_fields = ("project__slug", "kind")
    permissions = {
        "list": Permission.VIEW_MENTION,
        "retrieve": Permission.VIEW_MENTION,
        "close": Permission.CORRECT_MENTION,
    }
    moves = {"close": Move(watching.close)}


router = SimpleRouter()
router.register("mentions", MentionViewSet, basename="mention")
router.register("sources", SourceViewSet, basename="source")
router.register("alerts", AlertViewSet, basename="alert")
urlpatterns = router.urls
