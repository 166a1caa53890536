"""What people say."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from agency.http import HttpRequest
from agency.permissions import Permission
from monitoring.forms import MentionFilter, SearchForm
from monitoring.listening import listening, projects_heard
from projects.access import may_somewhere, require_somewhere
from projects.models import Channel, Project


@require_safe
def mentions(request: HttpRequest) -> HttpResponse:
    """Mentions with filters; further pages and changed filters come as a fragment."""
    require_somewhere(request.user, Permission.VIEW_MENTION)
    projects = projects_heard(request.user)
    filters = MentionFilter(request.GET, projects=projects)
    wanted = filters.wanted()
    chosen = projects.filter(pk=wanted["project"].pk) if wanted.get("project") else projects
    found = listening(chosen, wanted, request.GET.get("after", ""))
    keeps = Project.objects.where(request.user, Permission.KEEP_SOURCE)
    context = {
        "found": found,
        "filters": filters,
        "search_form": SearchForm(channels=Channel.objects.usable().filter(project__in=keeps)),
        "may_keep": may_somewhere(request.user, Permission.KEEP_SOURCE),
    }
    return render(request, _template(request), context)


def _template(request: HttpRequest) -> str:
    if not request.htmx or request.htmx.boosted:
        return "monitoring/mentions.html"
    return "monitoring/mentions.html#rows" if request.GET.get("after") else "monitoring/mentions.html#list"
