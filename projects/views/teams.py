"""Teams: the board, seating by drag, keys or button, covers, wishes."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from agency.http import HttpRequest
from agency.models import User
from agency.permissions import AGENCY_ROLES, Permission
from projects.access import require
from projects.forms.base import add_errors
from projects.forms.teams import CoverForm, SeatForm, WishForm
from projects.models import Delegation, Project, Seat
from projects.selectors.teams import board, suggestions_for
from projects.services import profiles
from projects.services import teams as services


@require_GET
def teams(request: HttpRequest) -> HttpResponse:
    _agency_only(request)
    return _board(request)


@require_POST
def seat(request: HttpRequest, pk: int) -> HttpResponse:
    """Somebody takes the seat; the board is drawn anew."""
    found = _seat_or_404(request, pk)
    form = SeatForm(request.GET.dict() | request.POST.dict(), people=_people())
    if not form.is_valid():
        return _board(request, problem="Choose a person of the agency who works here.")
    said = form.cleaned_data
    before = found.user
    try:
        services.fill_seat(
            seat=found, person=said["person"], by=request.user, reason=said["reason"], **_expected(request, found)
        )
    except ValidationError as error:
        return _board(request, problem=" ".join(error.messages))
    role = found.get_role_display().lower()
    undo = reverse("projects:seat-empty", args=[pk])
    if before:
        undo = f"{reverse('projects:seat', args=[pk])}?person={before.pk}"
    messages.success(request, f"{said['person']} is the {role} of {found.project} and gets a message.", extra_tags=undo)
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
    context = {"seat": found, "suggestions": suggestions_for(found), "may_seat": True}
    return render(request, "projects/teams/suggestions.html", context)


def cover(request: HttpRequest, pk: int) -> HttpResponse:
    """Somebody sits in from a day to a day."""
    found = _seat_or_404(request, pk)
    form = CoverForm(request.POST or None, people=_people(), initial={"starts_on": timezone.localdate()})
    if request.method == "POST" and form.is_valid():
        try:
            services.cover(seat=found, by=request.user, **form.cleaned_data)
            messages.success(request, f"{form.cleaned_data['to']} covers and gets a message.")
            return redirect("projects:teams")
        except ValidationError as error:
            add_errors(form, error)
    covers = found.delegations.filter(ends_on__gte=timezone.localdate()).select_related("to").order_by("starts_on")
    context = {"seat": found, "form": form, "covers": covers}
    return render(request, "projects/teams/cover.html", context, status=422 if form.errors else 200)


@require_POST
def end_cover(request: HttpRequest, pk: int) -> HttpResponse:
    require(request.user, Permission.FILL_TEAM)
    rows = Delegation.objects.filter(seat__project__in=Project.objects.visible_to(request.user))
    found = get_object_or_404(rows.select_related("seat__project", "to"), pk=pk)
    services.end_cover(delegation=found, by=request.user)
    messages.success(request, f"{found.to} no longer covers.")
    return redirect("projects:seat-cover", found.seat_id)


@require_POST
def wish(request: HttpRequest, pk: int) -> HttpResponse:
    """How I feel about a project: only my own."""
    _agency_only(request)
    project = get_object_or_404(Project.objects.exclude(stage=Project.Stage.FINISHED), pk=pk)
    form = WishForm(request.POST)
    if not form.is_valid():
        return _board(request, problem="Choose one of: I want it, comfortable, rather not.")
    said = profiles.wish(project=project, by=request.user, feeling=form.cleaned_data["feeling"])
    messages.success(request, f"{project}: {said.get_feeling_display().lower()}.")
    return redirect("projects:teams")


def _board(request: HttpRequest, *, problem: str = "") -> HttpResponse:
    context = {"board": board(request.user), "problem": problem}
    part = "#board" if request.htmx and not request.htmx.boosted else ""
    return render(request, f"projects/teams/board.html{part}", context, status=422 if problem else 200)


def _seat_or_404(request: HttpRequest, pk: int) -> Seat:
    rows = Seat.objects.visible_to(request.user).select_related("project__client", "user")
    found = get_object_or_404(rows, pk=pk)
    require(request.user, Permission.FILL_TEAM, found)
    return found


def _expected(request: HttpRequest, seat: Seat) -> dict[str, Any]:
    """Who the page said sits there; a page that did not say expects whoever does."""
    if "instead_of" not in request.POST:
        return {}
    said = request.POST["instead_of"]
    return {"instead_of": User.objects.filter(pk=said).first() if said.isdecimal() and len(said) < 19 else None}


def _people() -> Any:
    return User.objects.filter(is_active=True)


def _agency_only(request: HttpRequest) -> None:
    """Teams are the agency's own: for people of a client this page does not exist."""
    if request.user.role not in AGENCY_ROLES:
        raise Http404
