"""What is special about Instagram; the rest is in the contract every network keeps."""

import datetime as dt
import hashlib
import hmac
import json
import uuid

import pytest
from django.core.cache import cache
from django.utils import timezone
from PIL import Image

from projects.networks import showing
from projects.networks.base import (
    Call,
    CredentialsExpired,
    CredentialsRevoked,
    NotConnected,
    OutgoingPost,
    OutgoingReply,
    PermissionMissing,
    Picture,
    RateLimited,
    Rejected,
    Unavailable,
    Unconfirmed,
    Video,
)
from tests.networks.fakes.graph import ACCOUNT, SECRET, error
from tests.networks.fakes.graph_schema import recorded
from tests.networks.fakes.instagram import FRESH_TOKEN, OWN_TOKEN
from tests.networks.fakes.server import Fault
from tests.networks.rigs import instagram as rigs

pytestmark = pytest.mark.django_db
EXPIRED = {"status_code": "EXPIRED", "status": "Expired"}


@pytest.fixture
def rig(request, settings):
    cache.clear()
    yield from rigs.running(request, settings)
    cache.clear()


@pytest.fixture
def pictures(rig, tmp_path):
    made = []
    for name in ("one", "two"):
        Image.new("RGB", (400, 400), "teal").save(tmp_path / f"{name}.jpg")
        made.append(Picture(path=tmp_path / f"{name}.jpg", mime="image/jpeg", alt=name))
    return made


@pytest.fixture
def film(rig, tmp_path, monkeypatch):
    """Whether it can be watched is asked elsewhere."""
    monkeypatch.setattr("projects.networks.instagram.refuse_early", lambda outgoing, limits: None)
    (tmp_path / "film.mp4").write_bytes(bytes(range(250)))
    return Video(path=tmp_path / "film.mp4", mime="video/mp4", alt="", width=640, height=360, seconds=3)


def post(pictures, text="Three signs #sleep", **more):
    return OutgoingPost(idempotency_key=uuid.uuid4(), text=text, pictures=pictures, **more)


# --- publishing -----------------------------------------------------------------------------------------------------


def test_meta_fetches_the_very_file_from_us(rig, pictures):
    rig.adapter.send(post(pictures[:1]))
    assert rig.fake.fetched == [pictures[0].path.read_bytes()]


def test_several_pictures_and_a_film_are_one_carousel(rig, pictures, film):
    rig.adapter.send(post(pictures, videos=[film]))
    assert rig.texts() == ["Three signs #sleep"]
    assert rig.alts() == ["one", "two", ""]
    made = [asked.form.get("media_type", "") for asked in rig.fake.calls(f"{ACCOUNT}/media") if asked.form]
    assert made == ["", "", "VIDEO", "CAROUSEL", ""]


def test_film_alone_is_a_reel(rig, film):
    rig.adapter.send(post([], videos=[film]))
    assert rig.fake.calls(f"{ACCOUNT}/media")[0].form["media_type"] == "REELS"


def test_words_alone_are_refused_before_anything_is_asked(rig):
    with pytest.raises(Rejected, match="no post without a picture"):
        rig.adapter.send(post([]))
    assert rig.fake.asked == []


def test_lost_container_is_made_anew_once(rig, pictures):
    rig.fake.states = [EXPIRED]
    rig.adapter.send(post(pictures[:1]))
    assert len(rig.texts()) == 1
    rig.fake.states = [EXPIRED, EXPIRED]
    with pytest.raises(Unavailable) as told:
        rig.adapter.send(post(pictures[:1]))
    assert type(told.value) is Unavailable
    assert len(rig.texts()) == 1


def test_container_that_is_published_already_is_not_published_again(rig, pictures):
    rig.fake.fail(error(-1, "Create media failed", subcode=2207032), at="/media_publish", after=True)
    sent = post(pictures[:1])
    with pytest.raises(Unconfirmed):
        rig.adapter.send(sent)
    assert len(rig.texts()) == 1
    assert rig.adapter.find(sent, since=timezone.now()) is not None


@pytest.mark.parametrize(
    ("state", "meaning"),
    [
        ({"status_code": "ERROR", "status": "Error: Media upload has failed with error code 2207026"}, Rejected),
        ({"status_code": "ERROR", "status": "Error: failed with error code 2207003"}, Unavailable),
        ({"status_code": "ERROR", "status": ""}, Rejected),
        ({"status_code": "IN_PROGRESS", "status": "In progress"}, Unavailable),
    ],
)
def test_container_that_comes_to_nothing_says_why(rig, pictures, state, meaning):
    rig.fake.states = [state]
    with pytest.raises(meaning) as told:
        rig.adapter.send(post(pictures[:1]))
    assert type(told.value) is meaning
    assert rig.texts() == []


def test_quota_is_read_and_not_assumed(rig, pictures):
    rig.adapter.send(post(pictures[:1]))
    rig.fake.quota = 25
    with pytest.raises(RateLimited, match="25 posts in 24 hours") as told:
        rig.adapter.send(post(pictures[:1]))
    assert told.value.retry_after == pytest.approx(86_400, abs=60)


def test_post_stays_out_when_its_address_is_not_told(rig, pictures):
    down = error(2, "Try again", status=500)
    rig.fake.faults.append(Fault(down, lambda asked: asked.query.get("fields") == "permalink"))
    sent = rig.adapter.send(post(pictures[:1]))
    assert (sent.remote_id, sent.note) == (rig._posts()[0]["id"], "Instagram did not say its address.")


def test_address_is_known_however_it_was_shared(rig, pictures):
    sent = rig.adapter.send(post(pictures[:1]))
    assert rig.adapter.remote_id_of(f"{sent.url}?igsh=x") == sent.remote_id
    assert rig.adapter.remote_id_of("https://www.instagram.com/p/Cunknown/") == ""


def test_what_cannot_be_deleted_is_for_a_person(rig, pictures):
    sent = rig.adapter.send(post(pictures[:1]))
    rig.fake.fail(error(100, "(#100) Unsupported delete request"), at=f"/{sent.remote_id}")
    with pytest.raises(PermissionMissing, match="by hand"):
        rig.adapter.delete(remote_id=sent.remote_id)


# --- the address Meta fetches from ----------------------------------------------------------------------------------


def test_address_ends_and_names_one_file(rig, pictures):
    address = showing.address_of(pictures[0].path, delivery=uuid.uuid4())
    assert address.startswith("https://rapport.example/shown/")
    assert rigs.fetched(address) == (200, "image/jpeg", pictures[0].path.read_bytes())
    what, seal = address.rstrip("/").split("/")[-2:]
    other = showing.address_of(pictures[1].path, delivery=uuid.uuid4()).rstrip("/").split("/")[-2]
    assert showing.file_at(other, seal) is None
    assert showing.file_at(what, "guessed") is None
    pictures[0].path.unlink()
    assert rigs.fetched(address)[0] == 404


def test_address_is_over_after_an_hour(rig, pictures, monkeypatch):
    address = showing.address_of(pictures[0].path, delivery=uuid.uuid4())
    monkeypatch.setattr(showing, "LASTS", dt.timedelta(seconds=-1))
    assert rigs.fetched(address)[0] == 404


def test_address_takes_no_other_method_and_is_kept_nowhere(rig, pictures, client):
    path = showing.address_of(pictures[0].path, delivery=uuid.uuid4()).removeprefix("https://rapport.example")
    assert client.post(path).status_code == 405
    for ask in (client.head, client.get):
        answer = ask(path)
        answer.close()
        assert answer.status_code == 200
        assert "no-store" in answer.headers["Cache-Control"]


def test_files_from_elsewhere_have_no_address(rig, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"
    (tmp_path / "secret.jpg").write_bytes(b"secret")
    with pytest.raises(Unavailable):
        showing.address_of(tmp_path / "secret.jpg", delivery=uuid.uuid4())


def test_without_https_nothing_is_promised(rig, pictures, settings):
    settings.PUBLIC_MEDIA_URL, settings.BASE_URL = "", "http://127.0.0.1:8000"
    with pytest.raises(NotConnected, match="PUBLIC_MEDIA_URL"):
        rig.adapter.send(post(pictures[:1]))


# --- listening ------------------------------------------------------------------------------------------------------


def test_answers_belong_to_their_comment_and_pages_are_followed(rig, pictures, monkeypatch):
    monkeypatch.setattr("projects.networks.instagram.COMMENTS", 2)
    sent = rig.adapter.send(post(pictures[:1]))
    asked = [rig.ask(sent.remote_id, f"Question {number}") for number in range(3)]
    rig.adapter.send(OutgoingReply(idempotency_key=uuid.uuid4(), text="Yes", comment_id=asked[2]))
    page = rig.adapter.comments(cursor={})
    told = [(said.text, said.author_name, said.parent_id) for said in page.comments]
    assert told == [
        ("Question 0", "olena", ""), ("Question 1", "olena", ""), ("Question 2", "olena", ""),
        ("Yes", "lullaby", asked[2]),
    ]  # fmt: skip
    assert rig.adapter.comments(cursor=page.cursor).comments == []


def test_counts_of_another_kind_of_post_are_left_out(rig, pictures):
    sent = rig.adapter.send(post(pictures[:1]))
    rig.fake.retired = {"views"}
    counted = rig.adapter.metrics(remote_id=sent.remote_id)
    assert (counted.views, counted.reach, counted.likes, counted.followers) == (None, 40, 3, 940)


def call(payload, *, secret=SECRET):
    body = json.dumps(payload).encode()
    signed = "sha256=" + hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()
    return Call(method="POST", headers={"X-Hub-Signature-256": signed}, query={}, body=body)


def test_recorded_calls_are_read_old_shapes_and_new(rig):
    """An old one and a mention name what was said by number: it is asked for, and left out where it is gone."""
    rig.channel.external_id = "0"
    told = {name: rig.adapter.parse_webhook(call(payload)).comments
            for name, payload in recorded("instagram_webhooks.json").items()}  # fmt: skip
    [said] = told.pop("wh-comments-2021.json")
    assert (said.text, said.author_name, said.post_id, said.parent_id) == (
        "This is an example.", "testuser", "76543987", "987654321",
    )  # fmt: skip
    assert not any(told.values())


def test_old_call_is_completed_by_asking(rig, pictures):
    asked = rig.ask(rig.adapter.send(post(pictures[:1])).remote_id, "Is it washable?")
    change = {"field": "comments", "value": {"id": asked, "text": "Is it washable?"}}
    [said] = rig.adapter.parse_webhook(
        call({"object": "instagram", "entry": [{"id": ACCOUNT, "time": 1_519_399_307, "changes": [change]}]})
    ).comments
    assert (said.external_id, said.author_name) == (asked, "olena")


def test_mention_elsewhere_is_asked_for_and_answered_there(rig):
    media = rig.fake.made("IGMedia", "500", caption="By @lullaby", username="iryna", permalink="https://i/p/5/")
    elsewhere = rig.fake.comment(media, "@lullaby look", id="77", name="iryna")
    values = [{"media_id": "500", "comment_id": elsewhere["id"]}, {"media_id": "500"}]
    changes = [{"field": "mentions", "value": value} for value in values]
    news = rig.adapter.parse_webhook(call({"object": "instagram", "entry": [{"id": ACCOUNT, "changes": changes}]}))
    assert [said.text for said in news.comments] == ["@lullaby look", "By @lullaby"]
    reply = OutgoingReply(idempotency_key=uuid.uuid4(), text="Lovely", comment_id=news.comments[0].external_id)
    rig.adapter.send(reply)
    assert rig.answers(elsewhere["id"]) == ["Lovely"]


def test_call_with_another_secret_is_not_believed(rig):
    with pytest.raises(PermissionMissing):
        rig.adapter.parse_webhook(call({"object": "instagram", "entry": []}, secret="guessed"))


# --- access ---------------------------------------------------------------------------------------------------------


def test_token_of_its_own_login_is_renewed_and_others_need_a_person(rig):
    with pytest.raises(CredentialsRevoked):
        rig.adapter.refresh_credentials()
    rig.channel.credentials = {"token": OWN_TOKEN, "more": 1}
    assert rig.adapter.page().external_id == ACCOUNT
    fresh = rig.adapter.refresh_credentials()
    assert fresh.credentials == {"token": FRESH_TOKEN, "more": 1}
    assert fresh.expire_at > timezone.now() + dt.timedelta(days=59)
    rig.channel.credentials = fresh.credentials
    with pytest.raises(CredentialsExpired):
        rig.adapter.refresh_credentials()


def test_page_without_an_account_is_not_connected(rig):
    del rig.fake.page["instagram_business_account"]
    with pytest.raises(PermissionMissing, match="No professional account"):
        rig.adapter.page()


def test_check_says_when_consent_ends(rig):
    assert rig.adapter.check() - timezone.now() > dt.timedelta(days=89)
