"""What stands between a draft and its review, and what only deserves a second look.

``sheet_of(post)`` lays everything out (four queries); ``checks_of(sheet)`` judges it without touching anything, so the
composer's list, the refusal at submission and the API all say the same.
"""

import datetime as dt
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from django.db.models import Prefetch, prefetch_related_objects
from django.utils import timezone

from content.models import Post, PostMedia, Target
from projects.models import Channel
from projects.networks import limits_for, objections
from projects.networks.base import Counting, Limits, OutgoingPost, Picture

NEAR = dt.timedelta(hours=1)


@dataclass(frozen=True)
class Check:
    """One line of the list: ``danger`` refuses submission, ``warn`` wants a second look; ``field`` is where to go."""

    kind: str
    text: str
    hint: str = ""
    field: str = ""


@dataclass(frozen=True)
class Leaf:
    """The post as one channel would get it."""

    channel: Channel
    outgoing: OutgoingPost
    follows_base: bool

    @property
    def limits(self) -> Limits:
        return limits_for(self.channel.network)

    @property
    def length(self) -> int:
        return self.limits.length(self.outgoing.text)

    @property
    def limit(self) -> int:
        return self.limits.text_limit(pictures=len(self.outgoing.pictures))

    @property
    def counts_by(self) -> str:
        """How the page's counter shall count, in the words of ``counters.js``."""
        ways = {Counting.GRAPHEMES: "graphemes", Counting.CODE_POINTS: "chars", Counting.UTF16: "utf16"}
        return ways[self.limits.counting]

    @property
    def text_field(self) -> str:
        return "text" if self.follows_base else f"target-{self.channel.pk}-text"


@dataclass(frozen=True)
class Sheet:
    """A draft laid out to be judged. ``neighbours`` are posts on the same channels within an hour."""

    post: Post
    leaves: tuple[Leaf, ...]
    alts: tuple[str, ...]
    neighbours: tuple[Post, ...] = ()

    @property
    def channels(self) -> tuple[Channel, ...]:
        return tuple(leaf.channel for leaf in self.leaves)


def lay_out(post: Post) -> None:
    """Fetch what a post has on its pages and its pictures, once for everybody who asks this very object."""
    targets = Prefetch("targets", Target.objects.select_related("channel"))
    pictures = Prefetch("pictures", PostMedia.objects.select_related("media"))
    if "targets" not in getattr(post, "_prefetched_objects_cache", {}):
        prefetch_related_objects([post], targets, pictures)


def sheet_of(post: Post) -> Sheet:
    lay_out(post)
    targets, pictures = list(post.targets.all()), list(post.pictures.all())
    sent = tuple(Picture(path=Path(p.media.file.path), mime=p.media.mime, alt=p.alt) for p in pictures)
    leaves = tuple(_leaf(post, target, sent) for target in targets)
    return Sheet(post, leaves, tuple(picture.alt for picture in pictures), _neighbours(post, targets))


def _leaf(post: Post, target: Target, pictures: tuple[Picture, ...]) -> Leaf:
    outgoing = OutgoingPost(
        idempotency_key=uuid.UUID(int=0),
        text=target.text or post.text,
        link=post.link,
        first_comment=target.first_comment,
        pictures=pictures,
    )
    return Leaf(target.channel, outgoing, follows_base=not target.text)


def _neighbours(post: Post, targets: list[Target]) -> tuple[Post, ...]:
    if not post.scheduled_at or not targets:
        return ()
    near = Post.objects.kept().between(post.scheduled_at - NEAR, post.scheduled_at + NEAR).exclude(pk=post.pk)
    on_same = near.filter(project_id=post.project_id, targets__channel__in=[t.channel_id for t in targets])
    return tuple(on_same.distinct()[:3])


def checks_of(sheet: Sheet) -> list[Check]:
    """Every line of the list, what is wrong first."""
    found = [*_value(sheet), *_text(sheet), *_channels(sheet), *_pictures(sheet), *_link(sheet), *_time(sheet)]
    return sorted(found, key=lambda check: ("danger", "warn", "ok").index(check.kind))


def obstacles(sheet: Sheet) -> dict[str, str]:
    """What refuses submission: field → sentence; empty when the draft may go to review."""
    wrong: dict[str, str] = {}
    for check in checks_of(sheet):
        if check.kind == "danger":
            wrong[check.field] = " ".join(filter(None, (wrong.get(check.field), f"{check.text}.", check.hint)))
    return wrong


def _value(sheet: Sheet) -> Iterator[Check]:
    post = sheet.post
    if not post.value_kind:
        yield Check("danger", "No added value yet", "Choose emotional or informational.", "value_kind")
    if not post.value_sentence.strip():
        yield Check("danger", "Nobody knows what the reader takes away", "Write it in one sentence.", "value_sentence")
    if post.has_value:
        yield Check("ok", "Added value declared")


def _text(sheet: Sheet) -> Iterator[Check]:
    if not sheet.post.text.strip():
        yield Check("danger", "There is no text yet", "Write what goes out.", "text")
        return
    if sheet.post.format in (Post.Format.QUESTION, Post.Format.SURVEY) and "?" not in sheet.post.text:
        yield Check("warn", "Nothing to answer", "A question usually has a question mark.", "text")
    wrong = [check for leaf in sheet.leaves for check in _objections(leaf)]
    yield from wrong
    if sheet.leaves and not wrong:
        yield Check("ok", f"Fits {_counted(len(sheet.leaves), 'page')}")


def _objections(leaf: Leaf) -> Iterator[Check]:
    for sentence in objections(leaf.outgoing, leaf.limits):
        yield Check("danger", f"{leaf.channel}: {sentence.rstrip('.')}", field=leaf.text_field)


def _channels(sheet: Sheet) -> Iterator[Check]:
    if not sheet.leaves:
        yield Check("danger", "Nowhere to go yet", "Choose at least one page.", "channels")
    for leaf in sheet.leaves:
        if not leaf.channel.is_usable:
            hint = "It will wait until the page is connected again."
            yield Check("warn", f"{leaf.channel}: {leaf.channel.get_state_display().lower()}", hint, "channels")


def _pictures(sheet: Sheet) -> Iterator[Check]:
    silent = sum(1 for alt in sheet.alts if not alt.strip())
    if silent:
        hint = "Some people hear it instead of seeing it."
        yield Check("warn", f"{_counted(silent, 'picture')} without a description", hint, "pictures")
    elif sheet.alts:
        yield Check("ok", f"{_counted(len(sheet.alts), 'picture')} described")


def _link(sheet: Sheet) -> Iterator[Check]:
    if not sheet.post.link:
        return
    parts = urlsplit(sheet.post.link)
    if parts.scheme in ("http", "https") and parts.netloc:
        yield Check("ok", f"Link leads to {parts.netloc}")
    else:
        yield Check("danger", "The link is not an address", "It starts with https://.", "link")


def _time(sheet: Sheet) -> Iterator[Check]:
    post = sheet.post
    if post.scheduled_at is None:
        yield Check("warn", "No time yet", "It can be chosen after the yes as well.", "day")
    elif post.scheduled_at < timezone.now():
        yield Check("danger", "The time has gone by", "Choose a later one.", "day")
    elif sheet.neighbours:
        other = sheet.neighbours[0]
        local = other.scheduled_at.astimezone(post.zone) if other.scheduled_at else post.scheduled_at
        yield Check("warn", f"Another post is close: “{other}” at {local:%H:%M}", "Same page, within an hour.", "day")
    else:
        yield Check("ok", "Nothing else within an hour")


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
