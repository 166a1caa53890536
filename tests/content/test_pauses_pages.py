import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from content.models import Post, Publication
from projects.models import Pause
from projects.services import pauses
from tests.factories.people import people_around
from tests.factories.projects import ChannelFactory
from tests.factories.publishing import fresh, ready

pytestmark = pytest.mark.django_db
Status = Publication.Status
STOP = "content:pause-stop"


@pytest.fixture
def people():
    return people_around()


@pytest.fixture
def pause(people):
    return pauses.stop(scope="project", project=people.project, reason="A leak.", by=people.manager)


def put_aside(people, pause, **fields):
    """A post of the project that missed its time in ``pause``."""
    channel = ChannelFactory(project=people.project)
    publication = ready(channel=channel, due_in=-60, **fields)
    Publication.objects.filter(pk=publication.pk).update(due_at=None, kept_back_by=pause)
    return publication


def said(people, **fields):
    return {"what": f"project:{people.project.pk}", "reason": "A leak."} | fields


def test_first_press_names_what_would_be_held_and_stops_nothing(client, people):
    channel = ChannelFactory(project=people.project)
    ready(channel=channel, due_in=600)
    ready(channel=channel, due_in=3 * 86_400, text="Later")
    client.force_login(people.manager)
    html = client.post(reverse(STOP), said(people)).content.decode()
    assert "Two planned posts will wait, 1 of them due within a day." in html
    assert not Pause.objects.exists()


def test_second_press_stops(client, people):
    client.force_login(people.manager)
    answer = client.post(reverse(STOP), said(people, sure="1", answers_too="on"))
    pause = Pause.objects.get()
    assert (answer.url, pause.project, pause.by) == (pause.get_absolute_url(), people.project, people.manager)
    assert (pause.reason, pause.answers_too, pause.is_active) == ("A leak.", True, True)


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"reason": ""}, "Say why."),
        ({"what": "agency"}, "Select a valid choice"),
        ({"until": "2020-01-01T10:00"}, "That moment has gone by."),
    ],
)
def test_wrong_order_is_refused_beside_its_field_and_kept(client, people, fields, words):
    client.force_login(people.manager)
    answer = client.post(reverse(STOP), said(people, sure="1", **{"reason": "A leak nobody knows."} | fields))
    html = answer.content.decode()
    assert (answer.status_code, words in html, Pause.objects.exists()) == (422, True, False)
    assert "A leak nobody knows." in html or fields.get("reason") == ""


def test_head_may_stop_everything_and_staff_without_a_project_nothing(client, people):
    client.force_login(people.head)
    assert client.get(reverse("content:pauses")).context["form"].fields["what"].choices[0][0] == "agency"
    client.force_login(people.copywriter)
    assert client.get(reverse("content:pauses")).context["form"] is None
    assert client.post(reverse(STOP), said(people)).status_code == 403


def test_banner_is_over_every_page_of_the_scope_and_no_other(client, people, pause):
    publication = ready(channel=ChannelFactory(project=people.project))
    client.force_login(people.moderator)
    over = [people.project.get_absolute_url(), publication.get_absolute_url(), publication.post.get_absolute_url()]
    assert ["Nothing leaves:" in client.get(url).content.decode() for url in over] == [True] * 3
    assert "Nothing leaves:" not in client.get(reverse("agency:account")).content.decode()


def test_banner_goes_with_the_pause_and_the_client_never_sees_it(client, people, pause):
    url = people.project.get_absolute_url()
    client.force_login(people.approver)
    assert "leak" not in client.get(url).content.decode()
    pauses.resume(pause=pause, by=people.manager)
    client.force_login(people.manager)
    assert "Nothing leaves:" not in client.get(url).content.decode()


def test_page_lists_what_came_due_with_a_decision_each(client, people, pause):
    publication = put_aside(people, pause)
    pauses.resume(pause=pause, by=people.manager)
    client.force_login(people.manager)
    page = client.get(pause.get_absolute_url())
    (row,) = page.context["rows"]
    assert (row["publication"], set(row["moves"])) == (publication, {"send_now", "cancel", "plan_again"})
    assert "One post missed its time." in page.content.decode()


def test_page_costs_the_same_with_one_post_and_with_three(client, people, pause, django_assert_max_num_queries):
    client.force_login(people.manager)
    counts = []
    for number in range(2):
        put_aside(people, pause, text=f"First {number}")
        client.get(pause.get_absolute_url())
        with django_assert_max_num_queries(24) as queries:
            client.get(pause.get_absolute_url())
        counts.append(len(queries))
        put_aside(people, pause, text=f"Second {number}")
    assert counts[0] == counts[1]


def test_put_aside_post_is_given_another_time(client, people, pause):
    publication = put_aside(people, pause)
    Publication.objects.filter(pk=ready(channel=ChannelFactory(project=people.project)).pk).update(
        post=publication.post, status=Status.PUBLISHED, remote_id="1"
    )
    client.force_login(people.manager)
    day = timezone.now().date() + dt.timedelta(days=3)
    url = reverse("content:publication-plan-again", args=[publication.pk])
    client.post(url, {"day": day.isoformat(), "time": "09:00"})
    row = fresh(publication)
    local = row.due_at.astimezone(publication.post.zone)
    assert (local.date(), f"{local:%H:%M}", row.is_kept_back, row.scheduled_for) == (day, "09:00", False, row.due_at)


def test_time_gone_by_is_refused_with_the_reason(client, people, pause):
    publication = put_aside(people, pause)
    client.force_login(people.manager)
    url = reverse("content:publication-plan-again", args=[publication.pk])
    answer = client.post(url, {"day": "2020-01-01", "time": "09:00"})
    assert (answer.status_code, fresh(publication).due_at) == (422, None)


def test_resume_is_for_those_who_may_stop(client, people, pause):
    client.force_login(people.copywriter)
    url = reverse("content:pause-resume", args=[pause.pk])
    assert client.post(url).status_code == 403
    client.force_login(people.manager)
    assert client.post(url).url == pause.get_absolute_url()
    assert not Pause.objects.get().is_active


# --- publishing by hand ---------------------------------------------------------------------------------------------


def asked(people, **fields):
    return ready(
        channel=ChannelFactory(project=people.project, network="vk", external_id="71", name="Kids"),
        status=Status.ASKED, due_at=None, error_kind="by_hand", error_text="Rapport cannot publish posts.", **fields,
    )  # fmt: skip


def test_card_of_one_to_publish_by_hand_has_the_text_and_asks_for_the_address(client, people):
    publication = asked(people, text="Three signs")
    client.force_login(people.manager)
    html = client.get(publication.get_absolute_url()).content.decode()
    assert 'data-copy="text-' in html
    assert ">Three signs</textarea>" in html
    assert "I published it" in html
    assert "Send again" not in html  # Rapport would only ask for a hand again


def test_nobody_is_handed_what_is_being_edited_again(client, people):
    publication = asked(people, text="Three signs")
    Post.objects.update(status=Post.Status.DRAFT, approved_hash="")
    client.force_login(people.manager)
    html = client.get(publication.get_absolute_url()).content.decode()
    assert "The post is not approved." in html
    assert "Three signs" not in html
    assert "Publish it there by hand" not in html


def test_published_by_hand_counts_only_with_its_address(client, people):
    publication = asked(people)
    client.force_login(people.manager)
    url = reverse("content:publication-confirm-by-hand", args=[publication.pk])
    assert client.post(url, {"url": ""}).status_code == 422
    assert fresh(publication).status == Status.ASKED
    client.post(url, {"url": "https://vk.com/wall-71_12"})
    assert fresh(publication).status == Status.PUBLISHED


def test_picture_the_network_shows_is_answered_on_the_card(client, people):
    publication = ready(
        channel=ChannelFactory(project=people.project), status=Status.ASKED, error_kind="captcha",
        due_at=timezone.now() + dt.timedelta(minutes=9), captcha={"sid": "7", "image_url": "https://n.example/7"},
    )  # fmt: skip
    client.force_login(people.manager)
    assert 'href="https://n.example/7"' in client.get(publication.get_absolute_url()).content.decode()
    client.post(reverse("content:publication-answer-captcha", args=[publication.pk]), {"answer": "x7kd"})
    assert (fresh(publication).status, fresh(publication).captcha) == (Status.WAITING, {"sid": "7", "answer": "x7kd"})


def test_all_that_missed_is_dropped_at_once_and_nothing_else(client, people, pause):
    rows = [put_aside(people, pause) for _ in range(2)]
    planned = ready(channel=ChannelFactory(project=people.project), due_in=600)
    pauses.resume(pause=pause, by=people.manager)
    client.force_login(people.copywriter)
    assert client.post(reverse("content:pause-drop", args=[pause.pk])).status_code == 403
    client.force_login(people.manager)
    client.post(reverse("content:pause-drop", args=[pause.pk]))
    assert [fresh(row).status for row in (*rows, planned)] == [Status.CANCELLED, Status.CANCELLED, Status.WAITING]
