"""Five weeks of posts in every state, and what the playground is told of the past ones."""

import datetime as dt
import random
from collections.abc import Iterator
from typing import Any

from agency.permissions import Role
from content.hashing import hash_of, snapshot_of
from content.models import Approval, Attempt, Metric, Post, Publication, Review, Target, Version
from reports.demo.calendar import Clock, instant, slots_of
from reports.demo.lines import LINES
from reports.demo.media import build_media
from reports.demo.projects import House
from reports.demo.taking_part import ask_people

S = Post.Status
QUESTIONS = ("?", "Покажіть", "Покажите", "Tell us", "Vote")
# state and its share, by how far ahead the day is
SOON = ((S.APPROVED, 62), (S.WITH_CLIENT, 14), (S.IN_REVIEW, 9), (S.DRAFT, 8), (None, 7))
LATER = ((S.APPROVED, 22), (S.WITH_CLIENT, 16), (S.IN_REVIEW, 8), (S.DRAFT, 24), (None, 30))
WEEK = dt.timedelta(days=7)
ASKING = "ovechka"  # next week's posts wait for its client's yes
VALUE = {
    "emotional": "The reader feels at home and has something to say back",
    "informational": "The reader can do it better after half a minute",
}


def build_posts(house: House, clock: Clock) -> list[Post]:
    """Drafts to published, bound to their versions, reviews and yeses as the rules ask."""
    posts = [post for slug in house.channels for post in _posts_of(slug, house, clock)]
    Post.objects.bulk_create(posts)
    Target.objects.bulk_create(Target(post=post, channel=house.channels[post.project.slug]) for post in posts)
    ask_people(posts, clock)
    build_media(house, posts, clock)
    _seal(posts)
    versions = _versions(posts)
    _reviews(posts, versions, house)
    _approvals(posts, versions, house)
    _publications(posts, versions, house)
    return posts


def _posts_of(slug: str, house: House, clock: Clock) -> Iterator[Post]:
    said = _rotation(slug, house.briefs[slug].emotional, clock.chance)
    for day, time in slots_of(house.briefs[slug], clock):
        at = instant(day, time)
        status = S.APPROVED if at <= clock.now else _state(slug, at - clock.now, clock.chance)
        if status:
            yield _post(slug, house, next(said), status, day, time)
    for _ in range(2 if house.briefs[slug].size == "main" else 0):
        yield _post(slug, house, next(said), S.DRAFT, None, None)


def _rotation(slug: str, emotional: int, chance: random.Random) -> Iterator[tuple[str, str, str]]:
    """Kind, title, text without an early repeat, in the proportion the project aims at."""
    rest: dict[str, list[tuple[str, str]]] = {"emotional": [], "informational": []}
    while True:
        kind = "emotional" if chance.random() * 100 < emotional else "informational"
        if not rest[kind]:
            rest[kind] = chance.sample(LINES[slug][kind], len(LINES[slug][kind]))
        yield (kind, *rest[kind].pop())


def _state(slug: str, ahead: dt.timedelta, chance: random.Random) -> Any:
    if slug == ASKING and dt.timedelta(days=1) < ahead < WEEK:
        return S.WITH_CLIENT
    table = SOON if ahead < WEEK else LATER
    return chance.choices([state for state, _ in table], [share for _, share in table])[0]


def _post(
    slug: str, house: House, said: tuple[str, str, str], status: Any, day: dt.date | None, time: dt.time | None
) -> Post:
    kind, title, text = said
    project = house.projects[slug]
    asks = any(mark in text for mark in QUESTIONS)
    return Post(
        project=project,
        author=_author(slug, house),
        title=title,
        text=text,
        format=Post.Format.QUESTION if asks else Post.Format.POST,
        value_kind=kind,
        value_audience=house.briefs[slug].audience[:160],
        value_sentence=VALUE[kind],
        language=_language(text),
        status=status,
        day=day,
        time=time,
        scheduled_at=instant(day, time) if day and time else None,
        time_zone=project.time_zone,
    )


def _author(slug: str, house: House) -> Any:
    """The copywriter, or the manager where there is none."""
    return house.people[house.seated(slug, Role.COPYWRITER) or house.seated(slug, Role.MANAGER)]


def _language(text: str) -> str:
    if text.isascii() or not any("а" <= letter <= "я" for letter in text.lower()):
        return "en"
    return "uk" if any(letter in "іїєґ’" for letter in text.lower()) else "ru"


def _seal(posts: list[Post]) -> None:
    """Every post gets its hash, every approved one the hash the yes was said to."""
    for post in posts:
        post.content_hash = hash_of(snapshot_of(post))
        post.approved_hash = post.content_hash if post.status == S.APPROVED else ""
    Post.objects.bulk_update(posts, ["content_hash", "approved_hash"])


def _versions(posts: list[Post]) -> dict[int, Version]:
    made = Version.objects.bulk_create(
        Version(
            post=post,
            number=1,
            snapshot=snapshot_of(post),
            content_hash=post.content_hash,
            created_by=post.author,
            created_at=_submitted_at(post),
        )
        for post in posts
        if post.status != S.DRAFT
    )
    return {version.post_id: version for version in made}


def _submitted_at(post: Post) -> dt.datetime:
    now = dt.datetime.now(dt.UTC)
    return min(now, post.scheduled_at or now) - dt.timedelta(hours=30 + post.pk % 40)


def _reviewer(post: Post, house: House) -> Any:
    manager = house.people[house.seated(post.project.slug, Role.MANAGER)]
    return manager if manager != post.author else house.people["marta"]


def _reviews(posts: list[Post], versions: dict[int, Version], house: House) -> None:
    reviews = Review.objects.bulk_create(
        Review(version=versions[post.pk], decision="approved", value=post.value_kind, by=_reviewer(post, house))
        for post in posts
        if post.status in (S.WITH_CLIENT, S.APPROVED)
    )
    for review in reviews:
        review.at = review.version.created_at + dt.timedelta(hours=2)
    Review.objects.bulk_update(reviews, ["at"])


def _approvals(posts: list[Post], versions: dict[int, Version], house: House) -> None:
    approvers = {
        member.client_id: member.user
        for project in house.projects.values()
        for member in project.client.members.filter(role=Role.APPROVER).select_related("user")
    }
    made = Approval.objects.bulk_create(
        Approval(
            version=versions[post.pk],
            decision="approved",
            content_hash=post.content_hash,
            by=approvers.get(post.project.client_id),
            by_name=str(approvers.get(post.project.client_id, f"{post.project.client} by mail")),
            voice=_voice(approvers.get(post.project.client_id), post),
        )
        for post in posts
        if post.status == S.APPROVED
    )
    for approval in made:
        approval.at = approval.version.created_at + dt.timedelta(hours=4 + approval.version.post_id * 7 % 23)
    Approval.objects.bulk_update(made, ["at"])


def _voice(approver: Any, post: Post) -> str:
    return str(approver.email if approver else post.project.client.contact_email).lower()


def _publications(posts: list[Post], versions: dict[int, Version], house: House) -> None:
    """One waiting publication for every approved post; the past ones are filled in from the playground's answer."""
    Publication.objects.bulk_create(
        Publication(
            project=post.project,
            post=post,
            channel=house.channels[post.project.slug],
            version=versions[post.pk],
            content_hash=post.content_hash,
            scheduled_for=post.scheduled_at,
            due_at=post.scheduled_at,
        )
        for post in posts
        if post.status == S.APPROVED
    )


def mark_published(told: dict[str, Any], clock: Clock) -> list[Publication]:
    """Write down what the playground has: id, address, moment, the attempt and the counts since."""
    past = list(
        Publication.objects.filter(scheduled_for__lte=clock.now)
        .select_related("channel", "post", "project")
        .order_by("scheduled_for")
    )
    for publication in past:
        place = told[publication.channel.external_id]["posts"][str(publication.idempotency_key)]
        publication.remote_id, publication.remote_url = place["id"], place["url"]
        publication.published_at = publication.scheduled_for + dt.timedelta(seconds=clock.chance.uniform(0.3, 2))
    _store(past)
    Attempt.objects.bulk_create(
        Attempt(
            publication=publication,
            number=1,
            started_at=publication.scheduled_for,
            ended_at=publication.published_at,
            outcome=Attempt.Outcome.ACCEPTED,
        )
        for publication in past
    )
    return past


def _store(past: list[Publication]) -> None:
    Publication.objects.bulk_update(past, ["remote_id", "remote_url", "published_at"])
    Publication.objects.filter(pk__in=[publication.pk for publication in past]).update(
        status=Publication.Status.PUBLISHED, due_at=None, attempts_made=1
    )


def build_metrics(past: list[Publication], clock: Clock) -> None:
    """Counts an hour, a day and a week after, as far as that has come."""
    Metric.objects.bulk_create(metric for publication in past for metric in _metrics(publication, clock))


def _metrics(publication: Publication, clock: Clock) -> Iterator[Metric]:
    followers, out_at = publication.channel.followers, publication.published_at or clock.now
    final = followers * clock.chance.uniform(0.01, 0.05)
    for hours, share in ((1, 0.35), (24, 0.85), (168, 1.0)):
        at, likes = out_at + dt.timedelta(hours=hours), int(final * share)
        if at > clock.now:
            return
        yield Metric(
            publication=publication,
            at=at,
            likes=likes,
            comments=likes // 9,
            shares=likes // 14,
            views=likes * 11,
            followers=followers,
        )
