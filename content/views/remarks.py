"""The margin of a post, for colleagues: read, written, answered, settled. Nothing here is for a client."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from agency.http import HttpRequest
from agency.permissions import Permission
from agency.text import storable
from agency.transitions import MovedMeanwhile
from content.access import post_or_404
from content.models import Post, Remark
from content.refusal import Refusal
from content.selectors.margin import margin_of
from content.services import remarks
from projects.access import require


def margin(request: HttpRequest, pk: int) -> HttpResponse:
    """The remarks on a post, and a new one about it or about words of its text (422 says what it cannot be)."""
    post = post_or_404(request, pk, Permission.VIEW_INSIDE)
    if request.method != "POST":
        return _margin(request, post)
    typed = _typed(request)
    try:
        remark = remarks.write(post=post, by=request.user, **typed)
    except Refusal as refusal:
        return _margin(request, post, status=422, typed=typed, errors=refusal.errors)
    return _done(request, post, remark)


def _typed(request: HttpRequest) -> dict[str, Any]:
    start = request.POST.get("start", "")
    is_number = start.isascii() and start.isdecimal() and len(start) < 10
    words = {name: storable(request.POST.get(name, "")) for name in ("text", "quote")}
    return words | {"start": int(start) if is_number else 0}


@require_POST
def answer(request: HttpRequest, pk: int) -> HttpResponse:
    """A word in a thread."""
    remark = _remark_or_404(request, pk)
    text = storable(request.POST.get("text", ""))
    try:
        said = remarks.answer(remark=remark, text=text, by=request.user)
    except Refusal as refusal:
        return _margin(request, remark.post, status=422, answering=pk, typed_answer=text, errors=refusal.errors)
    return _done(request, remark.post, said)


@require_POST
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """One's own words otherwise, while they are fresh."""
    remark = _remark_or_404(request, pk)
    text = storable(request.POST.get("text", ""))
    try:
        remarks.edit(remark=remark, text=text, by=request.user)
    except Refusal as refusal:
        return _margin(request, remark.post, status=422, editing=pk, typed_edit=text, errors=refusal.errors)
    except MovedMeanwhile as error:
        return _margin(request, remark.post, status=409, trouble=str(error))
    return _done(request, remark.post, remark)


MOVES: dict[str, tuple[Callable[..., Remark], str, str]] = {
    "resolve": (remarks.resolve, "Settled.", "reopen"),
    "reopen": (remarks.reopen, "It is open again.", ""),
    "delete": (remarks.delete, "The remark is deleted.", "bring-back"),
    "bring-back": (remarks.bring_back, "It is back.", ""),
}


@require_POST
def move(request: HttpRequest, pk: int, verb: str) -> HttpResponse:
    """Settle, open again, delete, bring back; what can be taken back leaves a toast that does."""
    if verb not in MOVES:
        raise Http404
    run, said, back = MOVES[verb]
    remark = _remark_or_404(request, pk)
    try:
        run(remark=remark, by=request.user)
    except MovedMeanwhile as error:
        return _margin(request, remark.post, status=409, trouble=str(error))
    messages.success(request, said, extra_tags=reverse("content:remark-move", args=[pk, back]) if back else "")
    return _done(request, remark.post, remark)


def _remark_or_404(request: HttpRequest, pk: int) -> Remark:
    """Somebody of the client's hears the same as about any post of theirs: 403 around it, 404 elsewhere."""
    posts = Post.objects.visible_to(request.user)
    rows = Remark.objects.filter(post__in=posts).select_related("post__project__client", "post__author", "parent", "by")
    remark = get_object_or_404(rows, pk=pk)
    require(request.user, Permission.VIEW_INSIDE, remark)
    return remark


def _done(request: HttpRequest, post: Post, remark: Remark) -> HttpResponse:
    """In place where it was asked from within a page, otherwise back to the page the person works on."""
    if request.htmx:
        is_in_place = request.htmx.target == "margin"
        return _margin(request, post) if is_in_place else HttpResponse(headers={"HX-Refresh": "true"})
    waits = post.status == Post.Status.IN_REVIEW and request.user.has_perm(Permission.REVIEW_POST, post)
    page = reverse("content:review-post", args=[post.pk]) if waits else post.get_absolute_url()
    return redirect(f"{page}#remark-{remark.parent_id or remark.pk}")


def _margin(request: HttpRequest, post: Post, *, status: int = 200, **more: Any) -> HttpResponse:
    template = "content/remarks/margin.html" if request.htmx else "content/remarks/page.html"
    context = {"post": post, "project": post.project, "margin": margin_of(post), "in_place": True, **more}
    return render(request, template, context, status=status)
