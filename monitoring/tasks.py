"""Thin ways in for the worker; each may run twice."""

from celery import shared_task

from monitoring.services.collecting import claim_due, collect
from monitoring.services.sources import listen_to_unheard
from monitoring.services.watching import watch as look_for_alarms


@shared_task
def collect_due() -> int:
    """Collect from every source whose turn it is."""
    listen_to_unheard()
    return sum(collect(source) for source in claim_due())


@shared_task
def watch() -> int:
    """Look for spikes and silence."""
    return look_for_alarms()
