"""/api/v1/: cases, replies, and saved replies. Internal notes have no endpoint."""

from typing import Any

from django.db.models import QuerySet
from django_filters import rest_framework as filters
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema_field
from rest_framework import mixins, serializers
from rest_framework.routers import SimpleRouter

from agency.api.fields import TransitionsField, VisibleField
from agency.api.idempotency import CreateOnceMixin
from agency.api.pages import KeysetPagination
from agency.api.viewsets import FloorViewSet, Move
from agency.models import User
from agency.permissions import Permission
from moderation.forms import helpers_for
from moderation.models import Case, Reply, SavedReply
from moderation.services import answering, working
from projects.models import Project
from projects.networks import limits_for


class CaseSerializer(serializers.ModelSerializer[Case]):
    project = serializers.SlugRelatedField[Any]("slug", read_only=True)
    text = serializers.CharField(source="mention.text", read_only=True)
    author = serializers.CharField(source="mention.author.name", read_only=True)
    tonality = serializers.CharField(source="mention.tonality", read_only=True)
    transitions = TransitionsField()

    class Meta:
        model = Case
        fields = (
            *("id", "project", "mention", "text", "author", "tonality", "reason", "status", "priority", "opened_at"),
            *("answer_due_at", "solve_due_at", "claimed_by", "claimed_at", "answered_at", "resolved_at", "transitions"),
        )
        read_only_fields = fields


class EscalationSerializer(serializers.Serializer[Any]):
    to = serializers.PrimaryKeyRelatedField(queryset=User.objects.filter(is_active=True))
    reason = serializers.CharField(max_length=1_000)


@extend_schema_field(OpenApiTypes.INT)
class CaseField(VisibleField):
    """The id of a case the asking person may see."""


class ReplySerializer(serializers.ModelSerializer[Reply]):
    """Writing one sends it; its ``status`` says how far it has come. ``picture_url``: what the network wants read."""

    case = CaseField(queryset=Case.objects.select_related("project", "mention"))
    transitions = TransitionsField()

    class Meta:
        model = Reply
        read_only_fields = (
            *("status", "by", "written_at", "published_at", "remote_url", "error_kind", "error_text", "picture_url"),
            "transitions",
        )
        fields = ("id", "case", "text", *read_only_fields)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        limits = limits_for(attrs["case"].mention.network)
        length = limits.length(attrs["text"])
        if length > limits.comment:
            raise serializers.ValidationError({"text": f"{length} characters; the network takes {limits.comment}."})
        return attrs


class CaptchaSerializer(serializers.Serializer[Any]):
    """What the network's picture shows."""

    answer = serializers.CharField(max_length=60)


class SavedReplySerializer(serializers.ModelSerializer[SavedReply]):
    project = VisibleField("slug", queryset=Project.objects.all())

    class Meta:
        model = SavedReply
        fields = ("id", "project", "title", "text")


class CaseFilter(filters.FilterSet):
    project = filters.CharFilter("project__slug")
    due_before = filters.IsoDateTimeFilter("answer_due_at", "lt")

    class Meta:
        model = Case
        fields = ("project", "status", "reason", "priority", "claimed_by")


class MostUrgentFirst(KeysetPagination):
    ordering = ("answer_due_at", "id")  # type: ignore[assignment]


def _escalate(*, case: Case, to: User, reason: str, by: User) -> None:
    if not helpers_for(case).filter(pk=to.pk).exists():
        raise serializers.ValidationError({"to": "This person cannot help with this project."})
    working.escalate(case=case, to=to, reason=reason, by=by)


class CaseViewSet(mixins.ListModelMixin, mixins.RetrieveModelMixin, FloorViewSet):
    """The queue, the most urgent first. Moves are listed on each case."""

    queryset: QuerySet[Case] = Case.objects.select_related("project", "mention__author")
    serializer_class = CaseSerializer
    pagination_class = MostUrgentFirst
    filterset_class = CaseFilter
    permissions = {"list": Permission.VIEW_CASE, "retrieve": Permission.VIEW_CASE}
    moves = {
        "claim": Move(working.claim),
        "take_over": Move(working.take_over),
        "release": Move(working.release),
        "escalate": Move(_escalate, input=EscalationSerializer),
        "resolve": Move(working.resolve),
        "dismiss": Move(working.dismiss),
        "reopen": Move(working.reopen),
    }


class ReplyViewSet(CreateOnceMixin, mixins.ListModelMixin, mixins.RetrieveModelMixin, FloorViewSet):
    """What the brand answered. Creating one hands it to the delivery engine."""

    queryset: QuerySet[Reply] = Reply.objects.select_related("case", "project")
    serializer_class = ReplySerializer
    filterset_fields = ("case", "status")
    permissions = {
        "list": Permission.VIEW_CASE,
        "retrieve": Permission.VIEW_CASE,
        "create": Permission.ANSWER_CASE,
    }
    moves = {
        "answer_captcha": Move(answering.answer_captcha, input=CaptchaSerializer),
        "retry": Move(answering.retry),
        "cancel": Move(answering.cancel),
    }

    def perform_create(self, serializer: Any) -> None:
        case = serializer.validated_data["case"]
        self.require(case)
        by: Any = self.request.user
        serializer.instance = answering.answer(case=case, text=serializer.validated_data["text"], by=by)


class SavedReplyViewSet(mixins.ListModelMixin, mixins.RetrieveModelMixin, FloorViewSet):
    """Good answers, kept for the next time; ``{name}`` stands for the author's name."""

    queryset: QuerySet[SavedReply] = SavedReply.objects.select_related("project")
    serializer_class = SavedReplySerializer
    filterset_fields = ("project__slug",)
    permissions = {"list": Permission.VIEW_CASE, "retrieve": Permission.VIEW_CASE}


router = SimpleRouter()
router.register("cases", CaseViewSet, basename="case")
router.register("replies", ReplyViewSet, basename="reply")
router.register("saved-replies", SavedReplyViewSet, basename="saved-reply")
urlpatterns = router.urls
