import datetime as dt
from io import BytesIO

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from agency.models import ApiToken, User
from agency.services.account import choose_notifications, make_token, revoke_token, set_avatar, update_profile
from tests.factories.agency import UserFactory

pytestmark = pytest.mark.django_db


def picture(size=(600, 400), kind="JPEG", **more):
    out = BytesIO()
    Image.new("RGB", size, "teal").save(out, kind, **more)
    return SimpleUploadedFile("me.jpg", out.getvalue())


def camera_words():
    exif = Image.Exif()
    exif[0x010E] = "taken at home"
    return exif


def stored(user):
    """The bytes that are kept of the picture."""
    avatar = User.objects.get(pk=user.pk).avatar
    with avatar.storage.open(avatar.name) as file:
        return file.read()


@pytest.fixture
def user():
    user = UserFactory()
    yield user
    user.avatar.delete(save=False)


def test_set_avatar_keeps_a_small_webp_square(user):
    set_avatar(user=user, picture=picture())

    kept = Image.open(BytesIO(stored(user)))
    assert (kept.format, kept.size) == ("WEBP", (256, 256))


def test_set_avatar_drops_what_the_camera_wrote(user):
    set_avatar(user=user, picture=picture(exif=camera_words()))

    assert b"taken at home" not in stored(user)
    assert not Image.open(BytesIO(stored(user))).getexif()


def test_set_avatar_throws_the_old_one_away(user, django_capture_on_commit_callbacks):
    set_avatar(user=user, picture=picture())
    old = user.avatar.name

    with django_capture_on_commit_callbacks(execute=True):
        set_avatar(user=user, picture=picture())

    assert not user.avatar.storage.exists(old)


def test_set_avatar_of_none_takes_the_picture_away(user):
    set_avatar(user=user, picture=picture())

    set_avatar(user=user, picture=None)

    assert not User.objects.get(pk=user.pk).avatar


@pytest.mark.parametrize("content", [b"", b"GIF89a", b"%PDF-1.7", b"<svg xmlns='http://www.w3.org/2000/svg'/>"])
def test_what_is_not_a_picture_is_refused(user, content):
    with pytest.raises(ValidationError) as error:
        set_avatar(user=user, picture=SimpleUploadedFile("me.png", content))

    assert error.value.code == "not_a_picture"


def test_half_a_picture_is_refused(user):
    whole = picture().read()

    with pytest.raises(ValidationError) as error:
        set_avatar(user=user, picture=SimpleUploadedFile("me.jpg", whole[: len(whole) // 2]))

    assert error.value.code == "not_a_picture"


def test_a_picture_we_do_not_take_is_refused(user):
    with pytest.raises(ValidationError) as error:
        set_avatar(user=user, picture=picture(kind="TIFF"))

    assert error.value.code == "not_a_picture"


def test_a_file_of_50_megabytes_is_refused(user):
    with pytest.raises(ValidationError) as error:
        set_avatar(user=user, picture=SimpleUploadedFile("me.png", bytes(50_000_000)))

    assert error.value.code == "too_large"


@pytest.mark.parametrize("size", [(8_000, 8_000), (20_000, 20_000)])
def test_a_bomb_is_refused_before_it_is_unpacked(user, size):
    out = BytesIO()
    Image.new("1", size).save(out, "PNG")

    with pytest.raises(ValidationError) as error:
        set_avatar(user=user, picture=SimpleUploadedFile("me.png", out.getvalue()))

    assert error.value.code in ("too_many_pixels", "not_a_picture")


def test_update_profile_changes_only_what_it_is_given(user):
    update_profile(user=user, time_zone="Asia/Tokyo")

    kept = User.objects.get(pk=user.pk)
    assert (kept.time_zone, kept.name) == ("Asia/Tokyo", user.name)


def test_choose_notifications_may_be_done_twice(user):
    for mail in ("never", "daily"):
        choose_notifications(
            user=user,
            quiet_from=dt.time(22),
            quiet_until=dt.time(8),
            choices={"post_returned": {"in_app": True, "mail": mail}},
        )

    assert user.notification_preferences.get().mail == "daily"
    assert User.objects.get(pk=user.pk).quiet_from == dt.time(22)


def test_make_token_keeps_only_its_digest(user):
    token, text = make_token(user=user, name="laptop")

    assert text not in str(list(ApiToken.objects.values()))
    assert (token.name, text.startswith(token.token_key)) == ("laptop", True)


def test_revoke_token_is_final(user):
    token, _ = make_token(user=user, name="laptop")

    revoke_token(token=token, by=user)

    assert not user.auth_token_set.exists()
