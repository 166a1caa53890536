"""What happens to publications by itself. PostgreSQL remembers what is to be done; these only wake."""

from typing import Any

from celery import shared_task
from celery.signals import worker_shutting_down

from content.models import Publication
from content.services import deadlines, import_steps, measuring, readying, reminders, rounds, tidying
from content.services.taking_part import gathering, reminding
from projects import delivery


@worker_shutting_down.connect
def take_nothing_more(**_: Any) -> None:
    """What is in the air is still written down."""
    delivery.stop()


@shared_task(expires=60)
def publish_due() -> None:
    """Every second, and again when one process is not enough. No call outlasts its deadline (``networks.patience``)."""
    delivery.run(Publication, more=publish_due.delay)


@shared_task(expires=60)
def sweep_lost() -> None:
    """Notice workers that died in the middle of sending, even while every ``publish_due`` is busy."""
    delivery.sweep(Publication)


@shared_task(expires=60, time_limit=300)
def make_files() -> None:
    """Every minute: pictures of what goes out soon, as its networks take them."""
    readying.make_files()


@shared_task(expires=10, time_limit=300)
def import_posts() -> None:
    """Every two seconds: read and write tables of posts, a few seconds at a time."""
    import_steps.work(more=import_posts.delay)


@shared_task(expires=600)
def import_forget() -> None:
    """Throw away what is left of old imports."""
    import_steps.forget_old()


@shared_task(expires=60)
def collect_metrics() -> None:
    """Ask the networks how fresh publications do; old ones rarely."""
    measuring.collect()


@shared_task(expires=3600)
def tidy_media() -> None:
    """Once a day: files of media that nobody has any more."""
    tidying.tidy_media()


@shared_task(expires=60)
def remind_approvers() -> None:
    """Remind the client's people of what waits for their yes, in their hours."""
    reminders.remind()


@shared_task(expires=60)
def pass_deadlines() -> None:
    """Do what was agreed when the client is silent; notice who left, and whose time went by."""
    rounds.settle_left()
    deadlines.pass_deadlines()
    deadlines.tell_of_passed_times()


@shared_task(expires=30)
def gather_answers() -> None:
    """Read what people answer under posts that ask them to take part."""
    gathering.gather()


@shared_task(expires=600)
def remind_of_results() -> None:
    """Tell whoever must draw, look or count soon."""
    reminding.remind()
