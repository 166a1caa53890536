"""Asking the networks what is new."""

import datetime as dt
import logging

from django.db import transaction
from django.utils import timezone

from monitoring.ingest import ingest
from monitoring.models import Source
from monitoring.models.source import CALLS
from projects.networks import adapter_for
from projects.networks.base import Adapter, CommentPage, CredentialsExpired, NetworkError, RateLimited, Unavailable
from projects.services import renewals

logger = logging.getLogger(__name__)

PAGES_A_TURN = 10
LONGEST_WAIT = dt.timedelta(minutes=30)


def claim_due(limit: int = 50) -> list[Source]:
    """Take the sources whose turn it is and set their next turn; two collectors never take the same one."""
    with transaction.atomic():
        sources = list(
            Source.objects.due()
            .filter(channel__state__in=["connected", "expiring"])
            .select_for_update(skip_locked=True, of=("self",))
            .select_related("channel__hook", "project")
            .order_by("next_at")[:limit]
        )
        now = timezone.now()
        for source in sources:
            source.next_at = now + dt.timedelta(seconds=source.asked_every or source.every_seconds)
        Source.objects.bulk_update(sources, ["next_at"])
    return sources


def collect(source: Source) -> int:
    """Bring in what is new at ``source``; return how many mentions. Trouble is noted, never raised, whatever it is:
    others wait for their turn behind this source."""
    try:
        return _collect(source)
    except Exception:
        logger.exception("Source %s cannot be collected from", source.pk)
        _note_trouble(source, Unavailable("Rapport stumbled over the network's answer; the details are in its log."))
    return 0


def _collect(source: Source) -> int:
    try:
        return _collect_pages(source)
    except CredentialsExpired as error:
        renewals.doubt(source.channel, error)
        _note_trouble(source, error)
    except NetworkError as error:
        _note_trouble(source, error)
    return 0


def _collect_pages(source: Source) -> int:
    adapter = adapter_for(source.channel)
    found = 0
    for _ in range(PAGES_A_TURN):
        page = _next_page(source, adapter)
        found += _take_in(source, page)
        if not page.more:
            break
    return found


def _next_page(source: Source, adapter: Adapter) -> CommentPage:
    if source.kind == Source.Kind.SEARCH:
        return adapter.search_mentions(query=source.query, cursor=source.cursor)
    return adapter.comments(cursor=source.cursor)


@transaction.atomic
def _take_in(source: Source, page: CommentPage) -> int:
    """Mentions and cursor in one transaction: a crash between pages costs nothing and doubles nothing."""
    found = ingest(source, page.comments)
    now = timezone.now()
    source.cursor, source.collected_at, source.failures, source.trouble = page.cursor, now, 0, ""
    if found:
        source.heard_at = now
    source.save(update_fields=["cursor", "collected_at", "failures", "trouble", "heard_at"])
    return found


def _note_trouble(source: Source, error: NetworkError) -> None:
    """Wait longer after each failure in a row: 2, 4, 8 … turns, half an hour at most, or as the network asked.

    A network that began to call meanwhile refuses to be asked: that is no trouble.
    """
    if Source.objects.filter(CALLS, pk=source.pk).exists():
        return
    source.failures += 1
    wait = dt.timedelta(seconds=source.every_seconds * 2 ** min(source.failures, 10))
    if isinstance(error, RateLimited) and error.retry_after:
        wait = dt.timedelta(seconds=error.retry_after)
    source.trouble = str(error)[:300]
    source.next_at = timezone.now() + min(wait, LONGEST_WAIT)
    source.save(update_fields=["failures", "trouble", "next_at"])
    logger.info("source %s: %s", source.pk, error.kind)
