import datetime as dt
import zoneinfo

import pytest

from agency import audit
from agency.permissions import Role
from projects.models import Channel, Goal, KpiReading, Project, Seat
from projects.services.goals import TaskPlan, plan_tasks
from tests.factories.agency import HeadFactory
from tests.factories.people import people_around
from tests.factories.projects import (
    AgreementFactory,
    ChannelFactory,
    GoalFactory,
    ProfileFactory,
    ProjectFactory,
    SeatFactory,
)

pytestmark = pytest.mark.django_db
TODAY = dt.datetime.now(zoneinfo.ZoneInfo("Europe/Kyiv")).date()


@pytest.fixture
def people():
    return people_around(ProjectFactory(stage="planned", name="Topotun", slug="topotun"))


@pytest.fixture
def goal(people):
    return GoalFactory(
        project=people.project, starts_on=TODAY - dt.timedelta(days=50), due_on=TODAY + dt.timedelta(days=50)
    )


# --- the page -------------------------------------------------------------------------------------------------------


def test_page_draws_goal_tasks_and_tools(browser_of, text, people, goal):
    plan_tasks(goal=goal, by=people.head, tasks=[TaskPlan("Answer", "93%", [("support", "Evening moderation")])])
    shown = text(browser_of(people.copywriter).get("/projects/topotun/"))
    for part in (goal.title, "Answer", "93%", "Evening moderation", "6\u202f140"):
        assert part in shown


def test_page_says_how_far_ahead_of_pace_we_are(browser_of, text, people, goal):
    assert "Ahead of pace by 1\u202f640" in text(browser_of(people.manager).get("/projects/topotun/"))


def test_page_says_where_a_number_comes_from(browser_of, text, people, goal):
    assert "Counted by hand" in text(browser_of(people.manager).get("/projects/topotun/"))


def test_gate_names_what_is_missing_with_a_way(browser_of, text, people):
    Seat.objects.filter(project=people.project, role=Role.MODERATOR).update(user=None)
    shown = text(browser_of(people.manager).get("/projects/topotun/"))
    for part in ("There is no goal", "/projects/topotun/goals/new/", "The team has no moderator", "#channels",
                 f"/clients/{people.project.client_id}/agreement/"):  # fmt: skip
        assert part in shown


def test_launch_is_disabled_with_a_reason_while_something_is_missing(browser_of, text, people):
    shown = text(browser_of(people.manager).get("/projects/topotun/"))
    assert 'disabled aria-describedby="launch-why"' in shown


def test_paused_project_shows_what_it_lacks_to_run_again(browser_of, text, people):
    Project.objects.filter(slug="topotun").update(stage="paused")
    shown = text(browser_of(people.manager).get("/projects/topotun/"))
    assert "There is no goal" in shown
    assert "Launch again" in shown


def test_running_project_shows_no_gate(browser_of, text):
    people = people_around(ProjectFactory(slug="brama"))
    assert "Before the launch" not in text(browser_of(people.manager).get("/projects/brama/"))


def test_page_tells_why_this_person(browser_of, text, people):
    ProfileFactory(user=people.copywriter, traits=["new mother"], share_traits=True, about="Became a mother in May")
    GoalFactory(project=people.project, audience="Young mothers, Kyiv")
    shown = text(browser_of(people.manager).get("/projects/topotun/"))
    assert "Became a mother in May. Is the audience: new mother." in shown


def test_page_uses_no_trait_without_a_yes(browser_of, text, people):
    ProfileFactory(user=people.copywriter, traits=["new mother"], share_traits=False)
    GoalFactory(project=people.project, audience="Young mothers, Kyiv")
    assert "new mother" not in text(browser_of(people.manager).get("/projects/topotun/"))


def test_client_reads_goal_and_team_but_nothing_inside(browser_of, text, people, goal):
    Seat.objects.filter(project=people.project, role=Role.COPYWRITER).update(reason="Nobody else had room")
    ChannelFactory(project=people.project, state="broken", trouble="The token is dead")
    audit.record("projects.seat.cover", people.project.seats.first(), by=people.head, person="X", role="manager")
    shown = text(browser_of(people.approver).get("/projects/topotun/"))
    assert goal.title in shown
    assert people.copywriter.name in shown
    for inside in ("Nobody else had room", "The token is dead", "Audience match", "Before the launch", "asked X to",
                   "is lost", "Launch", "Project settings", "Reconnect"):  # fmt: skip
        assert inside not in shown


def test_client_reads_the_shared_story(browser_of, text, people):
    audit.record("projects.project.pause", people.project, by=people.head, shared=True, project="Topotun")
    audit.record("projects.project.change", people.project, by=people.head, project="Topotun", what="hue")
    shown = text(browser_of(people.approver).get("/projects/topotun/story/"))
    assert "paused Topotun" in shown
    assert "changed hue" not in shown


@pytest.mark.parametrize("who", ["outsider", "foreign_client"])
@pytest.mark.parametrize("path", ["", "edit/", "story/", "goals/new/"])
def test_project_does_not_exist_for_strangers(browser_of, people, who, path):
    assert browser_of(getattr(people, who)).get(f"/projects/topotun/{path}").status_code == 404


@pytest.mark.parametrize("who", ["copywriter", "moderator", "approver", "expert"])
@pytest.mark.parametrize("path", ["edit/", "goals/new/"])
def test_members_without_the_right_change_nothing(browser_of, people, who, path):
    assert browser_of(getattr(people, who)).get(f"/projects/topotun/{path}").status_code == 403


def test_page_costs_the_same_with_more_of_everything(
    browser_of, people, goal, django_assert_num_queries, django_assert_max_num_queries
):
    plan_tasks(goal=goal, by=people.head, tasks=[TaskPlan("Answer", "", [("support", "Evenings")])])
    ChannelFactory(project=people.project)
    browser = browser_of(people.head)
    browser.get("/projects/topotun/")
    with django_assert_max_num_queries(12) as first:
        browser.get("/projects/topotun/")
    for number in (2, 3):
        more = GoalFactory(project=people.project, is_main=False, title=f"Goal {number}")
        plan_tasks(goal=more, by=people.head, tasks=[TaskPlan("Again", "", [("ads", "Ads"), ("survey", "Ask")])])
        ChannelFactory(project=people.project)
    with django_assert_num_queries(len(first)):
        browser.get("/projects/topotun/")


# --- stages ---------------------------------------------------------------------------------------------------------


def test_launch_with_an_open_gate(browser_of, people, goal):
    plan_tasks(goal=goal, by=people.head, tasks=[TaskPlan("Answer", "", [("support", "Evenings")])])
    ChannelFactory(project=people.project)
    AgreementFactory(client=people.project.client)
    response = browser_of(people.manager).post("/projects/topotun/launch/")
    assert (response.status_code, Project.objects.get(slug="topotun").stage) == (302, "active")


def test_launch_with_a_shut_gate_says_why_and_changes_nothing(browser_of, text, people):
    response = browser_of(people.manager).post("/projects/topotun/launch/")
    assert (response.status_code, Project.objects.get(slug="topotun").stage) == (422, "planned")
    assert "Not yet. There is no goal." in text(response)


def test_pause_twice_is_told_so(browser_of, people):
    Project.objects.filter(slug="topotun").update(stage="active")
    browser = browser_of(people.manager)
    browser.post("/projects/topotun/pause/")
    assert browser.post("/projects/topotun/pause/").status_code == 409


@pytest.mark.parametrize("move", ["launch", "pause", "finish"])
def test_stages_are_not_for_the_copywriter(browser_of, people, move):
    assert browser_of(people.copywriter).post(f"/projects/topotun/{move}/").status_code == 403


def test_opening_a_link_moves_nothing(browser_of, people):
    assert browser_of(people.manager).get("/projects/topotun/finish/").status_code == 405


# --- facts, goals, readings -----------------------------------------------------------------------------------------

FACTS = {
    "name": "Topotun", "about": "Kids’ products", "size": "main", "tile": "dots", "hue": "350",
    "time_zone": "Europe/Kyiv", "language": "uk", "emotional_target": "55", "starts_on": "2025-03-01",
}  # fmt: skip
GOAL = {
    "kind": "reputation", "title": "Be the first", "why": "Mothers ask each other", "audience": "Young mothers",
    "kpi_name": "club members", "kpi_unit": "", "source": "manual", "baseline": "1000", "target": "8000",
    "starts_on": "2026-01-01", "due_on": "2026-12-31", "agreed_on": "",
}  # fmt: skip


def test_facts_are_changed(browser_of, people):
    browser_of(people.manager).post("/projects/topotun/edit/", FACTS)
    assert Project.objects.get(slug="topotun").about == "Kids’ products"


@pytest.mark.parametrize(
    "bad", [{"hue": "361"}, {"time_zone": "Mars/Olympus"}, {"name": ""}, {"name": "a\x00b"}, {"emotional_target": "-1"}]
)
def test_impossible_facts_are_shown_again(browser_of, text, people, bad):
    response = browser_of(people.manager).post("/projects/topotun/edit/", FACTS | bad)
    assert response.status_code == 422
    assert "Kids’ products" in text(response)


def test_goal_is_set_and_leads_to_its_tasks(browser_of, people):
    response = browser_of(people.manager).post("/projects/topotun/goals/new/", GOAL)
    assert response["Location"].endswith(f"/goals/{Goal.objects.get().pk}/tasks/")


@pytest.mark.parametrize(
    ("bad", "says"),
    [
        ({"target": "1000"}, "The measure must move"),
        ({"due_on": "2025-01-01"}, "ends before it begins"),
        ({"due_on": "31.02.2027"}, "Enter a valid date"),
        ({"why": "x" * 4001}, "at most 4000 characters"),
        ({"target": "1e400"}, "no more than 14 digits"),
        ({"target": "many"}, "Enter a number"),
    ],
)
def test_impossible_goal_is_shown_again(browser_of, text, people, bad, says):
    response = browser_of(people.manager).post("/projects/topotun/goals/new/", GOAL | bad)
    assert (response.status_code, Goal.objects.count()) == (422, 0)
    assert says in text(response)


def test_goal_of_another_project_is_not_here(browser_of, people):
    foreign = GoalFactory()
    assert browser_of(people.manager).get(f"/projects/topotun/goals/{foreign.pk}/").status_code == 404


def test_tasks_and_tools_are_planned_in_rows(browser_of, people, goal):
    said = {
        "form-TOTAL_FORMS": "2", "form-INITIAL_FORMS": "0",
        "form-0-title": "Answer", "form-0-measure": "93%", "form-0-kind_0": "support", "form-0-tool_0": "Evenings",
        "form-1-title": "", "form-1-kind_0": "ads", "form-1-tool_0": "Left out with its task",
    }  # fmt: skip
    browser_of(people.manager).post(f"/projects/topotun/goals/{goal.pk}/tasks/", said)
    assert [(task.title, [tool.title for tool in task.tools.all()]) for task in goal.tasks.all()] == [
        ("Answer", ["Evenings"])
    ]


def test_broken_rows_are_shown_again(browser_of, text, people, goal):
    said = {"form-TOTAL_FORMS": "1", "form-INITIAL_FORMS": "0", "form-0-title": "x" * 201, "form-0-tool_0": "Evenings"}
    response = browser_of(people.manager).post(f"/projects/topotun/goals/{goal.pk}/tasks/", said)
    assert (response.status_code, goal.tasks.count()) == (422, 0)
    assert "Evenings" in text(response)


def test_measure_is_counted_on_a_day(browser_of, people, goal):
    browser_of(people.manager).post(f"/projects/topotun/goals/{goal.pk}/read/", {"value": "6200", "day": TODAY})
    assert (KpiReading.objects.get().value, Goal.objects.get().current) == (6200, 6200)


def test_measure_of_tomorrow_is_refused_in_its_dialog(browser_of, text, people, goal):
    response = browser_of(people.manager).post(
        f"/projects/topotun/goals/{goal.pk}/read/", {"value": "6200", "day": TODAY + dt.timedelta(days=1)}
    )
    assert response.status_code == 422
    assert "That day has not come yet." in text(response)
    assert f'id="count-{goal.pk}" aria-labelledby="count-{goal.pk}-h" data-open' in text(response)


# --- channels -------------------------------------------------------------------------------------------------------


@pytest.mark.django_db(transaction=True)
def test_page_is_connected_by_its_token(browser_of, text, people, playground):
    token = playground("lullaby")
    browser = browser_of(people.manager)
    browser.post("/projects/topotun/channels/new/?network=playground", {"token": token})
    shown = text(browser.get("/projects/topotun/"))
    assert "Lullaby" in shown
    assert token not in shown


@pytest.mark.django_db(transaction=True)
def test_dead_token_is_refused_beside_its_field_and_not_shown(browser_of, text, people, playground):
    playground("lullaby")
    response = browser_of(people.manager).post(
        "/projects/topotun/channels/new/?network=playground", {"token": "pg_dead"}
    )
    assert (response.status_code, Channel.objects.count()) == (422, 0)
    assert "Nothing was changed." in text(response)
    assert "pg_dead" not in text(response)


def test_disconnected_channel_is_told(browser_of, people):
    channel = ChannelFactory(project=people.project)
    browser_of(people.manager).post(f"/projects/topotun/channels/{channel.pk}/disconnect/")
    assert Channel.objects.get().state == "disconnected"


@pytest.mark.parametrize("verb", ["reconnect", "disconnect", "check"])
def test_channel_of_another_project_is_not_here(browser_of, people, verb):
    foreign = ChannelFactory()
    response = browser_of(people.manager).post(f"/projects/topotun/channels/{foreign.pk}/{verb}/", {"token": "x"})
    assert response.status_code == 404


@pytest.mark.parametrize(("who", "status"), [("copywriter", 403), ("approver", 403), ("outsider", 404)])
def test_channels_are_connected_by_who_may(browser_of, people, who, status):
    assert (
        browser_of(getattr(people, who))
        .post("/projects/topotun/channels/new/?network=playground", {"token": "x"})
        .status_code
        == status
    )


# --- the list -------------------------------------------------------------------------------------------------------


def test_list_shows_a_person_their_own(browser_of, text, people):
    shown = text(browser_of(people.copywriter).get("/projects/"))
    assert "Topotun" in shown
    assert people.outsider.seats.get().project.name not in shown


def test_list_says_how_many_run(browser_of, text):
    ProjectFactory.create_batch(2)
    ProjectFactory(stage="planned")
    assert "Two projects run, one is planned." in text(browser_of(HeadFactory()).get("/projects/"))


def test_list_costs_the_same_for_one_and_three(browser_of, django_assert_num_queries, django_assert_max_num_queries):
    def another():
        project = GoalFactory().project
        SeatFactory(project=project)
        ChannelFactory(project=project)

    another()
    browser = browser_of(HeadFactory())
    browser.get("/projects/")
    with django_assert_max_num_queries(12) as first:
        browser.get("/projects/")
    another()
    another()
    with django_assert_num_queries(len(first)):
        browser.get("/projects/")


def test_new_project_is_for_who_adds_clients(browser_of, people):
    said = {"client": people.project.client_id, "name": "Second", "size": "small"}
    assert browser_of(people.manager).post("/projects/new/", said).status_code == 403
    assert browser_of(people.head).post("/projects/new/", said)["Location"] == "/projects/second/"
