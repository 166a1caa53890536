import datetime as dt

import pytest
from django.utils import timezone
from rest_framework.test import APIClient

from content.models import Metric, Publication
from tests.factories.projects import ChannelFactory
from tests.factories.publishing import ready

pytestmark = pytest.mark.django_db
METRICS = "/api/v1/metrics/"


def api(user):
    client = APIClient()
    client.force_login(user)
    return client


def out(people, network="tiktok"):
    channel = ChannelFactory(project=people.project, network=network)
    publication = ready(channel=channel, status="published", remote_id="7")
    moment = timezone.now() - dt.timedelta(days=5)
    Publication.objects.filter(pk=publication.pk).update(published_at=moment)
    return publication


def test_counts_are_typed_and_say_that_they_were(people):
    given = {"publication": out(people).pk, "day": people.project.today.isoformat(), "likes": 30, "followers": 1000}
    made = api(people.copywriter).post(METRICS, given, format="json")
    said = made.json()
    assert (made.status_code, said["source"], said["day"], said["actions"], said["engagement_rate"]) == (
        201, "by_hand", given["day"], 30, "0.030000",
    )  # fmt: skip


def test_second_reading_of_a_day_is_a_correction(people):
    client, given = api(people.copywriter), {"publication": out(people).pk, "day": people.project.today.isoformat()}
    first, second = (client.post(METRICS, given | {"likes": likes}, format="json").json() for likes in (30, 40))
    assert (first["id"], second["likes"], Metric.objects.count()) == (second["id"], 40, 1)


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"likes": -1}, "likes"),
        ({"views": 3_000_000_000}, "views"),
        ({"day": "2999-01-01"}, "day"),
        ({"day": None}, "day"),
    ],
)
def test_what_cannot_be_is_refused_by_field(people, wrong, field):
    given = {"publication": out(people).pk, "day": people.project.today.isoformat(), "likes": 1} | wrong
    refused = api(people.manager).post(METRICS, given, format="json")
    assert (refused.status_code, [error["field"] for error in refused.json()["errors"]]) == (422, [field])


def test_list_tells_collected_from_typed(people):
    by_hand, collected = out(people), out(people, network="vk")
    given = {"publication": by_hand.pk, "day": people.project.today.isoformat(), "likes": 1}
    api(people.manager).post(METRICS, given, format="json")
    Metric.objects.create(publication=collected, at=timezone.now(), likes=3)
    client = api(people.approver)
    rows = client.get(METRICS).json()["results"]
    assert {row["publication"]: (row["source"], row["day"]) for row in rows} == {
        by_hand.pk: ("by_hand", given["day"]), collected.pk: ("collected", None),
    }  # fmt: skip
    only = client.get(METRICS, {"source": "collected"}).json()["results"]
    assert [row["publication"] for row in only] == [collected.pk]


def test_typed_counts_are_taken_back_and_collected_ones_are_not(people):
    given = {"publication": out(people).pk, "day": people.project.today.isoformat(), "likes": 1}
    client = api(people.copywriter)
    made = client.post(METRICS, given, format="json").json()
    collected = Metric.objects.create(publication=out(people), at=timezone.now(), likes=3)
    assert client.delete(f"{METRICS}{made['id']}/").status_code == 204
    assert client.delete(f"{METRICS}{collected.pk}/").status_code == 422
    assert list(Metric.objects.all()) == [collected]


@pytest.mark.parametrize(("who", "status"), [("author", 403), ("moderator", 403), ("outsider", 422)])
def test_others_type_nothing(people, who, status):
    given = {"publication": out(people).pk, "day": people.project.today.isoformat(), "likes": 1}
    assert api(getattr(people, who)).post(METRICS, given, format="json").status_code == status
    assert not Metric.objects.exists()
