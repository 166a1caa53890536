"""Networks are told to call us when a page is connected, and told to stop when it is let go."""

import datetime as dt
import json
import uuid

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from agency.permissions import Role
from projects.models import Channel, Hook
from projects.networks import adapter_for, hooks
from projects.networks.base import Call, Misused, OutgoingPost
from projects.services import calling, channels
from tests.factories.agency import UserFactory
from tests.factories.projects import ChannelFactory, SeatFactory
from tests.networks.fakes import telegram as telegram_fake
from tests.networks.fakes import vk as vk_fake
from tests.networks.rigs import facebook, telegram, vk

pytestmark = pytest.mark.django_db
SECRET = "a1b2c3d4e5"
LATER = dt.timedelta(hours=2)


@pytest.fixture
def bot(settings):
    settings.BASE_URL = "https://rapport.example"
    for rig in telegram.running(None, settings):
        yield with_secret(rig)


@pytest.fixture
def community(settings):
    settings.BASE_URL = "https://rapport.example"
    for rig in vk.running(None, settings):
        yield with_secret(rig)


@pytest.fixture
def meta(settings):
    settings.BASE_URL, settings.META_VERIFY_TOKEN = "https://rapport.example", "agreed"
    yield from facebook.running(None, settings)


def with_secret(rig):
    rig.channel.credentials |= {"secret": SECRET}
    rig.channel.save()
    return rig


def manager_of(channel):
    return SeatFactory(project=channel.project, role=Role.MANAGER).user


def hook_of(channel):
    return Hook.objects.get(channel=channel)


# --- Telegram -------------------------------------------------------------------------------------------------------


def test_bot_calls_our_address_with_our_secret_about_what_we_read(bot):
    assert calling.tend() == 1
    assert bot.fake.webhook["url"] == hooks.address_of(bot.channel)
    assert bot.fake.webhook["url"].startswith("https://rapport.example/hooks/telegram/")
    assert bot.fake.secret_token == SECRET
    assert bot.fake.webhook["allowed_updates"] == ["message", "edited_message", "my_chat_member"]
    assert hook_of(bot.channel).is_agreed


def test_what_waited_at_the_bot_is_not_dropped(bot):
    sent = bot.adapter.send(telegram_post())
    bot.ask(sent.remote_id, "Where do I buy it?")
    calling.tend()
    calling.stop(bot.channel)
    assert [said.text for said in adapter_for(bot.channel).comments(cursor={}).comments] == ["Where do I buy it?"]


def test_bot_is_asked_again_once_its_page_was_let_go(bot):
    calling.tend()
    with pytest.raises(Misused):
        bot.adapter.comments(cursor={})
    channels.disconnect_channel(channel=bot.channel, by=manager_of(bot.channel))
    assert (bot.fake.webhook["url"], hook_of(bot.channel).is_agreed) == ("", False)


def test_bot_of_another_program_is_left_alone(bot):
    bot.fake.webhook["url"] = "https://helpdesk.invalid/bot"
    calling.tend()
    hook = hook_of(bot.channel)
    assert (bot.fake.webhook["url"], hook.is_agreed) == ("https://helpdesk.invalid/bot", False)
    assert "helpdesk.invalid" in hook.trouble
    channels.disconnect_channel(channel=bot.channel, by=manager_of(bot.channel))
    assert bot.fake.webhook["url"] == "https://helpdesk.invalid/bot"


def test_bot_of_two_channels_is_asked_by_both(bot):
    calling.tend()
    other = ChannelFactory(network="telegram", external_id="-1007", credentials=bot.channel.credentials)
    calling.tend()
    calling.tend()
    assert bot.fake.webhook["url"] == ""
    assert {hook.trouble for hook in Hook.objects.all()} == {f"{calling.SHARED}."}
    channels.disconnect_channel(channel=other, by=manager_of(other))
    calling.tend()
    assert bot.fake.webhook["url"] == hooks.address_of(bot.channel)


def test_calls_that_do_not_reach_us_end_and_the_bot_is_asked(bot):
    calling.tend()
    bot.ask(bot.adapter.send(telegram_post()).remote_id, "Where do I buy it?")
    bot.fake.fail_to_call("Wrong response from the webhook: 502 Bad Gateway")
    calling.tend(now=timezone.now() + LATER)
    assert (bot.fake.webhook["url"], hook_of(bot.channel).is_agreed) == ("", False)
    assert "502 Bad Gateway" in hook_of(bot.channel).trouble
    assert adapter_for(bot.channel).comments(cursor={}).comments


def test_comment_in_an_old_thread_is_still_under_its_post(bot, client):
    """Telegram says under which post a thread is only once, and calls bring no cursor along."""
    sent = bot.adapter.send(telegram_post())
    first = bot.ask(sent.remote_id, "Where do I buy it?")
    bot.fake.say("In the shop", under=int(first))
    calls = [adapter_for(bot.channel).parse_webhook(called(update)) for update in bot.fake.pending]
    assert [said.post_id for news in calls for said in news.comments] == [sent.remote_id] * 2


def telegram_post():
    return OutgoingPost(idempotency_key=uuid.uuid4(), text="Three signs")


def called(update):
    headers = {"X-Telegram-Bot-Api-Secret-Token": SECRET}
    return Call(method="POST", headers=headers, query={}, body=json.dumps(update).encode())


# --- VKontakte ------------------------------------------------------------------------------------------------------


def test_community_has_one_server_of_ours_that_tells_what_we_read(community):
    calling.tend()
    [server] = community.fake.servers.values()
    assert (server["url"], server["secret_key"]) == (hooks.address_of(community.channel), SECRET)
    assert community.fake.told[server["id"]] == {
        "wall_reply_new", "wall_reply_edit", "wall_reply_restore", "wall_reply_delete", "wall_post_new", "wall_repost",
    }  # fmt: skip
    assert hook_of(community.channel).kept == {"server": server["id"]}


def test_agreeing_again_adds_no_second_server(community):
    calling.tend()
    calling.tend(now=timezone.now() + LATER)
    calling.settle(Hook.objects.get())
    assert len(community.fake.servers) == len(community.fake.calls("addCallbackServer")) == 1


def test_server_whose_answer_was_lost_is_found_again(community):
    community.fake.fail("reset", at="/groups.addCallbackServer", after=True)
    calling.tend()
    assert not hook_of(community.channel).is_agreed
    calling.tend(now=timezone.now() + LATER)
    assert hook_of(community.channel).is_agreed
    assert len(community.fake.servers) == 1


def test_new_address_of_ours_takes_the_place_of_the_old_one(community, settings):
    calling.tend()
    settings.BASE_URL = "https://desk.example"
    assert calling.tend() == 1
    [server] = community.fake.servers.values()
    assert server["url"].startswith("https://desk.example/")
    assert calling.tend() == 0


def test_new_secret_takes_the_place_of_the_old_one(community):
    calling.tend()
    community.channel.credentials |= {"secret": "another1"}
    community.channel.save()
    calling.look_soon(community.channel)
    calling.tend()
    assert [server["secret_key"] for server in community.fake.servers.values()] == ["another1"]


def test_server_that_vkontakte_does_not_believe_is_said_and_taken_away(community):
    calling.tend()
    next(iter(community.fake.servers.values()))["status"] = "failed"
    calling.tend(now=timezone.now() + LATER)
    assert (community.fake.servers, hook_of(community.channel).is_agreed) == ({}, False)
    assert "did not get the answer" in hook_of(community.channel).trouble


def test_servers_of_others_stay(community):
    theirs = {"id": 1, "title": "Helpdesk", "creator_id": 1, "url": "https://helpdesk.invalid", "secret_key": "x",
              "status": "ok"}  # fmt: skip
    community.fake.servers[1] = theirs
    calling.tend()
    channels.disconnect_channel(channel=community.channel, by=manager_of(community.channel))
    assert community.fake.servers == {1: theirs}


def test_community_with_ten_servers_is_told_in_a_sentence(community):
    for number in range(1, 11):
        community.fake.servers[number] = {"id": number, "title": "x", "creator_id": 1, "url": "https://x.invalid",
                                          "secret_key": "", "status": "ok"}  # fmt: skip
    calling.tend()
    assert "limit is reached" in hook_of(community.channel).trouble
    assert community.channel.is_usable


# --- Meta -----------------------------------------------------------------------------------------------------------


def test_page_calls_and_stops(meta):
    calling.tend()
    assert meta.fake.subscribed == {"feed", "mention"}
    channels.disconnect_channel(channel=meta.channel, by=manager_of(meta.channel))
    assert meta.fake.subscribed == set()


def test_page_of_two_projects_calls_until_both_let_it_go(meta):
    twin = ChannelFactory(
        network="facebook", external_id=meta.channel.external_id, credentials={"token": facebook.TOKEN}
    )
    calling.tend()
    channels.disconnect_channel(channel=twin, by=manager_of(twin))
    assert meta.fake.subscribed == {"feed", "mention"}
    channels.disconnect_channel(channel=meta.channel, by=manager_of(meta.channel))
    assert meta.fake.subscribed == set()


def test_nothing_is_agreed_with_meta_without_a_word(meta, settings):
    settings.META_VERIFY_TOKEN = ""
    calling.tend()
    assert meta.fake.asked == []


# --- whatever network -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "address",
    ["http://rapport.example", "https://localhost", "https://rapport.local", "https://10.0.0.7", "https://rapport",
     "https://[fd00::1]"],
)  # fmt: skip
def test_nobody_is_told_an_address_nobody_can_reach(bot, settings, address):
    settings.BASE_URL = address
    calling.tend()
    assert (bot.fake.asked, hook_of(bot.channel).trouble) == ([], "")


def test_address_that_is_open_no_more_is_taken_back(bot, settings):
    calling.tend()
    settings.BASE_URL = "http://127.0.0.1:8000"
    calling.tend()
    assert (bot.fake.webhook["url"], hook_of(bot.channel).is_agreed) == ("", False)


def test_network_that_is_away_is_told_later_and_later(bot):
    bot.fake.fail("reset", times=9)
    waits = []
    for days in range(3):
        calling.tend(now=timezone.now() + dt.timedelta(days=days))
        waits.append(round((hook_of(bot.channel).due_at - timezone.now()).total_seconds() / 60))
    assert waits == [1, 2, 4]
    assert bot.channel.is_usable
    assert hook_of(bot.channel).trouble == "Telegram dropped the line before it answered."


def test_passing_trouble_changes_nothing_about_calls_that_come(bot):
    calling.tend()
    bot.fake.fail("reset")
    calling.tend(now=timezone.now() + LATER)
    assert (hook_of(bot.channel).is_agreed, bot.fake.webhook["url"]) == (True, hooks.address_of(bot.channel))


def test_page_that_cannot_be_told_to_stop_is_let_go_all_the_same(bot):
    calling.tend()
    bot.fake.fail("reset", at="Webhook")
    channels.disconnect_channel(channel=bot.channel, by=manager_of(bot.channel))
    assert Channel.objects.get(pk=bot.channel.pk).credentials is None
    assert "could not be told to stop" in hook_of(bot.channel).trouble


def test_page_that_was_let_go_while_it_was_agreed_on_does_not_call(bot, monkeypatch):
    begin = calling.hooks.address_of

    def address_of(channel):
        Channel.objects.filter(pk=channel.pk).update(state="disconnected")
        return begin(channel)

    monkeypatch.setattr(calling.hooks, "address_of", address_of)
    calling.tend()
    assert (bot.fake.webhook["url"], hook_of(bot.channel).is_agreed) == ("", False)


def test_trying_again_asks_at_once_and_says_what_is_wrong(bot):
    bot.fake.webhook["url"] = "https://helpdesk.invalid/bot"
    by = manager_of(bot.channel)
    with pytest.raises(ValidationError, match="helpdesk"):
        calling.try_again(channel=bot.channel, by=by)
    bot.fake.webhook["url"] = ""
    calling.try_again(channel=bot.channel, by=by)
    assert hook_of(bot.channel).is_agreed
    with pytest.raises(PermissionDenied):
        calling.try_again(channel=bot.channel, by=UserFactory())


def test_no_secret_is_in_a_hook(bot, community):
    calling.tend()
    kept = str(list(Hook.objects.values()))
    assert not [word for word in (SECRET, telegram_fake.TOKEN, vk_fake.TOKEN) if word in kept]


def test_a_turn_is_bounded(settings, monkeypatch):
    monkeypatch.setattr(calling, "A_TURN", 2)
    for _ in range(3):
        ChannelFactory(network="telegram")
    assert [calling.tend() for _ in range(3)] == [2, 1, 0]
