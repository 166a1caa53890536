from datetime import timedelta

import pytest
from django.utils import timezone

from playground.models import Post
from tests.factories.playground import PlaygroundPostFactory
from tests.playground.conftest import code_of

FAMILY = "👨‍👩‍👧"


def test_publish_answers_the_post_and_its_address(api, brand):
    response = api.publish("Доброго ранку", link="https://example.org/a")
    post = Post.objects.get()
    assert response.status_code == 201
    assert response.json()["id"] == str(post.pk)
    assert response.json()["url"] == f"http://testserver/playground/posts/{post.pk}/"
    assert (post.page, post.text, post.link) == (brand, "Доброго ранку", "https://example.org/a")


def test_same_key_answers_the_first_post(api):
    first = api.publish("One", key="k-1")
    second = api.publish("One again", key="k-1")
    assert (first.status_code, second.status_code) == (201, 200)
    assert second.json() == first.json()
    assert Post.objects.count() == 1


def test_without_a_key_every_request_is_a_post(api):
    api.publish("One")
    api.publish("One")
    assert Post.objects.count() == 2


def test_keys_of_two_pages_do_not_meet(api, other_api):
    assert api.publish("One", key="k").status_code == 201
    assert other_api.publish("One", key="k").status_code == 201


def test_key_of_a_deleted_post_tells_it_was_deleted(api):
    post = api.publish("One", key="k").json()
    api.send("DELETE", f"posts/{post['id']}")
    again = api.publish("One", key="k")
    assert (again.status_code, again.json()["deleted"], again.json()["id"]) == (200, True, post["id"])


def test_publish_takes_two_thousand_characters_as_a_reader_counts_them(api):
    assert api.publish(FAMILY * 2000).status_code == 201
    too_long = api.publish(FAMILY * 2001)
    assert too_long.status_code == 422
    error = too_long.json()["error"]
    assert (error["code"], error["field"], error["limit"], error["length"]) == ("too_long", "text", 2000, 2001)


def test_stacked_accents_do_not_pass_for_short_text(api):
    assert code_of(api.publish("a" + "\u0301" * 30_000)) == "too_long"


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"text": ""}, "text"),
        ({"text": "   "}, "text"),
        ({"text": "a\x00b"}, "text"),
        ({"text": "cut \ud83d"}, "text"),
        ({"text": 7}, "text"),
        ({"text": "a", "link": "javascript:alert(1)"}, "link"),
        ({"text": "a", "link": "https://a b"}, "link"),
        ({"text": "a", "media_urls": ["ftp://a"]}, "media_urls"),
        ({"text": "a", "media_urls": "https://a"}, "media_urls"),
        ({"text": "a", "media_ids": ["unknown"]}, "media_ids"),
        ({"text": "a", "media_ids": ["nul\x00"]}, "media_ids"),
        ({"text": "a", "media_urls": ["https://example.org/a.png"] * 11}, "media_ids"),
    ],
)
def test_publish_names_the_field_it_refuses(api, fields, field):
    response = api.post("posts", fields)
    assert (response.status_code, response.json()["error"]["field"]) == (422, field)
    assert not Post.objects.exists()


def test_key_longer_than_the_limit_is_refused(api):
    response = api.publish("One", key="k" * 201)
    assert response.json()["error"] | {"message": ""} == {
        "code": "too_long",
        "message": "",
        "field": "Idempotency-Key",
        "limit": 200,
        "length": 201,
    }


@pytest.mark.parametrize("body", [b"{", b"[]", b'"a"', b"\xff", b"[" * 100_000])
def test_body_that_is_no_json_object_is_refused(api, body):
    response = api.client.post("/playground/api/posts", body, content_type="application/json")
    assert (response.status_code, code_of(response)) == (400, "bad_json")


def test_body_larger_than_the_network_takes_is_refused(api):
    response = api.publish("x" * 3_000_000)
    assert (response.status_code, code_of(response)) == (413, "too_large")


def test_posts_are_listed_newest_first_in_keyset_pages(api, brand):
    at = timezone.now()
    expected = [str(PlaygroundPostFactory(page=brand, created_at=at - timedelta(hours=n // 2)).pk) for n in range(5)]
    expected = [expected[1], expected[0], expected[3], expected[2], expected[4]]
    first = api.get("posts", limit=2).json()
    second = api.get("posts", limit=2, cursor=first["next"]).json()
    third = api.get("posts", limit=2, cursor=second["next"]).json()
    assert [post["id"] for answer in (first, second, third) for post in answer["items"]] == expected
    assert third["next"] is None


def test_posts_since_a_time(api, brand):
    now = timezone.now()
    PlaygroundPostFactory(page=brand, created_at=now - timedelta(hours=2))
    fresh = PlaygroundPostFactory(page=brand, created_at=now)
    items = api.get("posts", since=(now - timedelta(hours=1)).isoformat()).json()["items"]
    assert [post["id"] for post in items] == [str(fresh.pk)]


def test_since_understands_a_plus_that_became_a_space(api, brand):
    PlaygroundPostFactory(page=brand)
    assert len(api.get("posts?since=2020-01-01T00:00:00+02:00").json()["items"]) == 1


@pytest.mark.parametrize(
    "query",
    [
        {"since": "yesterday"},
        {"since": "2026-02-31T00:00:00Z"},
        {"since": "0001-01-01T00:00:00+23:59"},
        {"since": "\x00"},
        {"limit": "0"},
        {"limit": "201"},
        {"limit": "²"},
        {"cursor": "nonsense"},
        {"cursor": "WzFd"},
        {"cursor": "e30"},
    ],
)
def test_list_refuses_what_it_does_not_understand(api, query):
    response = api.get("posts", **query)
    assert (response.status_code, code_of(response)) == (422, "bad_value")


def test_another_page_reads_what_is_public(api, other_api, brand):
    shown = PlaygroundPostFactory(page=brand)
    hidden = PlaygroundPostFactory(page=brand, hidden=True)
    PlaygroundPostFactory(page=brand, deleted_at=timezone.now())
    assert [post["id"] for post in other_api.get("posts", page=brand.handle).json()["items"]] == [str(shown.pk)]
    assert other_api.get(f"posts/{hidden.pk}").status_code == 404
    assert [post["id"] for post in api.get("posts").json()["items"]] == [str(hidden.pk), str(shown.pk)]


def test_list_of_an_unknown_page_is_not_found(api):
    assert code_of(api.get("posts", page="nobody")) == "not_found"


def test_deleted_post_is_gone(api, brand):
    post = PlaygroundPostFactory(page=brand)
    assert api.send("DELETE", f"posts/{post.pk}").json() == {"id": str(post.pk), "deleted": True}
    assert code_of(api.get(f"posts/{post.pk}")) == "not_found"
    assert api.get("posts").json()["items"] == []


@pytest.mark.parametrize(("method", "body"), [("DELETE", {}), ("PATCH", {"hidden": True})])
def test_post_of_another_page_is_left_alone(api, method, body):
    post = PlaygroundPostFactory()
    response = api.send(method, f"posts/{post.pk}", body)
    post.refresh_from_db()
    assert (response.status_code, code_of(response)) == (403, "forbidden")
    assert (post.hidden, post.deleted_at) == (False, None)


def test_post_is_hidden_and_shown_again(api, brand):
    post = PlaygroundPostFactory(page=brand)
    assert api.send("PATCH", f"posts/{post.pk}", {"hidden": True}).json()["hidden"] is True
    assert api.send("PATCH", f"posts/{post.pk}", {"hidden": False}).json()["hidden"] is False


def test_hiding_wants_true_or_false(api, brand):
    post = PlaygroundPostFactory(page=brand)
    assert code_of(api.send("PATCH", f"posts/{post.pk}", {"hidden": "yes"})) == "bad_value"


def test_id_no_database_could_hold_is_not_found(api):
    assert code_of(api.get(f"posts/{10**30}")) == "not_found"
