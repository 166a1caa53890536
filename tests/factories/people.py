"""The people of every access test: owner, team mate, outsider and client."""

from dataclasses import dataclass

from agency.models import User
from agency.permissions import Role
from projects.models import Project
from tests.factories.agency import HeadFactory, UserFactory
from tests.factories.projects import ClientMemberFactory, ProjectFactory, SeatFactory


@dataclass
class People:
    """Everybody around one project, and two who have nothing to do with it."""

    project: Project
    head: User
    manager: User
    copywriter: User
    moderator: User
    approver: User
    expert: User
    author: User
    outsider: User
    foreign_client: User

    def __iter__(self):
        team = (self.head, self.manager, self.copywriter, self.moderator)
        return iter((*team, self.approver, self.expert, self.author, self.outsider))


def people_around(project: Project | None = None) -> People:
    """Seat a full team, give the client its people, and make an outsider and another client."""
    project = project or ProjectFactory()
    foreign = ProjectFactory()
    return People(
        project=project,
        head=HeadFactory(),
        manager=SeatFactory(project=project, role=Role.MANAGER).user,
        copywriter=SeatFactory(project=project, role=Role.COPYWRITER).user,
        moderator=SeatFactory(project=project, role=Role.MODERATOR).user,
        approver=ClientMemberFactory(client=project.client, role=Role.APPROVER).user,
        expert=ClientMemberFactory(client=project.client, role=Role.EXPERT).user,
        author=ClientMemberFactory(client=project.client, role=Role.AUTHOR).user,
        outsider=SeatFactory(project=foreign, user=UserFactory()).user,
        foreign_client=ClientMemberFactory(client=foreign.client).user,
    )
