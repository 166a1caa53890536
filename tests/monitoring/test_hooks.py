import json

import pytest

from agency.redaction import TOKEN as HIDDEN
from monitoring.models import Mention, Source
from monitoring.services.hearing import hear
from monitoring.tasks import hear_news
from projects.networks import hooks
from projects.networks.base import News
from tests.factories.monitoring import SourceFactory
from tests.factories.projects import ChannelFactory
from tests.networks.fakes.telegram import BOT, GROUP, TOKEN, FakeTelegram

pytestmark = pytest.mark.django_db
SIGNED = {"X-Telegram-Bot-Api-Secret-Token": "agreed"}


@pytest.fixture
def channel(monkeypatch, settings):
    """Its worker is quick: it takes in what was told before the answer leaves, as it would read it from the queue."""
    monkeypatch.setattr(hear_news, "delay", lambda **said: hear_news(**json.loads(json.dumps(said))))
    credentials = {"token": TOKEN, "chat": "@lullaby", "secret": "agreed"}
    with FakeTelegram() as fake:
        settings.TELEGRAM_API_URL = fake.url
        yield ChannelFactory(project__stage="active", network="telegram", credentials=credentials)


@pytest.fixture
def call(client, channel):
    """Telegram calls about somebody's words in the group."""
    address = hooks.address_of(channel)

    def call(said=None, headers=SIGNED, **more):
        body = said if isinstance(said, bytes) else json.dumps(said or comment())
        return client.post(address, body, content_type="application/json", headers=headers, **more)

    return call


def comment(number=7, text="Where do I buy it?"):
    person = {"id": 51, "is_bot": False, "first_name": "Olena"}
    return {"update_id": number, "message": {"message_id": number, "date": 1_790_000_000, "chat": GROUP, "from": person,
                                             "text": text}}  # fmt: skip


def test_comment_told_five_times_is_one_mention(call):
    answers = {call().content for _ in range(5)}
    assert (answers, list(Mention.objects.values_list("external_id", "text"))) == (
        {b"ok"}, [("7", "Where do I buy it?")],
    )  # fmt: skip


def test_our_own_words_are_no_mention(call):
    said = comment()
    said["message"]["from"] = BOT
    call(said)
    assert not Mention.objects.exists()


@pytest.mark.parametrize("headers", [{}, {"X-Telegram-Bot-Api-Secret-Token": "guessed"}])
def test_call_that_is_not_signed_is_refused(call, headers):
    assert call(headers=headers).status_code == 403
    assert not Mention.objects.exists()


def test_call_that_makes_no_sense_is_refused(call):
    assert call(b"{").status_code == 400


def test_call_that_is_too_large_is_refused_unread(call, settings):
    settings.HOOK_MAX_BYTES = 20
    assert call().status_code == 413


def test_more_calls_than_anybody_comments_are_put_off(call, settings):
    settings.ACCOUNT_RATE_LIMITS = settings.ACCOUNT_RATE_LIMITS | {"hook": "2/m/key"}
    assert [call().status_code for _ in range(3)] == [200, 200, 429]


def test_address_of_another_channel_is_not_guessed(client, channel):
    seal = hooks.seal_of("telegram", channel.pk)
    assert client.post(f"/hooks/telegram/{channel.pk + 1}/{seal}/").status_code == 404
    assert client.post(f"/hooks/playground/{channel.pk}/{seal}/").status_code == 404


def test_page_that_was_let_go_is_not_heard(call, channel):
    type(channel).objects.filter(pk=channel.pk).update(state="disconnected")
    assert call().status_code == 404


def test_source_that_is_switched_off_is_not_heard(call, channel):
    SourceFactory(channel=channel, is_on=False)
    assert (call().status_code, Mention.objects.count()) == (200, 0)


def test_comment_deleted_there_is_marked(call, channel):
    call()
    hear(channel, News(gone=["7"]))
    assert Mention.objects.get().is_deleted


def test_comment_whose_deletion_came_first_never_comes(call, channel):
    hear(channel, News(gone=["7"]))
    call()
    assert not Mention.objects.exists()


def test_what_was_heard_counts_as_a_sign_of_life(call):
    call()
    assert Source.objects.get().heard_at


def test_log_shows_no_address(channel):
    assert hooks.seal_of("telegram", channel.pk) not in HIDDEN.sub("", hooks.address_of(channel))
