"""The letters that ask the demo's clients for their yes."""

from typing import Any

from agency.models import User
from agency.permissions import Role
from content.models import Post
from content.services import rounds
from content.services.letters import ask, ask_everybody
from projects.models import Project
from reports.demo.projects import House

EACH = "yavir-bank"  # whose posts need a yes from each of two people, one of them without an account


def ask_clients(house: House) -> None:
    """One letter to each approver for everything that is with their client; it lands in the demo's mail folder."""
    for slug, project in house.projects.items():
        posts = list(project.posts.filter(status=Post.Status.WITH_CLIENT).order_by("scheduled_at"))
        member = project.client.members.filter(role=Role.APPROVER).select_related("user").first()
        manager = house.people.get(house.seated(slug, Role.MANAGER))
        if slug == EACH and posts and manager:
            _ask_each(project, posts, member, manager)
        elif posts and member and manager:
            ask(
                project=project,
                posts=posts,
                to_name=member.user.name,
                to_email=member.user.email,
                to_user=member.user,
                by=manager,
            )


def _ask_each(project: Project, posts: list[Post], member: Any, manager: User) -> None:
    if member:
        rounds.name_approver(project=project, user=member.user, by=manager)
    rounds.name_approver(project=project, name="Petro Marchenko", email="marchenko@yavir.example", by=manager)
    rounds.set_rounds(project=project, rounds="all", by=manager)
    ask_everybody(project=project, posts=posts, by=manager)
