import pytest

from projects.networks.base import NetworkError, Rejected
from projects.networks.oauth import Asking, room_of
from tests.networks.fakes.consent import DEVICE, REFRESH, TOKEN, FakeConsent
from tests.networks.fakes.graph import ACCOUNT, APP, SECRET, FakeGraph
from tests.networks.fakes.graph import TOKEN as PAGE_TOKEN


@pytest.fixture
def consent(settings):
    with FakeConsent() as fake:
        settings.PRIVATE_SERVERS = True
        settings.VK_APP_ID, settings.VK_ID_URL, settings.VK_API_URL = "4815", fake.url, f"{fake.url}/method"
        yield fake


def asking(**fields):
    facts = {"state": "s", "verifier": "v" * 64, "redirect_uri": "http://127.0.0.1:8000/channels/back/"}
    return Asking(**facts | fields)


def test_mastodon_account_comes_home_with_its_token(consent):
    room, way = room_of("mastodon"), asking(said={"instance": consent.url})
    grant = room.come_back(way, consent.agree(room.leave(way)))[0]
    assert (grant.name, grant.credentials) == ("@lullaby", {"token": TOKEN, "instance": consent.url})


def test_server_is_introduced_to_once(consent):
    room, way = room_of("mastodon"), asking(said={"instance": consent.url})
    room.leave(way)
    room.leave(way)
    assert [app["client_name"] for app in consent.kept.apps] == ["Rapport"]


def test_code_of_mastodon_is_good_only_for_who_began(consent):
    room, way = room_of("mastodon"), asking(said={"instance": consent.url})
    answer = consent.agree(room.leave(way))
    with pytest.raises(Rejected, match="not good any more"):
        room.come_back(asking(said=way.said, verifier="stolen" * 10), answer)


def test_server_in_our_own_network_is_not_called(consent, settings):
    settings.PRIVATE_SERVERS = False
    with pytest.raises(NetworkError):
        room_of("mastodon").leave(asking(said={"instance": consent.url}))
    assert consent.asked == []


def test_communities_of_vkontakte_come_home(consent):
    room, way = room_of("vk"), asking()
    grants = room.come_back(way, consent.agree(room.leave(way)))
    assert [(grant.external_id, grant.name) for grant in grants] == [("77", "Lullaby"), ("78", "Brama")]
    assert grants[0].credentials == {
        "token": TOKEN, "refresh_token": REFRESH, "device_id": DEVICE, "group_id": "77"
    }  # fmt: skip


def test_code_of_vkontakte_is_good_once(consent):
    room, way = room_of("vk"), asking()
    answer = consent.agree(room.leave(way))
    room.come_back(way, answer)
    with pytest.raises(NetworkError):
        room.come_back(way, answer)


def test_network_that_does_not_know_us_has_no_room(settings):
    settings.VK_APP_ID = settings.META_APP_ID = ""
    assert [room_of(network) for network in ("vk", "facebook", "instagram", "telegram")] == [None] * 4


def test_instagram_is_reached_through_the_page_it_is_linked_to(settings):
    with FakeGraph() as fake:
        settings.META_GRAPH_URL = settings.META_DIALOG_URL = fake.url
        settings.META_APP_ID, settings.META_APP_SECRET = APP, SECRET
        grants = room_of("instagram").come_back(asking(), {"code": "from-the-dialog"})
    assert [(grant.external_id, grant.name, grant.credentials) for grant in grants] == [
        (ACCOUNT, "@lullaby", {"token": PAGE_TOKEN})
    ]


def test_grant_and_way_show_nothing_in_a_log(consent):
    room, way = room_of("vk"), asking()
    shown = repr((way, room.come_back(way, consent.agree(room.leave(way)))))
    assert not [secret for secret in (TOKEN, REFRESH, way.verifier) if secret in shown]
