from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from playground.services.pages import register_page, renew_token
from tests.factories.playground import PlaygroundCommentFactory, PlaygroundPostFactory
from tests.playground.conftest import code_of


def test_me_tells_the_page_and_when_its_token_runs_out(api, brand):
    brand.token_expires_at = timezone.now() + timedelta(days=3)
    brand.save()
    answer = api.get("me").json()
    assert answer["page"]["handle"] == brand.handle
    assert answer["token"]["expires_at"][:10] == brand.token_expires_at.date().isoformat()


@pytest.mark.parametrize("header", ["", "Bearer", "Bearer unknown", "Basic abc", "Bearer \xff"])
def test_caller_without_a_pages_token_is_refused(db, header):
    response = Client(HTTP_AUTHORIZATION=header).get("/playground/api/me")
    assert (response.status_code, code_of(response)) == (401, "token_invalid")
    assert response["WWW-Authenticate"] == "Bearer"


def test_expired_token_is_named_as_such(api, brand):
    brand.token_expires_at = timezone.now()
    brand.save()
    response = api.publish("One")
    assert (response.status_code, code_of(response)) == (401, "token_expired")
    assert not brand.posts.exists()


def test_renewed_token_ends_the_old_one(db):
    brand, old = register_page(handle="lastivka", name="Lastivka")
    new = renew_token(page=brand)
    assert Client(HTTP_AUTHORIZATION=f"Bearer {old}").get("/playground/api/me").status_code == 401
    assert Client(HTTP_AUTHORIZATION=f"bearer {new}").get("/playground/api/me").status_code == 200


def test_limits_need_no_token(db):
    answer = Client().get("/playground/api/limits").json()
    assert (answer["post"]["text"], answer["comment"]["text"]) == (2000, 1000)


def test_metrics_of_a_post_are_its_counters_and_the_followers_now(api, brand):
    brand.followers = 400
    brand.save()
    post = PlaygroundPostFactory(page=brand, likes=12, shares=3, views=250)
    PlaygroundCommentFactory(post=post)
    answer = api.get(f"posts/{post.pk}/metrics").json()
    assert answer.pop("measured_at")
    assert answer == {"id": str(post.pk), "likes": 12, "comments": 1, "shares": 3, "views": 250, "followers": 400}


def test_metrics_of_another_page_are_its_own_business(api):
    assert code_of(api.get(f"posts/{PlaygroundPostFactory().pk}/metrics")) == "forbidden"


def test_metrics_of_the_page_are_sums_over_standing_posts(api, brand):
    PlaygroundPostFactory(page=brand, likes=2, views=10)
    PlaygroundPostFactory(page=brand, likes=3, shares=1, views=5)
    PlaygroundPostFactory(page=brand, likes=100, deleted_at=timezone.now())
    answer = api.get("metrics").json()
    assert answer.pop("measured_at")
    assert answer == {"followers": 0, "posts": 2, "likes": 5, "comments": 0, "shares": 1, "views": 15}


def test_unknown_address_answers_in_the_one_shape(api):
    response = api.get("friends")
    assert (response.status_code, code_of(response)) == (404, "not_found")


def test_unknown_method_says_which_are_known(api):
    response = api.send("PUT", "posts")
    assert (response.status_code, code_of(response), response["Allow"]) == (405, "method_not_allowed", "GET, POST")


@pytest.mark.parametrize("address", ["posts?page=%00", "posts/%00", "search?q=%00", "comments?cursor=%00", "%00"])
def test_nul_in_an_address_is_refused_in_the_one_shape(api, address):
    response = api.client.get(f"/playground/api/{address}")
    assert response.status_code in (404, 422)
    assert code_of(response) in ("not_found", "bad_value")
