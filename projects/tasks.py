"""What happens by itself on this floor."""

from celery import shared_task

from projects.services import calling, leads, letters, readable, readings, renewals, server_limits, warnings


@shared_task
def mail_lead_answers() -> None:
    letters.send_due_letters()


@shared_task
def bring_back_leads() -> None:
    leads.bring_back()


@shared_task
def renew_channel_access() -> None:
    readable.take_up_readable()
    renewals.renew_ahead()


@shared_task
def watch_channel_access() -> None:
    warnings.watch_access()


@shared_task
def refresh_limits() -> int:
    """What servers with limits of their own take."""
    return server_limits.refresh()


@shared_task
def agree_on_calls() -> int:
    """Networks call us about the channels they can call about."""
    return calling.tend()


@shared_task
def read_followers() -> None:
    readings.read_followers()
