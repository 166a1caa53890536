"""Groups on Odnoklassniki: what they are called, and which of them a person helps to run."""

from typing import Any, NamedTuple

from projects.networks.odnoklassniki.line import Line

PAGE, FARTHEST = 100, 10


class Managed(NamedTuple):
    number: str
    name: str
    may_publish: bool


def described(line: Line, numbers: list[str]) -> dict[str, dict[str, Any]]:
    """What is told of up to a hundred groups, by number; one that is not there any more is missing."""
    answer = line.call("group.getInfo", uids=",".join(numbers), fields="uid,name,shortname")
    found = answer.get("groups") if isinstance(answer, dict) else answer
    return {str(one.get("uid")): one for one in found or [] if isinstance(one, dict)}


def managed(line: Line) -> list[Managed]:
    """The groups this token's person runs or helps to run, as the network orders them; of the first thousand."""
    found: list[Managed] = []
    anchor = None
    for _ in range(FARTHEST):
        page = line.call("group.getUserGroupsV2", count=PAGE, anchor=anchor)
        page = page if isinstance(page, dict) else {}
        seats = [one for one in page.get("groups") or [] if one.get("status") in ("ADMIN", "MODERATOR")]
        found += _named(line, seats)
        if not page.get("groups") or page.get("anchor") in (None, "", anchor):
            break
        anchor = page["anchor"]
    return found


def _named(line: Line, seats: list[dict[str, Any]]) -> list[Managed]:
    if not seats:
        return []
    known = described(line, [str(seat["groupId"]) for seat in seats])
    numbers = [(str(seat["groupId"]), seat) for seat in seats]
    return [Managed(number, str(known[number].get("name", "")), _may_publish(seat)) for number, seat in numbers
            if number in known]  # fmt: skip


def _may_publish(seat: dict[str, Any]) -> bool:
    """Whoever only reads the statistics may not."""
    return seat["status"] == "ADMIN" or seat.get("role") != "ANALYST"
