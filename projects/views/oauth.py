"""To a network's dialog and back. Coming back decides nothing: the person chooses among their pages, and posts."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from agency.http import HttpRequest
from agency.permissions import Permission
from projects.access import project_or_404, require
from projects.forms.channels import AskingForm
from projects.models import Channel, ConnectionLink, Project
from projects.models.network import Network
from projects.services import channels, connection_links, oauth, trying
from projects.services.oauth import Way

NOTHING_CHOSEN = "Choose at least one page."


@require_POST
def leave(request: HttpRequest, slug: str) -> HttpResponse:
    project = project_or_404(request, slug, Permission.CONNECT_CHANNEL)
    return set_off(request, project, request.GET.get("network", ""))


def set_off(
    request: HttpRequest, project: Project, network: str, *, link: ConnectionLink | None = None
) -> HttpResponse:
    """What will be asked for, and the way there: a link, because forms of ours lead nowhere else."""
    form = AskingForm(request.POST, network=network)
    context: dict[str, Any] = {"project": project, "label": dict(Network.choices).get(network, ""), "link": link}
    try:
        if form.is_valid():
            trying.count(link or request.user)
            number = link.pk if link else 0
            context["address"] = oauth.leave(
                request.session, project=project, network=network, said=form.cleaned_data, link=number
            )
            context["rights"] = form.rights
    except ValidationError as error:
        form.refuse(error)
    context["problem"] = " ".join(str(word) for words in form.errors.values() for word in words)
    return render(request, "projects/channels/leave.html", context, status=form.status)


@never_cache
@login_not_required
@require_safe
def back(request: HttpRequest, network: str, server: str = "") -> HttpResponse:
    """The network sends the person here with a code."""
    try:
        way = oauth.come_back(request.session, request.GET.dict(), network=network, server=server)
    except ValidationError as error:
        return _choice(request, (error.params or {})["way"], problem=" ".join(error.messages), status=422)
    return _choice(request, way) if way else _nowhere(request)


@login_not_required
@require_POST
def choose(request: HttpRequest) -> HttpResponse:
    """Connect the chosen pages."""
    way = oauth.brought(request.session, request.POST.get("state", ""))
    if way is None:
        return _nowhere(request)
    wanted = request.POST.getlist("page")
    chosen = [grant for grant in way.brought if grant.external_id in wanted and not grant.why_not]
    try:
        if not chosen:
            raise ValidationError(NOTHING_CHOSEN)
        return _connected_by_link(way, chosen) if way.link else _connected(request, way, chosen)
    except ValidationError as error:
        oauth.keep_open(request.session, way)
        return _choice(request, way, problem=" ".join(error.messages), status=422)


def _connected(request: HttpRequest, way: Way, chosen: list[Any]) -> HttpResponse:
    visible = Project.objects.visible_to(request.user).select_related("client__agreement")
    project = get_object_or_404(visible, pk=way.project)
    require(request.user, Permission.CONNECT_CHANNEL, project)
    for grant in chosen[:1] if way.is_single else chosen:
        channel: Channel = channels.connect_channel(
            project=project, network=way.network, credentials=grant.credentials, by=request.user, as_they_are=True
        )
        messages.success(request, f"{channel} is connected.")
    return redirect(project)


def _connected_by_link(way: Way, chosen: list[Any]) -> HttpResponse:
    """A link connects one page."""
    link = get_object_or_404(ConnectionLink.objects.waiting().select_related("project", "made_by"), pk=way.link)
    connection_links.use(link=link, credentials=chosen[0].credentials, as_they_are=True)
    return redirect("projects:by-link-done")


def _choice(request: HttpRequest, way: Way, *, problem: str = "", status: int = 200) -> HttpResponse:
    context = {"way": way, "label": Network(way.network).label, "problem": problem, "grants": way.brought}
    return render(request, "projects/channels/pages.html", context, status=status)


def _nowhere(request: HttpRequest) -> HttpResponse:
    return render(request, "projects/channels/nowhere.html", status=404)
