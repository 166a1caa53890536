import json
import threading
import time
from concurrent.futures import ThreadPoolExecutor

import httpx
import pytest

from playground import faults
from playground.models import Comment, FaultSwitch, Kind, Operation, Post
from playground.services.faults import switch_off, switch_on
from tests.factories.playground import PlaygroundCommentFactory, PlaygroundPageFactory, PlaygroundPostFactory
from tests.playground.conftest import code_of

OUTAGES = [
    (Kind.TOKEN_EXPIRED, 401, "token_expired"),
    (Kind.RATE_LIMIT, 429, "rate_limited"),
    (Kind.ERROR, 500, "unavailable"),
    (Kind.UNAVAILABLE, 503, "unavailable"),
]


@pytest.mark.parametrize(("kind", "status", "code"), OUTAGES)
def test_outage_answers_its_error_and_stores_nothing(api, brand, kind, status, code):
    switch_on(page=brand, kind=kind)
    response = api.publish("One")
    assert (response.status_code, code_of(response)) == (status, code)
    assert not Post.objects.exists()


def test_rate_limit_says_when_to_come_back(api, brand):
    switch_on(page=brand, kind=Kind.RATE_LIMIT, retry_after=7)
    response = api.publish("One")
    assert (response["Retry-After"], response.json()["error"]["retry_after"]) == ("7", 7)


def test_web_page_instead_of_json_looks_like_success(api, brand):
    switch_on(page=brand, kind=Kind.HTML)
    response = api.publish("One")
    assert (response.status_code, response["Content-Type"]) == (200, "text/html; charset=utf-8")
    assert not Post.objects.exists()


def test_latency_delays_the_right_answer(api, brand):
    switch_on(page=brand, kind=Kind.LATENCY, latency_ms=120)
    begun = time.monotonic()
    assert api.publish("One").status_code == 201
    assert time.monotonic() - begun >= 0.12


def test_latency_comes_on_top_of_another_fault(api, brand):
    switch_on(page=brand, kind=Kind.LATENCY, latency_ms=50)
    switch_on(page=brand, kind=Kind.ERROR)
    begun = time.monotonic()
    assert api.publish("One").status_code == 500
    assert time.monotonic() - begun >= 0.05


def test_fault_with_a_count_is_used_up(api, brand):
    switch_on(page=brand, kind=Kind.ERROR, remaining=2)
    assert [api.publish("One").status_code for _ in range(4)] == [500, 500, 201, 201]


def test_fault_touches_only_its_page(api, other_api, brand):
    switch_on(page=brand, kind=Kind.ERROR)
    assert other_api.publish("One").status_code == 201


@pytest.mark.parametrize(
    ("operation", "broken"),
    [
        (Operation.PUBLISH, {"publish"}),
        (Operation.READ, {"read"}),
        (Operation.COMMENT, {"comment"}),
        (Operation.METRICS, {"metrics"}),
    ],
)
def test_fault_touches_only_its_operation(api, brand, operation, broken):
    comment = PlaygroundCommentFactory(post=PlaygroundPostFactory(page=brand))
    switch_on(page=brand, kind=Kind.UNAVAILABLE, operations=[operation])
    answers = {
        "publish": api.publish("One"),
        "read": api.get("comments"),
        "comment": api.post(f"comments/{comment.pk}/replies", {"text": "Так"}),
        "metrics": api.get("metrics"),
    }
    assert {name for name, response in answers.items() if response.status_code == 503} == broken


def test_switched_off_fault_is_over(api, brand):
    switch_on(page=brand, kind=Kind.ERROR)
    switch_off(page=brand, kind=Kind.ERROR)
    assert api.publish("One").status_code == 201


def test_lost_502_stores_the_post_and_hides_the_answer(api, brand):
    switch_on(page=brand, kind=Kind.LOST_502, remaining=1)
    assert api.publish("One", key="k").status_code == 502
    again = api.publish("One", key="k")
    assert (again.status_code, again.json()["id"]) == (200, str(Post.objects.get().pk))


def test_refused_request_uses_up_no_lost_answer(api, brand):
    switch_on(page=brand, kind=Kind.LOST_502, remaining=1)
    assert code_of(api.publish("")) == "bad_value"
    assert FaultSwitch.objects.get().remaining == 1


def test_every_operation_of_the_api_may_fail(api, brand):
    switch_on(page=brand, kind=Kind.ERROR)
    post = PlaygroundPostFactory(page=brand)
    reads = ["me", "metrics", "posts", f"posts/{post.pk}", f"posts/{post.pk}/metrics", "comments", "search?q=a"]
    assert {api.get(address).status_code for address in reads} == {500}


# On a real line


def test_lost_line_stores_the_post_and_drops_the_connection(wire, brand):
    switch_on(page=brand, kind=Kind.LOST_LINE, remaining=1)
    network = wire(brand)
    with pytest.raises(httpx.RemoteProtocolError, match="without sending a response"):
        network.post("posts", json={"text": "One"}, headers={"Idempotency-Key": "k"})
    again = network.post("posts", json={"text": "One"}, headers={"Idempotency-Key": "k"})
    assert (again.status_code, again.json()["id"]) == (200, str(Post.objects.get().pk))


def test_lost_line_of_a_reply_stores_the_reply(wire, brand):
    comment = PlaygroundCommentFactory(post=PlaygroundPostFactory(page=brand))
    switch_on(page=brand, kind=Kind.LOST_LINE, operations=[Operation.COMMENT], remaining=1)
    network = wire(brand)
    with pytest.raises(httpx.RemoteProtocolError):
        network.post(f"comments/{comment.pk}/replies", json={"text": "Так"})
    assert [reply["text"] for reply in network.get("comments").json()["items"]][1:] == ["Так"]
    assert Comment.objects.count() == 2


def test_hanging_request_outlasts_the_callers_patience_and_stores_nothing(wire, brand, monkeypatch):
    monkeypatch.setattr(faults, "HANG_SECONDS", 1)
    switch_on(page=brand, kind=Kind.HANG)
    with pytest.raises(httpx.ReadTimeout):
        wire(brand, timeout=0.3).post("posts", json={"text": "One"})
    assert not Post.objects.exists()


def test_hanging_request_ends_with_a_dropped_line(wire, brand, monkeypatch):
    monkeypatch.setattr(faults, "HANG_SECONDS", 0.2)
    switch_on(page=brand, kind=Kind.HANG)
    with pytest.raises(httpx.RemoteProtocolError):
        wire(brand).post("posts", json={"text": "One"})


def test_only_a_few_requests_may_hang_at_once(wire, brand, monkeypatch):
    monkeypatch.setattr(faults, "HANG_SECONDS", 2)
    monkeypatch.setattr(faults, "_room_to_hang", threading.BoundedSemaphore(3))
    switch_on(page=brand, kind=Kind.HANG)

    def publish(_):
        begun = time.monotonic()
        with pytest.raises(httpx.RemoteProtocolError):
            wire(brand).post("posts", json={"text": "One"})
        return time.monotonic() - begun

    with ThreadPoolExecutor(8) as pool:
        waits = list(pool.map(publish, range(8)))
    assert sum(wait >= 2 for wait in waits) == 3


def test_count_is_exact_under_simultaneous_requests(wire, brand):
    switch_on(page=brand, kind=Kind.ERROR, remaining=7)

    def publish(_):
        return wire(brand).post("posts", json={"text": "One"}).status_code

    with ThreadPoolExecutor(10) as pool:
        answers = sorted(pool.map(publish, range(20)))
    assert answers == [201] * 13 + [500] * 7


# Over the API


def test_fault_is_switched_on_over_the_api(api, brand):
    response = api.send("PUT", "faults/rate_limit", {"operations": ["publish"], "remaining": 3, "retry_after": 5})
    assert response.json() == {
        "kind": "rate_limit",
        "on": True,
        "operations": ["publish"],
        "remaining": 3,
        "latency_ms": 1000,
        "retry_after": 5,
    }
    assert api.publish("One").status_code == 429


def test_switches_are_reached_while_everything_fails(api, brand):
    for kind in (Kind.ERROR, Kind.TOKEN_EXPIRED):
        switch_on(page=brand, kind=kind)
    assert [fault["kind"] for fault in api.get("faults").json()["items"]] == ["error", "token_expired"]
    assert api.send("DELETE", "faults/error").json() == {"kind": "error", "on": False}
    assert api.send("DELETE", "faults").json() == {"items": []}
    assert not FaultSwitch.objects.exists()


def test_switching_on_again_replaces_the_setting(api, brand):
    api.send("PUT", "faults/error", {"remaining": 3})
    api.send("PUT", "faults/error", {"operations": ["read"]})
    fault = FaultSwitch.objects.get()
    assert (fault.remaining, fault.operations) == (None, ["read"])


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"operations": ["dance"]}, "operations"),
        ({"operations": ["publish\x00"]}, "operations"),
        ({"remaining": "3"}, "remaining"),
        ({"remaining": -1}, "remaining"),
        ({"latency_ms": 30_001}, "latency_ms"),
        ({"retry_after": True}, "retry_after"),
        ({"retry_after": None}, "retry_after"),
        ({"remaining": 10**30}, "remaining"),
    ],
)
def test_fault_refuses_a_setting_it_does_not_know(api, body, field):
    response = api.send("PUT", "faults/latency", body)
    assert (response.status_code, response.json()["error"]["field"]) == (422, field)


def test_unknown_kind_of_fault(api):
    assert code_of(api.send("PUT", "faults/earthquake")) == "not_found"


def test_faults_are_the_pages_own(api, other_api, brand):
    api.send("PUT", "faults/error")
    assert json.loads(other_api.get("faults").content) == {"items": []}
    other_api.send("DELETE", "faults")
    assert brand.faults.count() == 1


def test_page_has_one_switch_of_a_kind(brand):
    switch_on(page=brand, kind=Kind.ERROR)
    switch_on(page=PlaygroundPageFactory(), kind=Kind.ERROR)
    switch_on(page=brand, kind=Kind.ERROR)
    assert FaultSwitch.objects.count() == 2
