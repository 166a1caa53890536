import datetime as dt
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from agency.models import Event
from projects.services import goals
from projects.services.goals import TaskPlan
from tests.factories.agency import UserFactory
from tests.factories.projects import GoalFactory, ProjectFactory

pytestmark = pytest.mark.django_db
FACTS = {
    "kind": "reputation",
    "title": "Be the first place",
    "why": "Mothers ask each other",
    "audience": "Young mothers, Kyiv",
    "kpi_name": "club members",
    "baseline": Decimal(1000),
    "target": Decimal(8000),
    "starts_on": dt.date(2026, 1, 1),
    "due_on": dt.date(2026, 12, 31),
}


@pytest.fixture
def manager():
    return UserFactory()


def test_first_goal_is_the_main_one_and_the_next_is_not(manager):
    project = ProjectFactory()
    first, second = (goals.set_goal(project=project, by=manager, facts=FACTS) for _ in range(2))
    assert (first.is_main, second.is_main) == (True, False)


def test_measure_begins_at_its_baseline(manager):
    assert goals.set_goal(project=ProjectFactory(), by=manager, facts=FACTS).current == 1000


@pytest.mark.parametrize(
    ("wrong", "field"), [({"target": Decimal(1000)}, "target"), ({"due_on": dt.date(2026, 1, 1)}, "due_on")]
)
def test_goal_that_cannot_be_reached_is_refused_at_its_field(manager, wrong, field):
    with pytest.raises(ValidationError) as refused:
        goals.set_goal(project=ProjectFactory(), by=manager, facts=FACTS | wrong)
    assert list(refused.value.message_dict) == [field]


def test_changed_baseline_moves_a_measure_nobody_counted(manager):
    goal = goals.set_goal(project=ProjectFactory(), by=manager, facts=FACTS)
    goals.change_goal(goal=goal, by=manager, facts={"baseline": Decimal(1200)})
    assert type(goal).objects.get().current == 1200


def test_unchanged_goal_leaves_no_event(manager):
    goal = GoalFactory()
    goals.change_goal(goal=goal, by=manager, facts={"title": goal.title})
    assert Event.objects.count() == 0


def test_planned_tasks_replace_the_old_ones_in_their_order(manager):
    goal = GoalFactory()
    goals.plan_tasks(goal=goal, by=manager, tasks=[TaskPlan("Old")])
    plans = [TaskPlan("Answer", "93%", [("support", "Evening moderation")]), TaskPlan("Give a reason")]
    goals.plan_tasks(goal=goal, by=manager, tasks=plans)
    assert [(task.title, [tool.title for tool in task.tools.all()]) for task in goal.tasks.all()] == [
        ("Answer", ["Evening moderation"]),
        ("Give a reason", []),
    ]


def test_goal_names_what_it_lacks(manager):
    goal = GoalFactory(audience=" ")
    assert goal.lacks == ["an audience", "a task"]
    goals.plan_tasks(goal=goal, by=manager, tasks=[TaskPlan("Answer")])
    assert goal.lacks == ["an audience", "a tool"]


def test_pace_of_a_falling_measure_counts_down():
    goal = GoalFactory(baseline=40, target=10, current=38, starts_on=dt.date(2026, 1, 1), due_on=dt.date(2026, 1, 31))
    assert goal.pace(dt.date(2026, 1, 16)) == 25
    assert goal.is_behind(dt.date(2026, 1, 16))
