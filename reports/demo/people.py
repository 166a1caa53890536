"""Puts the cast on the payroll."""

from typing import Any

from agency.models import User
from agency.permissions import TEAM_ROLES, Role
from projects.models import Profile
from reports.demo.cast import HEAD, OUTSIDE, STAFF, Person

People = dict[str, User]
PASSWORD = "lastivka-demo"  # noqa: S105 (of a demo that refuses to run in production)


def build_people() -> People:
    """Everybody by login (agency) or e-mail (clients); the same password for all."""
    people = {HEAD.login: _user(HEAD.email, HEAD.name, role=Role.HEAD, job=HEAD.job)}
    for person in STAFF:
        people[person.login] = _user(person.email, person.name, role=Role.STAFF, job=person.job)
    for email, name, _client, role in OUTSIDE:
        people[email] = _user(email, name, job=Role(role).label)
    Profile.objects.bulk_create([_profile(person, people[person.login]) for person in (HEAD, *STAFF)])
    return people


def _user(email: str, name: str, **facts: Any) -> User:
    return User.objects.create_user(email, PASSWORD, name=name, **facts)


def _profile(person: Person, user: User) -> Profile:
    return Profile(
        user=user,
        about=person.about,
        traits=list(person.traits),
        share_traits=bool(person.traits),
        topics=list(person.topics),
        languages=list(person.languages),
        capacity=person.capacity,
        roles=[role for role in TEAM_ROLES if role.label == person.job],
    )
