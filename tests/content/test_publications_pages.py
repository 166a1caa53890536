import pytest
from django.urls import reverse

from agency.permissions import Role
from content.models import Publication
from projects.delivery import run, sending
from projects.networks.base import Sent
from tests.factories.people import people_around
from tests.factories.projects import ChannelFactory, SeatFactory
from tests.factories.publishing import fresh, ready

pytestmark = pytest.mark.django_db
Status = Publication.Status


@pytest.fixture
def people():
    return people_around()


def of(people, *, network="playground", status=Status.FAILED, **fields):
    fields = {"error_text": "This looks like an advertisement.", "error_kind": "rejected"} | fields
    channel = ChannelFactory(project=people.project, network=network)
    return ready(channel=channel, status=status, **fields)


def page_of(publication, move=""):
    return reverse(f"content:publication{move and '-'}{move}", args=[publication.pk])


# --- what is shown --------------------------------------------------------------------------------------------------


def test_page_tells_every_attempt_and_the_next_step(client, people):
    publication = of(people, status=Status.UNCONFIRMED, due_at=None, error_text="No answer in time.")
    publication.new_attempt(number=1, outcome="unconfirmed", text="No answer in time.").save()
    publication.new_attempt(number=2, outcome="absent", is_look=True).save()
    client.force_login(people.manager)
    html = client.get(page_of(publication)).content.decode()
    assert "The answer was lost: No answer in time." in html
    assert "Rapport looked and it is not there." in html
    assert "Look at the page yourself." in html


def test_published_one_shows_its_address_and_offers_nothing(client, people):
    publication = of(people, status=Status.PUBLISHED, remote_id="1", remote_url="https://n.example/1", error_text="")
    client.force_login(people.manager)
    html = client.get(page_of(publication)).content.decode()
    assert 'href="https://n.example/1"' in html
    assert page_of(publication, "retry") not in html


def test_one_that_was_cancelled_and_is_out_says_so_with_its_address(client, people):
    publication = of(people, status=Status.CANCELLED)
    sending.publish(publication, Sent(remote_id="1", url="https://n.example/1"))
    client.force_login(people.manager)
    html = client.get(page_of(publication)).content.decode()
    assert "was cancelled and is out nevertheless." in html
    assert "It was cancelled, and is on the network nevertheless." in html
    assert 'href="https://n.example/1"' in html


def test_buttons_are_for_those_who_may_press_them(client, people):
    publication = of(people)
    client.force_login(people.copywriter)
    html = client.get(page_of(publication)).content.decode()
    assert "This looks like an advertisement." in html
    assert page_of(publication, "retry") not in html


def test_trouble_lists_what_failed_hangs_or_was_missed_and_nothing_else(client, people):
    failed, lost = of(people), of(people, status=Status.UNCONFIRMED)
    missed = of(people, status=Status.WAITING, due_in=-7200)
    waiting, out = of(people, status=Status.WAITING, due_in=60), of(people, status=Status.PUBLISHED, remote_id="1")
    foreign = ready(status=Status.FAILED)
    client.force_login(people.manager)
    shown = [row["publication"] for row in client.get(reverse("content:publications")).context["rows"]]
    assert shown == [missed, lost, failed]
    assert not {waiting, out, foreign} & set(shown)


def test_trouble_that_is_none_is_relief(client, people):
    client.force_login(people.manager)
    assert "Everything that was due is out." in client.get(reverse("content:publications")).content.decode()


def test_trouble_goes_on_where_the_page_ended(client, people):
    rows = [of(people) for _ in range(27)]
    client.force_login(people.manager)
    first = client.get(reverse("content:publications"))
    rest = client.get(
        f"{reverse('content:publications')}?after={first.context['next']}", headers={"HX-Request": "true"}
    )
    assert len(first.context["rows"]) == 25
    assert [row["publication"] for row in rest.context["rows"]] == [rows[1], rows[0]]
    assert "<html" not in rest.content.decode()


@pytest.mark.parametrize("name", ["content:publications", "content:project-publications"])
def test_lists_cost_the_same_with_one_row_and_with_three(client, people, name, django_assert_max_num_queries):
    args = [people.project.slug] if "project" in name else []
    client.force_login(people.manager)
    counts = []
    for _ in range(2):
        of(people).new_attempt(number=1).save()
        client.get(reverse(name, args=args))
        with django_assert_max_num_queries(40) as queries:
            client.get(reverse(name, args=args))
        counts.append(len(queries))
        of(people).new_attempt(number=1).save()
    assert counts[0] == counts[1] <= 14


def test_log_of_a_project_has_all_of_its_publications(client, people):
    mine, foreign = of(people, status=Status.PUBLISHED, remote_id="1"), ready()
    client.force_login(people.moderator)
    page = client.get(reverse("content:project-publications", args=[people.project.slug]))
    assert [row["publication"] for row in page.context["rows"]] == [mine]
    assert foreign.post.title not in page.content.decode()


def test_panel_of_a_post_has_a_card_for_each_channel(client, people):
    publication = of(people)
    other = of(people, network="vk")
    Publication.objects.filter(pk=other.pk).update(post=publication.post)
    client.force_login(people.manager)
    page = client.get(reverse("content:post-publications", args=[publication.post_id]))
    assert [row["publication"] for row in page.context["rows"]] == [publication, other]


# --- what is decided ------------------------------------------------------------------------------------------------


def test_send_again_puts_it_back_in_line(client, people):
    publication = of(people)
    client.force_login(people.manager)
    answer = client.post(page_of(publication, "retry"))
    assert (answer.status_code, answer.url) == (302, page_of(publication))
    assert fresh(publication).status == Status.WAITING


def test_htmx_gets_the_card_alone(client, people):
    publication = of(people)
    client.force_login(people.manager)
    answer = client.post(page_of(publication, "cancel"), headers={"HX-Request": "true"})
    html = answer.content.decode()
    assert html.lstrip().startswith(f'<article class="panel publication" id="publication-{publication.pk}"')
    assert "It is not sent on this channel." in answer.headers["HX-Trigger"]


def test_what_may_not_go_is_refused_with_the_reason(client, people):
    publication = of(people)
    people.project.pause()
    people.project.save()
    client.force_login(people.manager)
    answer = client.post(page_of(publication, "retry"))
    assert answer.status_code == 422
    assert "is paused. Nothing is sent until it runs." in answer.content.decode()
    assert fresh(publication).status == Status.FAILED


def test_second_press_is_told_that_the_first_one_counted(client, people):
    publication = of(people)
    client.force_login(people.manager)
    client.post(page_of(publication, "retry"))
    assert client.post(page_of(publication, "retry")).status_code == 409


def test_proof_by_hand_counts_as_published(client, people):
    publication = of(people, network="vk")
    client.force_login(people.manager)
    client.post(page_of(publication, "confirm-by-hand"), {"url": "https://vk.com/wall-1_2"})
    assert (fresh(publication).status, fresh(publication).remote_url) == (Status.PUBLISHED, "https://vk.com/wall-1_2")


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("", "Give its address."),
        ("not an address", "This is not an address."),
        ("javascript:alert(1)", "This is not an address."),
        ("https://example.org/posts/1", "This is not the address of a post on Playground."),
        ("https://vk.com/" + "a" * 600, "at most 500 characters"),
    ],
)
def test_wrong_proof_is_refused_and_what_was_typed_is_kept(client, people, url, words):
    publication = of(people)
    client.force_login(people.manager)
    answer = client.post(page_of(publication, "confirm-by-hand"), {"url": url})
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert f'value="{url}"' in answer.content.decode() or not url
    assert fresh(publication).status == Status.FAILED


# --- who ------------------------------------------------------------------------------------------------------------

MOVES = ["retry", "send-now", "cancel", "confirm-by-hand"]


@pytest.mark.parametrize("who", ["outsider", "foreign_client"])
def test_strangers_find_nothing(client, people, who):
    publication = of(people)
    client.force_login(getattr(people, who))
    answers = [client.get(page_of(publication)), *[client.post(page_of(publication, move)) for move in MOVES]]
    answers.append(client.get(reverse("content:post-publications", args=[publication.post_id])))
    answers.append(client.get(reverse("content:project-publications", args=[people.project.slug])))
    assert {answer.status_code for answer in answers} == {404}


@pytest.mark.parametrize("who", ["approver", "expert"])
def test_clients_people_do_not_look_inside(client, people, who):
    publication = of(people)
    client.force_login(getattr(people, who))
    answers = [client.get(page_of(publication)), *[client.post(page_of(publication, move)) for move in MOVES]]
    answers.append(client.get(reverse("content:project-publications", args=[people.project.slug])))
    assert {answer.status_code for answer in answers} == {403}
    assert client.get(reverse("content:publications")).status_code == 403


@pytest.mark.parametrize("move", MOVES)
@pytest.mark.parametrize("who", ["copywriter", "moderator"])
def test_team_mates_without_the_right_decide_nothing(client, people, who, move):
    publication = of(people)
    client.force_login(getattr(people, who))
    answer = client.post(page_of(publication, move), {"url": "https://vk.com/wall-1_2"})
    assert (answer.status_code, fresh(publication).status) == (403, Status.FAILED)


def test_team_mates_see_the_trouble_of_their_projects(client, people):
    publication = of(people)
    client.force_login(people.copywriter)
    (row,) = client.get(reverse("content:publications")).context["rows"]
    assert (row["publication"], row["moves"]) == (publication, {})


def test_button_that_would_be_refused_is_not_there(client, people):
    of(people)
    people.project.pause()
    people.project.save()
    client.force_login(people.manager)
    (row,) = client.get(reverse("content:publications")).context["rows"]
    assert "retry" not in row["moves"]


def test_buttons_are_not_links(client, people):
    publication = of(people)
    client.force_login(people.manager)
    assert {client.get(page_of(publication, move)).status_code for move in MOVES} == {405}


def test_retried_from_the_page_it_is_sent_by_the_next_tick(client, people, network):
    publication = of(people)
    client.force_login(people.manager)
    client.post(page_of(publication, "retry"))
    run(Publication)
    assert fresh(publication).status == Status.PUBLISHED


def test_head_sees_the_trouble_of_every_project(client, people):
    mine, other = of(people), ready(status=Status.FAILED)
    SeatFactory(project=other.project, role=Role.MANAGER)
    client.force_login(people.head)
    rows = client.get(reverse("content:publications")).context["rows"]
    assert {row["publication"] for row in rows} == {mine, other}
