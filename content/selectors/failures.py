"""Everything that needs a person, by its cause: what happened, how often, and the one thing to do about it."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.db.models.functions import Now

from agency.models import User
from agency.permissions import Permission
from content.models import Publication
from content.models.publication import PUT_OFF
from content.selectors import sendings
from projects.models import Channel
from projects.models.pause import grace

Status = Publication.Status
PASSING = ("unavailable", "rate_limited")  # the network was in trouble, the post is fine
_missed = Q(status=Status.WAITING, due_at__lte=Now())
_usable = Q(channel__state__in=[Channel.State.CONNECTED, Channel.State.EXPIRING])


@dataclass(frozen=True)
class Cause:
    """``advice`` says what to do; ``bulk`` labels the button that does it for all, where that is safe."""

    name: str
    title: str
    advice: str
    rows: Q
    bulk: str = ""
    page: str = ""


CAUSES = (
    Cause("captcha", "The network shows a picture", "Type what it shows. It is given up after ten minutes.",
          Q(status=Status.ASKED, error_kind="captcha")),
    Cause("by_hand", "To be published by hand", "Copy, publish, and give the address.",
          Q(status=Status.ASKED) & ~Q(error_kind="captcha")),
    Cause("unconfirmed", "May or may not be out", "Look at the page: give the address, or send it again.",
          Q(status=Status.UNCONFIRMED)),
    Cause("stopped", "Came due while publishing was stopped", "Decide one by one: now, another time, or not at all.",
          Q(status=Status.WAITING, due_at=None), page="content:pauses"),
    Cause("access", "The page lost its connection", "Connect the page again, then send or give another time.",
          _missed & ~_usable, page="content:channels"),
    Cause("missed", "Missed their time", "Send now what still fits, give the rest another time.", _missed & _usable),
    Cause("late", "Put off by its network", "It goes by itself when the network lets it, or not at all: you decide.",
          PUT_OFF),
    Cause("network", "The network was in trouble", "The posts are fine: send them again.",
          Q(status=Status.FAILED, error_kind__in=PASSING), bulk="Send all again"),
    Cause("refused", "Refused by the network", "Read what it said, change the post, or drop it.",
          Q(status=Status.FAILED) & ~Q(error_kind__in=PASSING)),
)  # fmt: skip
BY_NAME = {cause.name: cause for cause in CAUSES}


def of_cause(user: User, name: str) -> QuerySet[Publication]:
    """All trouble of the projects ``user`` sees from inside, or that of one cause."""
    rows = sendings.in_trouble(user)
    return rows.filter(BY_NAME[name].rows) if name in BY_NAME else rows


def counts(user: User) -> list[dict[str, Any]]:
    """The causes that are there, each with how many; one query."""
    rows = Publication.objects.where(user, Permission.VIEW_INSIDE).in_trouble().order_by()
    found = rows.aggregate(**{cause.name: Count("pk", filter=cause.rows) for cause in CAUSES})
    return [{"cause": cause, "count": found[cause.name]} for cause in CAUSES if found[cause.name]]


def passing(user: User) -> QuerySet[Publication]:
    """What failed only because a network was in trouble, where ``user`` may send it again."""
    rows = Publication.objects.where(user, Permission.SEND_POST).select_related("project", "channel", "post", "version")
    fresh = Q(scheduled_for=None) | Q(scheduled_for__gt=Now() - 24 * grace())
    return rows.filter(BY_NAME["network"].rows & fresh).order_by("scheduled_for", "pk")
