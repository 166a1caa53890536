"""What networks tell by themselves: the same event five times, late or out of order, is one mention."""

import dataclasses
import datetime as dt
from typing import Any

from django.core.cache import cache
from django.db import transaction
from django.utils import timezone

from monitoring.ingest import ingest
from monitoring.models import Mention, Source
from monitoring.services.sources import listen_to
from projects.models import Channel, Project
from projects.networks.base import News, RemoteComment

REMEMBERED = 86_400  # seconds for which something deleted before it was heard of stays deleted


def packed(news: News) -> dict[str, Any]:
    """``news`` as a message to a worker."""
    said = [dataclasses.asdict(one) | {"published_at": one.published_at.isoformat()} for one in news.comments]
    return {"comments": said, "gone": list(news.gone)}


def unpacked(news: dict[str, Any]) -> News:
    said = [
        RemoteComment(**one | {"published_at": dt.datetime.fromisoformat(one["published_at"])})
        for one in news["comments"]
    ]
    return News(comments=said, gone=news["gone"])


@transaction.atomic
def hear(channel: Channel, news: News) -> int:
    """Store what is new in ``news`` of ``channel`` and mark what is gone; how many mentions were new.

    A channel nobody listens to, or whose project does not run, is not heard.
    """
    source = listen_to(channel)
    if not source.is_on or channel.project.stage != Project.Stage.ACTIVE:
        return 0
    _forget(channel, news)
    deleted = cache.get_many([_key(channel, one.external_id) for one in news.comments])
    found = ingest(source, [one for one in news.comments if _key(channel, one.external_id) not in deleted])
    if found:
        Source.objects.filter(pk=source.pk).update(heard_at=timezone.now(), failures=0, trouble="")
    return found


def _forget(channel: Channel, news: News) -> None:
    if news.gone:
        cache.set_many({_key(channel, external_id): True for external_id in news.gone}, REMEMBERED)
        of_channel = Mention.objects.filter(source__channel=channel, external_id__in=news.gone)
        of_channel.update(is_deleted=True)


def _key(channel: Channel, external_id: str) -> str:
    return f"gone:{channel.pk}:{external_id}"
