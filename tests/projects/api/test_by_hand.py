import pytest

from projects.models import Channel
from tests.factories.people import people_around
from tests.factories.projects import ChannelFactory

pytestmark = pytest.mark.django_db
CHANNELS = "/api/v1/channels/"


@pytest.fixture
def people():
    return people_around()


@pytest.fixture
def api(api_of, people):
    return api_of(people.manager)


def test_page_is_added_by_hand(api, people):
    given = {"project": people.project.slug, "network": "blog", "name": "Notes", "url": "https://notes.example/"}
    made = api.post(CHANNELS, given | {"followers": 40, "longest": 9000}, format="json")
    assert made.status_code == 201
    shown = made.json()
    assert (shown["by_hand"], shown["followers"], shown["access"]) == (
        True, 40, "Needs none: people publish by hand",
    )  # fmt: skip
    assert Channel.objects.get().takes == {"text": 9000}


def test_page_by_hand_needs_a_name_and_an_address(api, people, codes):
    refused = api.post(CHANNELS, {"project": people.project.slug, "network": "blog"}, format="json")
    assert (refused.status_code, set(codes(refused))) == (422, {"name", "url"})


def test_page_of_a_network_says_its_name_itself(api, people, codes):
    given = {"project": people.project.slug, "network": "playground", "token": "x", "name": "Mine"}
    refused = api.post(CHANNELS, given, format="json")
    assert set(codes(refused)) == {"name"}


def test_name_is_changed_and_the_rest_stays(api, people):
    channel = ChannelFactory(project=people.project, network="forum", url="https://forum.example/7", name="Mums")
    changed = api.patch(f"{CHANNELS}{channel.pk}/", {"name": "Mothers"}, format="json")
    assert (changed.status_code, changed.json()["name"], changed.json()["url"]) == (
        200, "Mothers", "https://forum.example/7",
    )  # fmt: skip


def test_followers_are_noted_and_listed(api, people):
    channel = ChannelFactory(project=people.project, network="forum")
    address = f"{CHANNELS}{channel.pk}/followers/"
    noted = {"day": people.project.today.isoformat(), "count": 77}
    assert api.post(address, noted, format="json").json() == noted
    assert api.get(address).json() == [noted]
    assert Channel.objects.get().followers == 77
