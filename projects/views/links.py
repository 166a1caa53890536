"""The client's link to connect a page: made and closed by us, used by them. Opening it decides nothing."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from agency.guessing import has_tried_too_often
from agency.http import HttpRequest
from agency.permissions import Permission
from projects.access import project_or_404
from projects.forms.channels import CredentialsForm, LinkForm
from projects.models import ConnectionLink
from projects.networks.oauth import room_of
from projects.services import connection_links as services
from projects.views.oauth import set_off

SHOWN = 20


def make(request: HttpRequest, slug: str) -> HttpResponse:
    """The links of a project; a new one's address is shown once, here and now."""
    project = project_or_404(request, slug, Permission.CONNECT_CHANNEL)
    form = LinkForm(request.POST or None, initial={"network": request.GET.get("network", "")})
    address = ""
    if form.is_bound and form.is_valid():
        _, address = services.make(project=project, by=request.user, **form.cleaned_data)
    made = project.connection_links.select_related("channel").prefetch_related("made_by")[:SHOWN]
    context = {"project": project, "form": form, "links": made, "address": address}
    return render(request, "projects/channels/links.html", context, status=422 if form.errors else 200)


@require_POST
def revoke(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    project = project_or_404(request, slug, Permission.CONNECT_CHANNEL)
    link = get_object_or_404(project.connection_links.select_related("project"), pk=pk)
    services.revoke(link=link, by=request.user)
    messages.success(request, f"The link of {link.to_name} is closed.")
    return redirect("projects:connection-links", project.slug)


@never_cache
@login_not_required
def by_link(request: HttpRequest, token: str) -> HttpResponse:
    """Who asks and for what, and the fields of the network's door."""
    link = services.found(token)
    if link is None or not link.is_open:
        return _closed(request, link)
    form = CredentialsForm(request.POST or None, network=link.network)
    if form.is_bound and form.is_valid():
        try:
            services.use(link=link, credentials=form.cleaned_data)
            return redirect("projects:by-link-done")
        except ValidationError as error:
            form.refuse(error)
    context = {"link": link, "form": form, "token": token, "dialog": room_of(link.network)}
    return render(request, "projects/channels/by_link.html", context, status=form.status)


@login_not_required
@require_POST
def leave(request: HttpRequest, token: str) -> HttpResponse:
    """Off to the network's own dialog."""
    link = services.found(token)
    if link is None or not link.is_open:
        return _closed(request, link)
    return set_off(request, link.project, link.network, link=link)


@login_not_required
@require_safe
def done(request: HttpRequest) -> HttpResponse:
    return render(request, "projects/channels/by_link_done.html")


def _closed(request: HttpRequest, link: ConnectionLink | None) -> HttpResponse:
    if link is None and has_tried_too_often(request):
        return HttpResponse(status=429)
    return render(request, "projects/channels/link_closed.html", {"link": link}, status=410 if link else 404)
