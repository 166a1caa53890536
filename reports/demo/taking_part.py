"""The demo's promotions, survey, activity and question of the day, and the ideas that wait."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

from agency.permissions import Role
from content.models import DETAILS, Activity, Answer, Gathering, Post, Publication, Tally
from content.services import ideas
from content.services.taking_part import answers, details, drawing, noting
from reports.demo.calendar import Clock
from reports.demo.lines.taking_part import ASKED, IDEAS, Asked
from reports.demo.projects import House

VOTES = (214, 131, 62)


def ask_people(posts: list[Post], clock: Clock) -> None:
    """Turn some past posts into ones people could take part in, before their versions are kept."""
    for asked in ASKED:
        post = _post_for(asked, posts, clock)
        post.format, post.title, post.text, post.language = asked.format, asked.title, asked.text, asked.language
        post.save(update_fields=["format", "title", "text", "language"])
        details.write(post=post, details={asked.format: _details(asked, post)})


def _post_for(asked: Asked, posts: list[Post], clock: Clock) -> Post:
    """The latest post of the project that went out so many days ago, or before."""
    until = clock.ago(days=asked.days_ago)
    mine = [post for post in posts if post.project.slug == asked.slug and post.status == Post.Status.APPROVED]
    return max((post for post in mine if post.scheduled_at and post.scheduled_at <= until), key=_when)


def _when(post: Post) -> dt.datetime:
    return post.scheduled_at or dt.datetime.max.replace(tzinfo=dt.UTC)


def _details(asked: Asked, post: Post) -> dict[str, Any]:
    """Days of the demo are counted from the day the post went out."""
    days = {name: _day(post, days) for name, days in asked.days.items()}
    return asked.details | days


def _day(post: Post, days: int) -> dt.date | None:
    return post.day + dt.timedelta(days=days) if post.day else None


def polls_of(publication: Publication) -> dict[str, Any]:
    """The poll of a publication as the playground is told it, with the votes so far; nothing for anything else."""
    survey = publication.version.snapshot.get("details", {})
    if survey.get("format") != "survey":
        return {}
    options = [{"text": text, "votes": votes} for text, votes in zip(survey["options"], VOTES, strict=True)]
    return {"poll": {"question": survey["question"], "options": options}}


def build_results(house: House, remote: Any, past: list[Publication], clock: Clock) -> None:
    """What came in: answers as the network has them, votes, a draw with its protocol, who came.

    ``remote(publication)`` are the comments under it.
    """
    for publication in past:
        if publication.post.format in DETAILS and publication.post.title in {asked.title for asked in ASKED}:
            answers.take_in(publication=publication, comments=remote(publication))
            defaults = {"gathered_at": clock.now}
            Gathering.objects.update_or_create(channel=publication.channel, defaults=defaults)
            _finish(publication, house, clock)


def _finish(publication: Publication, house: House, clock: Clock) -> None:
    post = publication.post
    match post.format:
        case Post.Format.PROMOTION if DETAILS["promotion"].objects.get(post=post).is_over:
            drawing.draw(post=post, by=post.author)
        case Post.Format.SURVEY:
            said = {"votes": [*VOTES], "voters": sum(VOTES), "read_at": clock.now}
            Tally.objects.update_or_create(publication=publication, defaults=said)
        case Post.Format.OFFLINE:
            Activity.objects.filter(post=post).update(cost=4800)
            noting.note_attendance(post=post, by=post.author, expected=40, came=34, cost=5150,
                                   known_how="Counted at the fountain")  # fmt: skip
        case Post.Format.QUESTION:
            _pick_best(post)


def _pick_best(post: Post) -> None:
    for answer in _longest(post):
        answers.pick(answer=answer, best=True, by=post.author)


def _longest(post: Post) -> Iterator[Answer]:
    yield from sorted(post.answers.counting(), key=lambda answer: (-len(answer.text), answer.pk))[:2]


def build_ideas(house: House) -> None:
    """Eight ideas in different projects, some with the words they came from."""
    for slug, seat, text, source, quote in IDEAS:
        by = house.people[house.seated(slug, Role(seat)) or house.seated(slug, Role.MANAGER)]
        idea = ideas.add(project=house.projects[slug], text=text, by=by, source=source, source_text=quote)
        ideas.toggle_interest(idea=idea, by=house.people["marta"])
