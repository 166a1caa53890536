import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from agency.models import Invitation, User
from agency.services.invitations import accept, invite, revoke
from tests.factories.agency import HeadFactory, OutsideUserFactory, UserFactory

pytestmark = pytest.mark.django_db
VERBS = ("role", "deactivate", "activate", "invite-again", "take-back")
NINA = {"email": "nina@example.org", "name": "Nina Bondar", "role": "staff", "job": "Copywriter"}


@pytest.fixture
def head(client):
    head = HeadFactory(name="Marta Hnatiuk")
    client.force_login(head)
    return head


@pytest.fixture
def nina(head, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        return invite(**NINA, by=head).user


@pytest.mark.parametrize("somebody", [UserFactory, OutsideUserFactory])
@pytest.mark.parametrize(
    ("method", "address"),
    [
        ("get", "/people/"),
        ("get", "/people/invite/"),
        ("post", "/people/invite/"),
        ("get", "/people/{}/"),
        *(
            ("post", f"/people/{{}}/{verb}/")
            for verb in ("role", "deactivate", "activate", "invite-again", "take-back")
        ),
    ],
)
def test_only_the_head_keeps_people(client, somebody, method, address):
    user = somebody()
    client.force_login(user)

    assert getattr(client, method)(address.format(user.pk)).status_code == 403


def test_inviting_leads_back_to_the_list(client, head):
    response = client.post("/people/invite/", NINA, follow=True)

    assert "Nina Bondar gets a letter" in response.text
    assert User.objects.get(email="nina@example.org").job == "Copywriter"


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("email", ""),
        ("email", "nobody"),
        ("email", f"{'x' * 250}@example.org"),
        ("name", "x" * 121),
        ("name", "a\x00b"),
        ("role", "owner"),
        ("job", "x" * 81),
    ],
)
def test_an_invitation_that_does_not_do_is_shown_again(client, head, field, value):
    response = client.post("/people/invite/", NINA | {field: value})

    assert response.status_code == 422
    assert response.context["form"].errors[field]
    assert not Invitation.objects.exists()


def test_somebody_who_is_here_is_told_beside_the_field(client, head, nina):
    response = client.post("/people/invite/", NINA)

    assert response.status_code == 422
    assert "nina@example.org is here already." in response.text


def standing(client, user):
    return next(row.standing for row in client.get("/people/").context["page"].rows if row.pk == user.pk)


def test_the_list_says_how_every_account_stands(client, head, nina):
    assert (standing(client, head), standing(client, nina)) == ("", "invited")


def test_the_list_says_that_a_letter_has_not_left(client, head, nina):
    Invitation.objects.update(mailed_at=None)

    assert standing(client, nina) == "not_sent"


def test_the_list_says_that_a_link_has_expired(client, head, nina):
    Invitation.objects.update(expires_at=timezone.now() - dt.timedelta(days=1))

    assert standing(client, nina) == "expired"


def test_the_list_says_that_an_invitation_was_taken_back(client, head, nina):
    revoke(invitation=Invitation.objects.get(), by=head)

    assert standing(client, nina) == "taken_back"


def test_the_list_says_nothing_of_who_has_joined(client, head, nina):
    accept(invitation=Invitation.objects.get(), password="a long enough one")

    assert standing(client, nina) == ""


def test_the_list_goes_on_by_name(client, head):
    for n in range(30):
        UserFactory(name=f"Anna {n:02}")
    first = client.get("/people/")

    more = client.get("/people/", {"after": first.context["page"].next}, headers={"HX-Request": "true"}).text

    assert "Anna 24" not in more
    assert "Anna 25" in more
    assert "Marta Hnatiuk" in more


def test_a_role_can_be_changed(client, head, nina):
    client.post(f"/people/{nina.pk}/role/", {"role": "head", "job": "Second head"})

    nina.refresh_from_db()
    assert (nina.role, nina.job) == ("head", "Second head")


def test_a_role_that_does_not_exist_is_422(client, head, nina):
    assert client.post(f"/people/{nina.pk}/role/", {"role": "owner"}).status_code == 422


def test_the_last_head_stays(client, head):
    response = client.post(f"/people/{head.pk}/deactivate/")

    assert response.status_code == 409
    assert "Marta Hnatiuk is the only head" in response.text


def test_a_refusal_is_told_beside_the_button_under_htmx(client, head):
    response = client.post(f"/people/{head.pk}/deactivate/", headers={"HX-Request": "true"})

    assert response.status_code == 409
    assert response.headers["Content-Type"].startswith("text/plain")


def test_an_account_can_be_closed_and_opened(client, head, nina):
    client.post(f"/people/{nina.pk}/deactivate/")
    assert standing(client, nina) == "closed"

    client.post(f"/people/{nina.pk}/activate/")
    assert standing(client, nina) != "closed"


def test_an_invitation_can_be_sent_again_and_taken_back(client, head, nina):
    client.post(f"/people/{nina.pk}/invite-again/")
    assert Invitation.objects.open().count() == 1

    client.post(f"/people/{nina.pk}/take-back/")
    assert not Invitation.objects.open().exists()


def test_who_was_never_invited_cannot_be_invited_again(client, head):
    assert client.post(f"/people/{UserFactory().pk}/invite-again/").status_code == 404


def test_the_page_of_a_person_tells_their_story(client, head, nina):
    assert "Marta Hnatiuk invited Nina Bondar as Staff" in client.get(f"/people/{nina.pk}/").text


@pytest.mark.parametrize("pk", [0, 999_999, 10**30])
def test_nobody_is_404(client, head, pk):
    assert client.get(f"/people/{pk}/").status_code == 404


def test_a_list_of_one_and_of_three_costs_the_same(client, head, django_assert_num_queries):
    client.get("/people/")
    with CaptureQueriesContext(connection) as one:
        client.get("/people/")
    UserFactory.create_batch(2)

    with django_assert_num_queries(len(one)):
        client.get("/people/")
