"""The people of the agency with what they carry and what they said, in three queries however many there are."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import Q

from agency.models import User
from agency.permissions import TEAM_ROLES
from projects.matching import Match, Person, Place, best_first, room_in_words
from projects.models import Profile, Project, Seat, Wish

MOST = 200


@dataclass
class Colleague:
    user: User
    profile: Profile
    roles: frozenset[str]
    load: int
    feelings: dict[int, str] = field(default_factory=dict)

    def takes(self, role: str) -> bool:
        """Whether they could be asked to take ``role`` in any project; a client's own person stays at the client."""
        return self.user.is_agency and role in self.roles

    @property
    def capacity(self) -> int:
        return self.profile.capacity

    @property
    def room(self) -> int:
        return max(self.capacity - self.load, 0)

    @property
    def room_in_words(self) -> str:
        return room_in_words(self.load, self.capacity)

    @property
    def boxes(self) -> list[bool]:
        """One for each place they have, taken or free; more than they have when they carry too much."""
        return [number < self.load for number in range(max(self.load, self.capacity))]

    def person(self, project_id: int) -> Person:
        """As the matching reads them; traits only with their yes."""
        return Person(
            id=self.user.pk,
            name=self.user.name,
            load=self.load,
            capacity=self.capacity,
            feeling=self.feelings.get(project_id, ""),
            about=self.profile.about,
            traits=tuple(self.profile.shared_traits),
            topics=tuple(self.profile.topics),
            languages=tuple(self.profile.languages),
        )


def colleagues() -> list[Colleague]:
    """Everybody who may sit in a team: the agency's active people and clients' own people who sit already."""
    users = User.objects.filter(Q(role__in=["head", "staff"]) | Q(seats__isnull=False), is_active=True)
    busy_with: dict[int, set[int]] = defaultdict(set)
    sits: dict[int, set[str]] = defaultdict(set)
    seated = Seat.objects.exclude(project__stage=Project.Stage.FINISHED).exclude(user=None)
    for user_id, project_id, role in seated.values_list("user_id", "project_id", "role"):
        busy_with[user_id].add(project_id)
        sits[user_id].add(role)
    feelings: dict[int, dict[int, str]] = defaultdict(dict)
    running = Wish.objects.exclude(project__stage=Project.Stage.FINISHED)
    for user_id, project_id, feeling in running.values_list("user_id", "project_id", "feeling"):
        feelings[user_id][project_id] = feeling
    return [
        _colleague(user, len(busy_with[user.pk]), sits[user.pk], feelings[user.pk])
        for user in users.select_related("profile").order_by("name").distinct()[:MOST]
    ]


def candidates(people: Iterable[Colleague], project: Project, role: str) -> list[tuple[Colleague, Match]]:
    """Who could take ``role`` in ``project``, best first; those who sit in the project already are left out."""
    sitting = {seat.user_id for seat in project.seats.all()}
    could = {person.user.pk: person for person in people if person.takes(role) and person.user.pk not in sitting}
    matches = best_first([person.person(project.pk) for person in could.values()], place_of(project))
    return [(could[match.person.id], match) for match in matches]


def place_of(project: Project) -> Place:
    """What the project asks of a person. Reads prefetched goals."""
    main = next((goal for goal in project.goals.all() if goal.is_main), None)
    return Place(
        audience=main.audience if main else "",
        about=f"{project.name} {project.about} {main.title if main else ''}",
        language=project.language,
    )


def _colleague(user: User, load: int, sits: set[str], feelings: dict[int, str]) -> Colleague:
    profile = getattr(user, "profile", None) or Profile(user=user)
    return Colleague(user, profile, frozenset(profile.roles or sits or _called(user)), load, feelings)


def _called(user: User) -> set[str]:
    """The seat a job's name speaks of, for somebody who has not said which seats they take."""
    return {role for role in TEAM_ROLES if role.value in user.job.lower()}
