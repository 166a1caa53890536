"""One thing we want to say, why it is worth saying, and where."""

import datetime as dt
import zoneinfo
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.urls import reverse
from django_fsm import FSMField, transition

from agency.models.user import check_time_zone
from agency.permissions import Permission
from content import clock
from content.models.campaign import Campaign
from content.models.rules import ProjectRules
from content.models.series import Series
from projects.models import Channel, Goal, Project


def _may(permission: str) -> Any:
    return lambda post, user: user.has_perm(permission, post)


def _may_review(post: Any, user: Any) -> bool:
    """Reviewers do, except of their own posts."""
    return user.has_perm(Permission.REVIEW_POST, post) and post.author_id != user.pk


def _asks_client(post: Any) -> bool:
    """Whether the client's own yes is wanted, by the project's rules or the agreement."""
    return ProjectRules.rounds_of(post.project) != ProjectRules.Rounds.INSIDE


def _asks_nobody(post: Any) -> bool:
    return not _asks_client(post)


class PostQuerySet(models.QuerySet["Post"]):
    def visible_to(self, user: Any) -> "PostQuerySet":
        """Posts of the projects they see; to the client's people only what was shared with them or is their own."""
        posts = self.filter(project__in=Project.objects.visible_to(user))
        if user.is_authenticated and not user.is_agency:
            return posts.filter(models.Q(status__in=Post.SHARED) | models.Q(author=user))
        return posts

    def where(self, user: Any, permission: str) -> "PostQuerySet":
        """The visible posts around which ``user`` has ``permission``."""
        return self.visible_to(user).filter(project__in=Project.objects.where(user, permission))

    def kept(self) -> "PostQuerySet":
        return self.exclude(status=Post.Status.ARCHIVED)

    def between(self, start: dt.datetime, end: dt.datetime) -> "PostQuerySet":
        return self.filter(scheduled_at__gte=start, scheduled_at__lt=end)


class Post(models.Model):
    """People move it: draft → in review → with the client → approved.

    The planned time is kept twice: as wall clock (``day``, ``time``, ``time_zone``), which is what people mean, and as
    the UTC instant ``scheduled_at`` computed from it. ``content_hash`` covers text, media, targets and the planned day;
    ``approved_hash`` is the one the client (or the agreement) said yes to.
    """

    class Status(models.TextChoices):
        DRAFT = "draft", "Draft"
        IN_REVIEW = "in_review", "In review"
        WITH_CLIENT = "with_client", "With the client"
        APPROVED = "approved", "Approved"
        ARCHIVED = "archived", "Archived"

    SHARED: ClassVar = (Status.WITH_CLIENT, Status.APPROVED)

    class Format(models.TextChoices):
        POST = "post", "Only reading"
        QUESTION = "question", "Question"
        SURVEY = "survey", "Survey"
        INTERACTIVE = "interactive", "Interactive"
        PROMOTION = "promotion", "Promotion"
        OFFLINE = "offline", "Offline activity"
        STORY = "story", "Story"
        VIDEO = "video", "Video"

    class Value(models.TextChoices):
        EMOTIONAL = "emotional", "Emotional"
        INFORMATIONAL = "informational", "Informational"

    project = models.ForeignKey(Project, models.CASCADE, related_name="posts")
    title = models.CharField(max_length=160)
    format = models.CharField(max_length=12, choices=Format, default=Format.POST)
    goal = models.ForeignKey(Goal, models.SET_NULL, null=True, blank=True, related_name="posts")
    campaign = models.ForeignKey(Campaign, models.SET_NULL, null=True, blank=True, related_name="posts")
    value_kind = models.CharField(max_length=14, choices=Value, blank=True)
    value_audience = models.CharField(max_length=160, blank=True, help_text="For whom")
    value_sentence = models.CharField(max_length=300, blank=True, help_text="What the reader takes away")
    text = models.TextField(blank=True)
    language = models.CharField(max_length=5, blank=True)
    link = models.URLField(max_length=500, blank=True)
    tags_link = models.BooleanField(default=True, help_text="The link tells which page a visit came from")
    utm_medium = models.CharField(max_length=100, blank=True, help_text="Empty means as the project has it")
    utm_campaign = models.CharField(max_length=100, blank=True)
    utm_content = models.CharField(max_length=100, blank=True)
    channels = models.ManyToManyField(Channel, through="Target", related_name="posts")
    status = FSMField(choices=Status.choices, default=Status.DRAFT, protected=True)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="posts")
    day = models.DateField(null=True, blank=True)
    time = models.TimeField(null=True, blank=True)
    time_zone = models.CharField(max_length=64, default="Europe/Kyiv", validators=[check_time_zone])
    scheduled_at = models.DateTimeField(null=True, blank=True)
    series = models.ForeignKey(Series, models.SET_NULL, null=True, blank=True, related_name="posts")
    series_number = models.PositiveSmallIntegerField(null=True, blank=True, help_text="Which occurrence it is, from 1")
    content_hash = models.CharField(max_length=64, blank=True)
    approved_hash = models.CharField(max_length=64, blank=True)
    revision = models.PositiveIntegerField(default=0, help_text="Counts saves; a stale editor is told, not overwritten")
    editor = models.CharField(max_length=32, blank=True, help_text="The open page that saved last")
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    objects = PostQuerySet.as_manager()

    class Meta:
        ordering = ("-id",)
        indexes = (
            models.Index(fields=["project", "day"], name="post_calendar"),
            models.Index(fields=["project", "scheduled_at"], name="post_neighbours"),
            models.Index(fields=["project", "-id"], condition=models.Q(day=None), name="post_without_day"),
            models.Index(
                fields=["project", "scheduled_at"], condition=models.Q(status="in_review"), name="post_in_review"
            ),
        )
        constraints = (
            models.CheckConstraint(
                condition=models.Q(scheduled_at=None) | models.Q(day__isnull=False, time__isnull=False),
                name="post_instant_has_wall_clock",
            ),
            models.UniqueConstraint(fields=["series", "series_number"], name="post_occurrence_once"),
        )

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("content:post", args=[self.pk])

    def roles_of(self, user: Any) -> frozenset[str]:
        return self.project.roles_of(user)

    def after_move(self) -> None:
        """Who waits for whom now."""
        self.waits.follow(self)  # type: ignore[attr-defined]

    @property
    def zone(self) -> zoneinfo.ZoneInfo:
        return zoneinfo.ZoneInfo(self.time_zone)

    @property
    def fold(self) -> int:
        """Which of two equal wall clocks is meant on the night the clocks go back; 0 otherwise."""
        return clock.fold_of(self.scheduled_at, self.time_zone)

    @property
    def asks_client(self) -> bool:
        return _asks_client(self)

    @property
    def has_value(self) -> bool:
        """Whether the added value is declared: kind and the sentence."""
        return bool(self.value_kind and self.value_sentence.strip())

    @property
    def is_approved_as_is(self) -> bool:
        """The yes was said to exactly what would be sent now."""
        return self.status == self.Status.APPROVED and self.approved_hash == self.content_hash != ""

    @transition(status, Status.DRAFT, Status.IN_REVIEW, permission=_may(Permission.WRITE_POST),
                custom={"label": "Send to review"})  # fmt: skip
    def submit(self) -> None: ...

    @transition(status, [Status.IN_REVIEW, Status.WITH_CLIENT], Status.DRAFT, permission=_may(Permission.WRITE_POST),
                custom={"label": "Take back"})  # fmt: skip
    def take_back(self) -> None: ...

    @transition(status, Status.IN_REVIEW, Status.DRAFT, permission=_may_review, custom={"label": "Return"})
    def return_to_author(self) -> None: ...

    @transition(status, Status.IN_REVIEW, Status.WITH_CLIENT, permission=_may_review,
                conditions=[_asks_client], custom={"label": "Approve, send to the client"})  # fmt: skip
    def pass_review(self) -> None: ...

    @transition(status, Status.IN_REVIEW, Status.APPROVED, permission=_may_review, conditions=[_asks_nobody],
                custom={"label": "Approve"})  # fmt: skip
    def approve_inside(self) -> None:
        self.approved_hash = self.content_hash

    @transition(status, [Status.DRAFT, Status.WITH_CLIENT, Status.APPROVED], Status.IN_REVIEW, permission=_may_review,
                custom={})  # fmt: skip
    def review_again(self) -> None:
        """The reviewer takes a decision back; ``services.reviews`` knows when that is still possible."""
        self.approved_hash = ""

    @transition(status, Status.WITH_CLIENT, Status.APPROVED, permission=_may(Permission.APPROVE_POST),
                custom={"label": "Approve"})  # fmt: skip
    def approve(self) -> None:
        self.approved_hash = self.content_hash

    @transition(status, Status.WITH_CLIENT, Status.APPROVED, custom={})
    def approve_by_rule(self) -> None:
        """Everybody who must has said yes, since somebody else need not any more; ``services.rounds`` knows."""
        self.approved_hash = self.content_hash

    @transition(status, Status.WITH_CLIENT, Status.APPROVED, custom={})
    def approve_by_silence(self) -> None:
        """The agreement says that silence is a yes; ``services.deadlines`` knows when."""
        self.approved_hash = self.content_hash

    @transition(status, Status.WITH_CLIENT, Status.DRAFT, permission=_may(Permission.APPROVE_POST),
                custom={"label": "Ask for changes"})  # fmt: skip
    def ask_changes(self) -> None: ...

    @transition(status, [Status.DRAFT, Status.APPROVED], Status.WITH_CLIENT, permission=_may(Permission.APPROVE_POST),
                custom={})  # fmt: skip
    def answer_again(self) -> None:
        """The client takes an answer back; ``services.approvals`` knows when that is still possible."""
        self.approved_hash = ""

    @transition(status, Status.APPROVED, Status.DRAFT, permission=_may(Permission.WRITE_POST),
                custom={"label": "Edit again"})  # fmt: skip
    def revise(self) -> None:
        self.approved_hash = ""

    @transition(status, Status.APPROVED, Status.WITH_CLIENT, permission=_may(Permission.PLAN_POST),
                custom={"label": "Ask the client again"})  # fmt: skip
    def ask_again(self) -> None:
        self.approved_hash = ""

    @transition(status, [Status.DRAFT, Status.IN_REVIEW, Status.WITH_CLIENT, Status.APPROVED], Status.ARCHIVED,
                permission=_may(Permission.WRITE_POST), custom={"label": "Archive"})  # fmt: skip
    def archive(self) -> None: ...

    @transition(status, Status.ARCHIVED, Status.DRAFT, permission=_may(Permission.WRITE_POST),
                custom={"label": "Bring back"})  # fmt: skip
    def bring_back(self) -> None: ...


class Target(models.Model):
    """A post on a channel, and what differs there. Empty text means the post's own.

    ``link`` is exactly what this channel gets, tagged when the draft was saved (``services.tagging``); empty means the
    post's own.
    """

    post = models.ForeignKey(Post, models.CASCADE, related_name="targets")
    channel = models.ForeignKey(Channel, models.CASCADE, related_name="targets")
    text = models.TextField(blank=True)
    first_comment = models.TextField(blank=True)
    link = models.URLField(max_length=2000, blank=True)

    class Meta:
        ordering = ("id",)
        constraints = (models.UniqueConstraint(fields=["post", "channel"], name="target_once"),)

    def __str__(self) -> str:
        return f"{self.post} on {self.channel}"
