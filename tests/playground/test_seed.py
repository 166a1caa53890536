import json
from datetime import UTC, datetime
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from playground.models import Account, Comment, Follow, Page, Post
from playground.tokens import digest
from tests.playground.conftest import Api

TOKEN = "pg_a_token_of_the_demo_01"


def seeded(data):
    out = StringIO()
    call_command("playground_seed", stdin=StringIO(json.dumps(data)), stdout=out, base_url="http://network.test/")
    return json.loads(out.getvalue())["pages"]


@pytest.fixture
def data():
    reply = {"key": "r-1", "text": "Так, на Ринку.", "created_at": "2026-03-01T10:20:00Z"}
    comment = {
        "key": "c-1",
        "author": "Олена Ткачук",
        "text": "А у Львові є?",
        "created_at": "2026-03-01T10:00:00Z",
        "replies": [reply],
    }
    post = {
        "key": "p-1",
        "text": "Нова обсмажка",
        "created_at": "2026-03-01T09:00:00+02:00",
        "likes": 12,
        "comments": [comment, comment | {"key": "c-2", "author": "Jack", "replies": []}],
    }
    page = {
        "handle": "lastivka",
        "name": "Ластівка",
        "token": TOKEN,
        "followers": 100,
        "followed_by": ["Олена Ткачук", "Jack"],
        "posts": [post],
    }
    return {"pages": [page]}


def counts():
    return [model.objects.count() for model in (Page, Post, Comment, Account, Follow)]


def test_seed_plants_posts_and_comments_at_their_times(db, data):
    seeded(data)
    post, comment = Post.objects.get(), Comment.objects.get(idempotency_key="c-1")
    assert (post.created_at, post.likes, post.comments) == (datetime(2026, 3, 1, 7, tzinfo=UTC), 12, 3)
    assert (comment.account.name, comment.text) == ("Олена Ткачук", "А у Львові є?")
    reply = Comment.objects.get(parent=comment)
    assert (reply.by_page, reply.root, reply.page) == (True, comment, post.page)


def test_seed_answers_ids_and_addresses(db, data):
    answer = seeded(data)["lastivka"]
    post, reply = Post.objects.get(), Comment.objects.get(idempotency_key="r-1")
    assert answer["posts"] == {"p-1": {"id": str(post.pk), "url": f"http://network.test/playground/posts/{post.pk}/"}}
    assert answer["comments"]["r-1"]["url"] == f"http://network.test/playground/posts/{post.pk}/#c{reply.pk}"
    assert answer["token"] is None


def test_seed_twice_adds_nothing_and_answers_the_same(db, data):
    first, before = seeded(data), counts()
    assert seeded(data) == first
    assert counts() == before == [1, 1, 3, 2, 2]
    page = Page.objects.get()
    assert (page.followers, page.comments, page.posts.get().comments) == (100, 3, 3)


def test_second_seed_adds_what_is_new(db, data):
    seeded(data)
    data["pages"][0]["posts"].append({"key": "p-2", "text": "Ще", "created_at": "2026-03-02T09:00:00Z"})
    data["pages"][0]["followed_by"].append("Emma")
    seeded(data)
    assert (Post.objects.count(), Page.objects.get().followers) == (2, 101)


def test_seed_keeps_what_visitors_did_meanwhile(db, data):
    seeded(data)
    Post.objects.update(likes=13)
    seeded(data)
    assert Post.objects.get().likes == 13


def test_token_of_the_seed_opens_the_page_and_its_key_is_the_posts(db, data):
    seeded(data)
    api = Api(Page.objects.get())
    api.client.defaults["HTTP_AUTHORIZATION"] = f"Bearer {TOKEN}"
    again = api.publish("Нова обсмажка", key="p-1")
    assert (again.status_code, again.json()["id"]) == (200, str(Post.objects.get().pk))


def test_page_without_a_token_gets_one_told_once(db, data):
    del data["pages"][0]["token"]
    token = seeded(data)["lastivka"]["token"]
    assert Page.objects.get().token_digest == digest(token)
    assert seeded(data)["lastivka"]["token"] is None
    assert Page.objects.get().token_digest == digest(token)


def test_token_may_have_expired_already(db, data):
    data["pages"][0]["token_expires_at"] = "2026-01-01T00:00:00Z"
    seeded(data)
    assert Page.objects.get().token_expired


def test_comments_are_collected_in_the_order_of_their_times(db, data):
    comments = data["pages"][0]["posts"][0]["comments"]
    comments.append({"key": "c-0", "author": "Emma", "text": "First", "created_at": "2026-03-01T08:00:00Z"})
    seeded(data)
    assert Comment.objects.earliest("pk").idempotency_key == "c-0"


@pytest.mark.parametrize(
    ("change", "named"),
    [
        ({"handle": "not a handle"}, "handle"),
        ({"name": "nul\x00"}, "name"),
        ({"token": "short"}, "token"),
        ({"posts": [{"key": "p", "text": "x", "created_at": "soon"}]}, "created_at"),
        ({"posts": [{"key": "p", "text": "cut \ud83d", "created_at": "2026-01-01T00:00:00Z"}]}, "text"),
        ({"followers": -1}, "followers"),
    ],
)
def test_bad_seed_plants_nothing_and_names_the_place(db, data, change, named):
    data["pages"].append(data["pages"][0] | {"handle": "other", "token": TOKEN + "2"} | change)
    with pytest.raises(CommandError, match=named):
        seeded(data)
    assert not Page.objects.exists()


@pytest.mark.parametrize("text", ["", "{", "[]", "7"])
def test_input_that_is_no_seed_is_refused(db, text):
    with pytest.raises(CommandError):
        call_command("playground_seed", stdin=StringIO(text), stdout=StringIO())
