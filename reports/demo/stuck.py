"""What did not go by itself, one of each kind: a picture to read for a post and for a reply, an answer that was lost,
a network in trouble, a time that passed while the page was not connected."""

import datetime as dt
from typing import Any

from django.templatetags.static import static

from agency.permissions import Role
from content.models import Attempt, Publication
from moderation.models import Case, Reply, ReplyAttempt
from projects.models.delivery import DeliveryAttempt
from reports.demo.calendar import Clock
from reports.demo.moving import move, next_of
from reports.demo.network import EXPIRED
from reports.demo.projects import House

PICTURE, ANSWERING = "romashka", "nitka-tees"
LOST = "yavir-bank"
UNREACHED = "vektorbus"
LETTERS = "playground/letters.svg"
SHOWN = dt.timedelta(hours=12)  # a network gives ten minutes; the demo leaves time to find it
READ = "Playground wants to be sure that a person writes."
NO_ANSWER = "Playground did not answer within 20 seconds."
Outcome = DeliveryAttempt.Outcome


def build_stuck(house: House, clock: Clock) -> None:
    _asks_about_a_post(house, clock)
    _asks_about_a_reply(house, clock)
    _lost(house, clock)
    _unreached(house, clock)
    _late(house, clock)


def _asks_about_a_post(house: House, clock: Clock) -> None:
    at = clock.ago(minutes=2)
    publication = _stuck(house, PICTURE, at, status="asked", **_picture(clock))
    _attempts(publication, (at, Outcome.CAPTCHA, READ))


def _asks_about_a_reply(house: House, clock: Clock) -> None:
    waiting = Case.objects.waiting().exclude(status=Case.Status.ESCALATED).filter(project=house.projects[ANSWERING])
    case = waiting.select_related("mention__source").order_by("-answer_due_at").first()
    if case is None:
        return
    reply = Reply.objects.create(
        project_id=case.project_id, case=case, channel_id=case.mention.source.channel_id,
        text="Write us your size in a message, and a new one leaves tomorrow.",
        by=house.people[house.seated(ANSWERING, Role.MODERATOR)], scheduled_for=clock.ago(minutes=1),
    )  # fmt: skip
    Reply.objects.filter(pk=reply.pk).update(status="asked", **_picture(clock))
    ReplyAttempt.objects.create(
        reply=reply, number=1, started_at=clock.ago(minutes=1), outcome=Outcome.CAPTCHA, text=READ
    )


def _lost(house: House, clock: Clock) -> None:
    """The network took it and its answer was lost; Rapport looked for a quarter of an hour and found nothing."""
    at = clock.ago(minutes=40)
    publication = _stuck(
        house, LOST, at, status="unconfirmed", error_kind="unconfirmed", error_text=NO_ANSWER, due_at=None
    )
    looks = [(at + dt.timedelta(minutes=minutes), Outcome.ABSENT, "") for minutes in (1, 5, 15)]
    _attempts(publication, (at, Outcome.UNCONFIRMED, NO_ANSWER), *looks)


def _unreached(house: House, clock: Clock) -> None:
    at = clock.ago(minutes=55)
    publication = _stuck(
        house, UNREACHED, at, status="failed", error_kind="unavailable", error_text=NO_ANSWER, due_at=None
    )
    times = [at + dt.timedelta(seconds=seconds) for seconds in (0, 5, 25, 105, 425)]
    _attempts(publication, *((time, Outcome.UNAVAILABLE, NO_ANSWER) for time in times))


def _late(house: House, clock: Clock) -> None:
    """Its time passed while the page was not connected."""
    at = clock.ago(hours=3)
    _stuck(house, EXPIRED, at, due_at=at)


def _stuck(house: House, slug: str, at: dt.datetime, **fields: Any) -> Publication | None:
    """The next post of a project as it stands since ``at``; None when the project plans nothing."""
    for pk in move(next_of(house, slug), at):
        Publication.objects.filter(pk=pk).update(**fields)
        return Publication.objects.get(pk=pk)
    return None


def _picture(clock: Clock) -> dict[str, Any]:
    picture = {"sid": "demo", "image_url": static(LETTERS)}
    return {"captcha": picture, "due_at": clock.now + SHOWN, "error_kind": "captcha", "error_text": READ}


def _attempts(publication: Publication | None, *calls: tuple[dt.datetime, str, str]) -> None:
    """One row for each ``(moment, outcome, text)``; a look is told by its outcome."""
    if publication:
        Attempt.objects.bulk_create(
            Attempt(
                publication=publication, number=number, is_look=outcome == Outcome.ABSENT,
                started_at=at, ended_at=at + dt.timedelta(seconds=20), outcome=outcome, text=text,
            )
            for number, (at, outcome, text) in enumerate(calls, 1)
        )  # fmt: skip
