"""What we serve a client with."""

import datetime as dt
import zoneinfo
from typing import Any

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django_fsm import FSMField, FSMModelMixin, transition

from agency.models.user import check_time_zone
from agency.permissions import Permission
from projects import access
from projects.launch import check_ready
from projects.models.client import Client


def _may_launch(project: Any, user: Any) -> bool:
    return user.has_perm(Permission.LAUNCH_PROJECT, project)


class Project(FSMModelMixin, models.Model):
    """Planned, active, paused, finished. Only an active project sends anything."""

    class Size(models.TextChoices):
        MAIN = "main", "Main"
        SMALL = "small", "Small"

    class Stage(models.TextChoices):
        PLANNED = "planned", "Planned"
        ACTIVE = "active", "Active"
        PAUSED = "paused", "Paused"
        FINISHED = "finished", "Finished"

    class Tile(models.TextChoices):
        """The repeat that tells projects apart."""

        COIN = "coin", "Coin"
        PLAID = "plaid", "Plaid"
        HOP = "hop", "Hop"
        LANE = "lane", "Lane"
        PLUS = "plus", "Plus"
        DOTS = "dots", "Dots"
        TEE = "tee", "Tee"
        GRID = "grid", "Grid"
        WAVE = "wave", "Wave"
        LEAF = "leaf", "Leaf"
        PAGE = "page", "Page"
        TALK = "talk", "Talk"
        BEAN = "bean", "Bean"
        CALM = "calm", "Calm"

    client = models.ForeignKey(Client, models.PROTECT, related_name="projects")
    name = models.CharField(max_length=120)
    slug = models.SlugField(max_length=60, unique=True)
    about = models.CharField(max_length=200, blank=True, help_text="A few words: Kids’ products")
    size = models.CharField(max_length=5, choices=Size, default=Size.MAIN)
    stage = FSMField(choices=Stage.choices, default=Stage.PLANNED, protected=True)
    tile = models.CharField(max_length=8, choices=Tile, default=Tile.DOTS)
    hue = models.PositiveSmallIntegerField(default=200, validators=[MaxValueValidator(359)])
    time_zone = models.CharField(max_length=64, default="Europe/Kyiv", validators=[check_time_zone])
    language = models.CharField(max_length=5, default="uk", help_text="What its posts are mostly written in")
    emotional_target = models.PositiveSmallIntegerField(
        default=50, validators=[MinValueValidator(0), MaxValueValidator(100)], help_text="% of emotional posts aimed at"
    )
    starts_on = models.DateField(null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = access.ProjectQuerySet.as_manager()

    class Meta:
        ordering = ("name",)
        indexes = (models.Index(fields=["stage", "size"], name="project_stage_size"),)

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("projects:project", args=[self.slug])

    @property
    def zone(self) -> zoneinfo.ZoneInfo:
        return zoneinfo.ZoneInfo(self.time_zone)

    @property
    def today(self) -> dt.date:
        """The day it is where the project is; days of its goals, seats and channels are counted there."""
        return timezone.localdate(timezone=self.zone)

    def roles_of(self, user: Any) -> frozenset[str]:
        return access.roles_of(user, self)

    @transition(stage, [Stage.PLANNED, Stage.PAUSED], Stage.ACTIVE, permission=_may_launch,
                custom={"label": "Launch"})  # fmt: skip
    def launch(self) -> None:
        """Raises NotReady, naming what is missing, while the gate is shut."""
        check_ready(self)

    @transition(stage, Stage.ACTIVE, Stage.PAUSED, permission=_may_launch, custom={"label": "Pause"})
    def pause(self) -> None: ...

    @transition(stage, [Stage.PLANNED, Stage.ACTIVE, Stage.PAUSED], Stage.FINISHED, permission=_may_launch,
                custom={"label": "Finish"})  # fmt: skip
    def finish(self) -> None: ...
