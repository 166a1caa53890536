"""What people answered, who won, and what a post brought."""

from typing import Any, ClassVar

from django_filters import rest_framework as filters
from drf_spectacular.utils import extend_schema_serializer
from rest_framework import mixins, serializers

from agency.api.fields import VisibleField
from agency.api.idempotency import CreateOnceMixin
from agency.api.viewsets import FloorViewSet, Move
from agency.permissions import Permission
from content.models import Answer, Draw, Post, Winner
from content.services.taking_part import answers, drawing


@extend_schema_serializer(component_name="SaidUnderPost")
class AnswerSerializer(serializers.ModelSerializer):
    """A comment, or a person entered by hand with ``person_name`` and ``person_url``."""

    post = VisibleField(queryset=Post.objects.select_related("project__client"))

    class Meta:
        model = Answer
        fields = ("id", "post", "publication", "person_key", "person_name", "person_url", "text", "url", "said_at",
                  "options", "counts", "why_not", "is_best")  # fmt: skip
        read_only_fields = ("publication", "person_key", "text", "url", "said_at", "options", "counts", "why_not",
                            "is_best")  # fmt: skip


class ReasonSerializer(serializers.Serializer):
    reason = serializers.CharField(max_length=180)


class AnswerFilter(filters.FilterSet):
    project = filters.CharFilter(field_name="post__project__slug")

    class Meta:
        model = Answer
        fields: ClassVar = ["post", "counts", "is_best"]


def pick(*, answer: Answer, by: Any) -> None:
    """One of the best answers."""
    answers.pick(answer=answer, best=True, by=by)


def drop(*, answer: Answer, by: Any) -> None:
    """Not one of the best after all."""
    answers.pick(answer=answer, best=False, by=by)


class AnswerViewSet(CreateOnceMixin, mixins.ListModelMixin, mixins.RetrieveModelMixin, FloorViewSet):
    queryset = Answer.objects.select_related("post__project__client")
    serializer_class = AnswerSerializer
    filterset_class = AnswerFilter
    ordering = ("-id",)
    permissions: ClassVar[dict[str, str | None]] = {
        "list": Permission.VIEW_INSIDE,
        "retrieve": Permission.VIEW_INSIDE,
        "create": Permission.WRITE_POST,
    }
    moves: ClassVar[dict[str, Move]] = {
        "pick": Move(pick),
        "drop": Move(drop),
        "take_out": Move(answers.take_out, input=ReasonSerializer),
        "put_back": Move(answers.put_back),
    }

    def perform_create(self, serializer: Any) -> None:
        said = serializer.validated_data
        post = said["post"]
        self.require(post)
        self.require(post, Permission.VIEW_INSIDE)
        entry = answers.Entry(said["person_name"], said.get("person_url", ""))
        answers.add_by_hand(post=post, entries=[entry], by=self.by)
        serializer.instance = post.answers.get(person_key=answers.hand_key(entry))


class WinnerSerializer(serializers.ModelSerializer):
    class Meta:
        model = Winner
        fields = ("place", "prize", "person_key", "person_name", "person_url", "rank")


class DrawSerializer(serializers.ModelSerializer):
    """A protocol: with ``seed``, ``digest`` and ``entries`` anybody can draw again and get the same ``winners``."""

    post = VisibleField(queryset=Post.objects.select_related("project__client"))
    winners = WinnerSerializer(many=True, read_only=True)
    entries = serializers.ListField(child=serializers.ListField(child=serializers.CharField()), read_only=True)
    reason = serializers.CharField(max_length=180, required=False, allow_blank=True, default="")

    class Meta:
        model = Draw
        fields = ("id", "post", "number", "seed", "digest", "entries", "winners", "reason", "drawn_by", "drawn_at")
        read_only_fields = ("number", "seed", "digest", "drawn_by", "drawn_at")


class DrawViewSet(CreateOnceMixin, mixins.ListModelMixin, mixins.RetrieveModelMixin, FloorViewSet):
    queryset = Draw.objects.select_related("post__project__client").prefetch_related("winners")
    serializer_class = DrawSerializer
    filterset_fields: ClassVar = {"post": ["exact"], "post__project__slug": ["exact"]}
    ordering = ("-id",)
    permissions: ClassVar[dict[str, str | None]] = {
        "list": Permission.VIEW_INSIDE,
        "retrieve": Permission.VIEW_INSIDE,
        "create": Permission.WRITE_POST,
    }

    def perform_create(self, serializer: Any) -> None:
        said = serializer.validated_data
        self.require(said["post"])
        self.require(said["post"], Permission.VIEW_INSIDE)
        serializer.instance = drawing.draw(**said, by=self.by)
