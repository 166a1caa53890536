import pytest

from agency.models import User
from agency.permissions import Role
from projects import networks
from projects.models import Channel, Client, ClientMember, Goal, KpiReading, Project, Seat
from projects.services import channels
from tests.factories.agency import HeadFactory, UserFactory
from tests.factories.people import people_around
from tests.factories.projects import (
    AgreementFactory,
    ChannelFactory,
    ClientFactory,
    ClientMemberFactory,
    GoalFactory,
    ProjectFactory,
    SeatFactory,
)

pytestmark = pytest.mark.django_db
V1 = "/api/v1"
GOAL = {
    "kind": "reputation", "title": "Be the first", "why": "Mothers ask each other", "audience": "Young mothers, Kyiv",
    "kpi_name": "club members", "baseline": "1000", "target": "8000", "starts_on": "2026-01-01", "due_on": "2026-12-31",
}  # fmt: skip

STRANGERS = [("copywriter", 403), ("approver", 403), ("outsider", 404), ("foreign_client", 404)]


@pytest.fixture
def people():
    return people_around(ProjectFactory(stage="planned"))


@pytest.fixture
def head(api_of):
    return api_of(HeadFactory())


# --- projects -------------------------------------------------------------------------------------------------------


def test_project_shows_its_gate_to_those_inside(api_of, people):
    gate = api_of(people.copywriter).get(f"{V1}/projects/{people.project.slug}/").json()["gate"]
    assert [(step["name"], step["is_done"]) for step in gate] == [
        ("goal", False),
        ("team", True),
        ("channel", False),
        ("agreement", False),
    ]


def test_project_keeps_its_gate_from_the_client(api_of, people):
    assert api_of(people.approver).get(f"{V1}/projects/{people.project.slug}/").json()["gate"] == []


def test_launch_that_is_not_ready_says_what_is_missing(api_of, people, codes):
    response = api_of(people.manager).post(f"{V1}/projects/{people.project.slug}/launch/")
    assert (response.status_code, codes(response)) == (422, {None: "not_ready"})
    assert "No channel is connected" in response.json()["errors"][0]["message"]


@pytest.mark.parametrize(("who", "status"), STRANGERS)
def test_launch_is_for_the_head_and_the_manager(api_of, people, who, status):
    api = api_of(getattr(people, who))
    assert api.post(f"{V1}/projects/{people.project.slug}/launch/").status_code == status


def test_project_is_opened_with_an_address_and_three_seats(head):
    client = ClientFactory()
    response = head.post(f"{V1}/projects/", {"client": client.pk, "name": "Сова"})
    assert (response.json()["slug"], Seat.objects.count()) == ("sova", 3)


def test_project_list_of_a_client_person_is_their_own(api_of, people):
    rows = api_of(people.approver).get(f"{V1}/projects/").json()["results"]
    assert [row["slug"] for row in rows] == [people.project.slug]


@pytest.mark.parametrize(
    "facts", [{"time_zone": "Mars/Olympus"}, {"hue": 360}, {"emotional_target": 101}, {"size": "vast"}]
)
def test_impossible_facts_are_refused(api_of, people, facts):
    assert api_of(people.manager).patch(f"{V1}/projects/{people.project.slug}/", facts).status_code == 422


def test_manager_changes_facts_but_not_the_client(api_of, people):
    api_of(people.manager).patch(
        f"{V1}/projects/{people.project.slug}/", {"about": "Kids", "client": people.project.client_id}
    )
    kept = Project.objects.get(pk=people.project.pk)
    assert (kept.about, kept.client_id) == ("Kids", people.project.client_id)


@pytest.mark.parametrize("noun", ["projects", "goals", "seats", "channels", "clients", "agreements", "client-members"])
def test_lists_cost_the_same_for_one_and_three(api_of, noun, django_assert_num_queries, django_assert_max_num_queries):
    def another():
        project = GoalFactory().project
        SeatFactory(project=project)
        ChannelFactory(project=project)
        ClientMemberFactory(client=project.client)
        AgreementFactory(client=project.client)

    another()
    head = api_of(HeadFactory())
    head.get(f"{V1}/{noun}/")
    with django_assert_max_num_queries(8) as first:
        head.get(f"{V1}/{noun}/")
    another()
    another()
    with django_assert_num_queries(len(first)):
        head.get(f"{V1}/{noun}/")


# --- goals ----------------------------------------------------------------------------------------------------------


def test_goal_is_set_with_its_tasks_and_tools(api_of, people):
    tasks = [{"title": "Answer", "measure": "93%", "tools": [{"kind": "support", "title": "Evenings"}]}]
    response = api_of(people.manager).post(
        f"{V1}/goals/", GOAL | {"project": people.project.slug, "tasks": tasks}, format="json"
    )
    assert (response.status_code, response.json()["tasks"]) == (201, tasks)


def test_goal_in_a_foreign_project_is_answered_as_if_there_were_none(api_of, people, codes):
    response = api_of(people.outsider).post(f"{V1}/goals/", GOAL | {"project": people.project.slug})
    assert (response.status_code, codes(response)) == (422, {"project": "does_not_exist"})


def test_copywriter_sets_no_goal(api_of, people):
    response = api_of(people.copywriter).post(f"{V1}/goals/", GOAL | {"project": people.project.slug})
    assert (response.status_code, Goal.objects.count()) == (403, 0)


def test_goal_whose_measure_does_not_move_is_refused_at_its_target(api_of, people, codes):
    response = api_of(people.manager).post(f"{V1}/goals/", GOAL | {"project": people.project.slug, "target": "1000"})
    assert codes(response) == {"target": "invalid"}


def test_goal_without_a_year_long_patience_keeps_its_tasks(api_of, people):
    goal = GoalFactory(project=people.project)
    goal.tasks.create(title="Answer")
    api_of(people.manager).patch(f"{V1}/goals/{goal.pk}/", {"title": "Be the second"})
    assert goal.tasks.count() == 1


def test_measure_is_counted_by_hand(api_of, people):
    goal = GoalFactory(project=people.project)
    today = goal.project.today.isoformat()
    response = api_of(people.manager).post(f"{V1}/goals/{goal.pk}/readings/", {"day": today, "value": "6200"})
    assert (response.status_code, KpiReading.objects.get().by) == (200, people.manager)


def test_client_reads_readings_and_writes_none(api_of, people):
    goal = GoalFactory(project=people.project)
    api = api_of(people.approver)
    assert api.get(f"{V1}/goals/{goal.pk}/readings/").json() == []
    assert api.post(f"{V1}/goals/{goal.pk}/readings/", {"day": "2026-01-02", "value": "1"}).status_code == 403


# --- seats ----------------------------------------------------------------------------------------------------------


def test_head_seats_and_empties(head, people):
    seat, ruslan = people.project.seats.get(role=Role.MODERATOR), UserFactory(name="Ruslan Hai")
    response = head.patch(f"{V1}/seats/{seat.pk}/", {"person": ruslan.pk, "reason": "Calm"}, format="json")
    assert (response.json()["user"]["name"], response.json()["reason"]) == ("Ruslan Hai", "Calm")
    head.patch(f"{V1}/seats/{seat.pk}/", {"person": None}, format="json")
    assert Seat.objects.get(pk=seat.pk).user is None


@pytest.mark.parametrize(
    ("who", "status"), [("manager", 403), ("moderator", 403), ("approver", 403), ("outsider", 404)]
)
def test_nobody_else_seats(api_of, people, who, status):
    seat = people.project.seats.first()
    response = api_of(getattr(people, who)).patch(f"{V1}/seats/{seat.pk}/", {"person": None}, format="json")
    assert response.status_code == status


def test_reason_for_a_person_stays_inside(api_of, people):
    seat = people.project.seats.first()
    Seat.objects.update(reason="Nobody else had room")
    assert api_of(people.manager).get(f"{V1}/seats/{seat.pk}/").json()["reason"] == "Nobody else had room"
    assert "reason" not in api_of(people.approver).get(f"{V1}/seats/{seat.pk}/").json()


def test_person_of_a_client_is_not_seated_as_manager(head, people):
    seat = people.project.seats.get(role=Role.MANAGER)
    response = head.patch(f"{V1}/seats/{seat.pk}/", {"person": people.approver.pk}, format="json")
    assert (response.status_code, Seat.objects.get(pk=seat.pk).user) == (422, people.manager)


# --- channels -------------------------------------------------------------------------------------------------------


@pytest.mark.django_db(transaction=True)
def test_channel_is_connected_and_its_token_never_comes_back(api_of, people, playground):
    token = playground("lullaby")
    api = api_of(people.manager)
    made = api.post(f"{V1}/channels/", {"project": people.project.slug, "network": "playground", "token": token})
    assert made.json()["name"] == "Lullaby"
    for response in (made, api.get(f"{V1}/channels/"), api.get(f"{V1}/channels/{made.json()['id']}/")):
        assert token not in response.content.decode()
        assert "credentials" not in str(response.json()).replace("credentials_expire_at", "")


@pytest.mark.django_db(transaction=True)
def test_channel_with_a_dead_token_is_refused_in_the_networks_words(api_of, people, playground, codes):
    playground("lullaby")
    response = api_of(people.manager).post(
        f"{V1}/channels/",
        {"project": people.project.slug, "network": "playground", "credentials": {"token": "pg_dead"}},
    )
    assert (response.status_code, codes(response), Channel.objects.count()) == (422, {"token": "invalid"}, 0)


def test_network_without_an_adapter_wants_a_name_and_an_address_instead_of_a_token(api_of, people, codes, monkeypatch):
    monkeypatch.delitem(networks._ADAPTERS, "vk", raising=False)
    response = api_of(people.manager).post(
        f"{V1}/channels/", {"project": people.project.slug, "network": "vk", "token": "x"}
    )
    assert (response.status_code, codes(response)) == (422, {"name": "invalid", "url": "invalid"})


@pytest.mark.parametrize("move", ["disconnect", "check", "reconnect"])
@pytest.mark.parametrize(("who", "status"), [("copywriter", 403), ("approver", 403), ("outsider", 404)])
def test_channel_moves_are_for_who_may_connect(api_of, people, move, who, status):
    channel = ChannelFactory(project=people.project)
    response = api_of(getattr(people, who)).post(f"{V1}/channels/{channel.pk}/{move}/", {"token": "x"})
    assert response.status_code == status


def test_what_the_network_said_stays_inside(api_of, people):
    channel = ChannelFactory(project=people.project, trouble="The token is dead")
    assert "trouble" not in api_of(people.approver).get(f"{V1}/channels/{channel.pk}/").json()


# --- clients --------------------------------------------------------------------------------------------------------


def test_second_client_of_a_name_is_refused(head, codes):
    ClientFactory(name="Yavir Bank")
    response = head.post(f"{V1}/clients/", {"name": "Yavir Bank"})
    assert (response.status_code, codes(response)) == (422, {"name": "unique"})


def test_client_speaks_only_languages_we_write(head):
    response = head.post(f"{V1}/clients/", {"name": "Brama", "languages": ["klingon"]}, format="json")
    assert (response.status_code, Client.objects.count()) == (422, 0)


@pytest.mark.parametrize(("who", "status"), [("manager", 200), *STRANGERS])
def test_client_is_changed_by_who_may(api_of, people, who, status):
    api = api_of(getattr(people, who))
    assert api.patch(f"{V1}/clients/{people.project.client_id}/", {"tone_of_voice": "Warm"}).status_code == status


def test_member_is_invited_by_mail_and_belongs_to_the_client(
    api_of, people, mailoutbox, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        response = api_of(people.manager).post(
            f"{V1}/client-members/",
            {"client": people.project.client_id, "email": "olha@example.com", "name": "Olha", "role": "expert"},
        )
    assert (response.status_code, mailoutbox[0].to) == (201, ["olha@example.com"])
    assert "olha@example.com" not in response.content.decode()


def test_removed_member_keeps_the_account_and_loses_the_client(api_of, people):
    member = ClientMember.objects.get(user=people.expert)
    api_of(people.manager).delete(f"{V1}/client-members/{member.pk}/")
    assert User.objects.filter(pk=people.expert.pk).exists()
    assert api_of(people.expert).get(f"{V1}/projects/").json()["results"] == []


def test_agreement_that_contradicts_itself_is_refused_at_its_fields(api_of, people, codes):
    said = {"client": people.project.client_id, "we_answer": "Sizes", "hours_from": "21:00", "hours_until": "09:00",
            "on_silence": "deputy"}  # fmt: skip
    response = api_of(people.manager).post(f"{V1}/agreements/", said)
    assert codes(response) == {"hours_until": "invalid", "deputy": "invalid"}


def test_deputy_is_one_of_the_clients_own(api_of, people, codes):
    said = {"client": people.project.client_id, "we_answer": "Sizes", "on_silence": "deputy"}
    api = api_of(people.manager)
    assert codes(api.post(f"{V1}/agreements/", said | {"deputy": people.foreign_client.pk})) == {
        "deputy": "does_not_exist"
    }
    assert api.post(f"{V1}/agreements/", said | {"deputy": people.expert.pk}).status_code == 201


def test_days_without_access_are_told_to_those_inside(api_of, people):
    channel = ChannelFactory(project=people.project)
    channels.mark_broken(channel, "Dead.")
    address = f"{V1}/projects/{people.project.slug}/lost-access/"
    [lost] = api_of(people.manager).get(address).json()
    assert (lost["channel"], lost["days"]) == (channel.pk, [f"{people.project.today}"])
    assert [(span["why"], span["until"]) for span in lost["spans"]] == [("broken", None)]
    assert api_of(people.manager).get(address, {"first": "2020-01-01", "last": "2020-02-01"}).json() == []
    assert api_of(people.approver).get(address).status_code == 403


@pytest.mark.parametrize(
    "asked", [{"first": "2026-03-02", "last": "2026-03-01"}, {"first": "2020-01-01"}, {"last": "x"}]
)
def test_days_without_access_are_asked_for_a_year_at_most(api_of, people, asked):
    response = api_of(people.manager).get(f"{V1}/projects/{people.project.slug}/lost-access/", asked)
    assert response.status_code == 422
