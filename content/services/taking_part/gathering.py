"""Reading what people said and how they voted, for as long as they can.

The comments of a channel are read once for all its posts, from where the last reading ended. While one of these posts
is on its way, or nobody knows whether it is out, its channel is not read: nothing said under it can be passed over.
"""

import datetime as dt
import logging
from collections.abc import Iterable

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from agency.guarding import alone
from content.models import DETAILS, Gathering, Post, Publication, Tally
from content.services.taking_part.answers import take_in
from content.services.taking_part.judging import FORMATS
from projects.delivery import liveness
from projects.models import Channel
from projects.networks import adapter_for, believing
from projects.networks.abilities import Ability, networks_that_can
from projects.networks.base import CommentPage, CredentialsExpired, NetworkError, RateLimited, Rejected, Unavailable
from projects.services import renewals

logger = logging.getLogger(__name__)
Status = Publication.Status

EVERY = dt.timedelta(minutes=2)
AFTER_THE_END = dt.timedelta(days=1)  # people and networks may be late
LONGEST = dt.timedelta(days=60)  # what has no end is read for so long
PAGES_A_TURN, AT_ONCE = 10, 50


def gather() -> int:
    """Read every channel and poll that is due; how many answers are new. One process at a time."""
    with liveness.watching("content.answers") as alone:
        return _gather() if alone else 0


def _gather() -> int:
    now = timezone.now()
    found = 0
    for channel in channels_to_read(now)[:AT_ONCE]:
        with alone(f"reading answers of {channel}"):
            found += read(channel)
    for publication in polls_to_read(now):
        with alone(f"counting votes of {publication}"):
            count_votes(publication)
    return found


def running(now: dt.datetime) -> QuerySet[Publication]:
    """Publications of posts people may still answer, out or perhaps out."""
    open_still = Q()
    for name in FORMATS:
        end = f"post__{DETAILS[name]._meta.model_name}__closes_at"
        open_still |= Q(post__format=name) & (Q(**{end: None}) | Q(**{f"{end}__gt": now - AFTER_THE_END}))
    recent = Q(published_at=None) | Q(published_at__gt=now - LONGEST)
    return Publication.objects.filter(open_still, recent)


def channels_to_read(now: dt.datetime) -> QuerySet[Channel]:
    """Whose comments are due."""
    out = running(now).filter(status=Status.PUBLISHED)
    unclear = running(now).filter(status__in=[Status.SENDING, Status.UNCONFIRMED])
    due = Q(gathering=None) | Q(gathering__gathered_at__lte=now - EVERY)
    able = Channel.objects.usable().filter(network__in=networks_that_can(Ability.COMMENTS))
    of_ours = able.filter(due, pk__in=out.values("channel")).exclude(pk__in=unclear.values("channel"))
    return of_ours.select_related("gathering").order_by("pk")


def read(channel: Channel) -> int:
    """Take in what was said in ``channel`` since the last reading. Trouble of the network ends this turn, no more."""
    place: dict[str, object] = channel.gathering.cursor if hasattr(channel, "gathering") else {}
    found = 0
    try:
        adapter = adapter_for(channel)
        for _ in range(PAGES_A_TURN):
            began = timezone.now()
            page = adapter.comments(cursor=place)
            found += _keep(channel, page, began)
            place = page.cursor
            if not page.more:
                break
    except NetworkError as error:
        _give_up(channel, error)
    return found


@transaction.atomic
def _keep(channel: Channel, page: CommentPage, began: dt.datetime) -> int:
    """The answers of one page of comments, and the place where the next one begins: both or neither."""
    heard = believing.comments(page.comments)
    ids = {comment.post_id for comment in heard}
    published = Publication.objects.filter(
        channel=channel, status=Status.PUBLISHED, remote_id__in=ids, post__format__in=FORMATS
    )
    found = 0
    for publication in published.select_related("post", "channel"):
        said = [comment for comment in heard if comment.post_id == publication.remote_id]
        found += take_in(publication=publication, comments=said)
    seen = {"cursor": page.cursor} | ({} if page.more else {"gathered_at": began})
    Gathering.objects.update_or_create(
        channel=channel, defaults=seen, create_defaults={"gathered_at": began - EVERY} | seen
    )
    return found


def polls_to_read(now: dt.datetime) -> Iterable[Publication]:
    """Surveys that went out as a poll, and were not counted for a while."""
    surveys = running(now).filter(
        status=Status.PUBLISHED, post__format=Post.Format.SURVEY, channel__network__in=networks_that_can(Ability.POLL),
        channel__in=Channel.objects.usable(),
    )  # fmt: skip
    due = surveys.filter(Q(tally=None) | Q(tally__read_at__lte=now - EVERY, tally__closed=False))
    return [each for each in due.select_related("channel", "version").order_by("pk")[:AT_ONCE] if is_poll(each)]


def is_poll(publication: Publication) -> bool:
    """Whether it went out as a poll of the network."""
    targets = publication.version.snapshot.get("targets", [])
    return any(target["channel"] == publication.channel_id and target.get("poll") for target in targets)


def count_votes(publication: Publication) -> None:
    """Keep how people voted until now; a network that says no is asked again later."""
    try:
        poll = adapter_for(publication.channel).fetch_poll(remote_id=publication.remote_id)
    except NetworkError as error:
        _give_up(publication.channel, error)
        return
    votes = [believing.count(each) or 0 for each in poll.votes]
    said = {
        "votes": votes,
        "voters": believing.count(poll.voters) or 0,
        "closed": poll.closed,
        "read_at": timezone.now(),
    }
    Tally.objects.update_or_create(publication=publication, defaults=said)


def read_post(*, post: Post) -> int:
    """Read at once what is said under one post, because somebody looks at it."""
    found = 0
    for publication in post.publications.filter(status=Status.PUBLISHED).select_related("channel", "version"):
        if publication.channel.network in networks_that_can(Ability.COMMENTS) and publication.channel.is_usable:
            with alone(f"reading what is said under {publication}"):
                found += read(Channel.objects.select_related("gathering").get(pk=publication.channel_id))
                if is_poll(publication):
                    count_votes(publication)
    return found


def _give_up(channel: Channel, error: NetworkError) -> None:
    if isinstance(error, CredentialsExpired):
        renewals.doubt(channel, error)
    elif not isinstance(error, RateLimited | Unavailable | Rejected):
        logger.warning("Reading answers of %s stopped: %s", channel, error)
