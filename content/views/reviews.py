"""The reviewer's desk: what waits, what changed, the verdict, the next one."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
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
from content.selectors.history import since, story
from content.selectors.queue import ORDER, waiting_for_review
from content.services import reviews, versions
from projects.access import require
from projects.models import Project


@require_safe
def queue(request: HttpRequest) -> HttpResponse:
    """What waits for this person's verdict, soonest first."""
    if not Project.objects.where(request.user, Permission.REVIEW_POST).exists():
        raise PermissionDenied(Permission.REVIEW_POST)
    posts = waiting_for_review(request.user).select_related("project", "author").prefetch_related("channels")
    page = keyset_page(posts, by=ORDER, after=request.GET.get("after"))
    return render(request, "content/review_queue.html", {"page": page})


@require_safe
def post(request: HttpRequest, pk: int) -> HttpResponse:
    """One post to decide about."""
    post = post_or_404(request, pk, Permission.REVIEW_POST)
    if post.status != Post.Status.IN_REVIEW:
        return redirect(post)
    return _desk(request, post, ReviewForm(initial={"value": post.value_kind}))


def _desk(request: HttpRequest, post: Post, form: ReviewForm, *, status: int = 200) -> HttpResponse:
    version = versions.latest(post)
    if version is None:
        raise Http404
    before = post.versions.filter(number__lt=version.number).first()
    waiting = waiting_for_review(request.user)
    context = {
        "post": post,
        "project": post.project,
        "version": version,
        "before": before,
        "changes": since(before, version),
        "sheet": checks.sheet_of(post),
        "pictures": post.pictures.all(),
        "form": form,
        "is_own": post.author_id == request.user.pk,
        "waiting": waiting.count(),
        "next": waiting.exclude(pk=post.pk).first(),
        "story": story(post, request.user),
    }
    return render(request, "content/review.html", context, status=status)


@require_POST
def decide(request: HttpRequest, pk: int) -> HttpResponse:
    """Approve or return one version, then on to the next; a slip of the hand can be taken back."""
    version = _version_or_404(request, pk)
    post = post_or_404(request, version.post_id, Permission.REVIEW_POST)
    form = ReviewForm(request.POST)
    if form.is_valid():
        try:
            review = _decide(version, form, request)
        except Refusal as refusal:
            form.refuse(refusal.errors)
        else:
            messages.success(request, _said(review), extra_tags=reverse("content:review-undo", args=[review.pk]))
            following = waiting_for_review(request.user).first()
            return redirect("content:review-post", following.pk) if following else redirect("content:review-queue")
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
