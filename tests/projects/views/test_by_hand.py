import pytest

from projects.models import Channel
from tests.factories.people import people_around
from tests.factories.projects import ChannelFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def people():
    return people_around()


@pytest.fixture
def desk(browser_of, people):
    return browser_of(people.manager)


def at(project, rest):
    return f"/projects/{project.slug}/channels/{rest}"


def test_networks_nobody_can_reach_are_offered_to_be_added_by_hand(desk, people, text):
    shown = text(desk.get(at(people.project, "new/")))
    assert at(people.project, "by-hand/?network=tiktok") in shown
    assert at(people.project, "new/?network=tiktok") not in shown
    assert desk.get(at(people.project, "new/?network=tiktok")).status_code == 404


def test_page_is_added_with_the_followers_as_the_network_shows_them(desk, people):
    given = {"network": "tiktok", "name": "Lullaby", "url": "tiktok.com/@lullaby", "followers": "12.4K"}
    assert desk.post(at(people.project, "by-hand/"), given).status_code == 302
    channel = Channel.objects.get()
    assert (channel.url, channel.followers, str(channel)) == (
        "https://tiktok.com/@lullaby", 12_400, "Lullaby on TikTok",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"url": "the shop"}, "This is not an address. Copy it from the page."),
        ({"followers": "many"}, "Give a whole number."),
        ({"followers": "9000M"}, "That is more than there are people on the network."),
        ({"network": "telegram"}, "Select a valid choice."),
    ],
)
def test_what_was_typed_wrong_is_said_beside_it(desk, people, text, wrong, said):
    given = {"network": "blog", "name": "Notes", "url": "https://notes.example", "followers": "5"}
    response = desk.post(at(people.project, "by-hand/"), given | wrong)
    assert (response.status_code, said in text(response), Channel.objects.count()) == (422, True, 0)


def test_project_page_offers_what_can_be_done_by_hand(desk, people, text):
    channel = ChannelFactory(project=people.project, network="blog", followers=1200)
    shown = text(desk.get(people.project.get_absolute_url()))
    assert "by hand, 1\u202f200 followers" in shown or "by hand, 1\u2009200 followers" in shown
    assert at(people.project, f"{channel.pk}/facts/") in shown
    assert at(people.project, f"{channel.pk}/check/") not in shown


def test_followers_are_typed_and_shown_by_day(desk, people, text):
    channel = ChannelFactory(project=people.project, network="forum")
    address = at(people.project, f"{channel.pk}/followers/")
    desk.post(address, {"day": people.project.today.isoformat(), "count": "2 600"})
    assert Channel.objects.get().followers == 2600
    assert 'class="num">2' in text(desk.get(address))


def test_connected_pages_are_neither_renamed_nor_counted_by_hand(desk, people):
    channel = ChannelFactory(project=people.project, network="vk")
    for rest in ("facts/", "followers/"):
        assert desk.get(at(people.project, f"{channel.pk}/{rest}")).status_code == 404


def test_page_let_go_is_taken_up_again_by_a_button(desk, people, text):
    channel = ChannelFactory(project=people.project, network="blog")
    desk.post(at(people.project, f"{channel.pk}/disconnect/"))
    assert "Take it up again" in text(desk.get(people.project.get_absolute_url()))
    desk.post(at(people.project, f"{channel.pk}/reconnect/"))
    assert Channel.objects.get().is_usable
