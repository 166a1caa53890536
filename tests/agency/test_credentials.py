import pytest
from cryptography.fernet import Fernet
from django.core.management import CommandError, call_command
from django.db import connection

from agency.checks import credentials_keys
from agency.services.credentials import encrypted_columns, rotate
from projects.models import Channel
from tests.factories.projects import ChannelFactory

pytestmark = pytest.mark.django_db
OLD, NEW = Fernet.generate_key().decode(), Fernet.generate_key().decode()


@pytest.fixture
def channel(settings):
    settings.CREDENTIALS_KEYS = [OLD]
    return ChannelFactory(credentials={"token": "секрет"})


def stored(channel):
    """What lies in the column."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT credentials FROM projects_channel WHERE id = %s", [channel.pk])
        return cursor.fetchone()[0]


def read(channel):
    return Channel.objects.get(pk=channel.pk).credentials


def test_the_column_holds_only_ciphertext(channel):
    assert "секрет" not in stored(channel)
    assert "token" not in stored(channel)
    assert read(channel) == {"token": "секрет"}


def test_the_same_value_never_looks_the_same(channel):
    other = ChannelFactory(credentials={"token": "секрет"})

    assert stored(channel) != stored(other)


def test_nothing_stays_nothing(settings):
    assert stored(ChannelFactory(credentials=None)) is None


def test_without_keys_one_made_from_the_secret_key_is_used(settings):
    settings.CREDENTIALS_KEYS = []
    channel = ChannelFactory(credentials={"token": "a"})

    settings.CREDENTIALS_KEYS = [NEW]

    assert read(channel) == {"token": "a"}


def test_an_older_key_still_reads(channel, settings):
    settings.CREDENTIALS_KEYS = [NEW, OLD]

    assert read(channel) == {"token": "секрет"}


def test_without_the_key_that_wrote_it_nothing_is_read_and_the_log_says_what_is_missing(channel, settings, caplog):
    settings.CREDENTIALS_KEYS = [NEW]

    assert read(channel) == {}
    assert "CREDENTIALS_KEYS" in caplog.text


def test_saving_what_could_not_be_read_leaves_it_to_the_key_that_comes_back(channel, settings):
    settings.CREDENTIALS_KEYS = [NEW]
    Channel.objects.get(pk=channel.pk).save()

    settings.CREDENTIALS_KEYS = [OLD]
    assert read(channel) == {"token": "секрет"}


def test_rotating_lets_the_older_key_go(channel, settings, capsys):
    settings.CREDENTIALS_KEYS = [NEW, OLD]

    call_command("rotate_credentials")

    settings.CREDENTIALS_KEYS = [NEW]
    assert read(channel) == {"token": "секрет"}
    assert "projects.Channel.credentials: 1 written" in capsys.readouterr().out


def test_rotating_twice_changes_no_value(channel, settings):
    settings.CREDENTIALS_KEYS = [NEW, OLD]

    call_command("rotate_credentials")
    call_command("rotate_credentials")

    assert read(channel) == {"token": "секрет"}


def test_rotating_goes_on_past_what_no_key_reads(channel, settings):
    settings.CREDENTIALS_KEYS = [NEW]
    readable = ChannelFactory(credentials={"token": "b"})
    before = stored(channel)

    with pytest.raises(CommandError, match=f"projects.Channel {channel.pk}"):
        call_command("rotate_credentials")

    assert stored(channel) == before
    assert read(readable) == {"token": "b"}


def test_rotating_goes_through_all_batches(channel, settings, monkeypatch):
    ChannelFactory.create_batch(4, project=channel.project)
    ChannelFactory(project=channel.project, credentials=None)
    monkeypatch.setattr("agency.services.credentials.BATCH", 2)

    assert rotate(Channel, "credentials") == (5, [])


def test_every_encrypted_column_is_found():
    assert (Channel, "credentials") in list(encrypted_columns())


@pytest.mark.parametrize(("keys", "errors"), [([], 0), ([NEW, OLD], 0), ([NEW, "not a key"], 1)])
def test_a_key_that_is_none_is_found_before_it_is_needed(settings, keys, errors):
    settings.CREDENTIALS_KEYS = keys

    assert len(credentials_keys()) == errors
