"""A draft laid out to be judged: as each channel would get it, with what stands near it."""

import datetime as dt
import json
import uuid
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from django.db.models import Prefetch, prefetch_related_objects

from content import derivatives
from content.checks.likeness import Alike, nearest
from content.models import Post, PostMedia, Target, details_of
from content.wording import added, poll_of, with_tail
from projects.models import Channel
from projects.networks import limits_of
from projects.networks.base import Limits, OutgoingPost, Picture, Video

NEAR = dt.timedelta(hours=1)


@dataclass(frozen=True)
class Leaf:
    """The post as one channel would get it."""

    channel: Channel
    outgoing: OutgoingPost
    follows_base: bool
    tail: str = ""

    @property
    def limits(self) -> Limits:
        return limits_of(self.channel)

    @property
    def body(self) -> str:
        """The words with the link below them where the network has no other place for it."""
        return self.limits.body(self.outgoing.text, self.outgoing.link, media=self.outgoing.media_count)

    @property
    def written(self) -> str:
        """The same without what its format adds under the words."""
        words = self.outgoing.text.removesuffix(self.tail).rstrip("\n") if self.tail else self.outgoing.text
        return self.limits.body(words, self.outgoing.link, media=self.outgoing.media_count)

    @property
    def length(self) -> int:
        return self.limits.length(self.body)

    @property
    def limit(self) -> int:
        return self.limits.text_limit(pictures=self.outgoing.media_count)

    @property
    def rules(self) -> str:
        """How the page's counter shall count, as ``counters.js`` reads it."""
        limits = self.limits
        rules = {
            "limit": self.limit,
            "by": limits.counting.value,
            "bytes": limits.text_bytes,
            "link": limits.link_length,
            "hashtags": limits.hashtags,
            "mentions": limits.mentions,
            "tail": self.tail,
            "below": limits.link_below(self.outgoing.link, media=self.outgoing.media_count),
            "unless": self.outgoing.link,
        }
        return json.dumps(rules)

    @property
    def tags(self) -> str:
        """What was put on the link to tell where a visit came from, as it stands there; empty when nothing was."""
        query = urlsplit(self.outgoing.link).query
        return "&".join(part for part in query.split("&") if part.startswith("utm_"))

    @property
    def text_field(self) -> str:
        return "text" if self.follows_base else f"target-{self.channel.pk}-text"


@dataclass(frozen=True)
class Sheet:
    """A draft laid out to be judged.

    ``neighbours`` are posts on the same channels within an hour, ``alike`` the one that says most nearly the same.
    """

    post: Post
    leaves: tuple[Leaf, ...]
    neighbours: tuple[Post, ...] = ()
    alike: Alike | None = None

    @property
    def tagged(self) -> tuple[Leaf, ...]:
        """The pages whose link says where a visit came from."""
        return tuple(leaf for leaf in self.leaves if leaf.tags)

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
    stills = tuple(
        Picture(path=Path(p.media.file.path), mime=p.media.mime, alt=p.alt) for p in pictures if not p.media.is_video
    )
    films = tuple(derivatives.video_for(p.media, alt=p.alt) for p in pictures if p.media.is_video)
    leaves = tuple(_leaf(post, target, stills, films) for target in targets)
    return Sheet(post, leaves, _neighbours(post, targets), nearest(post, leaves))


def _leaf(post: Post, target: Target, pictures: tuple[Picture, ...], videos: tuple[Video, ...]) -> Leaf:
    details = details_of(post)
    said = details.snapshot() if details else None
    extra = added(said, network=target.channel.network, language=post.language)
    outgoing = OutgoingPost(
        idempotency_key=uuid.UUID(int=0),
        text=with_tail(target.text or post.text, extra.get("tail", "")),
        poll=poll_of(said) if said and extra.get("poll") else None,
        link=target.link or post.link,
        first_comment=target.first_comment,
        pictures=pictures,
        videos=videos,
    )
    return Leaf(target.channel, outgoing, follows_base=not target.text, tail=extra.get("tail", ""))


def _neighbours(post: Post, targets: list[Target]) -> tuple[Post, ...]:
    if not post.scheduled_at or not targets:
        return ()
    near = Post.objects.kept().filter(
        project_id=post.project_id,
        scheduled_at__gt=post.scheduled_at - NEAR,
        scheduled_at__lt=post.scheduled_at + NEAR,
    )
    on_same = near.exclude(pk=post.pk).filter(targets__channel__in=[t.channel_id for t in targets])
    return tuple(on_same.distinct()[:3])
