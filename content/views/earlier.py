"""What a draft said at its earlier saves, and the way back."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from agency.http import HttpRequest
from agency.permissions import Permission
from content.access import post_or_404
from content.diffs import words
from content.models import DraftRevision, Post
from content.services import together


@require_safe
def earlier(request: HttpRequest, pk: int) -> HttpResponse:
    """The saves kept of a draft, newest first: who and when."""
    post = post_or_404(request, pk, Permission.WRITE_POST)
    rows = post.revisions.select_related("by").defer("content")[: DraftRevision.MOST]
    template = "content/earlier.html#listed" if request.htmx and not request.htmx.boosted else "content/earlier.html"
    return render(request, template, {"post": post, "project": post.project, "rows": rows})


@require_safe
def one(request: HttpRequest, pk: int, row: int) -> HttpResponse:
    """One of them against what the draft says now."""
    post, kept = _kept(request, pk, row)
    context = {"post": post, "row": kept, "pieces": words(kept.content.get("text") or "", post.text)}
    return render(request, "content/earlier.html#one", context)


@require_POST
def bring_back(request: HttpRequest, pk: int, row: int) -> HttpResponse:
    """Let the draft say again what it said then."""
    post, kept = _kept(request, pk, row)
    together.bring_back(row=kept, by=request.user)
    messages.success(request, "The earlier text is back. What was here stays among the earlier drafts.")
    return redirect(post)


def _kept(request: HttpRequest, pk: int, row: int) -> tuple[Post, DraftRevision]:
    post = post_or_404(request, pk, Permission.WRITE_POST)
    return post, get_object_or_404(post.revisions.select_related("by"), pk=row)
