import struct
import zlib
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image as Picture

from playground.models import Image
from tests.factories.films import film, sound_only
from tests.playground.conftest import code_of


@pytest.fixture(autouse=True)
def _media_of_the_test(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def picture(size=(60, 40), kind="JPEG", mode="RGB", **options):
    out = BytesIO()
    Picture.new(mode, size, "teal").save(out, kind, **options)
    return out.getvalue()


def upload(api, content, name="a.jpg", **fields):
    return api.client.post("/playground/api/media", {"file": SimpleUploadedFile(name, content), **fields})


def bomb(width=60_000, height=60_000):
    """A PNG of a few bytes that says it is 3.6 thousand million points large."""

    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(b"\0" * 100)) + chunk(b"IEND", b"")
    )


def test_upload_is_published_with_a_post(api, client):
    image = upload(api, picture(), alt="A teal square").json()
    media = api.publish("Look", media_ids=[image["id"]]).json()["media"]
    assert media == [{"url": image["url"], "alt": "A teal square", "width": 60, "height": 40}]
    shown = client.get(image["url"])
    assert shown["Content-Type"] == "image/jpeg"
    assert Picture.open(BytesIO(shown.getvalue())).size == (60, 40)


def test_upload_is_drawn_anew_without_metadata(api, client):
    exif = Picture.Exif()
    exif[0x010E] = "taken at home"
    image = upload(api, picture(exif=exif)).json()
    kept = client.get(image["url"]).getvalue()
    assert b"taken at home" not in kept


def test_upload_keeps_transparency_as_png(api):
    assert upload(api, picture(kind="PNG", mode="RGBA"), "a.png").json()["content_type"] == "image/png"


def test_large_picture_is_made_smaller(api):
    image = upload(api, picture((3000, 1500))).json()
    assert (image["width"], image["height"]) == (2048, 1024)


@pytest.mark.parametrize(
    "content", [b"", b"<svg onload=alert(1)></svg>", b"GIF89a", bomb(), bomb(7000, 7000), picture(kind="BMP")]
)
def test_upload_refuses_what_is_no_picture_of_ours(api, content):
    response = upload(api, content)
    assert (response.status_code, code_of(response)) == (422, "bad_value")
    assert not Image.objects.exists()


def test_upload_refuses_too_many_bytes(api):
    response = upload(api, b"x" * 10_000_001)
    assert (response.status_code, code_of(response)) == (413, "too_large")


def test_upload_without_a_file_names_the_field(api):
    assert api.post("media").json()["error"]["field"] == "file"


def test_upload_with_a_broken_form_is_refused(api):
    response = api.client.generic("POST", "/playground/api/media", b"x", content_type="multipart/form-data")
    assert (response.status_code, code_of(response)) == (400, "bad_form")


def test_picture_of_another_page_cannot_be_published(api, other_api):
    image = upload(other_api, picture()).json()
    assert code_of(api.publish("Look", media_ids=[image["id"]])) == "bad_value"


def test_a_video_is_published_with_its_length_and_played_on_the_page(api, client):
    kept = upload(api, film(seconds=1), "a.mp4", alt="A spoon").json()
    assert (kept["content_type"], kept["width"], kept["seconds"]) == ("video/mp4", 64, 1)
    post = api.publish("Look", media_ids=[kept["id"]]).json()
    shown = client.get(kept["url"])
    assert (shown["Content-Type"], shown.getvalue()[4:8]) == ("video/mp4", b"ftyp")
    page = client.get(post["url"]).content.decode()
    assert "<video" in page
    assert 'aria-label="A spoon"' in page


@pytest.mark.parametrize("made", [lambda: film(seconds=1)[:300], sound_only, lambda: b"\0\0\0\x18ftypisom no film"])
def test_what_cannot_be_played_is_refused(api, made):
    assert code_of(upload(api, made(), "a.mp4")) == "bad_value"


def test_a_long_video_is_refused(api):
    refused = upload(api, film(seconds=130, size=(16, 16)), "a.mp4")
    assert (refused.status_code, refused.json()["error"]["message"]) == (422, "The video is longer than 120 seconds.")
