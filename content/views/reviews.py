"""The reviewer's desk: what waits, what changed, the verdict, the next one."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from agency.http import HttpRequest
from agency.pages import keyset_page
from agency.permissions import Permission
from agency.transitions import MovedMeanwhile
from content import checks
from content.access import post_or_404
from content.forms import ReviewForm
from content.models import Post, Review, Version
from content.refusal import Refusal
from content.selectors.desk import compare, place_in
from content.selectors.history import story
from content.selectors.margin import margin_of
from content.selectors.mix import balance_of
from content.selectors.queue import ORDER, tabs, waiting_for_review
from content.services import reviews, versions
from content.views.comments import talk
from projects.access import require, require_somewhere


@require_safe
def queue(request: HttpRequest) -> HttpResponse:
    """What waits for this person, a kind at a time, longest first; the first kind that has anything unless chosen."""
    require_somewhere(request.user, Permission.VIEW_INSIDE)
    shown = tabs(request.user)
    asked = [tab for tab in shown if tab.kind.name == request.GET.get("what")]
    chosen = next(iter((*asked, *(tab for tab in shown if tab.count), *shown)))
    rows = chosen.kind.rows(request.user)
    if chosen.kind.name != "remarks":
        rows = rows.select_related("project", "author").prefetch_related("channels")
    page = keyset_page(rows, by=ORDER, after=request.GET.get("after"))
    context = {"page": page, "tabs": shown, "chosen": chosen, "total": sum(tab.count for tab in shown)}
    return render(request, "content/review_queue.html", context)


@require_safe
def post(request: HttpRequest, pk: int) -> HttpResponse:
    """One post to decide about, against the version named by ``?since=``."""
    post = post_or_404(request, pk, Permission.REVIEW_POST)
    if post.status != Post.Status.IN_REVIEW:
        return redirect(post)
    return _desk(request, post, ReviewForm(initial={"value": post.value_kind}))


def _desk(request: HttpRequest, post: Post, form: ReviewForm, *, status: int = 200) -> HttpResponse:
    version = versions.latest(post)
    if version is None:
        raise Http404
    said = request.GET.get("since", "")
    margin = margin_of(post)
    number = int(said) if said.isascii() and said.isdecimal() and len(said) < 10 else None
    context = {
        "post": post,
        "project": post.project,
        "version": version,
        "margin": margin,
        "comparison": compare(version, request.user, margin, number=number),
        "sheet": checks.sheet_of(post),
        "pictures": post.pictures.all(),
        "form": form,
        "is_own": post.author_id == request.user.pk,
        "place": place_in(waiting_for_review(request.user), post),
        "balance": balance_of(post.project),
        "story": story(post, request.user),
        **talk(request, post),
    }
    return render(request, "content/review.html", context, status=status)


@require_POST
def look(request: HttpRequest, pk: int) -> HttpResponse:
    """The reviewer's browser says that the version lies before them; what only fetches pages does not."""
    version = _version_or_404(request, pk)
    post_or_404(request, version.post_id, Permission.REVIEW_POST)
    reviews.look(version=version, by=request.user)
    return HttpResponse(status=204)


@require_POST
def decide(request: HttpRequest, pk: int) -> HttpResponse:
    """Approve or return one version, then on to the next; a slip of the hand can be taken back."""
    version = _version_or_404(request, pk)
    post = post_or_404(request, version.post_id, Permission.REVIEW_POST)
    form = ReviewForm(request.POST)
    if form.is_valid():
        place = place_in(waiting_for_review(request.user), post)
        try:
            review = _decide(version, form, request)
        except Refusal as refusal:
            form.refuse(refusal.errors)
        else:
            messages.success(request, _said(review), extra_tags=reverse("content:review-undo", args=[review.pk]))
            following = place.after or place.before
            return redirect("content:review-post", following) if following else redirect("content:review-queue")
    return _desk(request, post, form, status=422)


def _version_or_404(request: HttpRequest, pk: int) -> Version:
    seen = Version.objects.visible_to(request.user).select_related("post__project__client", "post__author")
    return get_object_or_404(seen, pk=pk)


def _decide(version: Version, form: ReviewForm, request: HttpRequest) -> Review:
    said: dict[str, Any] = {"value": form.cleaned_data["value"], "comment": form.cleaned_data["comment"]}
    verb = reviews.send_back if request.POST.get("decision") == "return" else reviews.approve
    return verb(version=version, by=request.user, **said)


def _said(review: Review) -> str:
    post = review.version.post
    if review.decision == Review.Decision.RETURNED:
        return f"Returned to {post.author.first_name}. They get a message now."
    return f"“{post}” goes on to the client." if post.asks_client else f"“{post}” is approved."


@require_POST
def undo(request: HttpRequest, pk: int) -> HttpResponse:
    """Take one's own verdict back while nobody has acted on it."""
    seen = Review.objects.visible_to(request.user).select_related("version__post__project__client")
    review = get_object_or_404(seen, pk=pk)
    require(request.user, Permission.REVIEW_POST, review)
    try:
        post = reviews.take_back(review=review, by=request.user)
    except MovedMeanwhile as error:
        messages.warning(request, str(error))
        return redirect(review.version.post)
    return redirect("content:review-post", post.pk)
