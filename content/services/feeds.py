"""Addresses of calendars: made, given anew, closed. The address itself is told once and kept nowhere."""

import datetime as dt
from typing import Any

from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from agency import audit, links
from agency.permissions import Permission
from content.models import Feed
from content.refusal import Refusal
from projects.access import require
from projects.models import Client, Project

NOTED_EVERY = dt.timedelta(minutes=10)


@transaction.atomic
def make(*, by: Any, project: Project | None = None, client: Client | None = None) -> tuple[Feed, str]:
    """A calendar of ``project``, of what ``client`` sees, or of everything ``by`` sees; and its address.

    Raises Refusal when there is one already: its address can be given anew.
    """
    if project:
        require(by, Permission.VIEW_POST, project)
    if client:
        require(by, Permission.ASK_CLIENT, client)
    link = links.make()
    try:
        with transaction.atomic():
            feed = Feed.objects.create(owner=by, project=project, client=client, token_digest=link.digest)
    except IntegrityError as error:
        raise Refusal(of="There is an address for it already. Give it a new one, and the old one closes.") from error
    audit.record("content.feed.made", feed, by=by, what=str(feed))
    return feed, address(link.token)


@transaction.atomic
def rotate(*, feed: Feed, by: Any) -> tuple[Feed, str]:
    """A new address; the old one opens nothing from now on. Also brings a closed calendar back."""
    feed = _hold(feed, by)
    link = links.make()
    feed.token_digest, feed.revoked_at, feed.read_at = link.digest, None, None
    try:
        with transaction.atomic():
            feed.save(update_fields=["token_digest", "revoked_at", "read_at"])
    except IntegrityError as error:
        raise Refusal(of="There is another address for it by now. Give that one a new one.") from error
    audit.record("content.feed.rotated", feed, by=by, what=str(feed))
    return feed, address(link.token)


@transaction.atomic
def revoke(*, feed: Feed, by: Any) -> Feed:
    """Close the address at once."""
    feed = _hold(feed, by)
    if feed.revoked_at is None:
        feed.revoked_at = timezone.now()
        feed.save(update_fields=["revoked_at"])
        audit.record("content.feed.revoked", feed, by=by, what=str(feed))
    return feed


def _hold(feed: Feed, by: Any) -> Feed:
    """The feed, locked; a client's asks for the right to speak with the client, one's own for nothing."""
    feed = Feed.objects.select_for_update(of=("self",)).select_related("owner", "project", "client").get(pk=feed.pk)
    if feed.client or feed.owner != by:
        require(by, Permission.ASK_CLIENT, feed)
    return feed


def address(token: str) -> str:
    """Whole, for a calendar program."""
    return links.absolute(reverse("content:feed", args=[token]))


def feed_at(token: str) -> Feed | None:
    """The calendar an address belongs to, open or closed; None for an address we never made."""
    feeds = Feed.objects.select_related("owner", "project", "client")
    return feeds.filter(token_digest=links.digest(token)).first()


def mark_read(feed: Feed) -> None:
    """Remember that it is used, to the ten minutes."""
    now = timezone.now()
    if feed.read_at is None or feed.read_at < now - NOTED_EVERY:
        Feed.objects.filter(pk=feed.pk).update(read_at=now)
