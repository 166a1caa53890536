"""Pictures and videos of a project, made anew on arrival, and where they are used."""

import datetime as dt
from pathlib import Path
from typing import Any, Self

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.db.models.functions import Left
from django.urls import reverse

from agency.permissions import Permission
from content.models.folder import Folder
from content.models.post import Post
from content.models.visible import OfProject
from projects.models import Project

CENTRE = (50, 50)
MARK = 24  # so much of a fingerprint names a file
MIMES = {".png": "image/png", ".mp4": "video/mp4", ".webm": "video/webm"}
KEPT_AFTER_REMOVAL = dt.timedelta(days=1)


class MediaQuerySet(OfProject):
    def visible_to(self, user: Any) -> Self:
        """All of the projects one works in; to the client's people what they brought and what they were shown."""
        inside = self.where(user, Permission.VIEW_INSIDE)
        if getattr(user, "is_agency", False) or not user.is_authenticated:
            return inside
        shown = PostMedia.objects.filter(post__in=Post.objects.visible_to(user)).values("media")
        return super().visible_to(user).filter(Q(uploaded_by=user) | Q(pk__in=shown))

    def kept(self) -> Self:
        """In the library: not removed."""
        return self.filter(removed_at=None)

    def marked(self, marks: set[str]) -> set[str]:
        """Which of these beginnings of fingerprints are those of media we have."""
        beginnings = self.annotate(mark=Left("sha256", MARK)).filter(mark__in=marks)
        return set(beginnings.values_list("mark", flat=True))


class Media(models.Model):
    """An uploaded picture or video. The stored file is always our own making of what was sent.

    ``focus``: the spot of a picture that must stay when a network crops it, in percent from left and top.
    ``small`` is for screens; a video's is its poster. A removed one can be brought back until its files are tidied up.
    """

    class Kind(models.TextChoices):
        PICTURE = "picture", "Picture"
        VIDEO = "video", "Video"

    project = models.ForeignKey(Project, models.CASCADE, related_name="media")
    kind = models.CharField(max_length=7, choices=Kind, default=Kind.PICTURE)
    folder = models.ForeignKey(Folder, models.PROTECT, null=True, blank=True, related_name="media")
    file = models.FileField(upload_to="media/%Y/%m/")
    small = models.ImageField(upload_to="media/%Y/%m/", blank=True, help_text="For screens: 960 px at most")
    poster = models.ImageField(upload_to="media/%Y/%m/", blank=True, help_text="A still of the video, in its own size")
    width = models.PositiveIntegerField(default=0)
    height = models.PositiveIntegerField(default=0)
    bytes = models.PositiveIntegerField(default=0)
    seconds = models.FloatField(null=True, blank=True)
    frame_rate = models.FloatField(null=True, blank=True)
    codecs = models.CharField(max_length=40, blank=True, help_text="h264, aac")
    sha256 = models.CharField(max_length=64)
    original_name = models.CharField(max_length=200, blank=True)
    alt = models.CharField(max_length=1000, blank=True)
    tags = ArrayField(models.CharField(max_length=40), default=list, blank=True)
    focus_x = models.PositiveSmallIntegerField(default=CENTRE[0])
    focus_y = models.PositiveSmallIntegerField(default=CENTRE[1])
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    uploaded_at = models.DateTimeField(auto_now_add=True)
    removed_at = models.DateTimeField(null=True, blank=True)

    objects = MediaQuerySet.as_manager()

    class Meta:
        ordering = ("-id",)
        constraints = (
            models.UniqueConstraint(fields=["project", "sha256"], name="media_once_in_project"),
            models.CheckConstraint(condition=Q(focus_x__lte=100, focus_y__lte=100), name="media_focus_is_on_it"),
            models.CheckConstraint(condition=Q(kind="picture") | Q(seconds__gt=0), name="media_video_has_length"),
        )
        indexes = (
            models.Index(fields=["project", "-id"], condition=Q(removed_at=None), name="media_library"),
            models.Index(fields=["folder", "-id"], condition=Q(removed_at=None), name="media_of_folder"),
        )

    def __str__(self) -> str:
        return self.original_name or str(self.file.name)

    def get_absolute_url(self) -> str:
        return reverse("content:media", args=[self.pk])

    def roles_of(self, user: Any) -> frozenset[str]:
        return self.project.roles_of(user)

    @property
    def mime(self) -> str:
        return MIMES.get(Path(str(self.file.name)).suffix, "image/jpeg")

    @property
    def is_video(self) -> bool:
        return self.kind == self.Kind.VIDEO

    @property
    def focus(self) -> tuple[int, int]:
        return self.focus_x, self.focus_y


class PostMedia(models.Model):
    """A picture or video of a post, in its order, described for those who do not see it, with the spot that matters."""

    post = models.ForeignKey(Post, models.CASCADE, related_name="pictures")
    media = models.ForeignKey(Media, models.PROTECT, related_name="uses")
    position = models.PositiveSmallIntegerField(default=0)
    alt = models.CharField(max_length=1000, blank=True)
    focus_x = models.PositiveSmallIntegerField(default=CENTRE[0])
    focus_y = models.PositiveSmallIntegerField(default=CENTRE[1])

    class Meta:
        ordering = ("position", "id")
        constraints = (
            models.UniqueConstraint(fields=["post", "media"], name="picture_once_in_post"),
            models.CheckConstraint(condition=Q(focus_x__lte=100, focus_y__lte=100), name="picture_focus_is_on_it"),
        )

    def __str__(self) -> str:
        return f"{self.media} in {self.post}"

    @property
    def focus(self) -> tuple[int, int]:
        return self.focus_x, self.focus_y
