"""Teams: the board, seating by drag, keys or button, covers, wishes."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from agency.http import HttpRequest
from agency.models import User
from agency.permissions import AGENCY_ROLES, Permission
from projects.access import require
from projects.forms.base import add_errors
from projects.forms.teams import CoverForm, SeatForm
from projects.models import Delegation, Project, Seat
from projects.selectors.teams import board, suggestions_for
from projects.services import teams as services


@require_GET
def teams(request: HttpRequest) -> HttpResponse:
    _agency_only(request)
    return _board(request)


@require_GET
def seat(request: HttpRequest, pk: int) -> HttpResponse:
    """One seat: who else could take it, who covers, and the way to empty it."""
    return _seat_page(request, _seat_or_404(request, pk))


@require_POST
def fill(request: HttpRequest, pk: int) -> HttpResponse:
    """Somebody takes the seat; the board is drawn anew."""
    found = _seat_or_404(request, pk)
    before, role = found.user, found.get_role_display().lower()
    form = SeatForm(request.GET.dict() | request.POST.dict(), people=_people())
    if not form.is_valid():
        return _board(request, problem="Choose a person of the agency who works here.")
    try:
        services.fill_seat(seat=found, by=request.user, **form.cleaned_data | _expected(request))
    except ValidationError as error:
        return _board(request, problem=" ".join(error.messages))
    undo = reverse("projects:seat-empty", args=[pk])
    if before:
        undo = f"{reverse('projects:seat-fill', args=[pk])}?person={before.pk}"
    person = form.cleaned_data["person"]
    messages.success(request, f"{person} is the {role} of {found.project} and gets a message.", extra_tags=undo)
    return _board(request) if request.htmx else redirect("projects:teams")


@require_POST
def empty(request: HttpRequest, pk: int) -> HttpResponse:
    found = _seat_or_404(request, pk)
    services.empty_seat(seat=found, by=request.user)
    messages.success(request, f"Nobody is the {found.get_role_display().lower()} of {found.project} now.")
    return _board(request) if request.htmx else redirect("projects:teams")


@require_GET
def suggestions(request: HttpRequest, pk: int) -> HttpResponse:
    found = _seat_or_404(request, pk)
    return render(request, "projects/teams/suggestions.html", {"seat": found, "suggestions": suggestions_for(found)})


@require_POST
def cover(request: HttpRequest, pk: int) -> HttpResponse:
    """Somebody sits in from a day to a day."""
    found = _seat_or_404(request, pk)
    form = CoverForm(request.POST, people=_colleagues())
    if form.is_valid():
        try:
            services.cover(seat=found, by=request.user, **form.cleaned_data)
            messages.success(request, f"{form.cleaned_data['to']} covers and gets a message.")
            return redirect("projects:seat", pk)
        except ValidationError as error:
            add_errors(form, error)
    return _seat_page(request, found, form)


@require_POST
def end_cover(request: HttpRequest, pk: int) -> HttpResponse:
    require(request.user, Permission.FILL_TEAM)
    rows = Delegation.objects.filter(seat__project__in=Project.objects.visible_to(request.user))
    found = get_object_or_404(rows.select_related("seat__project", "to"), pk=pk)
    services.end_cover(delegation=found, by=request.user)
    messages.success(request, f"{found.to} no longer covers.")
    return redirect("projects:seat", found.seat_id)


def _board(request: HttpRequest, *, problem: str = "") -> HttpResponse:
    context = {"board": board(request.user), "problem": problem}
    part = "#board" if request.htmx and not request.htmx.boosted else ""
    return render(request, f"projects/teams/board.html{part}", context, status=422 if problem else 200)


def _seat_or_404(request: HttpRequest, pk: int) -> Seat:
    rows = Seat.objects.visible_to(request.user).select_related("project__client", "user")
    found = get_object_or_404(rows, pk=pk)
    require(request.user, Permission.FILL_TEAM, found)
    return found


def _seat_page(request: HttpRequest, seat: Seat, form: CoverForm | None = None) -> HttpResponse:
    covers = seat.delegations.filter(ends_on__gte=seat.project.today).select_related("to").order_by("starts_on")
    context = {
        "seat": seat,
        "suggestions": suggestions_for(seat),
        "covers": covers,
        "form": form or CoverForm(people=_colleagues(), initial={"starts_on": seat.project.today}),
    }
    return render(request, "projects/teams/seat_page.html", context, status=422 if form else 200)


def _expected(request: HttpRequest) -> dict[str, Any]:
    """Who the page said sits there; a page that did not say expects whoever does."""
    if "instead_of" not in request.POST:
        return {"instead_of": services.ANYBODY}
    said = request.POST["instead_of"]
    return {"instead_of": User.objects.filter(pk=said).first() if said.isdecimal() and len(said) < 19 else None}


def _people() -> Any:
    return User.objects.filter(is_active=True)


def _colleagues() -> Any:
    return _people().filter(role__in=AGENCY_ROLES)


def _agency_only(request: HttpRequest) -> None:
    """Teams are the agency's own: for people of a client this page does not exist."""
    if request.user.role not in AGENCY_ROLES:
        raise Http404
