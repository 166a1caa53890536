import datetime as dt

import pytest
from django.utils import timezone

from projects.networks import adapter_for
from projects.networks.base import CredentialsRevoked, Misused, NetworkError, Rejected, Unavailable
from projects.networks.oauth import Asking, room_of
from projects.networks.odnoklassniki import groups
from tests.factories.projects import ChannelFactory
from tests.networks.fakes import odnoklassniki as ok
from tests.networks.fakes.consent import DEVICE, REFRESH, TOKEN, FakeConsent
from tests.networks.fakes.graph import ACCOUNT, APP, SECRET, FakeGraph
from tests.networks.fakes.graph import TOKEN as PAGE_TOKEN
from tests.networks.fakes.odnoklassniki import FakeOdnoklassniki
from tests.networks.fakes.server import HTML, PAGE, Answer


@pytest.fixture
def consent(settings):
    with FakeConsent() as fake:
        settings.PRIVATE_SERVERS = True
        settings.VK_APP_ID, settings.VK_ID_URL, settings.VK_API_URL = "4815", fake.url, f"{fake.url}/method"
        yield fake


@pytest.fixture
def classmates(settings):
    with FakeOdnoklassniki() as fake:
        settings.OK_API_URL, settings.OK_TOKEN_URL = f"{fake.url}/fb.do", f"{fake.url}/token.do"
        settings.OK_APP_ID, settings.OK_APP_KEY, settings.OK_APP_SECRET = ok.APP_ID, ok.APP_KEY, ok.APP_SECRET
        yield fake


def asking(**fields):
    facts = {"state": "s", "verifier": "v" * 64, "redirect_uri": "http://127.0.0.1:8000/channels/back/here/"}
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


def test_server_that_says_it_is_another_is_told_no_code(consent):
    """RFC 9207: the answer names who gives it."""
    room, way = room_of("mastodon"), asking(said={"instance": consent.url})
    answer = consent.agree(room.leave(way))
    with pytest.raises(Rejected, match="Another server answered"):
        room.come_back(way, answer | {"iss": "https://mastodon.social/"})
    assert room.come_back(way, answer | {"iss": f"{consent.url}/"})[0].name == "@lullaby"


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
    settings.VK_APP_ID = settings.META_APP_ID = settings.OK_APP_KEY = ""
    settings.OK_APP_ID = settings.OK_APP_SECRET = "known"
    networks = ("vk", "facebook", "instagram", "odnoklassniki", "telegram")
    assert [room_of(network) for network in networks] == [None] * 5


def test_groups_of_odnoklassniki_come_home_without_those_one_only_reads_in(classmates):
    room, way = room_of("odnoklassniki"), asking()
    grants = room.come_back(way, classmates.agree(room.leave(way)))
    assert [(grant.external_id, grant.name, grant.why_not) for grant in grants] == [
        (ok.GROUP, "Lullaby", ""), ("52", "Brama", ""),
        ("53", "Topotun", "You may only read its statistics. Ask whoever owns the group."),
    ]  # fmt: skip
    assert not room.is_single


@pytest.mark.django_db
def test_group_is_entered_with_the_tokens_and_the_end_the_dialog_gave(classmates):
    room, way = room_of("odnoklassniki"), asking()
    given = room.come_back(way, classmates.agree(room.leave(way)))[0].credentials
    entered = adapter_for(ChannelFactory(network="odnoklassniki", credentials=given)).enter()
    assert entered.credentials == {"token": ok.TOKEN, "refresh_token": "refresh-1", "group_id": ok.GROUP}
    assert dt.timedelta(minutes=29) < entered.expire_at - timezone.now() <= dt.timedelta(minutes=30)
    assert len(classmates.calls("token.do")) == 1


def test_many_groups_are_read_page_by_page(classmates, monkeypatch):
    monkeypatch.setattr(groups, "PAGE", 1)
    room, way = room_of("odnoklassniki"), asking()
    grants = room.come_back(way, classmates.agree(room.leave(way)))
    assert [grant.external_id for grant in grants] == [ok.GROUP, "52", "53"]


def test_person_who_runs_no_group_brings_none(classmates):
    classmates.seats = ok.SEATS[:1]
    room, way = room_of("odnoklassniki"), asking()
    assert room.come_back(way, classmates.agree(room.leave(way))) == []


def test_code_of_odnoklassniki_is_good_once_and_for_its_own_way(classmates):
    room, way = room_of("odnoklassniki"), asking()
    answer = classmates.agree(room.leave(way))
    with pytest.raises(Rejected, match="Expired code"):
        room.come_back(asking(redirect_uri="http://evil.example/"), answer)
    with pytest.raises(Rejected, match="Begin again"):
        room.come_back(way, answer)


def test_wrong_secret_of_odnoklassniki_is_our_own_mistake(classmates, settings):
    room, way = room_of("odnoklassniki"), asking()
    answer = classmates.agree(room.leave(way))
    settings.OK_APP_SECRET = "another"
    with pytest.raises(Misused, match="does not know this application"):
        room.come_back(way, answer)


@pytest.mark.parametrize("page", [HTML, PAGE, Answer({"access_token": ""}), Answer([1])])
def test_odnoklassniki_that_talks_nonsense_gives_nothing(classmates, page):
    room, way = room_of("odnoklassniki"), asking()
    answer = classmates.agree(room.leave(way))
    classmates.fail(page, at="token.do")
    with pytest.raises(Unavailable):
        room.come_back(way, answer)


@pytest.mark.django_db
def test_long_token_of_odnoklassniki_is_kept_alive_as_it_is(classmates):
    classmates.lasts = str(30 * 86_400)
    room, way = room_of("odnoklassniki"), asking()
    given = room.come_back(way, classmates.agree(room.leave(way)))[0].credentials
    kept = adapter_for(ChannelFactory(network="odnoklassniki", credentials=given)).enter().credentials
    fresh = adapter_for(ChannelFactory(network="odnoklassniki", credentials=kept)).refresh_credentials()
    assert (fresh.credentials, kept["is_long"]) == (kept, True)
    assert fresh.expire_at - timezone.now() > dt.timedelta(days=29)
    assert classmates.calls("fb.do")[-1].form["method"] == "auth.touchSession"
    assert len(classmates.calls("token.do")) == 1


@pytest.mark.django_db
def test_long_token_that_died_is_renewed_by_the_second_one(classmates):
    kept = {"token": "dead", "refresh_token": "refresh-1", "group_id": ok.GROUP, "is_long": True}
    fresh = adapter_for(ChannelFactory(network="odnoklassniki", credentials=kept)).refresh_credentials()
    assert fresh.credentials == {"token": ok.TOKEN, "refresh_token": "refresh-1", "group_id": ok.GROUP}


@pytest.mark.django_db
def test_token_whose_person_is_wanted_is_not_renewed_behind_their_back(classmates):
    kept = {"token": ok.TOKEN, "refresh_token": "refresh-1", "group_id": ok.GROUP, "is_long": True}
    classmates.fail(ok.error(403), at="fb.do")
    with pytest.raises(CredentialsRevoked):
        adapter_for(ChannelFactory(network="odnoklassniki", credentials=kept)).refresh_credentials()
    assert classmates.calls("token.do") == []


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
