"""Channels of a project: connect, try, reconnect, let go."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from agency.http import HttpRequest
from agency.permissions import Permission
from projects.access import project_or_404
from projects.forms.channels import CredentialsForm
from projects.models import Channel, Project
from projects.models.network import Network
from projects.networks import Ability, can, hooks, is_by_hand
from projects.networks.base import RemotePage
from projects.networks.doors import door_of
from projects.networks.oauth import room_of
from projects.selectors.lost_access import LATELY, lost_lately
from projects.services import calling
from projects.services import channels as services
from projects.views import by_hand
from projects.views.projects import show


def connect(request: HttpRequest, slug: str) -> HttpResponse:
    """Choose a network, then give what it asks for."""
    project = project_or_404(request, slug, Permission.CONNECT_CHANNEL)
    network = request.GET.get("network", "")
    if not network:
        offered = [(one, door_of(one).about) for one in Network if not is_by_hand(one)]
        others = [one for one in Network if is_by_hand(one)]
        context = {"project": project, "networks": offered, "others": others}
        return render(request, "projects/channels/choose.html", context)
    if is_by_hand(network):
        raise Http404
    form = CredentialsForm(request.POST or None, network=network)
    if "try" in request.POST:
        return _tried(request, project, network, form)
    if form.is_bound and form.is_valid():
        try:
            channel = services.connect_channel(
                project=project, network=network, credentials=form.cleaned_data, by=request.user
            )
            messages.success(request, f"{channel} is connected.")
            return redirect(project)
        except ValidationError as error:
            form.refuse(error)
    return _form(request, project, network, form)


def reconnect(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    project = project_or_404(request, slug, Permission.CONNECT_CHANNEL)
    channel = get_object_or_404(project.channels.select_related("project"), pk=pk)
    if is_by_hand(channel.network):
        return by_hand.taken_up(request, channel)
    form = CredentialsForm(request.POST or None, network=channel.network, initial=_remembered(channel))
    if "try" in request.POST:
        return _tried(request, project, channel.network, form, channel=channel)
    if form.is_bound and form.is_valid():
        try:
            services.reconnect_channel(channel=channel, credentials=form.cleaned_data, by=request.user)
            messages.success(request, f"{channel.name} is connected again. What was scheduled is still scheduled.")
            return redirect(project)
        except ValidationError as error:
            form.refuse(error)
    return _form(request, project, channel.network, form, channel=channel)


@require_POST
def disconnect(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    project = project_or_404(request, slug, Permission.CONNECT_CHANNEL)
    channel = get_object_or_404(project.channels.select_related("project"), pk=pk)
    services.disconnect_channel(channel=channel, by=request.user)
    forgotten = "" if is_by_hand(channel.network) else ", and its token forgotten"
    messages.success(request, f"{channel.name} is let go{forgotten}.")
    return redirect(project)


@require_POST
def check(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    project = project_or_404(request, slug, Permission.CONNECT_CHANNEL)
    channel = get_object_or_404(project.channels.select_related("project"), pk=pk)
    try:
        page = services.check_channel(channel=channel, by=request.user)
    except ValidationError as error:
        return show(request, project, problem=" ".join(error.messages))
    messages.success(request, f"{channel.name} answers.{_facts(page)}")
    return redirect(project)


@require_POST
def call(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Let the network call, now."""
    project = project_or_404(request, slug, Permission.CONNECT_CHANNEL)
    channel = get_object_or_404(project.channels.select_related("project"), pk=pk)
    try:
        calling.try_again(channel=channel, by=request.user)
        messages.success(request, f"{channel.get_network_display()} calls Rapport about {channel.name} from now on.")
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    return redirect("projects:channel-reconnect", project.slug, channel.pk)


def _tried(
    request: HttpRequest, project: Project, network: str, form: CredentialsForm, channel: Channel | None = None
) -> HttpResponse:
    """What a network says to the credentials; nothing is kept."""
    page: RemotePage | None = None
    if form.is_valid():
        try:
            page = services.try_credentials(
                project=project, network=network, credentials=form.cleaned_data, by=request.user
            )
        except ValidationError as error:
            form.refuse(error)
    return _form(request, project, network, form, channel=channel, page=page)


def _form(request: HttpRequest, project: Project, network: str, form: CredentialsForm, **more: Any) -> HttpResponse:
    context = {"project": project, "network": network, "label": Network(network).label, "form": form, **more}
    context["dialog"] = room_of(network)
    channel = more.get("channel")
    if channel:
        context |= {"lost": lost_lately([channel]).get(channel.pk), "looked_back": LATELY}
    if channel and can(network, Ability.WEBHOOK):
        context |= {"can_call": True, "hook": hooks.address_of(channel) if network in hooks.META else ""}
    part = "#fields" if request.htmx else ""
    return render(request, f"projects/channels/connect.html{part}", context, status=form.status)


def _remembered(channel: Channel) -> dict[str, str]:
    """What is no secret need not be typed again."""
    kept = channel.credentials or {}
    door = CredentialsForm(network=channel.network).door
    return {ask.name: kept.get(ask.name, "") for ask in door.asks if not ask.is_secret}


def _facts(page: RemotePage) -> str:
    until = f" Access ends on {page.credentials_expire_at:%-d %B %Y}." if page.credentials_expire_at else ""
    missing = f" It may not {', '.join(page.missing)} there." if page.missing else ""
    return until + missing
