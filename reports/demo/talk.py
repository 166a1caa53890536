"""What people said under the demo's posts, and what was done about it."""

import datetime as dt
from collections import defaultdict
from collections.abc import Callable
from typing import Any

from agency.permissions import Role
from content.models import Publication
from moderation.models import Case, Relationship, Reply
from moderation.models.relationship import Rung
from moderation.services.opening import open_cases
from monitoring.ingest import ingest
from monitoring.models import Mention, Source
from monitoring.services.sources import listen_to
from projects.models.delivery import DeliveryStatus
from projects.networks.base import RemoteComment
from reports.demo.calendar import Clock
from reports.demo.projects import House
from reports.demo.voices import NAMES, OUR_ANSWERS, SAID, SPIKE

MOODS = (("positive", 44), ("neutral", 26), ("question", 14), ("negative", 16))
SPIKE_AT, SPIKE_SIZE = "yavir-bank", 48
DEALT_WITH = 0.7  # of the agreed time: what has waited longer was answered
FRESH = 3  # people who have just said something, at every page
LEFT_LATE = 2  # but for these, at the page with the spike


def comments_for(house: House, clock: Clock, average: int) -> dict[int, list[dict[str, Any]]]:
    """Post id → comments in the playground's shape; in the last hour of the spike's page there are many more."""
    said: dict[int, list[dict[str, Any]]] = defaultdict(list)
    rows = (
        Publication.objects.filter(scheduled_for__lte=clock.now)
        .select_related("channel", "post")
        .order_by("scheduled_for")
    )
    latest: dict[str, int] = {}
    for publication in rows:
        latest[publication.channel.external_id] = publication.post_id
        for number in range(clock.chance.randint(average // 2, average * 3 // 2)):
            said[publication.post_id].append(_comment(publication, number, clock))
    said[latest[SPIKE_AT]] += [_angry(number, clock) for number in range(SPIKE_SIZE)]
    for slug, post_id in latest.items():
        said[post_id] += [_just_now(slug, number, house, clock) for number in range(FRESH)]
    return said


def _comment(publication: Publication, number: int, clock: Clock) -> dict[str, Any]:
    start = publication.scheduled_for or clock.now
    at = clock.within(start, min(clock.now, start + dt.timedelta(hours=40)))
    language = publication.post.language if clock.chance.random() < 0.8 else clock.chance.choice(list(SAID))
    return {
        "key": f"{publication.idempotency_key}-{number}",
        "author": clock.chance.choice(NAMES[language]),
        "text": clock.chance.choice(SAID[language][_mood(clock)]),
        "created_at": at.isoformat(),
    }


def _just_now(slug: str, number: int, house: House, clock: Clock) -> dict[str, Any]:
    """Somebody still within the agreed time: the queue is never dead."""
    brief = house.briefs[slug]
    agreed = dt.timedelta(minutes=brief.answer_minutes) * DEALT_WITH
    return {
        "key": f"fresh-{slug}-{number}",
        "author": clock.chance.choice(NAMES[brief.language]),
        "text": clock.chance.choice(SAID[brief.language][("question", "negative", "positive")[number % 3]]),
        "created_at": clock.within(clock.now - agreed * 0.8, clock.now).isoformat(),
    }


def _mood(clock: Clock) -> str:
    return clock.chance.choices([mood for mood, _ in MOODS], [share for _, share in MOODS])[0]


def _angry(number: int, clock: Clock) -> dict[str, Any]:
    hour = clock.now.replace(minute=0, second=0, microsecond=0)
    return {
        "key": f"spike-{number}",
        "author": f"{clock.chance.choice(NAMES['uk']).split()[0]} {number + 1}",
        "text": clock.chance.choice(SPIKE),
        "created_at": clock.within(hour, clock.now).isoformat(),
    }


def build_mentions(
    house: House, told: dict[str, Any], comments: dict[int, list[dict[str, Any]]], past: list[Publication], clock: Clock
) -> None:
    """Take the comments in as the collector would, with the ids the playground gave them."""
    for slug, channel in house.channels.items():
        source = listen_to(channel)
        mine = [publication for publication in past if publication.channel_id == channel.pk]
        ids = told[slug]["comments"]
        ingest(source, [_remote(said, ids, post) for post in mine for said in comments.get(post.post_id, [])])
    Source.objects.update(collected_at=clock.now, heard_at=clock.now)


def remote_comments(told: dict[str, Any], comments: dict[int, list[dict[str, Any]]]) -> Callable[..., Any]:
    """A function: the comments under a publication, with the ids the playground gave them."""

    def under(publication: Publication) -> list[RemoteComment]:
        ids = told[publication.channel.external_id]["comments"]
        return [_remote(said, ids, publication) for said in comments.get(publication.post_id, [])]

    return under


def _remote(said: dict[str, Any], ids: dict[str, Any], publication: Publication) -> RemoteComment:
    return RemoteComment(
        external_id=ids[said["key"]]["id"],
        url=ids[said["key"]]["url"],
        text=said["text"],
        published_at=dt.datetime.fromisoformat(said["created_at"]),
        author_id=f"account-demo-{said['author']}",
        author_name=said["author"],
        post_id=publication.remote_id,
    )


def build_cases(house: House, clock: Clock) -> None:
    """What was said long ago is solved; what was said lately waits, as the service finds it."""
    wanting = Mention.objects.wanting_answer().select_related("project", "author", "source__channel")
    old = [mention for mention in wanting.order_by("published_at") if _is_dealt_with(mention, house, clock)]
    late = [mention for mention in old if mention.project.slug == SPIKE_AT][-LEFT_LATE:]
    cases = Case.objects.bulk_create(_solved(mention, house, clock) for mention in old if mention not in late)
    Reply.objects.bulk_create(_reply(case, clock) for case in cases if case.answered_at)
    _relationships(cases)
    open_cases(limit=10_000)


def _is_dealt_with(mention: Mention, house: House, clock: Clock) -> bool:
    agreed = dt.timedelta(minutes=house.briefs[mention.project.slug].answer_minutes)
    return clock.now - mention.published_at > agreed * DEALT_WITH


def _solved(mention: Mention, house: House, clock: Clock) -> Case:
    moderator = house.people[house.seated(mention.project.slug, Role.MODERATOR) or "katya"]
    answered = min(clock.now, mention.published_at + dt.timedelta(minutes=clock.chance.uniform(4, 55)))
    solved = min(clock.now, answered + dt.timedelta(hours=clock.chance.uniform(0.2, 8)))
    negative = mention.tonality == "negative"
    return Case(
        project=mention.project,
        mention=mention,
        reason=Case.Reason.NEGATIVE if negative else Case.Reason.QUESTION,
        status=Case.Status.RESOLVED,
        answer_due_at=mention.published_at + dt.timedelta(hours=1),
        solve_due_at=mention.published_at + dt.timedelta(hours=24),
        claimed_by=moderator,
        claimed_at=answered,
        answered_at=answered,
        resolved_at=solved,
        resolved_by=moderator,
    )


def _reply(case: Case, clock: Clock) -> Reply:
    name = case.mention.author.name.split()[0]
    return Reply(
        project=case.project,
        case=case,
        channel=case.mention.source.channel,
        text=clock.chance.choice(OUR_ANSWERS).format(name=name),
        by=case.resolved_by,
        status=DeliveryStatus.PUBLISHED,
        scheduled_for=case.answered_at,
        published_at=case.answered_at,
        settled_as=DeliveryStatus.PUBLISHED,
        attempts_made=1,
        remote_id=f"demo-reply-{case.mention.external_id}",
        remote_url=case.mention.url,
    )


def _relationships(cases: list[Case]) -> None:
    """Whose problem was solved stands high on the ladder, who was answered one rung below."""
    rungs: dict[int, int] = {}
    for case in cases:
        rung = Rung.SOLVED if case.reason == Case.Reason.NEGATIVE else Rung.ANSWERED
        rungs[case.mention.author_id] = max(rung, rungs.get(case.mention.author_id, 0))
    Relationship.objects.bulk_create(Relationship(author_id=author, rung=rung) for author, rung in rungs.items())
