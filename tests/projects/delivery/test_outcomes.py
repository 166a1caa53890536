"""Outcomes that want a person, or that a machine settles by itself: pictures to read, renewals, duplicates."""

import datetime as dt

import pytest
from django.utils import timezone

from agency.models import Event, Notification
from content.models import Post, Publication
from content.services import lineup, publications
from projects.delivery import claiming, run
from projects.models import Channel
from projects.networks import abilities
from projects.networks.base import (
    Ability,
    CaptchaNeeded,
    CredentialsExpired,
    CredentialsRevoked,
    Duplicate,
    Misused,
    PermissionMissing,
    Renewed,
    Sent,
    Unavailable,
    Unconfirmed,
)
from tests.factories.content import VersionFactory
from tests.factories.people import people_around
from tests.factories.projects import ChannelFactory
from tests.factories.publishing import fresh, outcomes, posted, ready

pytestmark = pytest.mark.django_db
Status = Publication.Status
PICTURE = CaptchaNeeded("Type what you see.", sid="77", image_url="https://network.example/captcha/77")


# --- a picture to read ----------------------------------------------------------------------------------------------


def test_picture_parks_the_publication_for_a_person_and_is_no_attempt(network):
    network.on_send = [PICTURE]
    publication = ready()
    run(Publication)
    run(Publication)
    row = fresh(publication)
    assert (row.status, row.attempts_made, row.captcha["sid"], len(network.sent)) == (Status.ASKED, 0, "77", 1)
    assert dt.timedelta(minutes=9) < row.due_at - timezone.now() <= dt.timedelta(minutes=10)


def test_answer_goes_with_the_same_call(network):
    people = people_around()
    network.on_send = [PICTURE, posted]
    publication = ready(channel=ChannelFactory(project=people.project))
    run(Publication)
    publications.answer_captcha(publication=fresh(publication), answer="x7kd", by=people.manager)
    run(Publication)
    first, second = network.sent
    assert (second.captcha.sid, second.captcha.answer) == ("77", "x7kd")
    assert (second.idempotency_key, fresh(publication).status) == (first.idempotency_key, Status.PUBLISHED)
    assert fresh(publication).captcha is None


def test_picture_nobody_read_within_ten_minutes_is_given_up(network):
    network.on_send = [PICTURE]
    publication = ready()
    run(Publication)
    Publication.objects.update(due_at=timezone.now())
    run(Publication)
    assert (fresh(publication).status, fresh(publication).error_kind) == (Status.FAILED, "captcha")
    assert len(network.sent) == 1


def test_post_approved_anew_while_the_picture_was_asked_about_goes_as_it_is_now(network):
    people = people_around()
    network.on_send = [PICTURE, posted]
    publication = ready(channel=ChannelFactory(project=people.project))
    run(Publication)
    post, snapshot = publication.post, {"text": "Anew", "targets": [{"channel": publication.channel_id}]}
    version = VersionFactory(post=post, number=2, content_hash="e" * 64, snapshot=snapshot)
    Post.objects.update(content_hash=version.content_hash, approved_hash=version.content_hash)
    lineup.line_up(Post.objects.get(), version=version, by=people.manager)
    Publication.objects.update(due_at=timezone.now())
    run(Publication)
    assert (fresh(publication).status, network.sent[-1].text) == (Status.PUBLISHED, "Anew")


def test_manager_is_told_about_the_picture_once(network):
    people = people_around()
    network.on_send = [PICTURE]
    ready(channel=ChannelFactory(project=people.project))
    run(Publication)
    assert Notification.objects.get(kind="publication_by_hand").user == people.manager


# --- access ---------------------------------------------------------------------------------------------------------


@pytest.fixture
def renews(monkeypatch):
    """The network renews access by itself."""
    able = abilities.abilities_of("playground") | {Ability.REFRESH}
    monkeypatch.setitem(abilities._ABILITIES, "playground", able)


def test_access_is_renewed_once_and_the_publication_goes(network, renews):
    network.on_send, network.renewed = [CredentialsExpired("Expired."), posted], Renewed(credentials={"token": "new"})
    publication = ready()
    run(Publication)
    channel = Channel.objects.get()
    assert (channel.credentials, channel.state) == ({"token": "new"}, Channel.State.CONNECTED)
    Publication.objects.update(due_at=timezone.now())
    run(Publication)
    assert fresh(publication).status == Status.PUBLISHED


def test_access_withdrawn_breaks_the_channel_without_trying(network, renews):
    network.on_send, network.renewed = [CredentialsRevoked("Withdrawn.")], Renewed(credentials={"token": "new"})
    publication = ready()
    run(Publication)
    assert fresh(publication).channel.state == Channel.State.BROKEN
    assert Channel.objects.get().credentials == {"token": "secret-token"}


def test_renewal_the_network_refuses_breaks_the_channel_in_its_words(network, renews):
    network.on_send = [CredentialsExpired("Expired.")]
    ready()
    run(Publication)
    assert (Channel.objects.get().state, Channel.objects.get().trouble) == ("broken", "Somebody has to sign in again.")


def test_channel_reconnected_while_the_old_token_was_in_the_air_stays_connected(network):
    publication = ready(channel=ChannelFactory(credentials={"token": "old"}))
    (send,) = claiming.claim(Publication, 1)
    reconnected = Channel.objects.get()
    reconnected.credentials = {"token": "new"}
    reconnected.save(update_fields=["credentials"])
    send.record(CredentialsExpired("The token has expired."))
    assert fresh(publication).channel.state == Channel.State.CONNECTED
    run(Publication)
    assert fresh(publication).status == Status.PUBLISHED


# --- for good, or not -----------------------------------------------------------------------------------------------


def test_missing_permission_fails_by_name_and_leaves_the_channel_alone(network):
    network.on_send = [PermissionMissing("The token may not publish (pages_manage_posts).")]
    publication = ready()
    run(Publication)
    row = fresh(publication)
    assert (row.status, row.error_kind, row.channel.state) == (Status.FAILED, "permission", Channel.State.CONNECTED)


def test_duplicate_of_somebody_elses_fails(network):
    network.on_send = [Duplicate("The page has this text already.")]
    publication = ready()
    run(Publication)
    assert (fresh(publication).status, outcomes(publication)) == (Status.FAILED, ["rejected"])


def test_duplicate_of_our_own_lost_attempt_is_looked_for(network):
    network.on_send = [Unconfirmed("No answer."), Duplicate("The page has this text already.")]
    network.on_find = [None, Sent(remote_id="9", url="https://network.example/posts/9")]
    publication = ready()
    run(Publication, seconds=30)
    assert (fresh(publication).status, fresh(publication).remote_id) == (Status.PUBLISHED, "9")
    assert outcomes(publication) == ["unconfirmed", "absent", "rejected", "found"]


def test_mistake_of_ours_is_logged_for_whoever_keeps_the_house(network, caplog):
    network.on_send = [Misused("One of the parameters is missing.")]
    publication = ready()
    run(Publication)
    assert fresh(publication).status == Status.FAILED
    assert "in a way its network does not know" in caplog.text


# --- many at once ---------------------------------------------------------------------------------------------------


def test_those_that_went_well_are_written_down_together_the_others_alone(network, django_assert_max_num_queries):
    rows = [ready(text=f"Sign {number}") for number in range(6)]

    def one_in_trouble(outgoing):
        if outgoing.text == "Sign 3":
            raise Unavailable("Cannot be reached.")
        return posted(outgoing)

    network.on_send = [one_in_trouble]
    run(Publication)
    assert [fresh(row).status for row in rows] == [Status.PUBLISHED] * 3 + [Status.WAITING] + [Status.PUBLISHED] * 2
    assert {fresh(row).remote_id for row in rows if row != rows[3]} == {
        row.idempotency_key.hex[:8] for row in rows if row != rows[3]
    }
    assert [fresh(row).attempts_made for row in rows] == [1] * 6
    assert Event.objects.filter(verb="content.publication.confirm").count() == 5
