"""Posts whose pictures cannot be made or read: what can pass is waited for, what cannot is said at once."""

import datetime as dt
import resource
from pathlib import Path

import pytest
from django.core.files.storage import default_storage
from django.utils import timezone

from agency.models import Notification
from content import derivatives
from content.models import Media, Publication
from content.services import media
from projects import networks
from projects.delivery import run
from tests.factories.content import image_file
from tests.factories.projects import ChannelFactory
from tests.factories.publishing import fresh, ready

pytestmark = pytest.mark.django_db
Status = Publication.Status


@pytest.fixture(autouse=True)
def shelf(settings, tmp_path, network, monkeypatch):
    monkeypatch.setitem(networks._loaded, "instagram", network)
    settings.MEDIA_ROOT = tmp_path / "shelf"


@pytest.fixture
def publication(people):
    """It needs a picture cut for Instagram."""
    stored = media.upload(project=people.project, file=image_file(size=(100, 400)), by=people.copywriter)
    shown = {"media": stored.pk, "sha256": stored.sha256, "alt": ""}
    return ready(channel=ChannelFactory(project=people.project, network="instagram"), snapshot={"pictures": [shown]})


@pytest.fixture
def blocked(publication):
    """No file can be made where those for networks are kept."""
    place = Path(default_storage.path(derivatives.FOLDER))
    place.write_bytes(b"")
    return place


def original():
    return Path(Media.objects.get().file.path)


def test_picture_that_cannot_be_made_now_is_waited_for(network, publication, blocked, caplog):
    run(Publication)
    row = fresh(publication)
    assert (row.status, row.attempts.count(), network.sent) == (Status.WAITING, 0, [])
    assert "disk has trouble with picture 1" in row.next_step
    assert "cannot be put together now" in caplog.text
    blocked.unlink()
    Publication.objects.update(due_at=timezone.now())
    run(Publication)
    assert fresh(publication).status == Status.PUBLISHED


def test_picture_that_could_not_be_made_for_too_long_is_left_to_people(people, publication, blocked, settings):
    settings.DELIVERY_GRACE_MINUTES = 60
    Publication.objects.update(scheduled_for=timezone.now() - dt.timedelta(minutes=61))
    run(Publication)
    assert fresh(publication).status == Status.FAILED
    assert Notification.objects.filter(user=people.manager, kind="publication_failed").count() == 1


def test_look_waits_for_the_disk_too(network, publication, blocked):
    publication.new_attempt(number=1, outcome="unconfirmed").save()
    Publication.objects.update(status=Status.UNCONFIRMED)
    run(Publication)
    row = fresh(publication)
    assert (row.status, network.looked) == (Status.UNCONFIRMED, [])
    assert row.due_at > timezone.now()


def test_shelf_that_is_not_there_at_the_moment_is_waited_for(publication, settings):
    settings.MEDIA_ROOT.rename(settings.MEDIA_ROOT.with_name("taken away"))
    run(Publication)
    assert fresh(publication).status == Status.WAITING


def test_picture_whose_file_is_gone_is_refused_at_once(publication):
    original().unlink()
    run(Publication)
    row = fresh(publication)
    assert (row.status, row.error_text) == (Status.FAILED, "The file of picture 1 is missing. Nothing was sent.")


def test_picture_whose_file_is_damaged_is_refused_at_once(publication):
    original().write_bytes(original().read_bytes()[:200])
    run(Publication)
    row = fresh(publication)
    assert (row.status, row.error_text) == (Status.FAILED, "The file of picture 1 is damaged. Nothing was sent.")


def test_disk_that_is_full_keeps_no_half_of_a_file(tmp_path):
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1_000, limits[1]))
    try:
        with pytest.raises(OSError, match="too large"):
            derivatives._keep(b"x" * 5_000, tmp_path / "derived" / "a.jpg")
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    assert list((tmp_path / "derived").iterdir()) == []
