"""What makes a Wednesday a Wednesday: a dead token, a failed post, an escalation, a spike, and some good news."""

import datetime as dt
from typing import Any

from django.utils import timezone

from agency import audit
from agency.models import Event
from agency.permissions import Role
from content.models import Approval, Attempt, Post, Publication
from moderation.models import Case
from moderation.services.working import claim, escalate, note
from monitoring.services.watching import watch
from projects.models import Channel
from projects.services.warnings import watch_access
from reports.demo.network import EXPIRED
from reports.demo.projects import House
from reports.demo.talk import SPIKE_AT

FAILED_AT = "brama"
ENDING = {"brama": 6, "nitka-tees": 13}
STORY = 4


def build_trouble(house: House, past: list[Publication]) -> None:
    _expired_token(house)
    _ending_tokens(house)
    _failed_post(past)
    _escalated(house)
    _half_answered_spike(house)
    watch()
    _story(house)


def _expired_token(house: House) -> None:
    channel, text = house.channels[EXPIRED], "The token of this page has expired. Connect the page again."
    Channel.objects.filter(pk=channel.pk).update(state=Channel.State.BROKEN, trouble=text)
    event = audit.draft("projects.channel.break_down", channel, channel=channel.name, text=text)
    event.at = timezone.now() - dt.timedelta(days=2)
    event.save(force_insert=True)


def _ending_tokens(house: House) -> None:
    """One page has been warned of twice, another one once."""
    for slug, days in ENDING.items():
        ends_at = timezone.now() + dt.timedelta(days=days, hours=3)
        Channel.objects.filter(pk=house.channels[slug].pk).update(credentials_expire_at=ends_at)
    watch_access()


def _failed_post(past: list[Publication]) -> None:
    """The newest post of the bar was refused by the network; nothing of it is on the page as far as Rapport knows."""
    last = [publication for publication in past if publication.project.slug == FAILED_AT][-1]
    text = "The network refused the video: longer than 90 seconds."
    Publication.objects.filter(pk=last.pk).update(
        status=Publication.Status.FAILED,
        remote_id="",
        remote_url="",
        published_at=None,
        error_kind="rejected",
        error_text=text,
    )
    Attempt.objects.filter(publication=last).update(outcome=Attempt.Outcome.REJECTED, text=text)
    Post.objects.filter(pk=last.post_id).update(title="Захоплення кранів: відео")


def _escalated(house: House) -> None:
    """One question at the T-shirts' is with the manager, with a note among ourselves beside it."""
    case = Case.objects.waiting().filter(project=house.projects["nitka-tees"]).first()
    if case is None:
        return
    lesya, daryna = house.people["lesya"], house.people["daryna"]
    note(
        case=case,
        text="Batch 0926 shrinks more than we wrote. Nitka knows, exchange everyone.",
        by=house.people["gleb"],
    )
    escalate(case=case, to=daryna, reason="May I promise the exchange before Friday?", by=lesya)


def _half_answered_spike(house: House) -> None:
    moderator = house.people[house.seated(SPIKE_AT, Role.MODERATOR)]
    for case in Case.objects.waiting().filter(project=house.projects[SPIKE_AT]).order_by("-pk")[:2]:
        claim(case=case, by=moderator)


def _story(house: House) -> None:
    """What each project's page tells: the latest yeses and solved problems, back-dated to when they happened."""
    events = []
    for project in house.projects.values():
        solved = project.cases.filter(status=Case.Status.RESOLVED, reason=Case.Reason.NEGATIVE)
        for case in solved.select_related("mention__author", "resolved_by").order_by("-resolved_at")[:STORY]:
            author = case.mention.author.name
            events.append(_event("moderation.case.resolve", case, case.resolved_by, case.resolved_at, author=author))
        told = Approval.objects.filter(version__post__project=project, request=None)  # the others have their events
        for approval in told.select_related("version__post", "by").order_by("-at")[:STORY]:
            post = approval.version.post
            by = approval.by or approval.by_name
            events.append(_event("content.post.approve", post, by, approval.at, title=post.title, version=1))
    Event.objects.bulk_create(sorted(events, key=lambda event: event.at))


def _event(verb: str, obj: Any, by: Any, at: dt.datetime, **data: Any) -> Event:
    event = audit.draft(verb, obj, by=by, shared=True, **data)
    event.at = at
    return event
