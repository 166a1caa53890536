"""The one way to tell people something. Every floor calls down to :func:`notify`.

    notify([post.author], "post_returned", key=f"post:{post.pk}:returned:{version.pk}", title=f"“{post}” came back",
           body=review.comment, url=post.get_absolute_url(), project=post.project)

``key`` names the event: however often it is told, each person hears of it once. The rows belong to the caller's
transaction, so what did not happen is not told. Mail leaves later, in one letter for everything that waits.
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from agency.models import Notification, NotificationPreference, User

Mail = NotificationPreference.Mail
DAILY_AT = dt.time(9)


@dataclass(frozen=True)
class Kind:
    """Its name in the preferences, when its mail leaves unless the person chose, and whether clients get it."""

    label: str
    mail: str = Mail.NOW
    for_clients: bool = False


KINDS: dict[str, Kind] = {
    "post_submitted": Kind("A post waits for your review"),
    "post_returned": Kind("Your post came back with remarks"),
    "post_approved": Kind("Your post was approved", Mail.NEVER),
    "post_needs_time": Kind("An approved post has no time ahead"),
    "approval_wanted": Kind("Posts wait for your yes", Mail.NEVER, for_clients=True),  # has a letter of its own
    "approval_late": Kind("The client has not answered in time"),
    "approved_by_silence": Kind("A post goes out because nobody answered, as agreed", for_clients=True),
    "post_changed_after_approval": Kind("A post changed after the yes", for_clients=True),
    "client_comment": Kind("The client writes about a post"),
    "agency_comment": Kind("The agency answers you about a post", for_clients=True),
    "remark_mention": Kind("A colleague names you in a remark"),
    "remark_written": Kind("A remark on your post, or an answer in your thread"),
    "promotion_closing": Kind("A promotion ends tomorrow"),
    "survey_closed": Kind("A survey is closed", Mail.DAILY),
    "result_missing": Kind("The winners or the visitors of something are missing", Mail.DAILY),
    "publication_failed": Kind("A post could not be published"),
    "publication_unconfirmed": Kind("Nobody knows whether a post went out"),
    "publication_turned_up": Kind("A post or an answer was cancelled and is out nevertheless"),
    "publication_by_hand": Kind("A post or an answer waits for your hands"),
    "publishing_stopped": Kind("Publishing is stopped, or goes on"),
    "channel_broken": Kind("A page lost its connection"),
    "channel_connected": Kind("A client connected a page"),
    "import_done": Kind("A table of posts became drafts", Mail.NEVER, for_clients=True),
    "case_escalated": Kind("Somebody needs your answer to a comment", for_clients=True),
    "case_overdue": Kind("A comment waits longer than agreed"),
    "negative_spike": Kind("More negative comments than usual"),
    "source_silent": Kind("A source went silent", Mail.DAILY),
    "lead_received": Kind("Somebody wants to be in social networks", Mail.DAILY),
    "seat_filled": Kind("You were seated in a team"),
    "invited": Kind("Somebody you invited has joined", Mail.NEVER),
}


def notify(
    users: Iterable[User], kind: str, *, key: str, title: str, body: str = "", url: str = "", project: Any = None
) -> None:
    """Tell ``users`` once each that ``key`` happened.

    ``kind`` is one of :data:`KINDS` (KeyError otherwise), ``key`` at most 120 characters, ``url`` a path of ours.
    People who may not sign in hear nothing; everybody else hears the way they chose for this kind.
    """
    default, now = KINDS[kind], timezone.now()
    people = {user.pk: user for user in users if user.is_active}
    chosen = {row.user_id: row for row in NotificationPreference.objects.filter(user__in=people, kind=kind)}
    rows = []
    for user in sorted(people.values(), key=lambda user: user.pk):  # always in one order: no deadlock
        preference = chosen.get(user.pk) or NotificationPreference(user=user, kind=kind, mail=default.mail)
        if preference.is_silent:
            continue
        told = Notification(user=user, kind=kind, key=key, title=title[:200], body=body, url=url)
        told.project_id = project.pk if project else None
        told.in_app = preference.in_app
        told.mail_after = mail_time(user, preference.mail, now=now)
        rows.append(told)
    Notification.objects.bulk_create(rows, ignore_conflicts=True)


def mail_time(user: User, choice: str, *, now: dt.datetime) -> dt.datetime | None:
    """When mail may leave: at once or at nine in the person's morning, never in their quiet hours; None: not at all."""
    if choice == Mail.NEVER:
        return None
    if choice == Mail.DAILY:
        now = _next(DAILY_AT, after=now.astimezone(user.zone))
    return _after_quiet_hours(user, now)


def _after_quiet_hours(user: User, at: dt.datetime) -> dt.datetime:
    start, end = user.quiet_from, user.quiet_until
    if start is None or end is None or start == end:
        return at
    local = at.astimezone(user.zone)
    clock = local.time()
    quiet = start <= clock < end if start < end else clock >= start or clock < end
    return _next(end, after=local) if quiet else at


def _next(clock: dt.time, *, after: dt.datetime) -> dt.datetime:
    """The next moment, in the zone of ``after``, at which the wall clock shows ``clock``."""
    same_day = after.replace(hour=clock.hour, minute=clock.minute, second=0, microsecond=0, fold=0)
    moment = same_day if same_day > after else same_day + dt.timedelta(days=1)
    return moment.astimezone(dt.UTC)
