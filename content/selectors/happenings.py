"""What is in somebody's calendar feed: posts as events, in the words their reader may read."""

import datetime as dt
from collections.abc import Iterable
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db.models import Count, Max, Prefetch, Q
from django.utils import timezone

from agency import links
from agency.models import Event
from agency.permissions import Permission
from content.exchange.ical import Happening
from content.models import Feed, Post, Target
from content.models.post import PostQuerySet
from content.selectors.standing import WORDS, standings

BACK, AHEAD = dt.timedelta(days=60), dt.timedelta(days=365)
MOST = 2_000
CANCELLED_SHOWN = dt.timedelta(days=14)
LONGEST_SUMMARY, LONGEST_TEXT = 80, 1_000
# What the client reads; whatever is our own trouble is "Approved" to them.
CLIENT_WORDS = {"draft": "Draft", "changes": "Draft", "client": "Waits for your yes", "published": "Published"}
CONFIRMED = ("approved", "scheduled", "published", "failed")


def happenings(feed: Feed, *, today: dt.date | None = None) -> list[Happening]:
    """At most 2,000 events from 60 days back to a year ahead, as the feed's reader may see them now.

    Six queries, however many posts there are.
    """
    today = today or timezone.localdate()
    posts = list(_posts(feed).filter(day__range=(today - BACK, today + AHEAD)).order_by("day", "time", "pk")[:MOST])
    words, changes = standings(posts), _changes(posts)
    return [_happening(post, words[post.pk], changes.get(post.pk), inside=feed.shows_inside) for post in posts]


def _posts(feed: Feed) -> PostQuerySet:
    targets = Target.objects.select_related("channel").only("post_id", "channel__network", "channel__name")
    rows = Post.objects.select_related("project").prefetch_related(Prefetch("targets", targets))
    if feed.client_id:
        return rows.filter(project__client=feed.client_id, status__in=Post.SHARED)
    if not feed.owner.is_active:
        return rows.none()
    seen = rows.filter(pk__in=Post.objects.where(feed.owner, Permission.VIEW_POST).values("pk"))
    seen = seen.filter(~Q(status=Post.Status.ARCHIVED) | Q(pk__in=_archived_lately()))
    return seen.filter(project=feed.project_id) if feed.project_id else seen


def _archived_lately() -> Any:
    """Posts whose calendar entry still says that it does not take place."""
    since = timezone.now() - CANCELLED_SHOWN
    post = ContentType.objects.get_for_model(Post)
    return Event.objects.filter(object_type=post, verb="content.post.archive", at__gte=since).values("object_id")


def _changes(posts: Iterable[Post]) -> dict[int, tuple[int, dt.datetime]]:
    """Post id → how many events its log has, and when the last one was: both only ever grow."""
    events = Event.objects.filter(
        object_type=ContentType.objects.get_for_model(Post), object_id__in=[post.pk for post in posts]
    )
    rows = events.order_by().values_list("object_id").annotate(count=Count("pk"), last=Max("at"))
    return {pk: (count, last) for pk, count, last in rows}


def _happening(post: Post, standing: str, change: tuple[int, dt.datetime] | None, *, inside: bool) -> Happening:
    count, last = change or (0, post.updated_at)
    word = WORDS[standing] if inside else CLIENT_WORDS.get(standing, "Approved")
    assert post.day  # noqa: S101 (the window lets no other through)
    return Happening(
        uid=f"post-{post.pk}@{urlsplit(settings.BASE_URL).hostname}",
        day=post.day,
        time=post.time,
        zone=post.time_zone,
        is_second=bool(post.fold),
        summary=_summary(post, word, inside=inside),
        description=_description(post, inside=inside),
        category=word,
        status=_status(standing),
        url=links.absolute(post.get_absolute_url()),
        made_at=post.created_at,
        changed_at=max(post.updated_at, last),
        sequence=post.revision + count,
    )


def _status(standing: str) -> str:
    if standing == "archived":
        return "CANCELLED"
    return "CONFIRMED" if standing in CONFIRMED else "TENTATIVE"


def _summary(post: Post, word: str, *, inside: bool) -> str:
    """The working title is ours alone: the client reads how the text begins."""
    said = post.title if inside else (post.text.strip() or "A post").splitlines()[0]
    short = said if len(said) <= LONGEST_SUMMARY else f"{said[: LONGEST_SUMMARY - 1].rstrip()}…"
    return f"{short} · {word}"


def _description(post: Post, *, inside: bool) -> str:
    pages = ", ".join(str(target.channel) for target in post.targets.all())
    value = f"{post.get_value_kind_display()}: {post.value_sentence}" if inside and post.value_kind else ""
    text = post.text if len(post.text) <= LONGEST_TEXT else f"{post.text[: LONGEST_TEXT - 1]}…"
    return "\n\n".join(filter(None, ("\n".join(filter(None, (str(post.project), pages, value))), text)))
