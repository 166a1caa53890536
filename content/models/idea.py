"""Something one could write about, before anybody has decided to."""

from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django_fsm import FSMField, transition

from agency.permissions import Permission
from content.models.post import Post
from content.models.visible import OfProject
from projects.models import Project


def _may_write(idea: Any, user: Any) -> bool:
    return user.is_agency and user.has_perm(Permission.WRITE_POST, idea)


class IdeaQuerySet(OfProject):
    def visible_to(self, user: Any) -> Self:
        """The team's in the agency; to the client's people only their own."""
        ideas = super().visible_to(user)
        return ideas if not user.is_authenticated or user.is_agency else ideas.filter(by=user)

    def where(self, user: Any, permission: str) -> Self:
        """The visible ideas of the projects in which ``user`` has ``permission``."""
        return self.visible_to(user).filter(project__in=Project.objects.where(user, permission))

    def waiting(self) -> Self:
        return self.filter(status=Idea.Status.NEW)


class Idea(models.Model):
    """new → taken (a draft was made of it) or set aside, and back. ``source_*`` say from where it came."""

    class Status(models.TextChoices):
        NEW = "new", "New"
        TAKEN = "taken", "Taken"
        SET_ASIDE = "set_aside", "Set aside"

    class Source(models.TextChoices):
        PERSON = "person", "A colleague"
        MENTION = "mention", "What somebody said"
        ADVANTAGE = "advantage", "What customers praise"
        REPLY = "reply", "An answer of ours"
        CAMPAIGN = "campaign", "A campaign"

    ORDER: ClassVar = ("-id",)

    project = models.ForeignKey(Project, models.CASCADE, related_name="ideas")
    text = models.TextField(max_length=1000)
    status = FSMField(choices=Status.choices, default=Status.NEW, protected=True)
    source = models.CharField(max_length=9, choices=Source, default=Source.PERSON)
    source_text = models.TextField(blank=True, help_text="The words it came from")
    source_url = models.CharField(max_length=500, blank=True, help_text="An address of ours, or of the network")
    post = models.ForeignKey(Post, models.SET_NULL, null=True, blank=True, related_name="ideas")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="ideas")
    interested = models.ManyToManyField(settings.AUTH_USER_MODEL, through="Interest", related_name="+")
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = IdeaQuerySet.as_manager()

    class Meta:
        ordering = ("-id",)
        indexes = (models.Index(fields=["project", "status", "-id"], name="idea_of_project"),)
        constraints = (models.CheckConstraint(condition=~Q(text=""), name="idea_has_words"),)

    def __str__(self) -> str:
        return self.text if len(self.text) <= 60 else f"{self.text[:59]}…"

    def get_absolute_url(self) -> str:
        return f"{reverse('content:ideas', args=[self.project.slug])}#idea-{self.pk}"

    def roles_of(self, user: Any) -> frozenset[str]:
        return self.project.roles_of(user)

    @transition(status, [Status.NEW, Status.SET_ASIDE], Status.TAKEN, permission=_may_write,
                custom={"label": "Write it"})  # fmt: skip
    def take(self) -> None: ...

    @transition(status, Status.NEW, Status.SET_ASIDE, permission=_may_write, custom={"label": "Set aside"})
    def set_aside(self) -> None: ...

    @transition(status, [Status.TAKEN, Status.SET_ASIDE], Status.NEW, permission=_may_write,
                custom={"label": "Bring back"})  # fmt: skip
    def bring_back(self) -> None: ...


class Interest(models.Model):
    """A team mate would like to see it written."""

    idea = models.ForeignKey(Idea, models.CASCADE, related_name="interests")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")

    class Meta:
        constraints = (models.UniqueConstraint(fields=["idea", "user"], name="interest_once"),)

    def __str__(self) -> str:
        return f"{self.user} would like “{self.idea}”"
