"""Fetching a case for somebody, and showing the inbox with it open: shared by every view of this floor."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render

from agency.http import HttpRequest
from agency.permissions import Permission
from content.forms.pauses import CaptchaForm
from moderation.forms import EscalationForm, NoteForm, ReplyForm
from moderation.inbox import TABS, Queue, conversation, queue
from moderation.models import Case
from monitoring.models.mention import Category, Tonality
from projects.access import require


def case_or_404(request: HttpRequest, pk: int, permission: str = Permission.VIEW_CASE) -> Case:
    """404 for a stranger, 403 for a member without ``permission``."""
    cases = Case.objects.visible_to(request.user).select_related(
        "project__client", "mention__author__relationship", "mention__source__channel", "mention__publication__post",
        "claimed_by",
    )  # fmt: skip
    case = get_object_or_404(cases, pk=pk)
    require(request.user, permission, case)
    return case


def show_inbox(request: HttpRequest, case: Case | None, *, status: int = 200, **bound: Any) -> HttpResponse:
    """The whole inbox with ``case`` open, or its first one. ``bound`` holds forms that came back with errors."""
    found = _queue(request)
    opened = case or next(iter(found.cases), None)
    context: dict[str, Any] = {"queue": found, "case": opened, "tabs": _tabs(found)} | _place(request, found)
    if opened:
        context |= _thread(request, opened, bound)
    template = "moderation/inbox.html#inbox" if request.htmx and not request.htmx.boosted else "moderation/inbox.html"
    return render(request, template, context, status=status)


def show_thread(request: HttpRequest, case: Case) -> HttpResponse:
    """Only the conversation and what stands beside it."""
    context = {"case": case} | _place(request, None) | _thread(request, case, {})
    return render(request, "moderation/inbox.html#conversation", context)


def _thread(request: HttpRequest, case: Case, bound: dict[str, Any]) -> dict[str, Any]:
    may_answer = request.user.has_perm(Permission.ANSWER_CASE, case)
    forms = {
        "reply_form": ReplyForm(case=case),
        "note_form": NoteForm(),
        "captcha_form": CaptchaForm(),
        "escalation_form": EscalationForm(case=case, by=request.user),
    }
    choices = {"tonalities": Tonality.choices, "categories": Category.choices}
    return {"conversation": conversation(case, request.user), "may_answer": may_answer, **forms, **choices, **bound}


def _queue(request: HttpRequest) -> Queue:
    return queue(request.user, tab=_said(request, "tab"), project=_project(request), after=request.GET.get("after", ""))


def _place(request: HttpRequest, found: Queue | None) -> dict[str, Any]:
    """Where in the inbox somebody is; actions bring it back."""
    return {"tab": found.tab if found else _said(request, "tab"), "project": _project(request)}


def _project(request: HttpRequest) -> str:
    return _said(request, "project")


def _said(request: HttpRequest, name: str) -> str:
    """Filters travel in the address, and in the form that an action sends."""
    return request.POST.get(name) or request.GET.get(name, "")


def _tabs(found: Queue) -> list[dict[str, Any]]:
    return [
        {"name": name, "label": label, "count": found.counts.get(name, 0), "current": name == found.tab}
        for name, label in TABS.items()
    ]
