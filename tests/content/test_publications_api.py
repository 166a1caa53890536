import datetime as dt

import pytest
from django.utils import timezone
from rest_framework.test import APIClient

from content.models import Metric, Post, Publication
from projects.delivery import run
from tests.factories.people import people_around
from tests.factories.projects import ChannelFactory
from tests.factories.publishing import fresh, ready

pytestmark = pytest.mark.django_db
Status = Publication.Status
URL = "/api/v1/publications/"


@pytest.fixture
def people():
    return people_around()


@pytest.fixture
def api(people):
    """The manager's client."""
    client = APIClient()
    client.force_login(people.manager)
    return client


def of(people, *, status=Status.FAILED, **fields):
    return ready(channel=ChannelFactory(project=people.project), status=status, **fields)


def test_publication_comes_with_its_attempts_in_words_and_what_may_be_done(api, people):
    publication = of(people, error_kind="rejected", error_text="Too long.")
    publication.new_attempt(number=1, outcome="rejected", text="Too long.").save()
    said = api.get(f"{URL}{publication.pk}/").json()
    assert (said["status"], said["project"], said["needs_person"]) == ("failed", people.project.slug, True)
    assert said["attempts"][0]["sentence"] == "Playground refused it: Too long."
    assert [move["name"] for move in said["transitions"]] == ["retry", "confirm_by_hand", "cancel"]


def test_list_has_mine_newest_first_and_nobody_elses(api, people):
    first, second = of(people), of(people)
    ready()
    assert [row["id"] for row in api.get(URL).json()["results"]] == [second.pk, first.pk]


def test_list_is_filtered_by_state_and_project(api, people):
    failed = of(people)
    of(people, status=Status.WAITING)
    assert [row["id"] for row in api.get(URL, {"status": "failed"}).json()["results"]] == [failed.pk]
    assert api.get(URL, {"project": "nothing"}).json()["results"] == []


def test_list_costs_the_same_with_one_row_and_with_three(api, people, django_assert_max_num_queries):
    counts = []
    for _ in range(2):
        of(people).new_attempt(number=1).save()
        with django_assert_max_num_queries(30) as queries:
            api.get(URL)
        counts.append(len(queries))
        of(people).new_attempt(number=1).save()
    assert counts[0] == counts[1]


def test_retry_is_sent_by_the_next_tick(api, people, network):
    publication = of(people)
    assert api.post(f"{URL}{publication.pk}/retry/").json()["status"] == "waiting"
    run(Publication)
    assert fresh(publication).status == Status.PUBLISHED


def test_cancelled_is_not_sent(api, people, network):
    publication = of(people, status=Status.WAITING)
    assert api.post(f"{URL}{publication.pk}/cancel/").json()["status"] == "cancelled"
    run(Publication)
    assert network.sent == []


def test_move_that_comes_too_late_is_a_conflict(api, people):
    publication = of(people, status=Status.PUBLISHED, remote_id="1")
    answer = api.post(f"{URL}{publication.pk}/retry/")
    assert (answer.status_code, answer.json()["errors"][0]["code"]) == (409, "moved_meanwhile")


def test_what_may_not_go_is_refused_with_the_reason(api, people):
    publication = of(people)
    people.project.pause()
    people.project.save()
    answer = api.post(f"{URL}{publication.pk}/retry/")
    assert (answer.status_code, answer.json()["errors"][0]["code"]) == (422, "refused")


@pytest.mark.parametrize("url", ["", "nothing", "https://example.org/posts/1", "https://example.org/\x00", 7])
def test_wrong_proof_names_its_field(api, people, url):
    publication = of(people)
    answer = api.post(f"{URL}{publication.pk}/confirm-by-hand/", {"url": url}, format="json")
    assert (answer.status_code, answer.json()["errors"][0]["field"]) == (422, "url")


@pytest.mark.parametrize(
    ("who", "seen", "retried"),
    [("outsider", 404, 404), ("foreign_client", 404, 404), ("approver", 403, 403), ("copywriter", 200, 403)],
)
def test_others_see_and_decide_what_is_theirs(people, who, seen, retried):
    publication = of(people)
    client = APIClient()
    client.force_login(getattr(people, who))
    answers = (client.get(f"{URL}{publication.pk}/"), client.post(f"{URL}{publication.pk}/retry/"))
    assert [answer.status_code for answer in answers] == [seen, retried]
    assert fresh(publication).status == Status.FAILED


def test_metrics_are_listed_with_their_formula_inputs(api, people):
    publication = of(people, status=Status.PUBLISHED, remote_id="1")
    Metric.objects.create(publication=publication, at=publication.due_at, likes=30, comments=10, followers=2000)
    Metric.objects.create(publication=ready(), at=publication.due_at, likes=1)
    rows = api.get("/api/v1/metrics/", {"project": people.project.slug}).json()["results"]
    assert [(row["actions"], row["followers"], row["engagement_rate"]) for row in rows] == [(40, 2000, "0.020000")]


def test_publications_are_not_made_here(api):
    assert api.post(URL, {}).status_code == 405


def test_another_time_is_given_on_the_wall_clock_of_the_post(api, people):
    publication = of(people, status=Status.WAITING, due_in=-7200)
    day = timezone.localdate() + dt.timedelta(days=3)
    answer = api.post(f"{URL}{publication.pk}/plan-again/", {"day": f"{day}", "time": "09:30"})
    post = Post.objects.get(pk=publication.post_id)
    assert (answer.status_code, post.day, f"{post.time:%H:%M}") == (200, day, "09:30")


def test_what_the_picture_shows_sends_it_again(api, people):
    asked = {"error_kind": "captcha", "captcha": {"sid": "7", "image_url": "https://n.example/7"}}
    publication = of(people, status=Status.ASKED, **asked)
    answer = api.post(f"{URL}{publication.pk}/answer-captcha/", {"answer": "x7kd"})
    assert (answer.json()["status"], fresh(publication).captcha) == ("waiting", {"sid": "7", "answer": "x7kd"})
