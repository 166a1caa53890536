import datetime as dt

import pytest
from django.urls import reverse
from rest_framework.test import APIClient

from content.models import Publication
from projects.models import Channel, Pause
from tests.factories.people import people_around
from tests.factories.projects import ChannelFactory
from tests.factories.publishing import fresh, ready

pytestmark = pytest.mark.django_db
Status = Publication.Status
PAGE = "content:publications"


@pytest.fixture
def people():
    return people_around()


def of(people, state="connected", **fields):
    return ready(channel=ChannelFactory(project=people.project, state=state), **fields)


def test_trouble_is_counted_by_cause_over_all_projects(client, people):
    of(people, status=Status.ASKED, error_kind="by_hand", due_at=None)
    of(people, status=Status.ASKED, error_kind="captcha")
    of(people, due_in=-7200)
    of(people, due_in=-7200, state=Channel.State.BROKEN)
    put_off = of(people, due_in=-3600)
    just_put_off = of(people, due_in=-60)
    for row in (put_off, just_put_off):
        Publication.objects.filter(pk=row.pk).update(
            due_at=row.due_at + dt.timedelta(hours=4), error_kind="rate_limited"
        )
    for kind in ("unavailable", "rejected", "permission"):
        of(people, status=Status.FAILED, error_kind=kind)
    ready(status=Status.FAILED)
    client.force_login(people.manager)
    counted = {row["cause"].name: row["count"] for row in client.get(reverse(PAGE)).context["causes"]}
    assert counted == {"captcha": 1, "by_hand": 1, "access": 1, "missed": 1, "late": 1, "network": 1, "refused": 2}


def test_one_cause_shows_its_own_with_its_one_action(client, people):
    passing, _ = of(people, status=Status.FAILED, error_kind="unavailable"), of(people, status=Status.FAILED)
    client.force_login(people.manager)
    page = client.get(reverse(PAGE), {"cause": "network"})
    assert [row["publication"] for row in page.context["rows"]] == [passing]
    assert reverse("content:publications-retry") in page.content.decode()


def test_all_that_failed_for_the_networks_sake_is_sent_again_and_nothing_else(client, people):
    passing = [of(people, status=Status.FAILED, error_kind="unavailable") for _ in range(2)]
    refused = of(people, status=Status.FAILED, error_kind="rejected")
    foreign = ready(status=Status.FAILED, error_kind="unavailable")
    client.force_login(people.manager)
    client.post(reverse("content:publications-retry"))
    assert [fresh(row).status for row in passing] == [Status.WAITING] * 2
    assert {fresh(refused).status, fresh(foreign).status} == {Status.FAILED}


def test_who_may_not_send_sends_nothing_again(client, people):
    passing = of(people, status=Status.FAILED, error_kind="unavailable")
    client.force_login(people.copywriter)
    client.post(reverse("content:publications-retry"))
    assert fresh(passing).status == Status.FAILED


def test_channel_says_what_went_last_what_failed_last_and_what_waits(client, people):
    out = of(people, status=Status.PUBLISHED, remote_id="1")
    Publication.objects.filter(pk=out.pk).update(published_at=out.due_at)
    bad = ready(channel=out.channel, due_in=60)
    bad.new_attempt(number=1, outcome="unavailable", text="Cannot be reached.").save()
    client.force_login(people.moderator)
    page = client.get(reverse("content:project-channels", args=[people.project.slug]))
    (row,) = page.context["page"].rows
    assert (row.last_success, row.failure, row.queue) == (out.due_at, "Cannot be reached.", 1)


def test_channels_cost_the_same_with_one_and_with_three(client, people, django_assert_max_num_queries):
    client.force_login(people.manager)
    counts = []
    for _ in range(2):
        of(people, due_in=60)
        client.get(reverse("content:channels"))
        with django_assert_max_num_queries(16) as queries:
            client.get(reverse("content:channels"))
        counts.append(len(queries))
        of(people, due_in=60)
    assert counts[0] == counts[1]


# --- pauses for programs --------------------------------------------------------------------------------------------


@pytest.fixture
def api(people):
    api = APIClient()
    api.force_login(people.manager)
    return api


def test_program_stops_and_resumes_a_project(api, people):
    wanted = {"scope": "project", "project": people.project.slug, "reason": "A leak."}
    made = api.post("/api/v1/pauses/", wanted).json()
    assert (made["is_active"], made["by"], made["project"]) == (True, str(people.manager), people.project.slug)
    assert api.post(f"/api/v1/pauses/{made['id']}/resume/").json()["is_active"] is False
    assert api.post(f"/api/v1/pauses/{made['id']}/resume/").status_code == 409


def test_program_of_a_manager_stops_nothing_wider_and_no_strangers_project(api, people):
    stranger = ready().project
    answers = [
        api.post("/api/v1/pauses/", {"scope": "agency", "reason": "A leak."}),
        api.post("/api/v1/pauses/", {"scope": "project", "project": stranger.slug, "reason": "A leak."}),
        api.post("/api/v1/pauses/", {"scope": "project", "reason": "A leak."}),
    ]
    assert [answer.status_code for answer in answers] == [403, 422, 422]
    assert not Pause.objects.exists()


@pytest.mark.parametrize(("who", "offered"), [("manager", True), ("copywriter", False)])
def test_lost_page_has_its_way_out_for_who_may_connect(client, people, who, offered):
    lost = of(people, due_in=-7200, state=Channel.State.BROKEN)
    Channel.objects.filter(pk=lost.channel_id).update(trouble="The token is dead.")
    client.force_login(getattr(people, who))
    way_out = reverse("projects:channel-reconnect", args=[people.project.slug, lost.channel_id])
    pages = [reverse(name) for name in (PAGE, "content:channels", "projects:access")]
    assert [way_out in client.get(page).content.decode() for page in pages] == [offered] * 3
