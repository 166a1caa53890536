"""What the buttons of a conversation do. Each answers with the inbox, the next case open, and a line that says what
happened; what can be taken back carries its undo."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_POST

from agency.http import HttpRequest
from agency.permissions import Permission
from agency.transitions import MovedMeanwhile
from moderation.forms import EscalationForm, NoteForm, ReplyForm
from moderation.models import Case
from moderation.services import working
from moderation.services.answering import answer
from moderation.services.hiding import hide
from moderation.views.cases import case_or_404, show_inbox
from monitoring.models.mention import Category, Tonality
from monitoring.services.correcting import correct
from projects.networks.base import NetworkError


def _done(request: HttpRequest, case: Case | None, text: str, *, undo: str = "") -> HttpResponse:
    messages.success(request, text, extra_tags=undo)
    return show_inbox(request, case)


def _refused(request: HttpRequest, case: Case, error: Exception) -> HttpResponse:
    """Somebody was faster, or the network said no: the case as it is now, and what happened in words."""
    fresh = case_or_404(request, case.pk)
    return show_inbox(request, fresh, status=409, refusal=str(error))


def _verb(
    verb: Callable[..., Any], text: str, *, undo: str = "", stay: bool = False
) -> Callable[[HttpRequest, int], HttpResponse]:
    """A button that takes nothing but the case. ``stay`` keeps it open, otherwise the next one comes."""

    @require_POST
    def view(request: HttpRequest, pk: int) -> HttpResponse:
        case = case_or_404(request, pk, Permission.ANSWER_CASE)
        try:
            verb(case=case, by=request.user)
        except (MovedMeanwhile, NetworkError) as error:
            return _refused(request, case, error)
        back = reverse(f"moderation:{undo}", args=[pk]) if undo else ""
        return _done(request, case_or_404(request, pk) if stay else None, text, undo=back)

    return view


case_claim = _verb(working.claim, "It is yours.", undo="case-release", stay=True)
case_take_over = _verb(working.take_over, "You took it over.", stay=True)
case_release = _verb(working.release, "Left to whoever is free.", stay=True)
case_resolve = _verb(working.resolve, "Done.", undo="case-reopen")
case_dismiss = _verb(working.dismiss, "It needs no answer.", undo="case-reopen")
case_reopen = _verb(working.reopen, "It is in the queue again.", stay=True)


def _hide(*, case: Case, by: Any) -> None:
    hide(case=case, hidden=True, by=by)


def _show(*, case: Case, by: Any) -> None:
    hide(case=case, hidden=False, by=by)


case_hide = _verb(_hide, "Hidden on the page. The author still sees it.", undo="case-show", stay=True)
case_show = _verb(_show, "Everybody sees it again.", stay=True)


@require_POST
def case_reply(request: HttpRequest, pk: int) -> HttpResponse:
    case = case_or_404(request, pk, Permission.ANSWER_CASE)
    form = ReplyForm(request.POST, case=case)
    if not form.is_valid():
        return show_inbox(request, case, status=422, reply_form=form)
    try:
        answer(case=case, text=form.cleaned_data["text"], by=request.user)
    except MovedMeanwhile as error:
        fresh = case_or_404(request, pk)
        return show_inbox(request, fresh, status=409, refusal=str(error), reply_form=form)
    return _done(request, None, f"On its way to {case.mention.author}.")


@require_POST
def case_note(request: HttpRequest, pk: int) -> HttpResponse:
    case = case_or_404(request, pk, Permission.ANSWER_CASE)
    form = NoteForm(request.POST)
    if not form.is_valid():
        return show_inbox(request, case, status=422, note_form=form, kind="note")
    working.note(case=case, text=form.cleaned_data["text"], by=request.user)
    return _done(request, case, "Noted. Only the team sees it.")


@require_POST
def case_escalate(request: HttpRequest, pk: int) -> HttpResponse:
    case = case_or_404(request, pk, Permission.ANSWER_CASE)
    form = EscalationForm(request.POST, case=case, by=request.user)
    if not form.is_valid():
        return show_inbox(request, case, status=422, escalation_form=form)
    try:
        working.escalate(case=case, by=request.user, **form.cleaned_data)
    except MovedMeanwhile as error:
        return _refused(request, case, error)
    return _done(request, None, f"{form.cleaned_data['to']} has it.")


@require_POST
def case_correct(request: HttpRequest, pk: int) -> HttpResponse:
    """A person knows better than the machine."""
    case = case_or_404(request, pk, Permission.CORRECT_MENTION)
    tonality, category = request.POST.get("tonality", ""), request.POST.get("category", "")
    if tonality not in Tonality.values or category not in Category.values:
        return show_inbox(request, case, status=422, refusal="Choose a tone and a category from the lists.")
    correct(mention=case.mention, tonality=tonality, category=category, by=request.user)
    return _done(request, case_or_404(request, pk), "Thank you, Rapport remembers.")
