from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.storage import default_storage

from agency.celery import app
from content.services import media
from content.tasks import make_files
from tests.factories.content import image_file
from tests.factories.projects import ChannelFactory
from tests.factories.publishing import fresh, ready


@pytest.fixture(autouse=True)
def empty_shelf(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def instagram_post(people, *, shown=None, **when):
    stored = media.upload(project=people.project, file=image_file(size=(100, 400)), by=people.copywriter)
    shown = {"media": stored.pk, "sha256": stored.sha256, "alt": ""} if shown is None else shown
    channel = ChannelFactory(project=people.project, network="instagram")
    return ready(channel=channel, snapshot={"pictures": [shown]}, **when)


def made():
    folder = Path(default_storage.path("derived"))
    return len(list(folder.glob("*.jpg"))) if folder.is_dir() else 0


def test_pictures_of_the_next_two_hours_are_made_before_their_time(people):
    instagram_post(people, due_in=3600)
    make_files()
    assert made() == 1


def test_later_ones_can_wait(people):
    instagram_post(people, due_in=3 * 3600)
    make_files()
    assert made() == 0


def test_one_broken_picture_keeps_nobody_from_theirs(people, caplog):
    broken = instagram_post(people, due_in=60, shown={"media": 0, "sha256": "another", "alt": ""})
    instagram_post(people, due_in=120, shown={"nonsense": True})
    instagram_post(people, due_in=180)
    make_files()
    assert made() == 1
    assert "cannot be made" in caplog.text
    assert fresh(broken).status == "waiting"


def test_only_what_cannot_wait_is_in_the_urgent_queue():
    route = app.amqp.router.route
    queues = {tick["task"]: route({}, tick["task"])["queue"].name for tick in settings.CELERY_BEAT_SCHEDULE.values()}
    urgent = {name for name, queue in queues.items() if queue == "urgent"} - {"agency.tasks.record_heartbeat"}
    assert urgent == {
        "content.tasks.publish_due",
        "content.tasks.sweep_lost",
        "moderation.tasks.deliver_due",
        "moderation.tasks.sweep_lost",
        "moderation.tasks.open_cases",
    }
