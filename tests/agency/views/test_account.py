from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from agency.models import User
from tests.factories.agency import OutsideUserFactory, UserFactory

pytestmark = pytest.mark.django_db
PROFILE = {"name": "Olena Savchuk", "locale": "uk", "time_zone": "Europe/Kyiv"}


@pytest.fixture
def olena(client):
    olena = UserFactory(name="Olena", email="olena@lastivka.example")
    client.force_login(olena)
    yield olena
    User.objects.get(pk=olena.pk).avatar.delete(save=False)


def photo():
    out = BytesIO()
    Image.new("RGB", (40, 30), "teal").save(out, "PNG")
    return SimpleUploadedFile("me.png", out.getvalue())


def kept(user):
    return User.objects.get(pk=user.pk)


@pytest.mark.parametrize("address", ["/me/", "/me/notifications/", "/me/tokens/", "/accounts/2fa/", "/notifications/"])
def test_strangers_are_asked_to_sign_in(client, address):
    response = client.get(address)

    assert response.status_code == 302
    assert response.url == f"/accounts/login/?next={address}"


def test_profile_is_saved(client, olena):
    client.post("/me/", PROFILE)

    assert (kept(olena).name, kept(olena).locale) == ("Olena Savchuk", "uk")


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("name", ""),
        ("name", "x" * 121),
        ("name", "a\x00b"),
        ("locale", "xx"),
        ("time_zone", "Mars/Olympus"),
        ("time_zone", "../../etc/passwd"),
    ],
)
def test_a_profile_that_does_not_do_is_shown_again(client, olena, field, value):
    response = client.post("/me/", PROFILE | {field: value})

    assert response.status_code == 422
    assert response.context["form"].errors[field]
    assert kept(olena).name == "Olena"


def test_what_was_typed_is_still_there(client, olena):
    response = client.post("/me/", PROFILE | {"name": "Olena Savchuk", "time_zone": "Mars/Olympus"})

    assert 'value="Olena Savchuk"' in response.text


def test_the_time_zone_of_now_is_chosen(client, olena):
    page = client.get("/me/").text

    assert page.count('<option value="Europe/Kyiv" selected>') == 1
    assert page.count(" selected>") == 2  # the language is the other one


def test_email_cannot_be_changed_by_oneself(client, olena):
    client.post("/me/", PROFILE | {"email": "x@example.org", "role": "head"})

    assert (kept(olena).email, kept(olena).role) == ("olena@lastivka.example", "staff")
    assert client.get("/accounts/email/").status_code == 404


def test_a_picture_is_kept_and_shown_to_people_signed_in(client, olena):
    client.post("/me/avatar/", {"picture": photo()})

    address = kept(olena).avatar.url
    response = client.get(address)
    assert response.headers["Content-Type"] == "image/webp"
    assert "immutable" in response.headers["Cache-Control"]
    assert Image.open(BytesIO(response.content)).size == (256, 256)
    client.logout()
    assert client.get(address).status_code == 302


def test_a_picture_can_be_taken_away(client, olena):
    client.post("/me/avatar/", {"picture": photo()})

    client.post("/me/avatar/", {"remove": "1"})

    assert not kept(olena).avatar


@pytest.mark.parametrize(
    ("files", "sentence"),
    [
        ({}, "This field is required"),
        ({"picture": SimpleUploadedFile("me.png", b"not a picture")}, "This is not a picture we can read"),
        ({"picture": SimpleUploadedFile("me.png", bytes(50_000_000))}, "larger than 20 MB"),
    ],
)
def test_a_picture_that_does_not_do_is_told_beside_the_field(client, olena, files, sentence):
    response = client.post("/me/avatar/", files)

    assert response.status_code == 422
    assert sentence in response.text
    assert not kept(olena).avatar


def test_a_request_without_an_end_is_refused_unread(client, olena, settings):
    settings.REQUEST_MAX_BYTES = 1000

    response = client.post("/me/avatar/", {"picture": SimpleUploadedFile("me.png", bytes(2000))})

    assert response.status_code == 413


@pytest.mark.parametrize("name", ["nobody", "-"])
def test_a_picture_that_was_never_there_is_404(client, olena, name):
    assert client.get(f"/media/avatars/{name}.webp").status_code == 404


def test_a_token_is_shown_once(client, olena):
    response = client.post("/me/tokens/", {"name": "laptop"})

    token = response.context["made"]
    assert token in response.text
    assert "no-store" in response.headers["Cache-Control"]
    assert token not in client.get("/me/tokens/").text


def test_a_token_can_be_revoked(client, olena):
    client.post("/me/tokens/", {"name": "laptop"})

    client.post(f"/me/tokens/{olena.auth_token_set.get().token_key}/revoke/")

    assert not olena.auth_token_set.exists()


def test_somebody_elses_token_cannot_be_revoked(client, olena):
    client.post("/me/tokens/", {"name": "laptop"})
    client.force_login(UserFactory())

    assert client.post(f"/me/tokens/{olena.auth_token_set.get().token_key}/revoke/").status_code == 404


def choices(user, **changes):
    from agency.forms.account import PreferencesForm

    form = PreferencesForm(user=user)
    said = {f"{kind}_in_app": "on" for kind in form.kinds} | {f"{kind}_mail": "now" for kind in form.kinds}
    return said | changes


def test_preferences_are_kept(client, olena):
    client.post(
        "/me/notifications/",
        choices(olena, quiet_from="22:00", quiet_until="08:00", post_returned_mail="never", lead_received_mail="daily"),
    )

    mail = dict(olena.notification_preferences.values_list("kind", "mail"))
    assert (mail["post_returned"], mail["lead_received"]) == ("never", "daily")
    assert f"{kept(olena).quiet_from:%H:%M}" == "22:00"


@pytest.mark.parametrize(
    "change",
    [{"quiet_from": "25:00"}, {"quiet_from": "22:00"}, {"quiet_until": "x"}, {"post_returned_mail": "hourly"}],
)
def test_preferences_that_do_not_do_are_422(client, olena, change):
    assert client.post("/me/notifications/", choices(olena, **change)).status_code == 422
    assert not olena.notification_preferences.exists()


def test_people_of_a_client_choose_only_among_what_concerns_them(client):
    hanna = OutsideUserFactory()
    client.force_login(hanna)

    page = client.get("/me/notifications/").text

    assert "Posts wait for your yes" in page
    assert "A source went silent" not in page


def test_home_leads_somewhere(client, olena):
    assert client.get("/", follow=True).status_code == 200
