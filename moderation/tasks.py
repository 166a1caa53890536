"""What happens to cases and replies by itself; each may run twice."""

from celery import shared_task

from moderation.models import Reply
from moderation.services.answering import settle
from moderation.services.opening import open_cases as open_new_cases
from projects import delivery


@shared_task(expires=60)
def deliver_due() -> None:
    """Send what moderators wrote, and let the cases know how it went."""
    delivery.run(Reply, more=deliver_due.delay)
    settle()


@shared_task(expires=60)
def sweep_lost() -> None:
    """Notice workers that died in the middle of sending."""
    delivery.sweep(Reply)


@shared_task(expires=10)
def open_cases() -> None:
    """Mentions that want an answer become cases."""
    open_new_cases()
