"""Notifications by mail: one letter to a person for everything that waits for them."""

import datetime as dt
import logging
from smtplib import SMTPException

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from agency import links
from agency.models import Notification, User

logger = logging.getLogger(__name__)

PEOPLE_AT_ONCE = 500
LINES = 30


def send_waiting(*, now: dt.datetime | None = None) -> int:
    """Write to everybody something waits for; returns how many letters left.

    May run twice at once: a notification is in one letter only. One that could not leave waits for the next time.
    """
    now = now or timezone.now()
    waiting = Notification.objects.waiting_for_mail(now).order_by("user_id")
    people = User.objects.in_bulk(list(waiting.values_list("user_id", flat=True).distinct()[:PEOPLE_AT_ONCE]))
    return sum(_send_to(user, now) for user in people.values())


def _send_to(user: User, now: dt.datetime) -> bool:
    """One letter with all that waits for ``user``, marked in the transaction that holds its rows."""
    try:
        with transaction.atomic():
            held = Notification.objects.waiting_for_mail(now).filter(user=user)
            told = list(held.select_for_update(skip_locked=True, of=("self",)).order_by("-id"))
            if told:
                letter(user, told).send()
                Notification.objects.filter(pk__in=[item.pk for item in told]).update(mailed_at=now)
            return bool(told)
    except (SMTPException, OSError):
        logger.exception("The letter to user %s did not leave; it will be tried again", user.pk)
        return False


def letter(user: User, told: list[Notification]) -> EmailMultiAlternatives:
    """The letter, newest first; what does not fit is counted and found in the app."""
    lines = [{"title": item.title, "body": item.body, "url": links.absolute(item.url)} for item in told[:LINES]]
    context = {
        "user": user,
        "lines": lines,
        "more": len(told) - len(lines),
        "all": links.absolute(reverse("agency:notifications")),
        "preferences": links.absolute(reverse("agency:preferences")),
    }
    message = EmailMultiAlternatives(
        _subject(told),
        render_to_string("emails/notifications.txt", context),
        settings.DEFAULT_FROM_EMAIL,
        [user.email],
    )
    message.attach_alternative(render_to_string("emails/notifications.html", context), "text/html")
    return message


def _subject(told: list[Notification]) -> str:
    """One line, whatever a title holds: a line break would let a title write headers."""
    first = " ".join(told[0].title.split())
    return first if len(told) == 1 else f"{first} and {len(told) - 1} more"
