import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from agency.notifications import notify
from tests.factories.agency import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def olena(client):
    olena = UserFactory()
    client.force_login(olena)
    return olena


def tell(user, number=1, first=0, **more):
    for n in range(first, first + number):
        notify([user], "post_returned", key=f"post:{n}", title=f"Post {n} came back", **more)


def test_the_bell_counts_what_is_unread(client, olena):
    tell(olena, 2)
    olena.notifications.filter(key="post:0").mark_read()

    assert 'aria-label="Notifications, 1 new"' in client.get("/notifications/bell/").text


def test_the_bell_stops_counting_at_99(client, olena):
    tell(olena, 101)

    assert "more than 99" in client.get("/notifications/bell/").text


def test_the_bell_stops_asking_when_nobody_is_signed_in(client):
    assert client.get("/notifications/bell/").status_code == 286


def test_the_bell_is_on_every_page_and_asks_for_itself(client, olena):
    assert 'hx-get="/notifications/bell/"' in client.get("/me/").text


def test_the_list_shows_ones_own_newest_first(client, olena):
    tell(olena, 2)
    notify([UserFactory()], "post_returned", key="x", title="Somebody else’s")

    page = client.get("/notifications/").text

    assert page.index("Post 1 came back") < page.index("Post 0 came back")
    assert "Somebody else’s" not in page


def test_the_list_goes_on_by_key(client, olena):
    tell(olena, 30)
    first = client.get("/notifications/")

    more = client.get("/notifications/", {"after": first.context["page"].next}, headers={"HX-Request": "true"}).text

    assert "Post 4 came back" in more
    assert "Post 5 came back" not in more
    assert "<html" not in more


def test_opening_marks_read_and_leads_on(client, olena):
    tell(olena, url="/me/")

    response = client.post(f"/notifications/{olena.notifications.get().pk}/open/")

    assert response.url == "/me/"
    assert not olena.notifications.unread().exists()


def test_opening_never_leads_away_from_here(client, olena):
    tell(olena, url="https://evil.example/")

    assert client.post(f"/notifications/{olena.notifications.get().pk}/open/").url == "/notifications/"


def test_somebody_elses_is_not_there(client, olena):
    other = UserFactory()
    tell(other)

    assert client.post(f"/notifications/{other.notifications.get().pk}/open/").status_code == 404
    assert other.notifications.unread().exists()


def test_looking_does_not_mark_anything_read(client, olena):
    tell(olena)

    client.get("/notifications/")

    assert client.get(f"/notifications/{olena.notifications.get().pk}/open/").status_code == 405
    assert olena.notifications.unread().exists()


def test_all_can_be_read_at_once(client, olena):
    tell(olena, 3)

    client.post("/notifications/read/")

    assert not olena.notifications.unread().exists()


def test_a_list_of_one_and_of_three_costs_the_same(client, olena, django_assert_num_queries):
    tell(olena)
    client.get("/notifications/")
    with CaptureQueriesContext(connection) as one:
        client.get("/notifications/")
    tell(olena, 2, first=1)

    with django_assert_num_queries(len(one)):
        client.get("/notifications/")
