"""The very file a network gets: its shape, its weight, what stays in it."""

import io
import random

import pytest
from django.core.files.base import ContentFile
from PIL import Image

from content import derivatives
from content.services import media
from projects.networks import limits_for
from projects.networks.base import PictureRules
from tests.factories.content import MediaFactory, image_file

IG = limits_for("instagram").picture


def uploaded(people, **kwargs):
    return media.upload(project=people.project, file=image_file(**kwargs), by=people.copywriter)


def made(medium, network, focus=(50, 50)):
    file = derivatives.picture_for(medium, network, focus=focus, alt="")
    with Image.open(file.path) as picture:
        return file, picture.copy(), picture.format


@pytest.mark.parametrize(
    ("size", "focus", "box"),
    [
        ((1000, 1000), (0, 0), (0, 0, 1000, 1000)),
        ((1000, 2000), (50, 50), (0, 375, 1000, 1625)),
        ((1000, 2000), (50, 0), (0, 0, 1000, 1250)),
        ((1000, 2000), (0, 100), (0, 750, 1000, 2000)),
        ((4000, 1000), (25, 50), (45, 0, 1955, 1000)),
        ((4000, 1000), (100, 10), (2090, 0, 4000, 1000)),
    ],
)
def test_the_spot_that_matters_stays_and_nothing_beyond_the_edge_is_asked_for(size, focus, box):
    assert derivatives.crop_box(*size, IG, focus) == box


def test_networks_without_a_shape_of_their_own_crop_nothing():
    assert derivatives.crop_box(10, 9000, PictureRules()) == (0, 0, 10, 9000)


def test_instagram_gets_a_portrait_cropped_around_the_spot(people):
    picture = Image.new("RGB", (400, 1000), "white")
    picture.paste("red", (0, 0, 400, 100))
    out = io.BytesIO()
    picture.save(out, "PNG")
    medium = media.upload(project=people.project, file=_file(out), by=people.copywriter)
    _, top, kind = made(medium, "instagram", focus=(50, 0))
    assert (top.size, kind) == ((400, 500), "JPEG")
    assert top.getpixel((200, 20))[1] < 60
    _, middle, _ = made(medium, "instagram")
    assert middle.getpixel((200, 20))[1] > 200


def _file(out):
    file = ContentFile(out.getvalue(), name="a.png")
    file.size = len(out.getvalue())
    return file


def test_a_picture_that_fits_goes_as_it_is(people):
    medium = uploaded(people)
    file, _, _ = made(medium, "vk", focus=(10, 10))
    assert str(file.path) == medium.file.path


def test_what_shines_through_becomes_white_where_only_jpeg_is_taken(people):
    medium = uploaded(people, name="logo.png", kind="PNG", mode="RGBA")
    medium.file.save("clear.png", ContentFile(_clear()), save=True)
    file, picture, _ = made(medium, "instagram")
    assert (file.mime, picture.getpixel((3, 3))) == ("image/jpeg", (255, 255, 255))


def _clear():
    out = io.BytesIO()
    Image.new("RGBA", (64, 48), (0, 0, 0, 0)).save(out, "PNG")
    return out.getvalue()


def test_bluesky_gets_no_more_than_a_million_bytes(people):
    noise = Image.frombytes("RGB", (1400, 1400), random.Random(7).randbytes(1400 * 1400 * 3))
    out = io.BytesIO()
    noise.save(out, "JPEG", quality=90)
    medium = media.upload(project=people.project, file=_file(out), by=people.copywriter)
    file, picture, _ = made(medium, "bluesky")
    assert medium.bytes > 1_000_000 >= file.path.stat().st_size
    assert max(picture.size) > 700


def test_the_same_need_is_the_same_file_and_is_made_once(people):
    medium = uploaded(people, size=(100, 400))
    first, _, _ = made(medium, "instagram", focus=(50, 10))
    before = first.path.stat().st_mtime_ns
    again, _, _ = made(medium, "instagram", focus=(50, 10))
    other, _, _ = made(medium, "instagram", focus=(50, 90))
    assert again.path == first.path != other.path
    assert again.path.stat().st_mtime_ns == before
    assert "-50-10" in first.path.name


def test_only_networks_with_a_shape_care_for_the_spot():
    tall = MediaFactory.build(width=100, height=400)
    assert [network for network in ("vk", "instagram", "bluesky") if derivatives.is_cropped(tall, network)] == [
        "instagram"
    ]
