"""Panels that other floors' pages load by name."""

import datetime as dt

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from agency.http import HttpRequest
from agency.permissions import Permission
from content.models import Post
from content.selectors.mix import balance_of
from content.selectors.plan import plan
from projects.access import project_or_404
from projects.models import Project

MOST_TODAY = 100


@require_safe
def project_week(request: HttpRequest, slug: str) -> HttpResponse:
    """The next seven days of a project."""
    project = project_or_404(request, slug, Permission.VIEW_POST)
    today = dt.datetime.now(project.zone).date()
    posts = Post.objects.visible_to(request.user)
    shown = plan(posts, [project], today, today + dt.timedelta(days=6))
    balance, inside = balance_of(project), request.user.has_perm(Permission.VIEW_INSIDE, project)
    return render(
        request, "content/project_week.html", {"project": project, "plan": shown, "balance": balance, "inside": inside}
    )


@require_safe
def today(request: HttpRequest) -> HttpResponse:
    """What goes out today, over all projects one works in."""
    day = timezone.localdate()
    projects = Project.objects.where(request.user, Permission.VIEW_INSIDE).active()
    shown = plan(Post.objects.visible_to(request.user), list(projects), day, day, room=MOST_TODAY)
    return render(request, "content/today.html", {"plan": shown, "day": shown.days[0]})
