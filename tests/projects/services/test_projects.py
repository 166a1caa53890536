import pytest
from django.core.exceptions import PermissionDenied

from agency.models import Event
from agency.permissions import Role
from agency.transitions import MovedMeanwhile
from projects.launch import NotReady, gate
from projects.models import Project
from projects.services import projects
from projects.services.goals import TaskPlan, plan_tasks
from tests.factories.agency import HeadFactory, UserFactory
from tests.factories.people import people_around
from tests.factories.projects import (
    AgreementFactory,
    ChannelFactory,
    ClientFactory,
    GoalFactory,
    ProjectFactory,
    SeatFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def ready():
    """A planned project whose gate is open."""
    project = ProjectFactory(stage="planned", name="Topotun")
    for role in (Role.MANAGER, Role.COPYWRITER, Role.MODERATOR):
        SeatFactory(project=project, role=role)
    plans = [TaskPlan("Answer", "", [("support", "In one channel")])]
    plan_tasks(goal=GoalFactory(project=project), by=HeadFactory(), tasks=plans)
    ChannelFactory(project=project)
    AgreementFactory(client=project.client)
    return project


def fresh(project):
    return Project.objects.select_related("client").get(pk=project.pk)


def test_gate_of_a_new_project_names_all_that_is_missing():
    steps = gate(ProjectFactory(stage="planned"))
    assert [step.says for step in steps] == [
        "There is no goal",
        "The team has no manager and no copywriter and no moderator",
        "No channel is connected",
        "There is no interaction agreement with the client",
    ]


def test_open_gate_says_what_it_stands_on(ready):
    assert all(step.is_done for step in gate(ready))


def test_launch_makes_it_active_and_dates_it(ready):
    projects.launch(project=ready, by=HeadFactory())
    ready = fresh(ready)
    assert (ready.stage, ready.starts_on is not None) == ("active", True)


@pytest.mark.parametrize(
    ("spoil", "says"),
    [
        (lambda project: project.goals.all().delete(), "There is no goal"),
        (lambda project: project.goals.get().tasks.all().delete(), "The goal lacks a task"),
        (lambda project: project.seats.filter(role="moderator").update(user=None), "The team has no moderator"),
        (lambda project: project.channels.update(state="broken"), "No channel is connected"),
        (lambda project: project.client.agreement.delete(), "There is no interaction agreement"),
    ],
)
def test_launch_names_exactly_what_is_missing(ready, spoil, says):
    spoil(ready)
    with pytest.raises(NotReady, match=says) as refused:
        projects.launch(project=fresh(ready), by=HeadFactory())
    assert len(refused.value.missing) == 1
    assert fresh(ready).stage == "planned"


def test_expiring_channel_is_good_enough_to_launch(ready):
    ready.channels.update(state="expiring")
    projects.launch(project=fresh(ready), by=HeadFactory())
    assert fresh(ready).stage == "active"


def test_paused_project_passes_the_gate_again():
    project = ProjectFactory(stage="paused")
    with pytest.raises(NotReady):
        projects.launch(project=project, by=HeadFactory())


@pytest.mark.parametrize(("verb", "stage"), [("pause", "active"), ("finish", "active"), ("finish", "planned")])
def test_stages_that_the_head_and_the_manager_may_move(verb, stage):
    people = people_around(ProjectFactory(stage=stage))
    getattr(projects, verb)(project=fresh(people.project), by=people.manager)
    assert fresh(people.project).stage == {"pause": "paused", "finish": "finished"}[verb]


@pytest.mark.parametrize("verb", ["launch", "pause", "finish"])
@pytest.mark.parametrize("who", ["copywriter", "moderator", "approver", "outsider", "foreign_client"])
def test_stages_that_others_may_not(verb, who):
    people = people_around(ProjectFactory(stage="planned" if verb == "launch" else "active"))
    with pytest.raises(PermissionDenied):
        getattr(projects, verb)(project=fresh(people.project), by=getattr(people, who))


def test_finished_project_stays_finished():
    with pytest.raises(MovedMeanwhile):
        projects.pause(project=ProjectFactory(stage="finished"), by=HeadFactory())


def test_stage_is_shared_with_the_client_in_words(ready):
    projects.launch(project=ready, by=HeadFactory(name="Marta Hnatiuk"))
    event = Event.objects.about(ready).for_client().get()
    assert (event.verb, event.data) == ("projects.project.launch", {"project": "Topotun"})


def test_opened_project_takes_its_clients_zone_language_and_the_rarest_tile():
    for tile in Project.Tile.values[:-1]:
        ProjectFactory(tile=tile)
    client = ClientFactory(time_zone="Europe/Warsaw", languages=["ru", "uk"])
    project = projects.open_project(client=client, by=UserFactory(), name="Brama")
    assert (project.time_zone, project.language, project.tile) == ("Europe/Warsaw", "ru", Project.Tile.values[-1])


def test_project_without_a_latin_letter_gets_an_address_all_the_same():
    client = ClientFactory()
    names = ("Папуга", "日本", "new")
    slugs = [projects.open_project(client=client, by=UserFactory(), name=name).slug for name in names]
    assert slugs == ["papuga", "project", "new-2"]


def test_changed_facts_are_named_in_the_story():
    project = ProjectFactory(about="Shoes")
    projects.change_project(project=project, by=HeadFactory(), facts={"about": "Kids’ products", "size": "main"})
    assert Event.objects.get().data["what"] == "about"
