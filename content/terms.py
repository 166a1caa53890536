"""What was agreed about the client's yes: until when, what silence means, when we remind.

All of it runs in the hours of the agreement. Reminders come 6, 24, 48 and 72 of them after the letter.
"""

import datetime as dt
from typing import Any

from content.clock import spoken_day
from projects.hours import BusinessHours, hours_of
from projects.models import InteractionAgreement, Project

OnSilence = InteractionAgreement.OnSilence
REMIND_AFTER = tuple(dt.timedelta(hours=hours) for hours in (6, 24, 48, 72))


def agreement_of(project: Project) -> InteractionAgreement | None:
    return getattr(project.client, "agreement", None)


def hours(project: Project) -> BusinessHours:
    return hours_of(agreement_of(project), project)


def deadline(project: Project, *, asked_at: dt.datetime) -> dt.datetime | None:
    """Until when the client answers a letter of ``asked_at``; None where nothing was agreed."""
    agreement = agreement_of(project)
    if agreement is None:
        return None
    return hours(project).after(asked_at, dt.timedelta(hours=agreement.approve_hours))


def on_silence(project: Project) -> str:
    """One of :class:`OnSilence`; a post waits where nothing was agreed."""
    agreement = agreement_of(project)
    return agreement.on_silence if agreement else OnSilence.HOLD


def next_reminder(project: Project, *, asked_at: dt.datetime, now: dt.datetime) -> dt.datetime | None:
    """The first reminder still to come; None after the last."""
    clock = hours(project)
    return next((at for span in REMIND_AFTER if (at := clock.after(asked_at, span)) > now), None)


def spoken_moment(moment: dt.datetime, project: Project) -> str:
    """``Thursday 22 October, 18:00`` on the clock of the agreement."""
    local = moment.astimezone(hours(project).zone)
    return f"{spoken_day(local.date())}, {local:%H:%M}"


def silence_words(request: Any, project: Project, *, planned: dt.datetime | None = None) -> str:
    """What silence will mean for what ``request`` asked, said before it happens; empty where there is no deadline.

    ``planned`` is when the post is to go out: a yes that comes later needs another time.
    """
    if request is None or request.answer_by is None:
        return ""
    if request.silence_at:
        return "The time for an answer has passed. It waits for you."
    until = spoken_moment(request.answer_by, project)
    if planned and planned < request.answer_by and request.on_silence == OnSilence.PUBLISH:
        return f"Without an answer by {until} it is approved, as agreed, and gets another time."
    match request.on_silence:
        case OnSilence.PUBLISH:
            return f"Without an answer by {until} it goes out, as agreed."
        case OnSilence.DEPUTY:
            return f"Without an answer by {until} we ask {_deputy(project)}, as agreed."
    return f"Without an answer by {until} it waits and does not go out."


def _deputy(project: Project) -> str:
    agreement = agreement_of(project)
    return str(agreement.deputy) if agreement and agreement.deputy else "your deputy"
