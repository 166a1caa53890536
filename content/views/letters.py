"""Asking the client: choose posts, choose a person, send one letter; call it back or send it again."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from agency.http import HttpRequest
from agency.permissions import Permission
from content.forms import LetterForm
from content.models import ApprovalBatch, ProjectRules
from content.refusal import Refusal
from content.services import letters
from projects.access import project_or_404, require
from projects.models import Project

SHOWN = 20


def letter(request: HttpRequest, slug: str) -> HttpResponse:
    """What waits for the client in a project, and the letter about it. The link is shown once, here and now."""
    project = project_or_404(request, slug, Permission.ASK_CLIENT)
    form = LetterForm(request.POST or None, project=project)
    if form.is_bound and form.is_valid():
        try:
            sent = _send(form, project, by=request.user)
        except Refusal as refusal:
            form.refuse(refusal.errors)
        else:
            return _page(request, project, LetterForm(project=project), sent=sent)
    return _page(request, project, form, status=422 if form.is_bound else 200)


def _send(form: LetterForm, project: Project, *, by: Any) -> list[tuple[ApprovalBatch, str]]:
    if form.is_for_everybody:
        return letters.ask_everybody(project=project, posts=list(form.cleaned_data["posts"]), by=by)
    return [letters.ask(project=project, by=by, **form.said)]


def _page(request: HttpRequest, project: Project, form: LetterForm, *, status: int = 200, **more: Any) -> HttpResponse:
    sent = project.approval_batches.select_related("sent_by").prefetch_related("requests__version__post")
    context = {"project": project, "form": form, "batches": sent[:SHOWN], **more}
    context["may_set_rules"] = request.user.has_perm(Permission.EDIT_PROJECT, project)
    context["rule"] = ProjectRules.Rounds(ProjectRules.rounds_of(project)).label
    return render(request, "content/letter.html", context, status=status)


@require_POST
def revoke(request: HttpRequest, pk: int) -> HttpResponse:
    batch = _batch_or_404(request, pk)
    letters.revoke(batch=batch, by=request.user)
    messages.success(request, f"The link of {batch.to_name} is closed.")
    return redirect("content:letter", batch.project.slug)


@require_POST
def resend(request: HttpRequest, pk: int) -> HttpResponse:
    """A fresh link for what still waits."""
    batch = _batch_or_404(request, pk)
    try:
        new, address = letters.resend(batch=batch, by=request.user)
    except Refusal as refusal:
        messages.warning(request, str(refusal))
        return redirect("content:letter", batch.project.slug)
    return _page(request, batch.project, LetterForm(project=batch.project), sent=[(new, address)])


def _batch_or_404(request: HttpRequest, pk: int) -> ApprovalBatch:
    batches = ApprovalBatch.objects.visible_to(request.user).select_related("project__client")
    batch: ApprovalBatch = get_object_or_404(batches, pk=pk)
    require(request.user, Permission.ASK_CLIENT, batch)
    return batch
