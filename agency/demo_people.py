"""The demo's people one can be with one click: the demo command creates them, the sign-in page lists them."""

from typing import NamedTuple

from agency.models import User


class DemoPerson(NamedTuple):
    """``who`` is the kind of user, as in the address of the button."""

    who: str
    email: str
    name: str
    job: str


PEOPLE = (
    DemoPerson("head", "marta@lastivka.example", "Marta Hnatiuk", "SMM head"),
    DemoPerson("manager", "daryna@lastivka.example", "Daryna Koval", "Manager"),
    DemoPerson("copywriter", "olena@lastivka.example", "Olena Savchuk", "Copywriter"),
    DemoPerson("moderator", "lesya@lastivka.example", "Lesya Moroz", "Moderator"),
    DemoPerson("approver", "hanna@ovechka.example", "Hanna Ivaniuk", "Approves for Ovechka"),
    DemoPerson("expert", "roman@ovechka.example", "Roman Melnyk", "Expert of Ovechka"),
)
BY_WHO = {person.who: person for person in PEOPLE}


def present() -> list[DemoPerson]:
    """Those of them who are here and may sign in."""
    emails = [person.email for person in PEOPLE]
    here = set(User.objects.active().filter(email__in=emails).values_list("email", flat=True))
    return [person for person in PEOPLE if person.email in here]
