"""Who sits where, who covers whom."""

import datetime as dt
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from agency import audit
from agency.models import User
from agency.notifications import notify
from agency.permissions import Role
from agency.transitions import MovedMeanwhile
from projects.models import ClientMember, Delegation, Seat

ANYBODY: Any = object()


@transaction.atomic
def fill_seat(*, seat: Seat, person: User, by: User, reason: str = "", instead_of: User | None = ANYBODY) -> Seat:
    """Seat ``person``, saying why; they hear of it.

    ``instead_of`` is who the caller believes to sit there (None: nobody); somebody else there raises MovedMeanwhile.
    Raises ValidationError for people who cannot take the seat.
    """
    _check_may_sit(seat, person)
    kept = _locked(seat, instead_of)
    if kept.user_id == person.pk and not reason:
        return kept
    is_new = kept.user_id != person.pk
    kept.user, kept.reason = person, reason.strip()
    if is_new:
        kept.since = kept.project.today
    kept.save(update_fields=["user", "reason", "since"])
    if is_new:
        _tell(kept, person, by)
    return kept


@transaction.atomic
def empty_seat(*, seat: Seat, by: User, instead_of: User | None = ANYBODY) -> Seat:
    """Nobody sits there any more; who covers it stays until their last day."""
    kept = _locked(seat, instead_of)
    person = kept.user
    if person is None:
        return kept
    kept.user, kept.reason, kept.since = None, "", None
    kept.save(update_fields=["user", "reason", "since"])
    audit.record(
        "projects.seat.empty", kept, by=by, shared=True, person=str(person), role=kept.get_role_display().lower(),
        project=kept.project.name,
    )  # fmt: skip
    return kept


@transaction.atomic
def cover(*, seat: Seat, to: User, starts_on: dt.date, ends_on: dt.date, by: User, reason: str = "") -> Delegation:
    """``to`` works in the seat, with its rights, from the first day to the last. They hear of it."""
    _check_may_sit(seat, to)
    if ends_on < starts_on:
        raise ValidationError({"ends_on": "The last day is before the first."})
    if ends_on < seat.project.today:
        raise ValidationError({"ends_on": "Those days have passed."})
    if to.pk == seat.user_id:
        raise ValidationError({"to": f"{to} sits there already. Choose somebody else."})
    delegation = Delegation.objects.create(seat=seat, to=to, starts_on=starts_on, ends_on=ends_on, reason=reason)
    event = audit.record(
        "projects.seat.cover", seat, by=by, person=str(to), role=seat.get_role_display().lower(),
        project=seat.project.name, starts_on=_day(starts_on), ends_on=_day(ends_on),
    )  # fmt: skip
    notify(
        [to], "seat_filled", key=f"cover:{event.pk}",
        title=f"You cover the {seat.get_role_display().lower()} of {seat.project}",
        body=f"From {_day(starts_on)} to {_day(ends_on)}. {reason}".strip(),
        url=seat.project.get_absolute_url(), project=seat.project,
    )  # fmt: skip
    return delegation


@transaction.atomic
def end_cover(*, delegation: Delegation, by: User) -> None:
    """It ends now; the rights go with it."""
    seat = delegation.seat
    delegation.delete()
    audit.record(
        "projects.seat.end_cover", seat, by=by, person=str(delegation.to), role=seat.get_role_display().lower(),
        project=seat.project.name,
    )  # fmt: skip


def _locked(seat: Seat, instead_of: User | None) -> Seat:
    kept = Seat.objects.select_for_update(of=("self",)).select_related("project__client", "user").get(pk=seat.pk)
    if instead_of is not ANYBODY and kept.user_id != (instead_of.pk if instead_of else None):
        who = kept.user or "nobody"
        raise MovedMeanwhile(
            f"Somebody was faster: the {kept.get_role_display().lower()} of {kept.project} is {who} now."
        )
    return kept


def _check_may_sit(seat: Seat, person: User) -> None:
    """People of the agency; in the copywriter's seat also the client's own author."""
    if not person.is_active:
        raise ValidationError({"user": f"{person} does not work here any more."})
    if person.is_agency:
        return
    is_author = ClientMember.objects.filter(client=seat.project.client_id, user=person, role=Role.AUTHOR).exists()
    if seat.role != Role.COPYWRITER or not is_author:
        raise ValidationError(
            {"user": f"{person} is not of the agency and cannot be the {seat.get_role_display().lower()}."}
        )


def _tell(seat: Seat, person: User, by: User) -> None:
    role = seat.get_role_display().lower()
    event = audit.record(
        "projects.seat.fill", seat, by=by, shared=True, person=str(person), role=role, project=seat.project.name
    )
    notify(
        [person], "seat_filled", key=f"seat:{event.pk}", title=f"You are the {role} of {seat.project}",
        body=seat.reason, url=seat.project.get_absolute_url(), project=seat.project,
    )  # fmt: skip


def _day(day: dt.date) -> str:
    return f"{day:%-d %B}"
