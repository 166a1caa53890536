import av
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from content.models import Media
from content.services import media
from tests.factories.films import film, film_file, sound_only, turned


def upload(people, file):
    return media.upload(project=people.project, file=file, by=people.copywriter)


def test_a_video_tells_its_length_and_size_and_shows_a_still(people):
    stored = upload(people, film_file(seconds=2, sound=True))
    told = (stored.kind, stored.mime, stored.width, stored.height, stored.seconds, stored.frame_rate, stored.codecs)
    assert told == ("video", "video/mp4", 64, 48, 2.0, 8.0, "h264, aac")
    assert stored.bytes == stored.file.size
    with Image.open(stored.poster.path) as still:
        assert (still.size, still.format) == ((64, 48), "JPEG")


@pytest.mark.parametrize(("kind", "mime"), [("mp4", "video/mp4"), ("mov", "video/mp4"), ("webm", "video/webm")])
def test_a_video_forgets_the_place_and_still_plays(people, kind, mime):
    sent = film(kind=kind, title="Vira at home", location="+50.4500+030.5233/")
    assert b"Vira at home" in sent
    stored = upload(people, SimpleUploadedFile(f"a.{kind}", sent))
    assert stored.mime == mime
    with stored.file.open("rb") as file:
        kept = file.read()
    assert b"Vira" not in kept
    assert b"50.45" not in kept
    with av.open(stored.file.path) as container:
        assert sum(1 for _ in container.decode(video=0)) == 8


def test_a_video_held_upright_is_upright(people):
    stored = upload(people, SimpleUploadedFile("a.mp4", turned(film())))
    assert (stored.width, stored.height) == (48, 64)
    with av.open(stored.file.path) as container:
        assert abs(next(container.decode(video=0)).rotation) == 90


def test_the_same_video_again_is_the_one_that_is_there(people):
    assert upload(people, film_file("a.mp4")) == upload(people, film_file("b.mp4"))
    assert Media.objects.count() == 1


@pytest.mark.parametrize(
    ("body", "sentence"),
    [
        (sound_only, "sound in this file and no picture"),
        (lambda: film()[:400], "not a video we can read"),
        (lambda: b"\0\0\0\x18ftypisom" + b"just a text" * 9, "not a video we can read"),
        (lambda: b"just a text", "not a picture we can read"),
        (lambda: film(kind="mov", codec="mjpeg"), "packed as mjpeg"),
    ],
)
def test_what_is_no_video_is_refused_with_a_sentence(people, body, sentence):
    with pytest.raises(media.BadPicture, match=sentence):
        upload(people, SimpleUploadedFile("a.mp4", body(), content_type="video/mp4"))
    assert not Media.objects.exists()


def test_a_video_that_is_too_long_or_too_heavy_is_refused(people, settings):
    settings.VIDEO_MAX_SECONDS = 60
    with pytest.raises(media.BadPicture, match="longer than 1 minutes"):
        upload(people, film_file(seconds=61, size=(16, 16)))
    settings.VIDEO_MAX_BYTES = 1_000
    with pytest.raises(media.BadPicture, match="larger than 0 MB"):
        upload(people, film_file())
