"""The head's first page."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from agency.http import HttpRequest
from agency.permissions import Permission
from agency.templatetags.words import words
from projects.access import require
from projects.models import Lead
from reports.hands import hands_of
from reports.picture import Picture, Row, the_picture

LEADS = 4


@require_safe
def picture(request: HttpRequest) -> HttpResponse:
    require(request.user, Permission.SEE_PICTURE)
    found = the_picture(hands_of(request))
    order = "manager" if request.GET.get("order") == "manager" else "needs"
    leads = list(Lead.objects.filter(status=Lead.Status.WAITING)[: LEADS + 1])
    context = {
        "picture": found,
        "title": headline(found),
        "order": order,
        "groups": _by_manager(found) if order == "manager" else _by_need(found),
        "leads": leads[:LEADS],
        "leads_count": f"{LEADS}+" if len(leads) > LEADS else str(len(leads)),
    }
    return render(request, "reports/picture.html", context)


def headline(found: Picture) -> str:
    """The answer in one breath: “Seven projects are well. Five need a hand.”"""
    well, hands = len(found.well), len(found.need_hand)
    if not found.running:
        return "No project is running yet."
    if not hands:
        return "Everything is well."
    needing = f"{words(hands)} need{'s' if hands == 1 else ''} a hand."
    if not well:
        return needing
    return f"{words(well, 'project,projects')} {'is' if well == 1 else 'are'} well. {needing}"


def _by_need(found: Picture) -> list[dict[str, Any]]:
    return [_group("Need a hand", found.need_hand, 0), _group("All is well", found.well, 1)]


def _by_manager(found: Picture) -> list[dict[str, Any]]:
    managers: dict[str, list[Row]] = {}
    for row in found.running:
        managers.setdefault(_manager(row), []).append(row)
    return [_group(name, rows, number) for number, (name, rows) in enumerate(sorted(managers.items()))]


def _manager(row: Row) -> str:
    return next((str(person) for person, role in row.team if person and role == "manager"), "Nobody")


def _group(name: str, rows: list[Row], number: int) -> dict[str, Any]:
    """``first`` carries the heads of the columns."""
    return {"name": name, "rows": rows, "first": number == 0}
