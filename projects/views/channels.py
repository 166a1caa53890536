"""Channels of a project: connect, try, reconnect, let go."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from agency.http import HttpRequest
from agency.permissions import Permission
from projects.access import project_or_404
from projects.forms.base import add_errors
from projects.forms.projects import TokenForm
from projects.models.channel import Network
from projects.services import channels as services
from projects.views.projects import show


@require_POST
def connect(request: HttpRequest, slug: str) -> HttpResponse:
    project = project_or_404(request, slug, Permission.CONNECT_CHANNEL)
    form = TokenForm(request.POST)
    if form.is_valid():
        try:
            channel = services.connect_channel(
                project=project, network=Network.PLAYGROUND, by=request.user, **form.cleaned_data
            )
            messages.success(request, f"{channel} is connected.")
            return redirect(project)
        except ValidationError as error:
            add_errors(form, error)
    return show(request, project, token=form)


@require_POST
def reconnect(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    project = project_or_404(request, slug, Permission.CONNECT_CHANNEL)
    channel = get_object_or_404(project.channels.select_related("project"), pk=pk)
    form = TokenForm(request.POST)
    if form.is_valid():
        try:
            services.reconnect_channel(channel=channel, by=request.user, **form.cleaned_data)
            messages.success(request, f"{channel.name} is connected again. What was scheduled is still scheduled.")
            return redirect(project)
        except ValidationError as error:
            add_errors(form, error)
    return show(request, project, token=form, token_of=channel.pk)


@require_POST
def disconnect(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    project = project_or_404(request, slug, Permission.CONNECT_CHANNEL)
    channel = get_object_or_404(project.channels.select_related("project"), pk=pk)
    services.disconnect_channel(channel=channel, by=request.user)
    messages.success(request, f"{channel.name} is let go, and its token forgotten.")
    return redirect(project)


@require_POST
def check(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    project = project_or_404(request, slug, Permission.CONNECT_CHANNEL)
    channel = get_object_or_404(project.channels.select_related("project"), pk=pk)
    try:
        expires = services.check_channel(channel=channel, by=request.user)
    except ValidationError as error:
        return show(request, project, problem=" ".join(error.messages))
    until = f" Access ends on {expires:%-d %B %Y}." if expires else ""
    messages.success(request, f"{channel.name} answers.{until}")
    return redirect(project)
