"""One suite over every adapter, each against its network running on loopback (``rigs``).

What an adapter declares it can do, it does; what goes wrong has the same meaning everywhere.
"""

import datetime as dt
import importlib
import uuid

import pytest
from django.utils import timezone
from PIL import Image

from projects.networks import http
from projects.networks.abilities import Ability, abilities_of
from projects.networks.base import (
    CannotDo,
    CredentialsExpired,
    Gone,
    OutgoingPost,
    OutgoingReply,
    Picture,
    RateLimited,
    Rejected,
    Unavailable,
    Unconfirmed,
    Video,
)
from tests.networks.unreadable import UNREADABLE, on_linux

SERVED = pytest.mark.django_db(transaction=True)  # answered by our own web server, which must see what is stored
ALONE = pytest.mark.django_db
RIGS = {
    "playground": SERVED,
    "telegram": ALONE,
    "facebook": ALONE,
    "instagram": ALONE,
    "mastodon": ALONE,
    "vk": ALONE,
    "odnoklassniki": ALONE,
    "bluesky": ALONE,
    "bluesky_real": (ALONE, pytest.mark.real),
}


def over(*abilities: Ability):
    """The test runs once for every network that can do this."""
    can = {name: abilities_of(name.removesuffix("_real")) for name in RIGS}
    able = [pytest.param(name, marks=mark) for name, mark in RIGS.items() if {*abilities} <= can[name]]
    return pytest.mark.parametrize("rig", able, indirect=True)


@pytest.fixture
def rig(request, settings):
    module = importlib.import_module(f"tests.networks.rigs.{request.param}")
    yield from module.running(request, settings)


@pytest.fixture
def impatient(monkeypatch):
    """A second is long enough to wait for an answer that never comes."""
    monkeypatch.setattr(http, "TIMEOUT", http.httpx.Timeout(1))
    http._client.cache_clear()
    yield
    http._client.cache_clear()


@pytest.fixture
def picture(tmp_path):
    Image.new("RGB", (400, 400), "teal").save(tmp_path / "cradle.jpg")
    return Picture(path=tmp_path / "cradle.jpg", mime="image/jpeg", alt="A cradle")


@pytest.fixture
def post(rig, picture):
    """Makes a post that this network takes."""
    needed = [picture] * rig.adapter.limits.pictures_needed
    return lambda text="Three signs that the baby is ready", **more: OutgoingPost(
        idempotency_key=uuid.uuid4(), text=text, **{"pictures": needed} | more
    )


@over(Ability.PUBLISH)
def test_proof_of_a_post_is_its_id_and_an_address_that_leads_back_to_it(rig, post):
    sent = rig.adapter.send(post("Что взять в роддом: список на одну страницу"))
    assert rig.texts() == ["Что взять в роддом: список на одну страницу"]
    assert sent.remote_id
    assert rig.adapter.remote_id_of(sent.url) == sent.remote_id


@over(Ability.PUBLISH)
def test_what_went_out_is_found_and_what_did_not_is_not(rig, post):
    sent, never = post(), post("Nobody sent this")
    proof = rig.adapter.send(sent)
    since = timezone.now() - dt.timedelta(minutes=5)
    if not rig.looks:
        with pytest.raises(CannotDo):
            rig.adapter.find(sent, since=since)
        return
    assert rig.adapter.find(sent, since=since).remote_id == proof.remote_id
    assert rig.adapter.find(never, since=since) is None


@over(Ability.PUBLISH)
def test_same_key_twice_is_one_post_where_the_network_promises_it(rig, post):
    if rig.adapter.repeat_after != dt.timedelta(0):
        pytest.skip("This network promises nothing; the engine looks before it repeats.")
    same = post()
    assert rig.adapter.send(same).remote_id == rig.adapter.send(same).remote_id
    assert len(rig.texts()) == 1


@over(Ability.PICTURES)
def test_picture_goes_out_with_its_description(rig, post, picture):
    sent = rig.adapter.send(post(pictures=[picture]))
    assert sent.remote_id
    if rig.has_alts:
        assert rig.alts() == ["A cradle"]


@on_linux
@over(Ability.PICTURES)
def test_picture_that_cannot_be_read_is_certainly_not_sent(rig, post):
    with pytest.raises(Unavailable):
        rig.adapter.send(post(pictures=[Picture(path=UNREADABLE, mime="image/jpeg", alt="A cradle")]))
    assert rig.texts() == []


@on_linux
@over(Ability.VIDEO)
def test_film_that_cannot_be_read_is_certainly_not_sent(rig, post):
    if rig.name == "facebook":
        pytest.skip("It asks for no part of a film without bytes; test_facebook has one it asks for.")
    film = Video(path=UNREADABLE, mime="video/mp4", alt="A cradle", width=640, height=360, seconds=4)
    with pytest.raises(Unavailable):
        rig.adapter.send(post(pictures=[], videos=[film]))
    assert rig.texts() == []


@over(Ability.FIRST_COMMENT)
def test_first_comment_follows_the_post(rig, post):
    rig.adapter.send(post(first_comment="Sizes are below"))
    assert rig.first_comments() == ["Sizes are below"]


@over(Ability.COMMENTS)
def test_comments_are_read_once_and_go_on_where_they_ended(rig, post):
    adapter, sent = rig.adapter, rig.adapter.send(post())
    known = adapter.comments(cursor={}).cursor
    rig.ask(sent.remote_id, "Is it washable?")
    page = adapter.comments(cursor=known)
    assert [(said.text, said.post_id, said.is_own) for said in page.comments] == [
        ("Is it washable?", sent.remote_id, False)
    ]
    rig.ask(sent.remote_id, "And in a machine?")
    assert [said.text for said in adapter.comments(cursor=page.cursor).comments] == ["And in a machine?"]


@over(Ability.COMMENTS, Ability.REPLY)
def test_answer_goes_under_its_comment_and_comes_back_as_our_own(rig, post):
    adapter, sent = rig.adapter, rig.adapter.send(post())
    asked = rig.ask(sent.remote_id, "Is it washable?")
    cursor = adapter.comments(cursor={}).cursor
    reply = OutgoingReply(idempotency_key=uuid.uuid4(), text="At 40 degrees", comment_id=asked, post_id=sent.remote_id)
    proof = adapter.send(reply)
    assert rig.answers(asked) == ["At 40 degrees"]
    if rig.looks:
        assert adapter.find(reply, since=timezone.now() - dt.timedelta(minutes=5)).remote_id == proof.remote_id
    assert [said.is_own for said in adapter.comments(cursor=cursor).comments if said.text == "At 40 degrees"] in (
        [],
        [True],
    )


@over(Ability.HIDE)
def test_hidden_comment_is_seen_by_nobody_until_it_is_shown_again(rig, post):
    asked = rig.ask(rig.adapter.send(post()).remote_id, "Buy followers here")
    rig.adapter.hide(comment_id=asked, hidden=True)
    assert rig.hidden(asked)
    rig.adapter.hide(comment_id=asked, hidden=False)
    assert not rig.hidden(asked)


@over(Ability.METRICS)
def test_metrics_count_what_people_did(rig, post):
    sent = rig.adapter.send(post())
    rig.ask(sent.remote_id, "Is it washable?")
    counted = rig.adapter.metrics(remote_id=sent.remote_id)
    assert counted.comments in (1, None)
    assert counted.followers is not None


@over(Ability.DELETE)
def test_deleted_post_is_gone(rig, post):
    adapter, sent = rig.adapter, rig.adapter.send(post())
    adapter.delete(remote_id=sent.remote_id)
    assert rig.texts() == []
    if Ability.METRICS in adapter.abilities:
        with pytest.raises(Gone):
            adapter.metrics(remote_id=sent.remote_id)


@over(Ability.SEARCH)
def test_public_words_are_found_by_search(rig):
    rig.mention("Lullaby blankets are so warm")
    page = rig.adapter.search_mentions(query="blankets", cursor={})
    assert [said.text for said in page.comments] == ["Lullaby blankets are so warm"]


@over(Ability.PUBLISH)
def test_page_behind_the_token_is_the_channels(rig):
    page = rig.adapter.page()
    assert page.external_id == rig.channel.external_id
    assert page.name


WRONG = [
    ("expired", CredentialsExpired),
    ("slow_down", RateLimited),
    ("refused", Rejected),
    ("down", (Unavailable, Unconfirmed)),
    ("html", Unconfirmed),
    ("reset", Unconfirmed),
]


@over(Ability.PUBLISH)
@pytest.mark.parametrize(("kind", "error"), WRONG)
def test_what_goes_wrong_means_the_same_everywhere(rig, post, kind, error):
    if kind not in rig.faults:
        pytest.skip("This network never says so.")
    rig.fault(kind)
    with pytest.raises(error) as told:
        rig.adapter.send(post())
    assert str(told.value).strip()
    assert str((rig.channel.credentials or {}).get("token", "no token")) not in str(told.value)
    assert rig.texts() == []


@over(Ability.PUBLISH)
def test_network_that_never_answers_leaves_the_post_unconfirmed(rig, post, impatient):
    rig.fault("hang")
    with pytest.raises(Unconfirmed):
        rig.adapter.send(post())


@over(Ability.PUBLISH)
@pytest.mark.parametrize("kind", ["lost", "lost_502"])
def test_post_whose_answer_was_lost_is_found_and_stays_one(rig, post, kind):
    sent, since = post(), timezone.now() - dt.timedelta(minutes=1)
    rig.fault(kind)
    with pytest.raises(Unconfirmed):
        rig.adapter.send(sent)
    assert len(rig.texts()) == 1
    if rig.looks:
        found = rig.adapter.find(sent, since=since)
        assert found is not None
        assert rig.adapter.remote_id_of(found.url) == found.remote_id
