import io

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from agency.transitions import MovedMeanwhile
from content.models import Media
from content.services import media
from tests.factories.content import MediaFactory, draft, image_file, submitted


def upload(people, file, **kwargs):
    return media.upload(project=people.project, file=file, by=people.copywriter, **kwargs)


def turned_by_the_camera(size=(60, 20)):
    exif = Image.Exif()
    exif[0x0112] = 6  # the camera was held upright
    exif[0x010F] = "Camera of Vira"
    return image_file(size=size, exif=exif.tobytes())


def test_upload_turns_the_picture_and_forgets_the_camera(people):
    stored = upload(people, turned_by_the_camera())
    with Image.open(stored.file.path) as picture:
        assert picture.size == (20, 60)
        assert not picture.getexif()
    with stored.file.open("rb") as file:
        assert b"Vira" not in file.read()


def test_upload_never_stores_the_bytes_that_came(people):
    file = image_file()
    hidden = SimpleUploadedFile("a.jpg", file.read() + b"<script>alert(1)</script>")
    with upload(people, hidden).file.open("rb") as stored:
        assert b"script" not in stored.read()


def test_the_same_picture_again_is_the_one_that_is_there(people):
    assert upload(people, image_file("a.jpg")) == upload(people, image_file("b.jpg"))
    assert Media.objects.count() == 1


def test_a_picture_with_holes_stays_one(people):
    stored = upload(people, image_file("logo.png", kind="PNG", mode="RGBA"))
    with Image.open(stored.file.path) as picture:
        assert (stored.mime, picture.mode) == ("image/png", "RGBA")


def test_screens_get_a_small_one(people):
    stored = upload(people, image_file(size=(3000, 1500)))
    with Image.open(stored.small.path) as picture:
        assert picture.size == (960, 480)


@pytest.mark.parametrize("kind", ["GIF", "BMP", "TIFF"])
def test_upload_names_the_kinds_it_takes(people, kind):
    with pytest.raises(media.BadPicture, match="JPEG, PNG"):
        upload(people, image_file("a.jpg", kind=kind))


@pytest.mark.parametrize("body", [b"<svg onload=alert(1)>", b"%PDF-1.4", b"\x00" * 100])
def test_upload_refuses_what_is_no_picture(people, body):
    with pytest.raises(media.BadPicture):
        upload(people, SimpleUploadedFile("a.jpg", body, content_type="image/jpeg"))


def test_upload_refuses_an_empty_file(people):
    with pytest.raises(media.BadPicture, match="empty"):
        upload(people, SimpleUploadedFile("a.jpg", b""))


def test_upload_refuses_half_a_picture(people):
    with pytest.raises(media.BadPicture, match="not a picture"):
        upload(people, SimpleUploadedFile("a.jpg", image_file(size=(800, 800)).read()[:900]))


def test_upload_refuses_50_megabytes(people):
    with pytest.raises(media.BadPicture, match="larger than 20 MB"):
        upload(people, SimpleUploadedFile("a.jpg", b"\xff\xd8" + b"\x00" * 50_000_000))
    assert not Media.objects.exists()


def test_upload_refuses_a_bomb_before_unpacking_it(people):
    out = io.BytesIO()
    Image.new("1", (20_000, 20_000)).save(out, "PNG")
    assert len(out.getvalue()) < 200_000
    with pytest.raises(media.BadPicture, match=r"million pixels|not a picture"):
        upload(people, SimpleUploadedFile("a.png", out.getvalue()))


def test_upload_keeps_a_name_the_database_can_hold(people):
    assert upload(people, image_file("a\x00\udce9\nb.jpg")).original_name == "a b.jpg"


@pytest.mark.parametrize("role", ["moderator", "approver", "outsider", "foreign_client"])
def test_upload_is_for_writers(people, role):
    with pytest.raises(PermissionDenied):
        media.upload(project=people.project, file=image_file(), by=getattr(people, role))


def test_pictures_line_up_in_the_order_they_came_and_change_the_fingerprint(people):
    post = draft(people)
    before = post.content_hash
    for number in range(3):
        picture = media.attach(post=post, media=MediaFactory(project=people.project), by=people.copywriter)
        assert picture.position == number
    post.refresh_from_db(fields=["content_hash", "revision"])
    assert post.content_hash != before
    assert post.revision == 3


def test_pictures_can_be_put_in_another_order(people):
    post = draft(people)
    one, two, three = (
        media.attach(post=post, media=MediaFactory(project=people.project), by=people.copywriter) for _ in range(3)
    )
    media.arrange(post=post, order=[three.pk, one.pk], by=people.copywriter)
    assert list(post.pictures.all()) == [three, one, two]


def test_detach_leaves_the_picture_with_the_project(people):
    post = draft(people)
    picture = media.attach(post=post, media=MediaFactory(project=people.project), by=people.copywriter)
    media.detach(post=post, picture_id=picture.pk, by=people.copywriter)
    assert not post.pictures.exists()
    assert Media.objects.count() == 1


def test_a_picture_of_another_project_is_refused(people):
    with pytest.raises(media.BadPicture, match="another project"):
        media.attach(post=draft(people), media=MediaFactory(), by=people.copywriter)


def test_a_post_under_review_takes_no_picture(people):
    with pytest.raises(MovedMeanwhile, match="in review now"):
        media.attach(post=submitted(people).post, media=MediaFactory(project=people.project), by=people.copywriter)
