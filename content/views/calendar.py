"""The month, the week, and moving what is in them."""

import datetime as dt
import json
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.views.decorators.http import require_http_methods, require_safe

from agency.http import HttpRequest
from agency.permissions import Permission
from content import clock
from content.access import post_or_404
from content.forms import PlanForm, day_or
from content.models import Post
from content.refusal import Refusal
from content.selectors.plan import Plan, Sieve, month_days, plan
from content.selectors.standing import WORDS
from content.services import planning
from projects.access import project_or_404
from projects.models import Project

CHOSEN = ("draft", "review", "client", "scheduled")
PREFERRED_HOUR = dt.time(12)
MOST_IN_WEEK, FEW_PROJECTS = 40, 4
OLDEST, NEWEST = dt.date(2000, 1, 1), dt.date(2200, 1, 1)


@require_safe
def calendar(request: HttpRequest) -> HttpResponse:
    """All projects one sees posts of."""
    projects = Project.objects.where(request.user, Permission.VIEW_POST).exclude(stage=Project.Stage.FINISHED)
    return _calendar(request, list(projects))


@require_safe
def of_project(request: HttpRequest, slug: str) -> HttpResponse:
    project = project_or_404(request, slug, Permission.VIEW_POST)
    return _calendar(request, [project], project=project)


def _calendar(request: HttpRequest, projects: list[Project], project: Project | None = None) -> HttpResponse:
    today = timezone.localdate()
    day = min(max(day_or(request.GET.get("day", ""), today), OLDEST), NEWEST)
    view = "week" if request.GET.get("view") == "week" else "month"
    first, last = _week(day) if view == "week" else month_days(day.year, day.month)
    sieve = _sieve(request)
    posts = Post.objects.visible_to(request.user)
    shown = plan(posts, projects, first, last, sieve=sieve)
    _give_room(shown, view, day.month, len(projects))
    context = {
        "plan": shown,
        "projects": projects,
        "project": project,
        "view": view,
        "day": day,
        "today": today,
        "sieve": sieve,
        "words": {key: WORDS[key] for key in CHOSEN},
        "may_write": any(request.user.has_perm(Permission.WRITE_POST, each) for each in projects),
        "movable": {each.pk for each in projects if request.user.has_perm(Permission.PLAN_POST, each)},
        "zone": str(timezone.get_current_timezone()),
        **_neighbours(day, view),
    }
    return render(request, "content/calendar.html", context)


def _give_room(shown: Plan, view: str, month: int, projects: int) -> None:
    """How many rows a day shows: a week everything, a month what fits; the rest is counted and leads to the week."""
    today = timezone.localdate()
    for each in shown.days:
        if view == "week":
            each.room = MOST_IN_WEEK
        elif each.date.month != month:
            each.room = 1
        elif projects > FEW_PROJECTS:
            each.room = 2 if each.date < today else 3


def _week(day: dt.date) -> tuple[dt.date, dt.date]:
    monday = day - dt.timedelta(days=day.weekday())
    return monday, monday + dt.timedelta(days=6)


def _neighbours(day: dt.date, view: str) -> dict[str, dt.date]:
    if view == "week":
        return {"earlier": day - dt.timedelta(days=7), "later": day + dt.timedelta(days=7)}
    first = day.replace(day=1)
    return {
        "earlier": (first - dt.timedelta(days=1)).replace(day=1),
        "later": (first + dt.timedelta(days=32)).replace(day=1),
    }


def _sieve(request: HttpRequest) -> Sieve:
    def chosen(name: str) -> frozenset[str]:
        return frozenset(request.GET.getlist(name))

    return Sieve(chosen("project"), chosen("network"), chosen("status"), only_gaps="gaps" in request.GET)


@require_http_methods(["POST", "PATCH"])
def plan_post(request: HttpRequest, pk: int) -> HttpResponse:
    """Move a post: by dragging (htmx, with a way back), by the form of its page, or by the toast's Undo."""
    post = post_or_404(request, pk, Permission.PLAN_POST)
    form = PlanForm(_typed(request))
    if not form.is_valid():
        return _refused(request, post, "This is not a day and an hour. Nothing was moved.")
    undo = _address(post)
    try:
        post = _move(post, form, request.user)
    except Refusal as refusal:
        return _refused(request, post, str(refusal))
    messages.success(request, _said(post), extra_tags=undo)
    if not request.htmx:
        return redirect(post)
    return HttpResponse(status=204, headers={"HX-Trigger": json.dumps({"planned": post.pk})})


def _typed(request: HttpRequest) -> dict[str, Any]:
    """What was sent: the body of a drag or a form, or the address of an Undo."""
    body = QueryDict(request.body) if request.method == "PATCH" else request.POST
    return (body if "day" in body else request.GET).dict()


def _move(post: Post, form: PlanForm, user: Any) -> Post:
    said = form.cleaned_data
    if said["day"] is None:
        return planning.unschedule(post=post, by=user)
    time = said["time"] or post.time or PREFERRED_HOUR
    fold = post.fold if said["fold"] is None else said["fold"]
    if not clock.is_doubled(said["day"], time, post.time_zone):
        fold = 0
    return planning.schedule(post=post, day=said["day"], time=time, fold=fold, by=user)


def _refused(request: HttpRequest, post: Post, text: str) -> HttpResponse:
    if request.htmx:
        return HttpResponse(text, status=409, content_type="text/plain; charset=utf-8")
    messages.warning(request, text)
    return redirect(post)


def _address(post: Post) -> str:
    """Where posting to puts the post back."""
    day = post.day.isoformat() if post.day else ""
    time = f"{post.time:%H:%M}" if post.time else ""
    query = urlencode({"day": day, "time": time, "fold": str(post.fold)})
    return f"{reverse('content:post-plan', args=[post.pk])}?{query}"


def _said(post: Post) -> str:
    if post.day is None or post.time is None:
        return f"“{post}” is unscheduled."
    where = f"“{post}” is on {clock.spoken_day(post.day)} at {post.time:%H:%M}"
    return f"{where}, and the client is asked again." if post.status == Post.Status.WITH_CLIENT else f"{where}."
