"""A post as the calendar shows it: where it goes, where it stands, and whether something else is too close."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, OuterRef

from content.checks.sheet import NEAR
from content.models import Post, Target
from content.selectors.standing import WORDS, standing_in_sql
from projects.models import Project

SHOWN = ("title", "language", "value_kind", "status", "project", "day", "time", "time_zone", "scheduled_at", "campaign")


@dataclass(frozen=True)
class Item:
    """A post in the calendar. ``is_close``: another one is on one of its pages less than an hour away."""

    post: Post
    project: Project
    standing: str
    networks: tuple[str, ...]
    is_close: bool

    @property
    def time(self) -> dt.time | None:
        return self.post.time

    @property
    def word(self) -> str:
        return WORDS[self.standing]

    @property
    def may_move(self) -> bool:
        return self.standing not in ("published", "archived")


def items_of(posts: Iterable[Post], projects: Mapping[int, Project]) -> list[Item]:
    """What the calendar shows of ``posts``, in their order; one query for what is not on the posts themselves."""
    posts = list(posts)
    rows = Post.objects.filter(pk__in=[post.pk for post in posts]).order_by()
    dressed = rows.annotate(stands=standing_in_sql(), networks=_networks(), is_close=_is_close())
    known = {pk: rest for pk, *rest in dressed.values_list("pk", "stands", "networks", "is_close")}
    found = ((post, known[post.pk]) for post in posts if post.pk in known)
    return [
        Item(post, projects[post.project_id], stands, tuple(networks), is_close)
        for post, (stands, networks, is_close) in found
    ]


def _networks() -> ArraySubquery:
    return ArraySubquery(Target.objects.filter(post=OuterRef("pk")).order_by("pk").values("channel__network"))


def _is_close() -> Exists:
    moment = OuterRef("post__scheduled_at")
    others = Target.objects.filter(
        channel=OuterRef("channel"),
        post__project=OuterRef("post__project"),
        post__scheduled_at__gt=moment - NEAR,
        post__scheduled_at__lt=moment + NEAR,
    )
    close = Exists(others.exclude(post=OuterRef("post")).exclude(post__status=Post.Status.ARCHIVED))
    return Exists(Target.objects.filter(close, post=OuterRef("pk")))
