"""The delay ledger: who waited for whom, by project, by client, or everywhere I work. Inside the agency only."""

import csv
from collections.abc import Iterator
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from agency.http import HttpRequest
from agency.pages import keyset_page
from agency.permissions import Permission
from content.models import Wait
from content.models.wait import WaitQuerySet
from content.selectors import waits
from projects.access import project_or_404, require
from projects.models import Client

MOST_IN_A_FILE = 5_000
COLUMNS = ("project", "post", "who_waited", "waited_for", "began_at", "ended_at", "agreed_hours", "calendar_hours")


@require_safe
def everywhere(request: HttpRequest) -> HttpResponse:
    if not request.user.is_agency:
        raise Http404
    return _answer(request, waits.visible(request.user), about="all my projects")


@require_safe
def of_project(request: HttpRequest, slug: str) -> HttpResponse:
    project = project_or_404(request, slug, Permission.VIEW_INSIDE)
    rows = waits.visible(request.user).filter(project=project)
    return _answer(request, rows, about=str(project), project=project)


@require_safe
def of_client(request: HttpRequest, pk: int) -> HttpResponse:
    client = get_object_or_404(Client.objects.visible_to(request.user), pk=pk)
    require(request.user, Permission.VIEW_INSIDE, client)
    rows = waits.visible(request.user).filter(project__client=client)
    return _answer(request, rows, about=str(client), client=client)


def _answer(request: HttpRequest, rows: WaitQuerySet, *, about: str, **place: Any) -> HttpResponse:
    kind = request.GET.get("kind", "")
    chosen = rows.filter(kind=kind) if kind in Wait.Kind.values else rows
    if request.GET.get("as") == "csv":
        return _file(chosen)
    after = request.GET.get("after")
    page = keyset_page(waits.readable(chosen.filter(ended_at__isnull=False)), by=("-id",), after=after)
    still = [] if after else waits.readable(chosen.open()).order_by("began_at", "id")[: waits.OPEN_SHOWN]
    context = {
        "about": about,
        "kind": kind,
        "kinds": Wait.Kind.choices,
        "figures": waits.figures(rows),
        "rows": waits.with_people([*still, *page.rows]),
        "next": page.next,
        "many": "project" not in place,
        **place,
    }
    template = "content/waits.html#rows" if request.htmx and after else "content/waits.html"
    return render(request, template, context)


def _file(rows: WaitQuerySet) -> HttpResponse:
    """The newest spans as CSV; times in UTC, lengths in hours."""
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="who-waited-for-whom.csv"'
    writer = csv.writer(response)
    writer.writerow(COLUMNS)
    newest = waits.readable(rows).order_by("-id")[:MOST_IN_A_FILE]
    writer.writerows(list(_cells(row)) for row in waits.with_people(newest))
    return response


def _cells(row: waits.Row) -> Iterator[str]:
    wait = row.wait
    yield from map(_plain, (str(wait.project), str(wait.post), row.waited, row.waited_for))
    yield wait.began_at.isoformat(timespec="minutes")
    yield wait.ended_at.isoformat(timespec="minutes") if wait.ended_at else ""
    yield f"{row.business.total_seconds() / 3600:.2f}"
    yield f"{wait.calendar.total_seconds() / 3600:.2f}"


def _plain(text: str) -> str:
    """A cell a spreadsheet does not take for a formula."""
    return f"'{text}" if text.startswith(("=", "+", "-", "@", "\t", "\r")) else text
