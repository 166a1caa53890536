"""What phones, cameras and printers make: every kind comes out as plain upright sRGB pixels."""

import io

import pillow_heif
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, ImageCms

from content.services import media
from tests.factories.content import image_file

GPS = 0x8825


def upload(people, file):
    return media.upload(project=people.project, file=file, by=people.copywriter)


def pixels(stored):
    with Image.open(stored.file.path) as picture:
        return picture.copy()


def with_place():
    """What a phone writes: turned, and where it was."""
    exif = Image.Exif()
    exif[0x0112] = 6
    exif.get_ifd(GPS).update({1: "N", 2: (50.0, 27.0, 0.0), 3: "E", 4: (30.0, 31.0, 0.0)})
    return exif.tobytes()


def heic(size=(64, 48), **save):
    out = io.BytesIO()
    pillow_heif.from_pillow(Image.new("RGB", size, "green")).save(out, **save)
    return SimpleUploadedFile("IMG_0001.HEIC", out.getvalue(), content_type="image/heic")


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "AVIF"])
def test_every_kind_is_turned_upright_and_forgets_the_place(people, kind):
    stored = upload(people, image_file(f"a.{kind.lower()}", size=(64, 32), kind=kind, exif=with_place()))
    picture = pixels(stored)
    assert (picture.size, stored.width, stored.height) == ((32, 64), 32, 64)
    assert not picture.getexif()
    assert not picture.getexif().get_ifd(GPS)


def test_heic_of_a_phone_becomes_a_jpeg_without_the_place(people):
    stored = upload(people, heic(exif=with_place()))
    picture = pixels(stored)
    assert (stored.mime, stored.original_name, picture.format) == ("image/jpeg", "IMG_0001.HEIC", None)
    assert not picture.getexif().get_ifd(GPS)
    red, green, blue = picture.getpixel((20, 20))
    assert green > 110 > max(red, blue)


def test_sixteen_bits_become_eight(people):
    out = io.BytesIO()
    Image.new("I;16", (8, 8), 0x8000).save(out, "PNG")
    stored = upload(people, SimpleUploadedFile("grey.png", out.getvalue()))
    assert all(abs(value - 128) < 4 for value in pixels(stored).getpixel((4, 4)))


def test_a_printers_colours_become_a_screens(people):
    stored = upload(people, image_file("print.jpg", kind="JPEG", mode="CMYK"))
    assert pixels(stored).mode == "RGB"


def test_a_wide_profile_is_applied_and_left_behind(people):
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB")).tobytes()
    swapped = image_file(kind="PNG", icc_profile=profile)  # does not fit: the plain colours stay
    picture = pixels(upload(people, swapped))
    assert "icc_profile" not in picture.info
    assert picture.getpixel((5, 5))[1] > 120


def test_half_a_heic_is_refused(people):
    with pytest.raises(media.BadPicture, match="not a picture"):
        upload(people, SimpleUploadedFile("a.heic", heic(size=(300, 300)).read()[:400]))


@pytest.mark.parametrize("name", ["a.png", "a.gif", "a.heic", "a.txt"])
def test_the_bytes_are_believed_and_not_the_name(people, name):
    assert upload(people, image_file(name)).mime == "image/jpeg"


@pytest.mark.parametrize(
    "body", [b"<html><script>alert(1)</script>", b"\xff\xd8\xff<svg onload=alert(1)>", b"GIF89a;<?php"]
)
def test_pages_in_disguise_are_refused(people, body):
    with pytest.raises(media.BadPicture):
        upload(people, SimpleUploadedFile("a.jpg", body, content_type="image/jpeg"))
