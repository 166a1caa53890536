"""Moving a post: by dragging, by the form of its page, from the "Move to…" of the calendar, or by a toast's Undo."""

import datetime as dt
import json
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_http_methods, require_safe

from agency.http import HttpRequest
from agency.permissions import Permission
from content import clock
from content.access import post_or_404
from content.forms import PlanForm
from content.models import Post
from content.refusal import Refusal
from content.services import planning


@require_safe
def move_to(request: HttpRequest, pk: int) -> HttpResponse:
    """Where a post can go, for fingers: a dialog in the calendar, a page of its own without a script."""
    post = post_or_404(request, pk, Permission.PLAN_POST)
    context = {"post": post, "project": post.project, "near": _near(post), "next": request.GET.get("next", "")}
    return render(request, "content/calendar/move_to.html", context)


def _near(post: Post) -> list[tuple[str, dt.date]]:
    """Days people often mean."""
    today = dt.datetime.now(post.zone).date()
    start = max(post.day or today, today)
    found = [("The day after", start + dt.timedelta(days=1)), ("A week later", start + dt.timedelta(days=7))]
    return [("Today", today), *found] if post.day != today else found


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
        return redirect(_next(request) or post)
    done = {"planned": post.pk, "close-dialog": True}
    return HttpResponse(status=204, headers={"HX-Trigger": json.dumps(done)})


def _next(request: HttpRequest) -> str:
    """The page somebody came from, if it is one of ours."""
    url = request.POST.get("next", "")
    return url if url_has_allowed_host_and_scheme(url, allowed_hosts=None) else ""


def _typed(request: HttpRequest) -> dict[str, Any]:
    """What was sent: the body of a drag or a form, or the address of an Undo."""
    body = QueryDict(request.body) if request.method == "PATCH" else request.POST
    return (body if "day" in body else request.GET).dict()


def _move(post: Post, form: PlanForm, user: Any) -> Post:
    said = form.cleaned_data
    if said["day"] is None:
        return planning.unschedule(post=post, by=user)
    time = said["time"] or post.time or planning.PREFERRED_HOUR
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
    where = f"“{post}” is on {clock.spoken_day(post.day)} at {_hour(post)}"
    return f"{where}, and the client is asked again." if post.status == Post.Status.WITH_CLIENT else f"{where}."


def _hour(post: Post) -> str:
    """The wall clock of the post with its place, and the reader's own where it is another."""
    mine = timezone.get_current_timezone()
    said = f"{post.time:%H:%M} {clock.spoken_zone(post.time_zone)} time"
    if str(mine) == post.time_zone or post.scheduled_at is None:
        return said
    return f"{said} ({clock.spoken_there(post.scheduled_at, post.day, mine)} for you)"
