"""Meta calls one address about all pages of an app."""

import hashlib
import hmac
import json

import pytest

from monitoring.models import Mention
from monitoring.tasks import hear_news
from projects.networks import hooks
from tests.factories.projects import ChannelFactory
from tests.networks.fakes.graph import SECRET
from tests.networks.fakes.graph_schema import recorded

pytestmark = pytest.mark.django_db
PAGE = "1234567890321"


@pytest.fixture
def channels(monkeypatch, settings):
    """Two agencies' projects with the same page, and one with another."""
    settings.META_APP_SECRET, settings.META_VERIFY_TOKEN = SECRET, "agreed"
    monkeypatch.setattr(hear_news, "delay", lambda **said: hear_news(**json.loads(json.dumps(said))))
    return [ChannelFactory(project__stage="active", network="facebook", external_id=page) for page in (PAGE, PAGE, "9")]


def told(client, channel, *, secret=SECRET):
    body = json.dumps(recorded("facebook_webhooks.json")["mention-comment-add.json"])
    signed = "sha256=" + hmac.new(secret.encode(), body.encode(), hashlib.sha256).hexdigest()
    address = hooks.address_of(channel)
    return client.post(address, body, content_type="application/json", headers={"X-Hub-Signature-256": signed})


def test_everybody_with_the_page_hears_it_once(client, channels):
    answers = {told(client, channels[0]).status_code for _ in range(2)}
    assert answers == {200}
    heard = Mention.objects.values_list("source__channel", "text")
    assert sorted(heard) == sorted((channel.pk, "Just a test message") for channel in channels[:2])


def test_call_that_is_not_signed_is_not_heard(client, channels):
    assert told(client, channels[0], secret="guessed").status_code == 404
    assert not Mention.objects.exists()


def test_address_proves_to_be_ours(client, channels):
    asked = {"hub.mode": "subscribe", "hub.challenge": "1158", "hub.verify_token": "agreed"}
    address = hooks.address_of(channels[0])
    assert client.get(address, asked).content == b"1158"
    assert client.get(address, asked | {"hub.verify_token": "guessed"}).status_code == 404
