"""The client: its facts, its people, and the agreement."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from agency import audit
from agency.models import User
from agency.services.invitations import invite
from projects.models import Client, ClientMember, InteractionAgreement

FACTS = ("name", "about", "time_zone", "languages", "tone_of_voice", "contact_name", "contact_email", "contact_phone")
TERMS = (
    "we_answer", "client_answers", "first_answer_minutes", "solve_hours", "hours_from", "hours_until", "weekdays",
    "client_approves", "approve_hours", "on_silence", "deputy", "agreed_on",
)  # fmt: skip


@transaction.atomic
def add_client(*, by: User, **facts: Any) -> Client:
    """Raises ValidationError when there is a client of this name."""
    with _one_of_a_name(facts["name"]):
        client = Client.objects.create(**facts)
    audit.record("projects.client.add", client, by=by, client=client.name)
    return client


def change_client(*, client: Client, by: User, facts: Mapping[str, Any]) -> Client:
    """Change what is said of the client; names of :data:`FACTS`."""
    changed = {name: value for name, value in facts.items() if getattr(client, name) != value}
    for name, value in changed.items():
        setattr(client, name, value)
    with transaction.atomic(), _one_of_a_name(client.name):
        client.save(update_fields=list(changed))
        if changed:
            what = ", ".join(name.replace("_", " ") for name in changed)
            audit.record("projects.client.change", client, by=by, client=client.name, what=what)
    return client


@transaction.atomic
def add_member(*, client: Client, user: User, role: str, by: User) -> ClientMember:
    """``user`` becomes one of the client's people. Raises ValidationError for people of the agency."""
    if user.is_agency:
        raise ValidationError({"email": f"{user} works in the agency and cannot be one of the client's people."})
    member, is_new = ClientMember.objects.get_or_create(client=client, user=user, role=role)
    if is_new:
        audit.record(
            "projects.client.add_member", client, by=by, person=str(user), client=client.name,
            role=member.get_role_display().lower(),
        )  # fmt: skip
    return member


@transaction.atomic
def invite_member(*, client: Client, email: str, name: str, role: str, by: User) -> ClientMember:
    """Add one of the client's people by e-mail; somebody new is invited by mail first."""
    user = User.objects.filter(email__iexact=email).first() or invite(email=email, name=name, role="", by=by).user
    return add_member(client=client, user=user, role=role, by=by)


@transaction.atomic
def remove_member(*, member: ClientMember, by: User) -> None:
    """They see nothing of the client from now on; what they said and approved stays."""
    InteractionAgreement.objects.filter(client=member.client, deputy=member.user).update(deputy=None)
    member.delete()
    audit.record(
        "projects.client.remove_member", member.client, by=by, person=str(member.user), client=member.client.name,
        role=member.get_role_display().lower(),
    )  # fmt: skip


@transaction.atomic
def agree(*, client: Client, by: User, terms: Mapping[str, Any]) -> InteractionAgreement:
    """Write down or change how we work with the client; names of :data:`TERMS`."""
    agreement, is_new = InteractionAgreement.objects.update_or_create(client=client, defaults=dict(terms))
    verb = "projects.client.agree" if is_new else "projects.client.change_agreement"
    audit.record(verb, client, by=by, shared=True, client=client.name)
    return agreement


@contextmanager
def _one_of_a_name(name: str) -> Iterator[None]:
    try:
        with transaction.atomic():
            yield
    except IntegrityError as error:
        raise ValidationError({"name": f"There is a client called {name} already. Choose it."}) from error


def check_terms(agreement: InteractionAgreement | None, terms: Mapping[str, Any]) -> None:
    """Raise ValidationError, field by field, for terms that contradict each other; untold ones are ``agreement``'s."""
    now = agreement or InteractionAgreement()
    said = {name: terms.get(name, getattr(now, name)) for name in ("hours_from", "hours_until", "on_silence", "deputy")}
    wrong = {}
    if said["hours_until"] <= said["hours_from"]:
        wrong["hours_until"] = "We stop before we begin. Choose a later hour."
    if said["on_silence"] == InteractionAgreement.OnSilence.DEPUTY and not said["deputy"]:
        wrong["deputy"] = "Choose whom we ask when the client is silent."
    if wrong:
        raise ValidationError(wrong)
