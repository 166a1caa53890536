"""Who must say yes to a post, who has, and who has not even looked.

Where each of several must, they are the people named in the project's rules, or all approvers of the client when
nobody is named. Whoever has left the client need not any more, so the same yeses may be enough tomorrow.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from agency.models import User
from agency.permissions import Role
from content.models import Approval, ApprovalBatch, Approver, Post, ProjectRules, Version
from projects.models import ClientMember, Project

Rounds = ProjectRules.Rounds


@dataclass(frozen=True)
class Person:
    """Somebody whose yes is needed. ``voice`` is what their answers are found by."""

    name: str
    voice: str
    user: User | None = None


@dataclass(frozen=True)
class Yeses:
    """Where the yeses to a version stand: everybody who must, who of them said it, who opened a letter about it."""

    people: tuple[Person, ...]
    said: Collection[str]
    looked: Collection[str]

    @property
    def missing(self) -> list[Person]:
        return [person for person in self.people if person.voice not in self.said]

    @property
    def is_partial(self) -> bool:
        return bool(self.people) and 0 < len(self.missing) < len(self.people)

    def __str__(self) -> str:
        """``1 of 2: Iryna said yes, Petro has not looked``; empty where one yes is enough."""
        if not self.people:
            return ""
        done = len(self.people) - len(self.missing)
        return f"{done} of {len(self.people)}: {', '.join(self._of(person) for person in self.people)}"

    def _of(self, person: Person) -> str:
        first = person.name.split()[0]
        if person.voice in self.said:
            return f"{first} said yes"
        return f"{first} has not {'answered' if person.voice in self.looked else 'looked'}"


def people(project: Project) -> list[Person]:
    """Whose yes each post of ``project`` needs; empty where one yes, or none, is enough. Two queries."""
    if ProjectRules.rounds_of(project) != Rounds.ALL:
        return []
    members = ClientMember.objects.filter(client=project.client_id, role=Role.APPROVER, user__is_active=True)
    accounts = {member.user_id: member.user for member in members.select_related("user").order_by("id")}
    named: list[Approver] = list(project.approvers.select_related("user"))
    still = [row for row in named if row.user_id is None or row.user_id in accounts]
    if named:
        return [Person(row.name, row.voice, row.user) for row in still]
    return [Person(str(user), user.email.lower(), user) for user in accounts.values()]


def standing(post: Post, version: Version) -> Yeses:
    """Where the yeses to ``version`` stand."""
    return standings([(post, version)])[post.pk]


def standings(shown: Iterable[tuple[Post, Version]]) -> dict[int, Yeses]:
    """Post id → :class:`Yeses`; two queries, and two more for each project in which each of several must say yes."""
    shown = list(shown)
    rules: dict[int, tuple[Person, ...]] = {}
    for post, _ in shown:
        if post.project_id not in rules:
            rules[post.project_id] = tuple(people(post.project))
    several = [(post, version) for post, version in shown if rules[post.project_id]]
    said, looked = _answers(version for _, version in several), _openings(post for post, _ in several)
    return {
        post.pk: Yeses(rules[post.project_id], said.get(version.pk, set()), looked.get(post.pk, set()))
        for post, version in shown
    }


def _answers(versions: Iterable[Version]) -> dict[int, set[str]]:
    ids = [version.pk for version in versions]
    found: dict[int, set[str]] = {}
    yeses = Approval.objects.filter(version__in=ids, decision__in=Approval.YES, taken_back_at=None) if ids else ()
    for approval in yeses:
        found.setdefault(approval.version_id, set()).add(approval.voice)
    return found


def _openings(posts: Iterable[Post]) -> dict[int, set[str]]:
    ids = [post.pk for post in posts]
    found: dict[int, set[str]] = {}
    if ids:
        opened = ApprovalBatch.objects.filter(requests__version__post__in=ids, opened_at__isnull=False)
        for post_id, email in opened.values_list("requests__version__post", "to_email"):
            found.setdefault(post_id, set()).add(email.lower())
    return found
