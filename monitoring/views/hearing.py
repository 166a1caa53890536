"""How a channel is heard, as a part of its page."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from agency.http import HttpRequest
from agency.permissions import Permission
from monitoring.heard import heard_of
from projects.access import project_or_404


@require_safe
def hearing(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    project = project_or_404(request, slug, Permission.CONNECT_CHANNEL)
    channel = get_object_or_404(project.channels.select_related("project", "hook"), pk=pk)
    return render(request, "monitoring/hearing.html", {"channel": channel, "heard": heard_of(channel)})
