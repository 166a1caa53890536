"""What is special about Mastodon; the rest is in the contract every network keeps."""

import datetime as dt
import json
import time
import uuid
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone
from jsonschema import Draft202012Validator
from PIL import Image

from agency.permissions import Role
from projects.models import Channel
from projects.networks.base import (
    CredentialsRevoked,
    Gone,
    OutgoingPost,
    OutgoingReply,
    PermissionMissing,
    Picture,
    Poll,
    RateLimited,
    Rejected,
    Unavailable,
    Unconfirmed,
    Video,
)
from projects.networks.limits import limits_for, limits_of
from projects.networks.mastodon import reading
from projects.services import channels
from tests.factories.projects import ChannelFactory, SeatFactory
from tests.networks.fakes.server import Answer
from tests.networks.rigs import mastodon
from tests.networks.rigs.mastodon import error

pytestmark = pytest.mark.django_db
OFFICIAL = Path(__file__).parent / "official" / "mastodon"
RECORDED = json.loads((OFFICIAL / "mastodon_http.json").read_text())["interactions"]
SCHEMA = json.loads((OFFICIAL / "openapi.excerpt.json").read_text())


@pytest.fixture
def rig(request, settings):
    yield from mastodon.running(request, settings)


def post(text="Three signs", **more):
    return OutgoingPost(idempotency_key=uuid.uuid4(), text=text, **more)


@pytest.mark.parametrize(
    ("answer", "meaning"),
    [
        (error(401, "アクセストークンは無効です"), CredentialsRevoked),
        (error(403, "This action is outside the authorized scopes"), PermissionMissing),
        (error(404, "Record not found"), Gone),
        (error(410, "Gone"), Gone),
        (error(400, "Too long"), Rejected),
        (error(413, "Too large"), Rejected),
        (error(415, "Unknown kind"), Rejected),
        (error(422, "Validation failed: Text can't be blank"), Rejected),
        (error(429, "Too many requests"), RateLimited),
        (error(408, "Slow"), Unavailable),
        (error(500, "Oops"), Unconfirmed),
        (Answer("[]"), Unconfirmed),
    ],
)
def test_each_refusal_has_one_meaning(rig, answer, meaning):
    rig.door.fail(answer, at="/api/v1/statuses")
    with pytest.raises(meaning) as told:
        rig.adapter.send(post())
    assert type(told.value) is meaning
    assert "_token" not in str(told.value)


@pytest.mark.parametrize("as_number", [False, True])
def test_asked_to_slow_down_it_says_for_how_long(rig, as_number):
    reset = timezone.now() + dt.timedelta(seconds=90)
    header = str(reset.timestamp()) if as_number else reset.isoformat()
    rig.door.fail(error(429, "Too many requests", X_RateLimit_Reset=header), at="/api/v1/statuses")
    with pytest.raises(RateLimited) as told:
        rig.adapter.send(post())
    assert told.value.retry_after == pytest.approx(90, abs=15)


def test_every_call_asks_for_english_and_carries_the_key(rig):
    sent = post()
    rig.adapter.send(sent)
    asked = rig.door.calls("/api/v1/statuses")[0]
    assert asked.headers["accept-language"] == "en"
    assert asked.headers["idempotency-key"] == str(sent.idempotency_key)


def test_video_that_takes_its_time_is_waited_for_and_described(rig, tmp_path):
    (tmp_path / "cradle.mp4").write_bytes(b"\0" * 2_000)
    video = Video(
        path=tmp_path / "cradle.mp4", mime="video/mp4", alt="A cradle rocks", width=320, height=180, seconds=2
    )
    rig.door.fail(Answer({"id": "77", "type": "video", "url": None}, 202), at="/api/v2/media")
    rig.door.fail(Answer({"id": "77", "type": "video", "url": None}, 206), at="/api/v1/media/77", times=2)
    rig.door.fail(Answer({"id": "77", "type": "video", "url": "https://m.example/77.mp4"}), at="/api/v1/media/77")
    rig.door.fail(Answer({"id": "1", "url": "https://m.example/@a/1"}), at="/api/v1/statuses")
    assert rig.adapter.send(post(videos=[video])).remote_id == "1"
    assert len(rig.door.calls("/api/v1/media/77")) == 3
    assert rig.door.calls("/api/v2/media")[0].form["description"] == "A cradle rocks"
    assert rig.door.calls("/api/v1/statuses")[0].json["media_ids"] == ["77"]


def test_poll_asks_its_question_in_the_text_and_its_votes_are_read(rig):
    poll = Poll(question="Which colour?", options=["Teal", "Sand"], closes_at=timezone.now() + dt.timedelta(days=1))
    sent = rig.adapter.send(post(poll=poll))
    assert "Which colour?" in rig.texts()[0]
    on_page = rig.statuses()[-1]["poll"]
    rig.as_("olena", "POST", f"polls/{on_page['id']}/votes", choices=[1])
    counted = rig.adapter.fetch_poll(remote_id=sent.remote_id)
    assert (list(counted.votes), counted.voters, counted.closed) == ([0, 1], 1, False)
    with pytest.raises(Rejected, match="votes would be lost"):
        rig.adapter.edit(post(), remote_id=sent.remote_id)


def test_changed_words_keep_the_picture(rig, tmp_path):
    Image.new("RGB", (60, 40), "teal").save(tmp_path / "one.jpg")
    picture = Picture(path=tmp_path / "one.jpg", mime="image/jpeg", alt="One")
    sent = rig.adapter.send(post(pictures=[picture]))
    rig.adapter.edit(post(text="Four signs", pictures=[picture]), remote_id=sent.remote_id)
    assert rig.texts() == ["Four signs"]
    assert rig.alts() == ["One"]


def test_others_read_what_we_send_and_we_read_what_they_say(rig, tmp_path):
    Image.new("RGB", (60, 40), "teal").save(tmp_path / "one.jpg")
    picture = Picture(path=tmp_path / "one.jpg", mime="image/jpeg", alt="A cradle")
    sent = rig.adapter.send(post("Три ознаки 🥣", pictures=[picture])).remote_id
    shown = rig.as_("olena", "GET", f"statuses/{sent}")
    assert "Три ознаки 🥣" in shown["content"]
    assert [(one["type"], one["description"]) for one in shown["media_attachments"]] == [("image", "A cradle")]

    asked = rig.ask(sent, "Яких розмірів?")
    [said] = rig.adapter.comments(cursor={}).comments
    assert (said.external_id, said.text, said.post_id, said.is_own) == (asked, "Яких розмірів?", sent, False)

    ours = OutgoingReply(idempotency_key=uuid.uuid4(), text="Трьох", comment_id=asked, post_id=sent)
    answer = rig.adapter.send(ours).remote_id
    talk = rig.as_("olena", "GET", f"statuses/{sent}/context")["descendants"]
    assert [(one["id"], one["in_reply_to_id"]) for one in talk] == [(asked, sent), (answer, asked)]
    told = rig.as_("olena", "GET", "notifications")
    assert next(one["status"]["id"] for one in told if one["type"] == "mention") == answer


def test_same_words_of_earlier_are_not_taken_for_what_is_looked_for(rig):
    rig.adapter.send(post())
    assert rig.adapter.find(post(), since=timezone.now() + dt.timedelta(minutes=5)) is None


def test_after_an_hour_an_absence_is_not_certain(rig):
    with pytest.raises(Unconfirmed, match="Look at the account"):
        rig.adapter.find(post(), since=timezone.now() - dt.timedelta(hours=2))


def test_answer_to_an_answer_belongs_to_the_post(rig):
    sent = rig.adapter.send(post())
    asked = rig.ask(sent.remote_id, "Which signs?")
    reply = OutgoingReply(idempotency_key=uuid.uuid4(), text="Sitting", comment_id=asked, post_id=sent.remote_id)
    ours = rig.adapter.send(reply).remote_id
    rig.ask(ours, "Thanks")
    heard = rig.adapter.comments(cursor={}).comments
    assert [(said.text, said.post_id, said.parent_id) for said in heard] == [
        ("Which signs?", sent.remote_id, ""),
        ("Thanks", sent.remote_id, ours),
    ]


def test_server_says_what_it_takes(rig):
    rig.channel.takes = rig.adapter.page().takes | {"text": 5_000, "poll_options": 8}
    own = limits_of(rig.channel)
    assert (own.text, own.comment, own.picture_bytes, own.poll.options) == (5_000, 5_000, 10_485_760, 8)
    rig.adapter.send(post(text="long " * 90))
    assert limits_of(ChannelFactory(network="mastodon")) == limits_for("mastodon")


def test_server_that_does_not_describe_itself_is_taken_as_usual(rig):
    rig.door.fail(error(404, "Not found"), at="/api/v2/instance")
    assert rig.adapter.page().takes == {}


def connect(rig):
    manager = SeatFactory(project=rig.channel.project, role=Role.MANAGER).user
    return channels.connect_channel(
        project=rig.channel.project, network="mastodon", credentials=rig.channel.credentials, by=manager
    )


def test_server_speaks_for_no_account_of_another(rig):
    ours = ChannelFactory(project=rig.channel.project, network="mastodon", external_id="lullaby@mastodon.social")
    account = {"id": "1", "username": "lullaby", "url": "https://mastodon.social/@lullaby"}
    rig.door.fail(Answer(account), at="verify_credentials")
    with pytest.raises(ValidationError, match=r"Name mastodon\.social as the server") as told:
        connect(rig)
    assert list(told.value.message_dict) == ["instance"]
    assert Channel.objects.get(pk=ours.pk).credentials == ours.credentials
    assert Channel.objects.count() == 2


@pytest.mark.parametrize(
    "said",
    [{"url": ""}, {"url": "javascript://{host}/"}, {"username": ""}, {"username": "a@b"}, {"username": "a" * 120}],
)
def test_account_without_a_name_or_an_address_of_its_own_is_none(rig, said):
    account = {"id": "1", "username": "lullaby", "url": f"{rig.door.url}/@lullaby"} | said
    account["url"] = account["url"].format(host=rig.door.url.removeprefix("http://"))
    rig.door.fail(Answer(account), at="verify_credentials")
    with pytest.raises(ValidationError, match="does not answer as Mastodon does"):
        connect(rig)
    assert Channel.objects.count() == 1


@pytest.mark.parametrize(
    ("url", "host"),
    [
        ("https://Mastodon.Example:443/@lullaby", "mastodon.example"),
        ("http://127.0.0.1:3000/@lullaby", "127.0.0.1:3000"),
        ("https://колиска.example/@lullaby", "xn--80apfbdrx.example"),
        ("https://mastodon.social@sly.example/@lullaby", "sly.example"),
        ("https://mastodon.example:x/", ""),
        ("//mastodon.example/@lullaby", ""),
        ("data:text/html,mastodon.example", ""),
    ],
)
def test_host_of_an_address_is_written_in_one_way(url, host):
    assert reading.host_of(url) == host


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>One<br>two</p><p>Three &amp; four</p>", "One\ntwo\n\nThree & four"),
        ('<p><a href="https://a.example/b"><span class="invisible">https://</span>a.example/b</a></p>',
         "https://a.example/b"),
        ("<p>Hello<script>alert(1)</script><style>p{}</style></p>", "Hello"),
        ("a < b <3", "a < b <3"),
        ('<!-- no --><p title="5 > 3">One</p><template>two</template><blockquote>Three', "One\n\nThree"),
        ("<![<![ A question?", "<![<![ A question?"),
        (f"&#{'9' * 5_000};", f"&#{'9' * 5_000};"),
        ("", ""),
    ],
)  # fmt: skip
def test_words_of_a_status_are_text(html, text):
    assert reading.text_of(html) == text


@pytest.mark.parametrize("piece", ["<a ", '<a b="', "<!--", "<![", "<a '\"", "</", "&#", "<p>"])
def test_broken_html_takes_no_longer_to_read_than_its_length(piece):
    began = time.process_time()
    reading.text_of(piece * 20_000)
    assert time.process_time() - began < 0.5


def test_recorded_statuses_are_read():
    """Real answers: every status becomes a comment whose words are text."""
    bodies = [one["response"]["body"] for one in RECORDED if one["response"]["status"] == 200]
    statuses = [body for body in bodies if isinstance(body, dict) and "content" in body and body.get("account")]
    assert len(statuses) > 10
    for status in statuses:
        said = reading.comment(status, root=status["id"], me="nobody")
        assert said.external_id == status["id"]
        assert "<p>" not in said.text
        assert said.published_at.tzinfo


def test_recorded_server_says_what_it_takes():
    found = [one["response"]["body"] for one in RECORDED if "/api/v2/instance" in one["request"]["uri"]]
    takes = reading.what_it_takes(found[0])
    assert {"text", "pictures", "link_length", "poll_options"} <= set(takes)


def test_the_server_of_the_tests_speaks_as_the_documentation_says(rig):
    rig.adapter.send(post())
    rule = {"$ref": "#/components/schemas/Status", "components": SCHEMA["components"]}
    assert [wrong.message for wrong in Draft202012Validator(rule).iter_errors(rig.statuses()[0])] == []
