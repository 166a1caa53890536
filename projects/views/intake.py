"""Intake: leads that wait, one lead, the decision."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from agency.http import HttpRequest
from agency.pages import keyset_page
from agency.permissions import Permission
from agency.transitions import open_to
from projects.access import require
from projects.forms.base import add_errors
from projects.forms.leads import AcceptForm, AnswersForm, DeclineForm, DuplicateForm, LeadForm, PostponeForm
from projects.models import Client, Lead, Project
from projects.selectors import intake
from projects.services import leads as services

MOST = 100
TABS = (("waiting", "Waiting"), ("not_now", "Not now"), ("accepted", "Yes"), ("declined", "No"), ("duplicate", "Twice"))


@require_GET
def leads(request: HttpRequest) -> HttpResponse:
    require(request.user, Permission.DECIDE_LEAD)
    status = request.GET.get("status", Lead.Status.WAITING)
    status = status if status in Lead.Status.values else Lead.Status.WAITING
    rows = Lead.objects.visible_to(request.user).filter(status=status).select_related("project", "duplicate_of")
    page = keyset_page(rows, by=("-id",), after=request.GET.get("after"))
    waiting = Lead.objects.visible_to(request.user).waiting().count()
    judged = [(lead, lead.gate) for lead in page.rows]
    context = {"page": page, "rows": judged, "status": status, "tabs": TABS, "waiting": waiting}
    part = "#rows" if request.htmx and "after" in request.GET else ""
    return render(request, f"projects/intake/leads.html{part}", context)


def new_lead(request: HttpRequest) -> HttpResponse:
    require(request.user, Permission.DECIDE_LEAD)
    form = LeadForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        lead = services.receive_lead(by=request.user, **form.cleaned_data)
        return redirect(lead)
    return render(request, "projects/intake/new.html", {"form": form}, status=422 if form.errors else 200)


@require_GET
def lead(request: HttpRequest, pk: int) -> HttpResponse:
    return _lead_page(request, lead_or_404(request, pk))


@require_POST
def answers(request: HttpRequest, pk: int) -> HttpResponse:
    """Autosave: what is good is kept, what is not is said beside its field."""
    before = lead_or_404(request, pk)
    form = AnswersForm(request.POST, instance=before)
    was_open, had_kind = before.gate.is_open, before.goal_kind
    found = services.write_answers(lead=before, by=request.user, answers=form.good_answers())
    if not request.htmx:
        return _lead_page(request, found, answers=form) if form.errors else redirect(found)
    desk = intake.desk(found)
    context = {
        "lead": found,
        "desk": desk,
        "form": form,
        "oob": True,
        "has_new_tools": found.goal_kind != had_kind,
        "has_new_yes": desk.gate.is_open != was_open,
        "clients": _clients_for(found, desk, request),
    }
    return render(request, "projects/intake/lead.html#verdicts", context, status=422 if form.errors else 200)


@require_POST
def decide(request: HttpRequest, pk: int) -> HttpResponse:
    found = lead_or_404(request, pk)
    decision = request.POST.get("decision", "")
    if decision not in DECISIONS:
        return _lead_page(request, found, problem="Choose yes, not now, no or twice.")
    form = _form_of(decision, found, request)
    if not form.is_valid():
        return _lead_page(request, found, decision=decision, decided=form)
    try:
        done = DECISIONS[decision](lead=found, by=request.user, **_said(form))
    except ValidationError as error:
        add_errors(form, error)
        return _lead_page(request, lead_or_404(request, pk), decision=decision, decided=form)
    return _decided(request, found, done)


@require_POST
def reopen(request: HttpRequest, pk: int) -> HttpResponse:
    found = lead_or_404(request, pk)
    services.reopen_lead(lead=found, by=request.user)
    messages.success(request, f"{found} waits for a decision again.")
    return redirect(found)


def lead_or_404(request: HttpRequest, pk: int) -> Lead:
    require(request.user, Permission.DECIDE_LEAD)
    rows = Lead.objects.visible_to(request.user)
    return get_object_or_404(rows.select_related("brought_by", "decided_by", "project", "duplicate_of"), pk=pk)


DECISIONS: dict[str, Callable[..., Any]] = {
    "accept": services.accept_lead,
    "postpone": services.postpone_lead,
    "decline": services.decline_lead,
    "duplicate": services.mark_duplicate,
}


def _form_of(decision: str, lead: Lead, request: HttpRequest) -> Form:
    if decision == "accept":
        return AcceptForm(request.POST, clients=intake.clients_like(lead, request.user))
    if decision == "duplicate":
        return DuplicateForm(request.POST, leads=intake.leads_like(lead, request.user))
    return {"postpone": PostponeForm, "decline": DeclineForm}[decision](request.POST)


def _said(form: Form) -> dict[str, Any]:
    said = dict(form.cleaned_data)
    if "duplicate_of" in said:
        said["of"] = said.pop("duplicate_of")
    return said


def _decided(request: HttpRequest, lead: Lead, done: Lead | Project) -> HttpResponse:
    if isinstance(done, Project):
        messages.success(request, f"{done} is planned. What is missing before the launch is on its page.")
        return redirect(done)
    text = f"{lead}: {lead.get_status_display().lower()}."
    if lead.letter_after:
        text = f"{lead}: {lead.get_status_display().lower()}. The letter leaves in a minute."
    messages.success(request, text, extra_tags=reverse("projects:lead-reopen", args=[lead.pk]))
    following = Lead.objects.visible_to(request.user).waiting().order_by("pk").first()
    return redirect(following or "projects:leads")


def _clients_for(lead: Lead, desk: intake.Desk, request: HttpRequest) -> list[Client]:
    """Asked for only while a yes is possible."""
    is_possible = lead.is_open and desk.gate.is_open
    return list(intake.clients_like(lead, request.user)[:MOST]) if is_possible else []


def _better_purpose(lead: Lead, desk: intake.Desk) -> str:
    return lead.better_purpose or (desk.advice.says if desk.advice else "")


def _lead_page(
    request: HttpRequest,
    lead: Lead,
    *,
    answers: AnswersForm | None = None,
    decision: str = "",
    decided: Form | None = None,
    problem: str = "",
) -> HttpResponse:
    desk = intake.desk(lead)
    context = {
        "lead": lead,
        "desk": desk,
        "form": answers or AnswersForm(instance=lead),
        "decision": decision or ("accept" if desk.gate.is_open else "postpone"),
        "decided": decided,
        "problem": problem,
        "reason": decided.data.get("reason", "") if decided else lead.reason,
        "until": decided.data.get("until", "") if decided else lead.until or "",
        "better_purpose": decided.data.get("better_purpose", "") if decided else _better_purpose(lead, desk),
        "moves": open_to(lead, request.user),
        "rooms": intake.could_we() if lead.is_open else [],
        "others": intake.others_waiting(lead, request.user),
        "clients": _clients_for(lead, desk, request),
        "repeated": intake.leads_like(lead, request.user)[:MOST] if lead.is_open else [],
    }
    status = 422 if decided or problem or (answers and answers.errors) else 200
    return render(request, "projects/intake/lead.html", context, status=status)
