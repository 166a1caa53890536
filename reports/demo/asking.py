"""The letters that ask the demo's clients for their yes."""

from agency.permissions import Role
from content.models import Post
from content.services.letters import ask
from reports.demo.projects import House


def ask_clients(house: House) -> None:
    """One letter to each approver for everything that is with their client; it lands in the demo's mail folder."""
    for slug, project in house.projects.items():
        posts = list(project.posts.filter(status=Post.Status.WITH_CLIENT).order_by("scheduled_at"))
        member = project.client.members.filter(role=Role.APPROVER).select_related("user").first()
        manager = house.people.get(house.seated(slug, Role.MANAGER))
        if posts and member and manager:
            ask(
                project=project,
                posts=posts,
                to_name=member.user.name,
                to_email=member.user.email,
                to_user=member.user,
                by=manager,
            )
