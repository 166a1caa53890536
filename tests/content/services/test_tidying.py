import datetime as dt
import os
from pathlib import Path

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils import timezone

from content import derivatives
from content.models import Media
from content.services import media
from content.tasks import tidy_media
from tests.factories.content import PictureFactory, draft, image_file

LONG_AGO = (timezone.now() - dt.timedelta(days=2)).timestamp()


def aged(path):
    os.utime(path, (LONG_AGO, LONG_AGO))
    return Path(path)


def test_files_without_a_row_go_after_a_day_and_others_stay(people):
    stored = media.upload(project=people.project, file=image_file(size=(100, 400)), by=people.copywriter)
    lost = aged(default_storage.path(default_storage.save("media/2026/01/lost.jpg", ContentFile(b"x"))))
    young = Path(default_storage.path(default_storage.save("media/2026/01/young.jpg", ContentFile(b"x"))))
    crop = aged(derivatives.picture_for(stored, "instagram", focus=(50, 50), alt="").path)
    kept = [aged(stored.file.path), aged(stored.small.path), crop, young]
    tidy_media()
    assert not lost.exists()
    assert all(path.exists() for path in kept)


def test_a_removed_one_takes_its_files_with_it_when_its_day_is_over(people):
    stored = media.upload(project=people.project, file=image_file(size=(100, 400)), by=people.copywriter)
    crop = aged(derivatives.picture_for(stored, "instagram", focus=(50, 50), alt="").path)
    files = [aged(stored.file.path), aged(stored.small.path), crop]
    Media.objects.update(removed_at=timezone.now())
    tidy_media()
    assert all(path.exists() for path in files)
    Media.objects.update(removed_at=timezone.now() - dt.timedelta(days=2))
    tidy_media()
    assert not Media.objects.exists()
    assert not any(path.exists() for path in files)


def test_one_that_somebody_put_into_a_post_meanwhile_is_kept(people):
    picture = PictureFactory(post=draft(people), media__removed_at=timezone.now() - dt.timedelta(days=2))
    tidy_media()
    picture.media.refresh_from_db()
    assert picture.media.removed_at is None
