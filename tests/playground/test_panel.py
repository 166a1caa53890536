import re

import pytest
from django.test import Client

from playground.chatter import PEOPLE, PHRASES
from playground.models import Comment, FaultSwitch, Page, Post
from tests.factories.playground import PlaygroundPageFactory, PlaygroundPostFactory


@pytest.fixture
def panel(brand):
    return f"/playground/@{brand.handle}/panel/"


def token_in(response):
    return re.search(r"pg_[\w-]{40}", response.content.decode())[0]


def me(token):
    return Client(HTTP_AUTHORIZATION=f"Bearer {token}").get("/playground/api/me")


def test_new_page_shows_its_token_once(client, db):
    response = client.post("/playground/new/", {"handle": "Lastivka", "name": "Ластівка", "about": "Кава"})
    assert response.status_code == 201
    assert me(token_in(response)).json()["page"]["handle"] == "lastivka"
    assert token_in(response) not in client.get("/playground/@lastivka/").content.decode()


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"handle": "taken", "name": "A"}, "handle"),
        ({"handle": "TAKEN", "name": "A"}, "handle"),
        ({"handle": "дві ластівки", "name": "A"}, "handle"),
        ({"handle": "a" * 51, "name": "A"}, "handle"),
        ({"handle": "free", "name": ""}, "name"),
        ({"handle": "free", "name": "nul\x00"}, "name"),
        ({"handle": "free", "name": "A", "about": "a" * 501}, "about"),
    ],
)
def test_page_that_cannot_be_is_refused_with_what_was_typed(client, db, typed, field):
    PlaygroundPageFactory(handle="taken")
    response = client.post("/playground/new/", typed)
    assert response.status_code == 422
    assert list(response.context["form"].errors) == [field]
    assert Page.objects.count() == 1


def test_registration_without_end_is_slowed_down(client, db):
    answers = [client.post("/playground/new/", {"handle": f"p-{n}", "name": "P"}).status_code for n in range(31)]
    assert answers == [201] * 30 + [429]


def test_fault_is_switched_on_with_its_settings(client, brand, panel):
    typed = {"operations": ["publish", "comment"], "remaining": "3", "retry_after": "9"}
    response = client.post(f"{panel}rate_limit/on/", typed)
    fault = FaultSwitch.objects.get()
    assert response["Location"] == panel
    assert (fault.page, fault.kind, fault.operations) == (brand, "rate_limit", ["publish", "comment"])
    assert (fault.remaining, fault.retry_after) == (3, 9)
    assert "next 3" in client.get(panel).content.decode()


def test_fault_without_a_count_stays_until_it_is_switched_off(client, panel):
    client.post(f"{panel}error/on/")
    assert FaultSwitch.objects.get().remaining is None
    client.post(f"{panel}error/off/")
    assert not FaultSwitch.objects.exists()


@pytest.mark.parametrize(
    "typed", [{"remaining": "-1"}, {"remaining": "often"}, {"latency_ms": "30001"}, {"operations": ["dance"]}]
)
def test_fault_refuses_a_strange_setting_beside_its_field(client, panel, typed):
    response = client.post(f"{panel}latency/on/", typed)
    assert response.status_code == 422
    assert 'class="error"' in response.content.decode()
    assert not FaultSwitch.objects.exists()


def test_unknown_fault_is_not_found(client, panel):
    assert client.post(f"{panel}earthquake/on/").status_code == 404


@pytest.mark.parametrize("mood", ["positive", "negative", "questions"])
def test_twenty_comments_of_one_mood(client, brand, panel, mood):
    posts = [PlaygroundPostFactory(page=brand) for _ in range(6)]
    client.post(f"{panel}comments/", {"mood": mood})
    comments = Comment.objects.select_related("account")
    assert comments.count() == 20
    assert {comment.text for comment in comments} <= set(PHRASES[mood])
    assert {comment.account.name for comment in comments} <= set(PEOPLE)
    assert not comments.filter(post=posts[0]).exists()
    assert sum(Post.objects.values_list("comments", flat=True)) == 20


def test_followers_have_nothing_to_say_without_a_post(client, brand, panel):
    response = client.post(f"{panel}comments/")
    assert response.status_code == 422
    assert "has no posts yet" in response.content.decode()


def test_phrases_speak_three_languages():
    for phrases in PHRASES.values():
        text = " ".join(phrases)
        assert all(letters & set(text) for letters in ({"ї", "є"}, {"ы", "ё"}, {"w", "y"}))


def test_new_token_replaces_the_old_one(client, brand, panel):
    first = token_in(client.post(f"{panel}token/"))
    second = token_in(client.post(f"{panel}token/"))
    assert (me(first).status_code, me(second).status_code) == (401, 200)


def test_token_expires_at_a_press(client, panel):
    token = token_in(client.post(f"{panel}token/"))
    client.post(f"{panel}token/expire/")
    assert me(token).json()["error"]["code"] == "token_expired"


@pytest.mark.parametrize("what", ["comments/", "token/", "token/expire/", "error/on/", "error/off/"])
def test_looking_changes_nothing(client, panel, what):
    assert client.get(f"{panel}{what}").status_code == 405
