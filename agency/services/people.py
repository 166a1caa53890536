"""Changing who works here and as what. The last head can neither leave nor step down."""

from django.db import transaction
from django.utils import timezone

from agency import audit
from agency.models import User
from agency.permissions import Role
from agency.transitions import MovedMeanwhile


@transaction.atomic
def change_role(*, user: User, role: str, by: User, job: str | None = None) -> None:
    """Give ``user`` another role in the agency ("" for a person of a client) and, if given, another job title."""
    person, heads = _lock(user)
    if role != Role.HEAD:
        _keep_a_head(person, heads)
    person.role = role
    person.job = person.job if job is None else job
    person.full_clean(exclude=["password"])
    person.save(update_fields=["role", "job"])
    audit.record("agency.user.change_role", person, by=by, name=person.name, role=_called(person))


@transaction.atomic
def deactivate(*, user: User, by: User) -> None:
    """Lock ``user`` out at once, in every session and for every program; what they did stays under their name."""
    person, heads = _lock(user)
    _keep_a_head(person, heads)
    if not person.is_active:
        return
    person.is_active = False
    person.save(update_fields=["is_active"])
    person.auth_token_set.all().delete()
    person.notifications.update(mail_after=None)
    person.invitations.open().update(revoked_at=timezone.now())
    audit.record("agency.user.deactivate", person, by=by, name=person.name)


@transaction.atomic
def activate(*, user: User, by: User) -> None:
    """Let ``user`` in again, with the old password."""
    person, _ = _lock(user)
    if person.is_active:
        return
    person.is_active = True
    person.save(update_fields=["is_active"])
    audit.record("agency.user.activate", person, by=by, name=person.name)


def _lock(user: User) -> tuple[User, list[User]]:
    """``user`` as they are now, and the heads: always locked in one order, so two heads removing each other wait."""
    heads = list(User.objects.heads().order_by("pk").select_for_update(no_key=True))
    return User.objects.select_for_update(no_key=True).get(pk=user.pk), heads


def _keep_a_head(person: User, heads: list[User]) -> None:
    if [head.pk for head in heads] == [person.pk]:
        raise MovedMeanwhile(f"{person.name} is the only head. Make somebody else a head first.")


def _called(person: User) -> str:
    return person.get_role_display() or "client"
