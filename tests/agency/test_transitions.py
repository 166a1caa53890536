import threading

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection

from agency.models import Event
from agency.transitions import MovedMeanwhile, move, open_to
from projects.models import Project
from tests.factories.agency import HeadFactory
from tests.factories.people import people_around
from tests.factories.projects import ProjectFactory


@pytest.mark.django_db
def test_move_refuses_who_may_not_and_changes_nothing():
    people = people_around(ProjectFactory(stage="active"))

    with pytest.raises(PermissionDenied):
        move(people.project, "pause", by=people.copywriter)

    assert Project.objects.get(pk=people.project.pk).stage == "active"
    assert not Event.objects.exists()


@pytest.mark.django_db
def test_move_tells_the_late_one_what_happened():
    people = people_around(ProjectFactory(stage="active"))
    late = Project.objects.get(pk=people.project.pk)
    move(people.project, "pause", by=people.manager)

    with pytest.raises(MovedMeanwhile, match="“Paused”"):
        move(late, "pause", by=people.head)

    assert Event.objects.about(late).count() == 1


@pytest.mark.django_db(transaction=True)
def test_of_two_at_once_one_wins():
    project, head, said = ProjectFactory(stage="active"), HeadFactory(), []

    def pause():
        try:
            move(Project.objects.get(pk=project.pk), "pause", by=head)
            said.append("paused")
        except MovedMeanwhile:
            said.append("late")
        connection.close()

    threads = [threading.Thread(target=pause) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)

    assert sorted(said) == ["late", "paused"]


@pytest.mark.django_db
def test_open_to_lists_what_may_be_done_in_the_order_declared():
    people = people_around(ProjectFactory(stage="active"))

    assert [item["name"] for item in open_to(people.project, people.manager)] == ["pause", "finish"]
    assert open_to(people.project, people.approver) == []
