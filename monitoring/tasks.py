"""Thin ways in for the worker; each may run twice."""

from typing import Any

from celery import shared_task

from monitoring.services import hearing
from monitoring.services.collecting import claim_due, collect
from monitoring.services.sources import listen_to_unheard
from monitoring.services.watching import watch as look_for_alarms
from projects.models import Channel


@shared_task
def collect_due() -> int:
    """Collect from every source whose turn it is."""
    listen_to_unheard()
    return sum(collect(source) for source in claim_due())


@shared_task
def watch() -> int:
    """Look for spikes and silence."""
    return look_for_alarms()


@shared_task
def hear_news(*, channel: int, news: dict[str, Any]) -> int:
    """Take in what a network told about ``channel``."""
    told = Channel.objects.select_related("project").filter(pk=channel).first()
    return hearing.hear(told, hearing.unpacked(news)) if told else 0
