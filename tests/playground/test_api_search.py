from datetime import timedelta

import pytest
from django.utils import timezone

from tests.factories.playground import PlaygroundCommentFactory, PlaygroundPostFactory
from tests.playground.conftest import code_of


def found(response):
    return [(item["kind"], item["id"]) for item in response.json()["items"]]


def test_search_finds_posts_and_comments_of_everybody_newest_first(api, brand):
    post = PlaygroundPostFactory(text="Ластівка повертається", created_at=timezone.now() - timedelta(hours=1))
    comment = PlaygroundCommentFactory(post=PlaygroundPostFactory(page=brand, text="-"), text="Люблю «ластівки»!")
    PlaygroundCommentFactory(text="Про горобців")
    assert found(api.get("search", q="ластівк")) == [("comment", str(comment.pk)), ("post", str(post.pk))]


def test_search_wants_every_word_in_any_case(api):
    both = PlaygroundPostFactory(text="Кава у Львові")
    PlaygroundPostFactory(text="Кава в Одесі")
    assert found(api.get("search", q="ЛЬВОВІ кава")) == [("post", str(both.pk))]


def test_search_since_a_time(api):
    PlaygroundPostFactory(text="кава", created_at=timezone.now() - timedelta(days=2))
    fresh = PlaygroundPostFactory(text="кава")
    since = (timezone.now() - timedelta(days=1)).isoformat()
    assert found(api.get("search", q="кава", since=since)) == [("post", str(fresh.pk))]


def test_search_goes_on_by_cursor_through_equal_times(api):
    at = timezone.now()
    posts = [PlaygroundPostFactory(text="кава", created_at=at) for _ in range(3)]
    comments = [PlaygroundCommentFactory(post=posts[0], text="кава", created_at=at) for _ in range(3)]
    answer = api.get("search", q="кава", limit=2)
    seen = found(answer)
    while answer.json()["next"]:
        answer = api.get("search", q="кава", limit=2, cursor=answer.json()["next"])
        seen += found(answer)
    assert seen == [("post", str(post.pk)) for post in reversed(posts)] + [
        ("comment", str(comment.pk)) for comment in reversed(comments)
    ]


def test_search_leaves_out_what_is_hidden_or_deleted(api):
    PlaygroundPostFactory(text="кава", hidden=True)
    gone = PlaygroundPostFactory(text="кава", deleted_at=timezone.now())
    PlaygroundCommentFactory(post=gone, text="кава")
    PlaygroundCommentFactory(text="кава", hidden=True)
    assert found(api.get("search", q="кава")) == []


@pytest.mark.parametrize("q", ["", "&|!():*", "\x00", "a" * 201])
def test_search_refuses_a_question_without_words(api, q):
    assert api.get("search", q=q).status_code == 422


@pytest.mark.parametrize("q", ["a' | 'b", "x:*&", "<->", "кава\\"])
def test_search_takes_signs_as_signs(api, q):
    assert api.get("search", q=f"кава {q}").json()["items"] == []


def test_search_cursor_of_another_list_is_refused(api, brand):
    for _ in range(2):
        PlaygroundPostFactory(page=brand, text="кава")
    cursor = api.get("posts", limit=1).json()["next"]
    assert code_of(api.get("search", q="кава", cursor=cursor)) == "bad_value"
