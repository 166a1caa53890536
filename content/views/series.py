"""A post that comes again: the rule, its occurrences, and ending it."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from agency.http import HttpRequest
from agency.permissions import Permission
from content import repeats
from content.access import post_or_404
from content.forms import RepeatForm, StopForm
from content.models import Post, Series
from content.refusal import Refusal
from content.selectors.items import items_of
from content.services import series as services
from content.services.outcomes import Outcome
from projects.access import require


def repeat(request: HttpRequest, pk: int) -> HttpResponse:
    """The rule for a post that shall come again, with the days it comes to before anything is made."""
    post = post_or_404(request, pk, Permission.PLAN_POST)
    if post.series_id:
        return redirect("content:series", post.series_id)
    form = RepeatForm(request.POST or None, initial={"weekdays": [post.day.weekday()] if post.day else []})
    dates = _dates(post, form) if form.is_bound and form.is_valid() else None
    if form.is_bound and not form.errors and "preview" not in request.POST:
        try:
            made = services.repeat(post=post, by=request.user, **form.rule)
        except Refusal as refusal:
            form.refuse(refusal.errors)
        else:
            left_out = " ".join(made.left_out)
            messages.success(request, f"“{post}” comes {len(made.posts) + 1} times. {left_out}".strip())
            return redirect(made.series)
    context = {"post": post, "project": post.project, "form": form, "dates": dates}
    status = 422 if form.is_bound and (form.errors or form.refused) else 200
    return render(request, "content/repeat.html", context, status=status)


def _dates(post: Post, form: RepeatForm) -> repeats.Dates | None:
    try:
        return repeats.dates(services.rule_of(post, **form.rule), post.time, post.time_zone)  # type: ignore[arg-type]
    except Refusal as refusal:
        form.refuse(refusal.errors)
        return None


@require_safe
def series(request: HttpRequest, pk: int) -> HttpResponse:
    return _page(request, _series_or_404(request, pk, Permission.VIEW_INSIDE))


@require_POST
def spread(request: HttpRequest, pk: int) -> HttpResponse:
    """Give a post's words and hour to the other drafts of its series: those that follow, or all."""
    post = post_or_404(request, pk, Permission.WRITE_POST)
    try:
        outcomes = services.spread(post=post, by=request.user, following_only=request.POST.get("whom") != "all")
    except Refusal as refusal:
        messages.warning(request, str(refusal))
        return redirect(post)
    found = _series_or_404(request, post.series_id or 0, Permission.VIEW_INSIDE)
    return _page(request, found, outcomes=outcomes)


@require_POST
def stop(request: HttpRequest, pk: int) -> HttpResponse:
    found = _series_or_404(request, pk, Permission.PLAN_POST)
    form = StopForm(request.POST)
    if not form.is_valid():
        return _page(request, found, form=form, status=422)
    outcomes = services.stop(series=found, after=form.cleaned_data["after"], by=request.user)
    return _page(request, found, outcomes=outcomes, undo=True)


@require_POST
def resume(request: HttpRequest, pk: int) -> HttpResponse:
    """Undo the end: what it put away comes back."""
    found = _series_or_404(request, pk, Permission.PLAN_POST)
    ids = [int(value) for value in request.POST.getlist("post") if value.isascii() and value.isdecimal()]
    archived = Post.objects.filter(series=found, pk__in=ids[:100], status=Post.Status.ARCHIVED)
    posts = archived.select_related("project__client__agreement", "author")
    return _page(request, found, outcomes=services.resume(series=found, posts=posts, by=request.user))


def _page(request: HttpRequest, found: Series, *, outcomes: list[Outcome] | None = None, undo: bool = False,
          form: Any = None, status: int = 200) -> HttpResponse:  # fmt: skip
    found.refresh_from_db(fields=["stopped_at"])
    posts = Post.objects.visible_to(request.user).kept().filter(series=found).order_by("series_number")
    context = {
        "series": found,
        "project": found.project,
        "items": items_of(posts, {found.project_id: found.project}),
        "outcomes": outcomes,
        "undo": [each.post for each in outcomes or () if each.is_done] if undo else [],
        "form": form or StopForm(),
        "may_plan": request.user.has_perm(Permission.PLAN_POST, found),
    }
    return render(request, "content/series.html", context, status=status)


def _series_or_404(request: HttpRequest, pk: int, permission: str) -> Series:
    found: Series = get_object_or_404(Series.objects.visible_to(request.user).select_related("project__client"), pk=pk)
    require(request.user, permission, found)
    return found
