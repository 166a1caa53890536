"""Posts: written, saved with the revision one has read, moved on, planned."""

from collections.abc import Mapping
from typing import Any, ClassVar

from django_filters import rest_framework as filters
from rest_framework import mixins, serializers
from rest_framework.exceptions import ValidationError

from agency.api.fields import TransitionsField, VisibleField
from agency.api.idempotency import CreateOnceMixin
from agency.api.viewsets import FloorViewSet, Move
from agency.permissions import Permission
from content.api import verbs
from content.api.details import DetailsField, details_said
from content.forms.draft import LONGEST_TEXT
from content.models import Media, Post, PostMedia, Target
from content.services import drafts, planning, submission
from projects.models import Channel, Goal, Project

WRITTEN = (*drafts.FIELDS, "day", "time")


class TargetSerializer(serializers.ModelSerializer):
    """A page the post goes to, and what differs there; empty text means the post's own."""

    channel = VisibleField(queryset=Channel.objects.all())

    class Meta:
        model = Target
        fields = ("channel", "text", "first_comment")
        extra_kwargs: ClassVar[dict[str, Any]] = {
            "text": {"max_length": LONGEST_TEXT, "trim_whitespace": False},
            "first_comment": {"max_length": LONGEST_TEXT, "trim_whitespace": False},
        }


class PostPictureSerializer(serializers.ModelSerializer):
    media = VisibleField(queryset=Media.objects.all())

    class Meta:
        model = PostMedia
        fields = ("id", "media", "alt")
        read_only_fields = ("id",)


class PostSerializer(serializers.ModelSerializer):
    project = VisibleField("slug", queryset=Project.objects.all())
    goal = VisibleField(queryset=Goal.objects.all(), required=False, allow_null=True)
    targets = TargetSerializer(many=True, required=False)
    pictures = PostPictureSerializer(many=True, required=False)
    fold = serializers.ChoiceField(choices=(0, 1), required=False, help_text="Which of two equal hours")
    revision = serializers.IntegerField(required=False, min_value=0, help_text="The one you have read")
    details = DetailsField()
    transitions = TransitionsField()

    class Meta:
        model = Post
        fields = (
            "id", "project", *drafts.FIELDS, "details", "targets", "pictures", "day", "time", "time_zone", "fold",
            "scheduled_at", "status", "author", "content_hash", "approved_hash", "revision", "created_at", "updated_at",
            "transitions",
        )  # fmt: skip
        read_only_fields = (
            "time_zone", "scheduled_at", "status", "author", "content_hash", "approved_hash", "created_at",
            "updated_at",
        )  # fmt: skip
        extra_kwargs: ClassVar[dict[str, Any]] = {"text": {"max_length": LONGEST_TEXT, "trim_whitespace": False}}

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """Everything named must belong to the post's own project; a change says which revision it read."""
        if self.instance is not None:
            attrs.pop("project", None)
            if "revision" not in attrs:
                raise ValidationError({"revision": "Send the revision you have read."}, code="required")
        project = self.instance.project if self.instance else attrs["project"]
        if "details" in attrs:
            attrs["details"] = details_said(attrs, self.instance)
        for name, rows in _named(attrs).items():
            if any(row.project_id != project.pk for row in rows):
                raise ValidationError({name: "This belongs to another project."}, code="other_project")
        return attrs


def _named(attrs: Mapping[str, Any]) -> dict[str, list[Any]]:
    return {
        "goal": [attrs["goal"]] if attrs.get("goal") else [],
        "targets": [target["channel"] for target in attrs.get("targets", ())],
        "pictures": [picture["media"] for picture in attrs.get("pictures", ())],
    }


class PlanSerializer(serializers.Serializer):
    """A wall clock in the post's own zone."""

    day = serializers.DateField()
    time = serializers.TimeField()
    fold = serializers.ChoiceField(choices=(0, 1), default=0)


class VerdictSerializer(serializers.Serializer):
    """A reviewer's words about the version that was read."""

    version = serializers.IntegerField(min_value=1, help_text="Its number")
    value = serializers.CharField(max_length=14)
    comment = serializers.CharField(max_length=4000, required=False, allow_blank=True, default="")


class YesSerializer(serializers.Serializer):
    version = serializers.IntegerField(min_value=1, help_text="Its number")


class WishSerializer(YesSerializer):
    comment = serializers.CharField(max_length=4000, allow_blank=True)


class PostFilter(filters.FilterSet):
    project = filters.CharFilter(field_name="project__slug")
    channel = filters.NumberFilter(field_name="targets__channel")
    network = filters.CharFilter(field_name="targets__channel__network", distinct=True)
    day_from = filters.DateFilter(field_name="day", lookup_expr="gte")
    day_to = filters.DateFilter(field_name="day", lookup_expr="lte")
    unscheduled = filters.BooleanFilter(field_name="day", lookup_expr="isnull")

    class Meta:
        model = Post
        fields: ClassVar = ["project", "status", "author", "value_kind", "format"]


class PostViewSet(CreateOnceMixin, mixins.ListModelMixin, mixins.RetrieveModelMixin, mixins.UpdateModelMixin,
                  FloorViewSet):  # fmt: skip
    queryset = Post.objects.select_related("project__client__agreement", "project__rules", "goal").prefetch_related(
        "targets", "pictures"
    )
    serializer_class = PostSerializer
    filterset_class = PostFilter
    http_method_names = ["get", "post", "patch", "head", "options"]
    permissions: ClassVar[dict[str, str | None]] = {
        "list": Permission.VIEW_POST,
        "retrieve": Permission.VIEW_POST,
        "create": Permission.WRITE_POST,
        "partial_update": Permission.WRITE_POST,
    }
    moves: ClassVar[dict[str, Move]] = {
        "submit": Move(submission.submit),
        "take_back": Move(submission.reopen),
        "revise": Move(submission.reopen),
        "archive": Move(submission.archive),
        "bring_back": Move(submission.bring_back),
        "pass_review": Move(verbs.approve_version, input=VerdictSerializer),
        "approve_inside": Move(verbs.approve_version, input=VerdictSerializer),
        "return_to_author": Move(verbs.return_version, input=VerdictSerializer),
        "approve": Move(verbs.say_yes, input=YesSerializer),
        "ask_changes": Move(verbs.ask_changes, input=WishSerializer),
        "schedule": Move(planning.schedule, input=PlanSerializer),
        "unschedule": Move(planning.unschedule),
        "send_now": Move(planning.send_now),
    }

    def perform_create(self, serializer: Any) -> None:
        said = serializer.validated_data
        said.pop("revision", None)
        self.require(said["project"])
        serializer.instance = drafts.create(**said, by=self.request.user)

    def perform_update(self, serializer: Any) -> None:
        said = serializer.validated_data
        serializer.instance = drafts.save(
            post=serializer.instance,
            revision=said["revision"],
            by=self.request.user,
            changes={name: said[name] for name in WRITTEN if name in said},
            targets=said.get("targets"),
            pictures=said.get("pictures"),
            fold=said.get("fold"),
            details=said.get("details"),
        )
