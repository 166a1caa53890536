"""The adapter against the playground itself: nothing in between is pretended."""

import datetime as dt
import socket
import threading
import uuid

import pytest
from django.utils import timezone
from PIL import Image

from playground.models import Comment
from playground.services.comments import comment
from playground.services.pages import account_named, expire_token
from playground.services.polls import vote
from playground.services.posts import publish
from projects import networks
from projects.networks import adapter_for, http
from projects.networks.base import (
    CredentialsExpired,
    NotConnected,
    OutgoingPost,
    OutgoingReply,
    Picture,
    Poll,
    RateLimited,
    Rejected,
    RemotePoll,
    Unavailable,
    Unconfirmed,
    Video,
)
from tests.factories.films import film
from tests.factories.projects import ChannelFactory

LONG_AGO = timezone.now() - dt.timedelta(days=1)


def post(text="Three signs that the baby is ready", **more):
    return OutgoingPost(idempotency_key=uuid.uuid4(), text=text, **more)


@pytest.fixture
def adapter(stage):
    return adapter_for(stage.channel)


@pytest.fixture
def impatient(monkeypatch):
    """Half a second is long enough to wait for an answer here."""
    monkeypatch.setattr(http, "TIMEOUT", http.httpx.Timeout(0.5))
    http._client.cache_clear()
    yield
    http._client.cache_clear()


def test_sent_post_has_the_networks_id_and_address(stage, adapter):
    sent = adapter.send(post())
    assert (stage.texts(), sent.remote_id) == (["Three signs that the baby is ready"], str(stage.page.posts.get().pk))
    assert sent.url.endswith(f"/playground/posts/{sent.remote_id}/")


def test_same_key_twice_is_one_post(stage, adapter):
    outgoing = post()
    assert adapter.send(outgoing) == adapter.send(outgoing)
    assert len(stage.texts()) == 1


def test_link_pictures_and_first_comment_arrive_with_the_post(stage, adapter, tmp_path):
    Image.new("RGB", (40, 30), "teal").save(tmp_path / "cradle.png")
    picture = Picture(path=tmp_path / "cradle.png", mime="image/png", alt="A cradle")
    adapter.send(post(link="https://example.org/cradle", pictures=[picture], first_comment="Sizes are below"))
    stored = stage.page.posts.get()
    assert (stored.link, stored.media[0]["alt"]) == ("https://example.org/cradle", "A cradle")
    assert [said.text for said in stored.thread.all()] == ["Sizes are below"]


def test_a_video_arrives_with_its_length(stage, adapter, tmp_path):
    (tmp_path / "spoon.mp4").write_bytes(film(seconds=1))
    video = Video(path=tmp_path / "spoon.mp4", mime="video/mp4", alt="A spoon", width=64, height=48, seconds=1)
    adapter.send(post(videos=[video]))
    (kept,) = stage.page.posts.get().media
    assert (kept["alt"], kept["width"], kept["seconds"]) == ("A spoon", 64, 1)


def test_first_comment_that_fails_does_not_take_the_post_back(stage, adapter):
    stage.fault("error", operations=["comment"])
    sent = adapter.send(post(first_comment="Sizes are below"))
    assert sent.remote_id
    assert sent.note.startswith("The first comment is missing.")


def test_answer_goes_under_the_comment_it_answers(stage, adapter):
    stored, _ = publish(by=stage.page, text="Which name do you like")
    asked, _ = comment(post=stored, text="Is it washable?", by=account_named("Olena"))
    sent = adapter.send(OutgoingReply(idempotency_key=uuid.uuid4(), text="At 40 degrees", comment_id=str(asked.pk)))
    said = Comment.objects.get(pk=sent.remote_id)
    assert (said.parent, said.by_page, said.text) == (asked, True, "At 40 degrees")


@pytest.mark.parametrize(
    ("fault", "error"),
    [
        ("token_expired", CredentialsExpired),
        ("rate_limit", RateLimited),
        ("error", Unavailable),
        ("unavailable", Unavailable),
        ("html", Unconfirmed),
        ("lost_line", Unconfirmed),
        ("lost_502", Unconfirmed),
    ],
)
def test_each_fault_of_the_network_is_told_by_its_name(stage, adapter, fault, error):
    stage.fault(fault)
    with pytest.raises(error) as told:
        adapter.send(post())
    assert type(told.value) is error


def test_network_that_never_answers_leaves_the_post_unconfirmed(stage, adapter, impatient):
    stage.fault("latency", latency_ms=1500)
    with pytest.raises(Unconfirmed, match="did not answer in time"):
        adapter.send(post())


def test_rate_limit_says_how_long_to_wait(stage, adapter):
    stage.fault("rate_limit", retry_after=77)
    with pytest.raises(RateLimited) as told:
        adapter.send(post())
    assert told.value.retry_after == 77


def test_token_that_ran_out_is_known_as_such(stage, adapter):
    expire_token(page=stage.page)
    with pytest.raises(CredentialsExpired, match="expired"):
        adapter.send(post())


@pytest.mark.parametrize("credentials", [None, {}, {"token": ""}, {"token": "ключ"}])
def test_channel_without_a_usable_token_wants_reconnecting(stage, credentials):
    stage.channel.credentials = credentials
    with pytest.raises(CredentialsExpired):
        adapter_for(stage.channel).send(post())


def test_too_long_text_is_refused_before_anything_is_sent(stage, adapter):
    with pytest.raises(Rejected, match="2001 characters"):
        adapter.send(post("a" * 2001))
    assert stage.texts() == []


def test_networks_own_refusal_is_passed_on_in_its_words(stage, adapter):
    with pytest.raises(Rejected, match="not a web address"):
        adapter.send(post(link="ftp://example.org"))


def test_nobody_listening_means_nothing_was_sent(stage, adapter, settings):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        settings.PLAYGROUND_URL = f"http://127.0.0.1:{free.getsockname()[1]}/playground"
    with pytest.raises(Unavailable, match="cannot be reached"):
        adapter.send(post())


def answer(status, body=b"", *, length=None, more=""):
    return f"HTTP/1.1 {status}\r\n{more}Content-Length: {length or len(body)}\r\n\r\n".encode() + body


@pytest.mark.parametrize(
    ("answer", "error"),
    [
        (answer("200 OK", b'{"error": {"code": "rate_limited", "message": "Not so fast."}}'), RateLimited),
        (answer("200 OK", b'{"error": {"code": "nonsense", "message": "No"}}'), Rejected),
        (answer("201 Created", b"{}"), Unconfirmed),
        (answer("200 OK", b"[]"), Unconfirmed),
        (answer("200 OK", b"{}", length=90), Unconfirmed),
        (answer("302 Found", more="Location: http://169.254.169.254/\r\n"), Unavailable),
        (answer("500 Oops"), Unconfirmed),
        (b"nonsense\r\n\r\n", Unconfirmed),
        (b"", Unconfirmed),
    ],
)
def test_strange_answers_are_never_taken_for_success(stage, adapter, settings, answer, error):
    with socket.create_server(("127.0.0.1", 0)) as server:
        settings.PLAYGROUND_URL = f"http://127.0.0.1:{server.getsockname()[1]}"
        threading.Thread(target=_answer_once, args=(server, answer), daemon=True).start()
        with pytest.raises(error) as told:
            adapter.send(post())
    assert type(told.value) is error


def _answer_once(server, answer):
    line, _ = server.accept()
    with line:
        line.recv(65536)
        line.sendall(answer)
        line.shutdown(socket.SHUT_WR)
        line.recv(65536)


def test_post_whose_answer_was_lost_is_found_by_its_key(stage, adapter):
    stage.fault("lost_502", remaining=1)
    outgoing = post()
    with pytest.raises(Unconfirmed):
        adapter.send(outgoing)
    found = adapter.find(outgoing, since=timezone.now())
    assert found.remote_id == str(stage.page.posts.get().pk)


def test_answer_that_was_lost_is_found_by_its_key(stage, adapter):
    stored, _ = publish(by=stage.page, text="Which name do you like")
    asked, _ = comment(post=stored, text="Is it washable?", by=account_named("Olena"))
    stage.fault("lost_line", operations=["comment"])
    reply = OutgoingReply(idempotency_key=uuid.uuid4(), text="At 40 degrees", comment_id=str(asked.pk))
    with pytest.raises(Unconfirmed):
        adapter.send(reply)
    assert adapter.find(reply, since=LONG_AGO).remote_id == str(Comment.objects.get(account=None).pk)


def test_post_that_never_arrived_is_not_found_even_beside_one_with_the_same_words(stage, adapter):
    adapter.send(post("The same words"))
    assert adapter.find(post("The same words"), since=LONG_AGO) is None


def test_post_found_later_gets_its_first_comment_once(stage, adapter):
    outgoing = post(first_comment="Sizes are below")
    adapter.send(outgoing)
    adapter.find(outgoing, since=LONG_AGO)
    assert stage.page.posts.get().thread.count() == 1


def test_looking_for_a_post_reads_on_past_the_first_page(stage, adapter, monkeypatch):
    monkeypatch.setattr("projects.networks.playground.PAGE", 2)
    outgoing = post("The first")
    adapter.send(outgoing)
    for number in range(5):
        adapter.send(post(f"Later {number}"))
    assert adapter.find(outgoing, since=LONG_AGO)


def test_comments_come_once_each_in_order_and_ours_are_known_as_ours(stage, adapter):
    stored, _ = publish(by=stage.page, text="Which name do you like")
    for text in ("Oles", "Marta"):
        comment(post=stored, text=text, by=account_named("Olena"))
    first = adapter.comments(cursor={})
    comment(post=stored, text="Thank you", by=stage.page)
    second = adapter.comments(cursor=first.cursor)
    assert [(c.text, c.is_own, c.post_id) for c in first.comments] == [
        ("Oles", False, str(stored.pk)),
        ("Marta", False, str(stored.pk)),
    ]
    assert [(c.text, c.is_own) for c in second.comments] == [("Thank you", True)]
    assert adapter.comments(cursor=second.cursor).comments == []


def test_mentions_come_oldest_first_and_go_on_from_the_last(stage, adapter):
    publish(by=stage.page, text="Lullaby cradles are here")
    first = adapter.search_mentions(query="Lullaby", cursor={})
    stored, _ = publish(by=stage.page, text="Other things")
    comment(post=stored, text="I love Lullaby", by=account_named("Olena"))
    second = adapter.search_mentions(query="Lullaby", cursor=first.cursor)
    assert [(c.text, c.is_own) for c in first.comments] == [("Lullaby cradles are here", True)]
    assert second.comments[-1].text == "I love Lullaby"
    assert second.comments[-1].author_name == "Olena"


def test_metrics_are_the_networks_own_counts(stage, adapter):
    stored, _ = publish(by=stage.page, text="Which name do you like")
    comment(post=stored, text="Oles", by=account_named("Olena"))
    counts = adapter.metrics(remote_id=str(stored.pk))
    assert (counts.comments, counts.likes, counts.followers, counts.clicks) == (1, 0, 0, None)


def test_metrics_of_a_deleted_post_are_refused(stage, adapter):
    with pytest.raises(Rejected):
        adapter.metrics(remote_id="999999")


def test_comment_is_hidden_and_shown_again(stage, adapter):
    stored, _ = publish(by=stage.page, text="Which name do you like")
    rude, _ = comment(post=stored, text="Buy my shoes", by=account_named("Shoes"))
    adapter.hide(comment_id=str(rude.pk), hidden=True)
    rude.refresh_from_db()
    assert rude.hidden
    adapter.hide(comment_id=str(rude.pk), hidden=False)
    rude.refresh_from_db()
    assert not rude.hidden


def test_page_behind_the_token_introduces_itself(stage, adapter):
    page = adapter.page()
    assert (page.external_id, page.name, page.followers) == ("lullaby", "Lullaby", 0)
    assert page.credentials_expire_at == adapter.check() == stage.page.token_expires_at


@pytest.mark.parametrize(
    ("address", "found"),
    [("/posts/12", "12"), ("/posts/12/", "12"), ("/posts/x", ""), ("/posts/12?x=1", ""), ("/pages/lullaby", "")],
)
def test_address_of_a_post_gives_its_id(stage, adapter, settings, address, found):
    assert adapter.remote_id_of(settings.PLAYGROUND_URL + address) == found


def test_address_of_another_site_is_no_proof(adapter):
    assert adapter.remote_id_of("https://example.org/posts/12") == ""


def test_id_from_outside_stays_one_segment_of_the_address(adapter):
    with pytest.raises(Rejected, match="no such address"):
        adapter.metrics(remote_id="../../posts?x=")


@pytest.mark.django_db
def test_network_without_an_adapter_is_not_pretended(monkeypatch):
    monkeypatch.delitem(networks._ADAPTERS, "vk")
    with pytest.raises(NotConnected, match="Rapport cannot send to VKontakte yet"):
        adapter_for(ChannelFactory(network="vk"))


def test_poll_is_published_and_its_votes_are_read(stage, adapter):
    closes_at = timezone.now() + dt.timedelta(days=1)
    sent = adapter.send(post(poll=Poll(question="Which lullaby?", options=["Kotyk", "Soniko"], closes_at=closes_at)))
    vote(post=stage.page.posts.get(), by=account_named("Olena"), options=[1])
    assert adapter.fetch_poll(remote_id=sent.remote_id) == RemotePoll(votes=[0, 1], voters=1, closed=False)


def test_post_without_a_poll_has_no_result(adapter):
    with pytest.raises(Rejected, match="no poll"):
        adapter.fetch_poll(remote_id=adapter.send(post()).remote_id)
