"""The calendar: month, week, list and day, and what is chosen of it."""

import datetime as dt
from functools import cached_property
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from agency.http import HttpRequest
from agency.permissions import Permission
from content.forms import day_or
from content.models import Post
from content.selectors import sieve as sieves
from content.selectors.agenda import agenda
from content.selectors.bands import bands
from content.selectors.choices import PAGING, Choices, active, choices, networks_of, with_networks
from content.selectors.frame import IN_WEEK, frame
from content.selectors.items import Item, items_of
from content.selectors.plan import ON_A_DAY, plan
from content.selectors.standing import WORDS
from content.selectors.tray import Tray, tray
from projects.access import project_or_404
from projects.models import Project

CHOSEN = ("draft", "review", "client", "scheduled")
FILTERS = ("project", "network", "status", "channel", "format", "value", "goal", "campaign", "person", "gaps")


@require_safe
def calendar(request: HttpRequest) -> HttpResponse:
    """All projects one sees posts of."""
    projects = Project.objects.where(request.user, Permission.VIEW_POST).exclude(stage=Project.Stage.FINISHED)
    return _calendar(request, list(with_networks(projects)))


@require_safe
def of_project(request: HttpRequest, slug: str) -> HttpResponse:
    project = project_or_404(request, slug, Permission.VIEW_POST)
    return _calendar(request, [project], project=project)


def _calendar(request: HttpRequest, projects: list[Project], project: Project | None = None) -> HttpResponse:
    """The page, or the part of it htmx asks for: more filters, more of the tray, more of the list."""
    desk = Desk(request, projects, project)
    if request.htmx and "filters" in request.GET:
        return render(request, "content/calendar/more_filters.html", {"choices": desk.choices})
    if request.htmx and "tray" in request.GET:
        return render(request, "content/calendar/tray_rows.html", desk.around | desk.more_of_the_tray)
    if request.htmx and "after" in request.GET:
        return render(request, "content/calendar/list_rows.html", desk.around | desk.listed())
    shown = desk.listed() if desk.frame.is_listed else desk.drawn()
    return render(request, "content/calendar.html", desk.around | shown | desk.filters)


class Desk:
    """What one request wants to see of the calendar; each part is asked for once."""

    def __init__(self, request: HttpRequest, projects: list[Project], project: Project | None) -> None:
        self.query, self.user = request.GET, request.user
        self.projects, self.project = projects, project
        self.posts = Post.objects.visible_to(request.user)
        self.sieve = sieves.read(request.GET, user=request.user, inside=request.user.is_agency)
        self.today = timezone.localdate()
        self.frame = frame(request.GET.get("view", ""), day_or(request.GET.get("day", ""), self.today))

    @cached_property
    def around(self) -> dict[str, Any]:
        zone = str(timezone.get_current_timezone())
        return {
            "projects": self.projects,
            "project": self.project,
            "sieve": self.sieve,
            "frame": self.frame,
            "day": self.frame.day,
            "today": self.today,
            "inside": self.user.is_agency,
            "may_write": any(self.user.has_perm(Permission.WRITE_POST, each) for each in self.projects),
            "movable": {each.pk for each in self.projects if self.user.has_perm(Permission.PLAN_POST, each)},
            "zone": zone,
            "other_zones": sorted({each.time_zone for each in self.projects} - {zone}),
        }

    def drawn(self) -> dict[str, Any]:
        """The month or the week."""
        room = IN_WEEK if self.frame.view == "week" else ON_A_DAY
        days = self.frame.first, self.frame.last
        shown = plan(self.posts, self.projects, *days, sieve=self.sieve, room=room, also=self.tray.posts)
        for day in shown.days:
            day.room = self.frame.room(day.date, projects=len(self.projects), today=self.today)
        return self._with_tray(shown.also) | {"plan": shown, "bands": bands(self.projects, shown, user=self.user)}

    def listed(self) -> dict[str, Any]:
        """The list of a month or of a day; the tray comes with its first page only."""
        after, since = self.query.get("after"), self.query.get("since", "")
        found = agenda(
            self.posts,
            self.projects,
            self.frame.first,
            self.frame.last,
            sieve=self.sieve,
            after=after,
            since=day_or(since, dt.date.min) if since else None,
            also=[] if after else self.tray.posts,
        )
        return self._with_tray(found.also) | {"agenda": found}

    @cached_property
    def tray(self) -> Tray:
        return tray(self.posts, self.projects, sieve=self.sieve, after=self.query.get("tray"))

    @property
    def more_of_the_tray(self) -> dict[str, Any]:
        return self._with_tray(items_of(self.tray.posts, {project.pk: project for project in self.projects}))

    def _with_tray(self, items: list[Item]) -> dict[str, Any]:
        return {"tray": self.tray, "waiting": items}

    @cached_property
    def choices(self) -> Choices:
        return choices(self.projects, user=self.user)

    @property
    def filters(self) -> dict[str, Any]:
        """What can be chosen at once, what is chosen, and the rest where it is asked for."""
        unfolded = self.sieve.has_more or "filters" in self.query
        known = self.choices if unfolded else Choices()
        left = self.query.copy()
        for name in (*FILTERS, *PAGING):
            left.pop(name, None)
        return {
            "words": {key: WORDS[key] for key in CHOSEN},
            "networks": sorted({network for each in self.projects for network in networks_of(each)}),
            "choices": known,
            "unfolded": unfolded,
            "active": active(self.sieve, known, self.projects, self.query),
            "clear": left.urlencode(),
        }
