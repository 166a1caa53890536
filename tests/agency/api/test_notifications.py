import pytest

from agency.notifications import notify
from tests.factories.agency import UserFactory

pytestmark = pytest.mark.django_db
NOTIFICATIONS = "/api/v1/notifications/"


@pytest.fixture
def olena(api):
    olena = UserFactory()
    for n in range(2):
        notify([olena, UserFactory()], "post_returned", key=f"post:{n}", title=f"Post {n} came back")
    api.force_login(olena)
    return olena


def test_everybody_reads_their_own(api, olena):
    rows = api.get(NOTIFICATIONS).json()["results"]

    assert [row["title"] for row in rows] == ["Post 1 came back", "Post 0 came back"]
    assert olena.notifications.count() == 2


def test_somebody_elses_is_not_there(api, olena):
    foreign = type(olena.notifications.first()).objects.exclude(user=olena).first()

    assert api.post(f"{NOTIFICATIONS}{foreign.pk}/read/").status_code == 404


def test_read_marks_one(api, olena):
    told = olena.notifications.first()

    assert api.post(f"{NOTIFICATIONS}{told.pk}/read/").json()["read_at"]
    assert olena.notifications.unread().count() == 1


def test_read_all_says_how_many(api, olena):
    assert api.post(f"{NOTIFICATIONS}read-all/").json() == {"read": 2}
    assert not olena.notifications.unread().exists()


def test_unread_ones_can_be_asked_for(api, olena):
    olena.notifications.filter(key="post:0").mark_read()

    rows = api.get(NOTIFICATIONS, {"read_at__isnull": "true"}).json()["results"]

    assert [row["title"] for row in rows] == ["Post 1 came back"]
