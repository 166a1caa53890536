"""What was asked of me: the page of a client's expert, and of a manager who helps out."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from agency.http import HttpRequest
from agency.transitions import MovedMeanwhile
from moderation.forms import FactForm
from moderation.models import Escalation
from moderation.services.working import answer_fact

MOST = 50


@require_http_methods(["GET", "HEAD", "POST"])
def facts(request: HttpRequest) -> HttpResponse:
    """Questions addressed to this person only; answering one returns the case to the moderators."""
    asked = (
        Escalation.objects.filter(to=request.user)
        .select_related("case__project", "case__mention__author", "by")
        .order_by("-pk")
    )
    if request.method != "POST":
        return _show(request, asked)
    escalation = get_object_or_404(asked, pk=_number(request.POST.get("escalation", "")))
    form = FactForm(request.POST)
    if not form.is_valid():
        return _show(request, asked, form=form, at=escalation.pk, status=422)
    try:
        answer_fact(escalation=escalation, text=form.cleaned_data["answer"], by=request.user)
    except MovedMeanwhile as error:
        return _show(request, asked, refusal=str(error), status=409)
    messages.success(request, f"{escalation.by} has your answer.")
    return redirect("moderation:facts")


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else 0


def _show(request: HttpRequest, asked, *, form=None, at: int = 0, refusal: str = "", status: int = 200) -> HttpResponse:
    context = {
        "open": asked.filter(ended_at=None)[:MOST],
        "answered": asked.exclude(ended_at=None)[:10],
        "form": form or FactForm(),
        "at": at,
        "refusal": refusal,
    }
    return render(request, "moderation/facts.html", context, status=status)
