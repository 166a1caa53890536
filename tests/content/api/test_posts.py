import datetime as dt

import pytest
from rest_framework.test import APIClient

from agency.permissions import Role
from content.models import Post, Publication, Review
from tests.factories.content import (
    MediaFactory,
    PictureFactory,
    TargetFactory,
    draft,
    submitted,
    tomorrow,
    with_client,
)
from tests.factories.people import people_around
from tests.factories.projects import AgreementFactory, ChannelFactory, ClientMemberFactory, GoalFactory

URL = "/api/v1/posts/"


def api(user):
    client = APIClient()
    client.force_login(user)
    return client


def errors(answer):
    return {(error["field"], error["code"]) for error in answer.json()["errors"]}


def fresh(post):
    return Post.objects.get(pk=post.pk)


def test_a_post_is_written_with_pages_pictures_and_a_time(people):
    channel, media = ChannelFactory(project=people.project), MediaFactory(project=people.project)
    day = tomorrow(people.project).isoformat()
    said = {
        "project": people.project.slug,
        "title": "Walk",
        "text": "  Words\n",
        "targets": [{"channel": channel.pk, "text": "Own"}],
        "pictures": [{"media": media.pk, "alt": "A spoon"}],
        "day": day,
        "time": "09:00",
    }
    answer = api(people.copywriter).post(URL, said)
    row = answer.json()
    assert answer.status_code == 201
    assert (row["status"], row["text"], row["day"], row["revision"]) == ("draft", "  Words\n", day, 0)
    assert (row["targets"][0]["text"], row["pictures"][0]["alt"]) == ("Own", "A spoon")
    assert [move["name"] for move in row["transitions"]] == ["submit", "archive"]
    assert Post.objects.get().scheduled_at


def test_the_same_key_writes_one_post(people):
    said = {"project": people.project.slug, "title": "Walk"}
    browser = api(people.copywriter)
    first, second = (browser.post(URL, said, headers={"Idempotency-Key": "k"}) for _ in range(2))
    assert first.json()["id"] == second.json()["id"]
    assert Post.objects.count() == 1


@pytest.mark.parametrize(
    ("role", "status"),
    [("moderator", 403), ("approver", 403), ("expert", 403), ("outsider", 422), ("foreign_client", 422)],
)
def test_writing_is_for_writers(people, role, status):
    answer = api(getattr(people, role)).post(URL, {"project": people.project.slug, "title": "Walk"})
    assert answer.status_code == status
    assert not Post.objects.exists()


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"title": ""}, "title"),
        ({"title": "x" * 161}, "title"),
        ({"title": "a\x00b"}, "title"),
        ({"text": "x" * 65_001}, "text"),
        ({"day": "2026-13-01"}, "day"),
        ({"day": "2020-01-01", "time": "09:00"}, "time"),
        ({"day": "2027-03-28", "time": "03:30"}, "time"),
        ({"targets": [{"channel": 999_999}]}, "targets.0.channel"),
        ({"targets": "x"}, "targets"),
        ({"link": "javascript:alert(1)"}, "link"),
        ({"value_kind": "funny"}, "value_kind"),
        ({"goal": 999_999}, "goal"),
        ({"fold": 7}, "fold"),
    ],
)
def test_bad_input_is_named(people, said, field):
    answer = api(people.copywriter).post(URL, {"project": people.project.slug, "title": "Walk"} | said)
    assert answer.status_code == 422
    assert field in {name for name, _ in errors(answer)}
    assert not Post.objects.exists()


def test_half_a_character_is_named(people):
    said = f'{{"project": "{people.project.slug}", "title": "Walk", "text": "\\ud800"}}'
    answer = api(people.copywriter).generic("POST", URL, said, content_type="application/json")
    assert errors(answer) == {("text", "surrogate_characters_not_allowed")}


@pytest.mark.parametrize("name", ["goal", "targets", "pictures"])
def test_what_belongs_to_another_project_of_mine_is_refused(people, name):
    other = people_around()
    value = {
        "goal": lambda: GoalFactory(project=other.project).pk,
        "targets": lambda: [{"channel": ChannelFactory(project=other.project).pk}],
        "pictures": lambda: [{"media": MediaFactory(project=other.project).pk}],
    }[name]()
    answer = api(people.head).post(URL, {"project": people.project.slug, "title": "Walk", name: value})
    assert errors(answer) == {(name, "other_project")}


def test_a_change_says_which_revision_it_read(people):
    post, browser = draft(people), api(people.copywriter)
    assert errors(browser.patch(f"{URL}{post.pk}/", {"text": "New"})) == {("revision", "required")}
    row = browser.patch(f"{URL}{post.pk}/", {"text": "New", "revision": 0}).json()
    assert (row["text"], row["revision"], fresh(post).text) == ("New", 1, "New")


def test_a_stale_change_overwrites_nothing(people):
    post, browser = draft(people), api(people.copywriter)
    browser.patch(f"{URL}{post.pk}/", {"text": "Theirs", "revision": 0})
    answer = browser.patch(f"{URL}{post.pk}/", {"text": "Mine", "revision": 0})
    assert answer.status_code == 409
    assert fresh(post).text == "Theirs"


def test_a_post_does_not_move_to_another_project(people):
    post, other = draft(people), people_around()
    api(people.head).patch(f"{URL}{post.pk}/", {"project": other.project.slug, "revision": 0})
    assert fresh(post).project == people.project


@pytest.mark.parametrize(
    ("role", "status"),
    [("moderator", 403), ("approver", 404), ("expert", 404), ("outsider", 404), ("foreign_client", 404)],
)
def test_changing_is_for_writers(people, role, status):
    post = draft(people)
    answer = api(getattr(people, role)).patch(f"{URL}{post.pk}/", {"text": "Not mine", "revision": 0})
    assert answer.status_code == status
    assert fresh(post).text == post.text


def test_the_whole_way_by_api(people):
    AgreementFactory(client=people.project.client)
    post = draft(people)
    path = f"{URL}{post.pk}/"
    assert api(people.copywriter).post(f"{path}submit/").json()["status"] == "in_review"
    said = {"version": 1, "value": "informational"}
    assert api(people.manager).post(f"{path}pass-review/", said).json()["status"] == "with_client"
    row = api(people.approver).post(f"{path}approve/", {"version": 1}).json()
    assert (row["status"], row["approved_hash"]) == ("approved", row["content_hash"])
    plan = {"day": tomorrow(people.project).isoformat(), "time": "09:00"}
    api(people.manager).post(f"{path}schedule/", plan)
    assert Publication.objects.scheduled().get().due_at == fresh(post).scheduled_at


def test_submission_names_what_is_missing(people):
    post = draft(people, value_kind="", value_sentence="")
    answer = api(people.copywriter).post(f"{URL}{post.pk}/submit/")
    assert answer.status_code == 422
    assert {name for name, _ in errors(answer)} == {"value_kind", "value_sentence"}


def test_a_yes_to_an_old_version_is_refused(people):
    version = with_client(people, day=tomorrow(people.project), time=dt.time(9))
    plan = {"day": tomorrow(people.project, 2).isoformat(), "time": "09:00"}
    api(people.manager).post(f"{URL}{version.post_id}/schedule/", plan)
    answer = api(people.approver).post(f"{URL}{version.post_id}/approve/", {"version": version.number})
    assert answer.status_code == 409
    assert fresh(version.post).status == "with_client"


@pytest.mark.parametrize(
    ("said", "field"),
    [({"value": "informational"}, "version"), ({"version": 9, "value": "informational"}, "version"),
     ({"version": 1, "value": "fun"}, "value"), ({"version": 1, "value": "none"}, "comment")],
)  # fmt: skip
def test_a_verdict_with_bad_input_is_named(people, said, field):
    version = submitted(people)
    answer = api(people.manager).post(f"{URL}{version.post_id}/return-to-author/", said)
    assert answer.status_code == 422
    assert field in {name for name, _ in errors(answer)}
    assert not Review.objects.exists()


MOVES = {
    "submit": ({}, {"moderator": 403, "approver": 404, "outsider": 404}),
    "archive": ({}, {"moderator": 403, "approver": 404, "outsider": 404}),
    "schedule": ({"day": "2030-01-01", "time": "09:00"}, {"moderator": 403, "approver": 404, "outsider": 404}),
    "unschedule": ({}, {"moderator": 403, "approver": 404, "outsider": 404}),
}


@pytest.mark.parametrize(("verb", "role"), [(verb, role) for verb, (_, roles) in MOVES.items() for role in roles])
def test_moves_of_a_draft_ask_for_their_permission(people, verb, role):
    said, roles = MOVES[verb]
    post = draft(people)
    assert api(getattr(people, role)).post(f"{URL}{post.pk}/{verb}/", said).status_code == roles[role]
    assert (fresh(post).status, fresh(post).day) == ("draft", None)


@pytest.mark.parametrize("role", ["head", "manager", "copywriter", "moderator"])
def test_nobody_of_the_agency_answers_for_the_client(people, role):
    version = with_client(people)
    answer = api(getattr(people, role)).post(f"{URL}{version.post_id}/approve/", {"version": 1})
    assert answer.status_code == 403
    assert fresh(version.post).status == "with_client"


def test_nobody_reviews_their_own_post_by_api(people):
    version = submitted(people)
    Post.objects.filter(pk=version.post_id).update(author=people.manager)
    said = {"version": 1, "value": "informational"}
    assert api(people.manager).post(f"{URL}{version.post_id}/pass-review/", said).status_code == 403
    assert fresh(version.post).status == "in_review"


def test_the_list_is_mine_and_filtered_by_days(people):
    draft(people_around(), title="Foreign")
    inside = draft(people, title="Inside", day=tomorrow(people.project, 2), time=dt.time(9))
    draft(people, title="Outside", day=tomorrow(people.project, 5), time=dt.time(9))
    query = {"day_from": tomorrow(people.project, 1).isoformat(), "day_to": tomorrow(people.project, 3).isoformat()}
    rows = api(people.manager).get(URL, query).json()["results"]
    assert [row["id"] for row in rows] == [inside.pk]


def test_the_client_lists_only_what_was_shared(people):
    draft(people)
    shared = with_client(people)
    assert [row["id"] for row in api(people.approver).get(URL).json()["results"]] == [shared.post_id]
    assert api(people.expert).get(URL).json()["results"] == []


def test_a_clients_author_sees_their_own_draft(people):
    author = ClientMemberFactory(client=people.project.client, role=Role.AUTHOR).user
    draft(people)
    mine = api(author).post(URL, {"project": people.project.slug, "title": "Ours"}).json()["id"]
    assert [row["id"] for row in api(author).get(URL).json()["results"]] == [mine]


def test_the_list_takes_the_same_queries_for_one_post_and_three(people, queries):
    browser, counts = api(people.manager), []
    for number in (1, 3):
        for _ in range(number):
            post = draft(people)
            TargetFactory(post=post)
            PictureFactory(post=post)
        counts.append(queries(lambda: browser.get(URL)))
    assert counts[0] == counts[1]
