"""Posts: written, saved with the revision one has read, moved on, planned."""

from collections.abc import Mapping
from typing import Any, ClassVar

from django_filters import rest_framework as filters
from drf_spectacular.utils import extend_schema
from rest_framework import mixins, serializers
from rest_framework.decorators import action
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.response import Response

from agency.api.fields import TransitionsField, VisibleField
from agency.api.idempotency import CreateOnceMixin
from agency.api.viewsets import Move
from agency.permissions import Permission
from content.api import verbs
from content.api.details import DetailsField, details_said
from content.api.drafting import DraftingMixin
from content.api.outcomes import BulkSerializer, OutcomeSerializer
from content.forms.draft import LONGEST_TEXT
from content.models import Campaign, Media, Post, PostMedia, Target
from content.models.post import PostQuerySet
from content.services import bulk, drafts, planning, series, submission
from projects.models import Channel, Goal, Project

WRITTEN = (*drafts.FIELDS, "day", "time")


class TargetSerializer(serializers.ModelSerializer):
    """A page the post goes to, and what differs there; empty text means the post's own."""

    channel = VisibleField(queryset=Channel.objects.all())

    class Meta:
        model = Target
        fields = ("channel", "text", "first_comment", "link")
        read_only_fields = ("link",)
        extra_kwargs: ClassVar[dict[str, Any]] = {
            "text": {"max_length": LONGEST_TEXT, "trim_whitespace": False},
            "first_comment": {"max_length": LONGEST_TEXT, "trim_whitespace": False},
        }


class PostPictureSerializer(serializers.ModelSerializer):
    media = VisibleField(queryset=Media.objects.all())
    focus_x = serializers.IntegerField(min_value=0, max_value=100, required=False)
    focus_y = serializers.IntegerField(min_value=0, max_value=100, required=False)

    class Meta:
        model = PostMedia
        fields = ("id", "media", "alt", "focus_x", "focus_y")
        read_only_fields = ("id",)


class PostSerializer(serializers.ModelSerializer):
    project = VisibleField("slug", queryset=Project.objects.all())
    goal = VisibleField(queryset=Goal.objects.all(), required=False, allow_null=True)
    campaign = VisibleField(queryset=Campaign.objects.all(), required=False, allow_null=True)
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
            "scheduled_at", "status", "author", "series", "series_number", "content_hash", "approved_hash", "revision",
            "created_at", "updated_at", "transitions",
        )  # fmt: skip
        read_only_fields = (
            "time_zone", "scheduled_at", "status", "author", "series", "series_number", "content_hash", "approved_hash",
            "created_at", "updated_at",
        )  # fmt: skip
        extra_kwargs: ClassVar[dict[str, Any]] = {"text": {"max_length": LONGEST_TEXT, "trim_whitespace": False}}

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """Everything named must belong to the post's own project; a change says which revision it read."""
        if not self.context["request"].user.is_agency:
            attrs.pop("campaign", None)
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

    def to_representation(self, instance: Post) -> dict[str, Any]:
        """Campaigns stay inside the agency."""
        said = super().to_representation(instance)
        return said if self.context["request"].user.is_agency else said | {"campaign": None}


def _named(attrs: Mapping[str, Any]) -> dict[str, list[Any]]:
    return {
        "goal": [attrs["goal"]] if attrs.get("goal") else [],
        "campaign": [attrs["campaign"]] if attrs.get("campaign") else [],
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


class SpreadSerializer(serializers.Serializer):
    """Whether only the later ones, or all that are still drafts."""

    following_only = serializers.BooleanField(default=True)


class PostFilter(filters.FilterSet):
    project = filters.CharFilter(field_name="project__slug")
    channel = filters.NumberFilter(field_name="targets__channel")
    network = filters.CharFilter(field_name="targets__channel__network", distinct=True)
    day_from = filters.DateFilter(field_name="day", lookup_expr="gte")
    day_to = filters.DateFilter(field_name="day", lookup_expr="lte")
    goal = filters.NumberFilter()
    campaign = filters.NumberFilter(method="of_campaign", help_text="For the agency")
    series = filters.NumberFilter()
    unscheduled = filters.BooleanFilter(field_name="day", lookup_expr="isnull")

    class Meta:
        model = Post
        fields: ClassVar = ["project", "status", "author", "value_kind", "format"]

    def of_campaign(self, posts: PostQuerySet, name: str, value: Any) -> PostQuerySet:
        return posts.filter(campaign=value) if self.request.user.is_agency else posts.none()


class PostViewSet(CreateOnceMixin, DraftingMixin, mixins.ListModelMixin, mixins.RetrieveModelMixin,
                  mixins.UpdateModelMixin):  # fmt: skip
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
        "bulk": None,
        "spread": Permission.WRITE_POST,
        **DraftingMixin.drafting,
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

    @extend_schema(request=BulkSerializer, responses=OutcomeSerializer(many=True))
    @action(detail=False, methods=["post"], filter_backends=[], pagination_class=None)
    def bulk(self, request: Request) -> Response:
        """The same verb for several posts; each for itself, and for each it is said what came of it."""
        form = BulkSerializer(data=request.data, context=self.get_serializer_context())
        form.is_valid(raise_exception=True)
        said = form.validated_data
        needed = {"move_by": ("days",), "move_to": ("day",)}.get(said["verb"], ())
        run = getattr(bulk, said["verb"])
        outcomes = run(posts=said["posts"], by=self.by, **{name: said[name] for name in needed})
        return Response(OutcomeSerializer(outcomes, many=True).data)

    @extend_schema(request=SpreadSerializer, responses=OutcomeSerializer(many=True))
    @action(detail=True, methods=["post"], filter_backends=[], pagination_class=None)
    def spread(self, request: Request, **kwargs: Any) -> Response:
        """Give its words and its hour to the other drafts of its series."""
        post = self.get_object()
        form = SpreadSerializer(data=request.data)
        form.is_valid(raise_exception=True)
        outcomes = series.spread(post=post, by=self.by, **form.validated_data)
        return Response(OutcomeSerializer(outcomes, many=True).data)

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
