"""Choosing from the library while a draft is written."""

from django.http import HttpResponse
from django.shortcuts import redirect, render

from agency.http import HttpRequest
from agency.permissions import Permission
from content.access import post_or_404
from content.forms.media import ticked
from content.models import Media, Post
from content.refusal import Refusal
from content.selectors.library import Asked, shelf
from content.services import media
from content.views import composer


def pick(request: HttpRequest, pk: int) -> HttpResponse:
    """The choice (GET), and what was chosen put into the draft (POST)."""
    post = post_or_404(request, pk, Permission.WRITE_POST)
    return _put(request, post) if request.method == "POST" else _choice(request, post)


def _choice(request: HttpRequest, post: Post) -> HttpResponse:
    found = shelf(post.project, request.user, Asked.of(request.GET))
    there = set(post.pictures.values_list("media_id", flat=True))
    context = {"post": post, "project": post.project, "shelf": found, "there": there}
    part = "#found" if request.headers.get("HX-Target") == "library-found" else "#dialog" if request.htmx else ""
    return render(request, f"content/library/pick.html{part}", context)


def _put(request: HttpRequest, post: Post) -> HttpResponse:
    chosen = ticked(request.POST)
    rows = Media.objects.visible_to(request.user).filter(project=post.project).kept().in_bulk(chosen)
    try:
        media.attach_all(post=post, media=[rows[pk] for pk in chosen if pk in rows], by=request.user)
    except Refusal as refusal:
        return composer.pictures(request, post, error=str(refusal), status=422)
    if not request.htmx:
        return redirect(post)
    response = composer.pictures(request, post)
    response["HX-Trigger"] = "close-dialog"
    return response
