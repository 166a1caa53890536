import pytest
from django.db import IntegrityError
from django.utils import timezone

from playground.models import Comment
from tests.factories.playground import PlaygroundCommentFactory, PlaygroundPostFactory
from tests.playground.conftest import code_of


@pytest.fixture
def post(brand):
    return PlaygroundPostFactory(page=brand)


def ids(response):
    return [comment["id"] for comment in response.json()["items"]]


def test_comment_tells_author_parent_and_post(api, post, visitor):
    parent = PlaygroundCommentFactory(post=post, account=visitor, text="А у Львові?")
    reply = PlaygroundCommentFactory(post=post, account=None, parent=parent)
    said, answered = api.get("comments").json()["items"]
    assert said["author"] == {
        "kind": "account",
        "id": str(visitor.pk),
        "handle": None,
        "name": "Olena Tkachuk",
        "url": f"http://testserver/playground/people/{visitor.pk}/",
    }
    assert (said["text"], said["parent_id"], said["post_id"]) == ("А у Львові?", None, str(post.pk))
    assert (answered["id"], answered["parent_id"]) == (str(reply.pk), str(parent.pk))
    assert (answered["by_page"], answered["author"]["kind"]) == (True, "page")


def test_next_of_the_last_page_brings_what_arrives_later(api, post):
    first = PlaygroundCommentFactory(post=post)
    answer = api.get("comments").json()
    assert [comment["id"] for comment in answer["items"]] == [str(first.pk)]
    assert ids(api.get("comments", cursor=answer["next"])) == []
    late = PlaygroundCommentFactory(post=post)
    assert ids(api.get("comments", cursor=answer["next"])) == [str(late.pk)]


def test_comments_come_in_keyset_pages(api, post):
    expected = [str(PlaygroundCommentFactory(post=post).pk) for _ in range(3)]
    first = api.get("comments", limit=2)
    second = api.get("comments", limit=2, cursor=first.json()["next"])
    assert ids(first) + ids(second) == expected
    assert (first.json()["more"], second.json()["more"]) == (True, False)


def test_comments_since_a_time(api, post):
    old = PlaygroundCommentFactory(post=post)
    Comment.objects.filter(pk=old.pk).update(created_at="2026-01-01T00:00:00Z")
    fresh = PlaygroundCommentFactory(post=post)
    assert ids(api.get("comments", since="2026-02-01T00:00:00Z")) == [str(fresh.pk)]


def test_comments_of_other_pages_are_not_ours(api, post):
    PlaygroundCommentFactory()
    assert ids(api.get("comments")) == []


def test_comments_of_a_post(api, brand, post):
    PlaygroundCommentFactory(post=PlaygroundPostFactory(page=brand))
    mine = PlaygroundCommentFactory(post=post)
    assert ids(api.get(f"posts/{post.pk}/comments")) == [str(mine.pk)]


def test_comments_of_a_deleted_post_are_gone(api, post):
    comment = PlaygroundCommentFactory(post=post)
    post.deleted_at = timezone.now()
    post.save()
    assert ids(api.get("comments")) == []
    assert code_of(api.get(f"comments/{comment.pk}")) == "not_found"


def test_hidden_comment_is_seen_by_its_page_only(api, other_api, post):
    comment = PlaygroundCommentFactory(post=post)
    assert api.send("PATCH", f"comments/{comment.pk}", {"hidden": True}).json()["hidden"] is True
    assert [one["hidden"] for one in api.get("comments").json()["items"]] == [True]
    assert ids(other_api.get(f"posts/{post.pk}/comments")) == []
    assert code_of(other_api.get(f"comments/{comment.pk}")) == "not_found"


def test_hidden_comment_is_shown_again(api, other_api, post):
    comment = PlaygroundCommentFactory(post=post, hidden=True)
    api.send("PATCH", f"comments/{comment.pk}", {"hidden": False})
    assert ids(other_api.get(f"posts/{post.pk}/comments")) == [str(comment.pk)]


def test_page_answers_a_comment_and_the_counters_move(api, brand, post):
    comment = PlaygroundCommentFactory(post=post)
    response = api.post(f"comments/{comment.pk}/replies", {"text": "Так, щодня"})
    reply = Comment.objects.get(parent=comment)
    post.refresh_from_db()
    brand.refresh_from_db()
    assert (response.status_code, response.json()["id"]) == (201, str(reply.pk))
    assert (reply.text, reply.by_page, reply.root) == ("Так, щодня", True, comment)
    assert (post.comments, brand.comments) == (2, 2)


def test_answer_to_an_answer_keeps_the_conversation(api, post):
    root = PlaygroundCommentFactory(post=post)
    answer = PlaygroundCommentFactory(post=post, parent=root)
    api.post(f"comments/{answer.pk}/replies", {"text": "Так"})
    last = Comment.objects.latest("pk")
    assert (last.parent, last.root) == (answer, root)


def test_same_key_answers_the_first_reply(api, post):
    comment = PlaygroundCommentFactory(post=post)
    first = api.post(f"comments/{comment.pk}/replies", {"text": "Так"}, key="r-1")
    second = api.post(f"comments/{comment.pk}/replies", {"text": "Так"}, key="r-1")
    post.refresh_from_db()
    assert (first.status_code, second.status_code) == (201, 200)
    assert second.json() == first.json()
    assert post.comments == 2


def test_page_comments_under_its_own_post(api, post):
    response = api.post(f"posts/{post.pk}/comments", {"text": "Адреси у першому коментарі"}, key="first")
    assert (response.status_code, response.json()["parent_id"]) == (201, None)


def test_page_answers_under_another_pages_post_as_itself(api, brand):
    comment = PlaygroundCommentFactory()
    answer = api.post(f"comments/{comment.pk}/replies", {"text": "Ми поруч"}, key="k").json()
    reply = Comment.objects.get(parent=comment)
    assert (reply.page, reply.speaker, reply.account) == (comment.page, brand, None)
    assert (answer["page"], answer["author"]["handle"], answer["by_page"]) == (comment.page.handle, brand.handle, False)


def test_keys_of_two_pages_under_one_post_do_not_meet(api, other_api, post):
    first = api.post(f"posts/{post.pk}/comments", {"text": "a"}, key="k")
    second = other_api.post(f"posts/{post.pk}/comments", {"text": "b"}, key="k")
    assert (first.status_code, second.status_code) == (201, 201)


def test_comments_elsewhere_are_not_for_the_page_to_hide(api):
    comment = PlaygroundCommentFactory()
    assert code_of(api.send("PATCH", f"comments/{comment.pk}", {"hidden": True})) == "forbidden"


def test_hidden_comment_elsewhere_cannot_be_answered(api):
    comment = PlaygroundCommentFactory(hidden=True)
    assert code_of(api.post(f"comments/{comment.pk}/replies", {"text": "a"})) == "not_found"


@pytest.mark.parametrize("people", [(), ("account", "speaker")])
def test_database_wants_exactly_one_author(brand, post, visitor, people):
    everybody = {"account": visitor, "speaker": brand}
    with pytest.raises(IntegrityError, match="one_author"):
        Comment.objects.create(page=brand, post=post, text="a", **{name: everybody[name] for name in people})


@pytest.mark.parametrize(
    ("text", "code"),
    [("", "bad_value"), ("a\x00", "bad_value"), ("\udc00", "bad_value"), ("ї" * 1001, "too_long"), (None, "bad_value")],
)
def test_reply_refuses_bad_text(api, post, text, code):
    comment = PlaygroundCommentFactory(post=post)
    response = api.post(f"comments/{comment.pk}/replies", {"text": text})
    assert (response.status_code, code_of(response)) == (422, code)


def test_comment_that_does_not_exist(api):
    assert code_of(api.get("comments/1")) == "not_found"
    assert code_of(api.post("comments/1/replies", {"text": "a"})) == "not_found"
