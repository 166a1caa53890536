"""Channels on which people publish by hand: noted, changed, their followers typed in."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from agency.http import HttpRequest
from agency.permissions import Permission
from projects.access import project_or_404
from projects.forms.by_hand import FollowersForm, NewPageForm, PageForm
from projects.models import Channel, Project
from projects.networks import Ability, can, is_by_hand
from projects.services import by_hand as services

COUNTS = 12


def add(request: HttpRequest, slug: str) -> HttpResponse:
    """A page of a network that Rapport cannot reach, a blog, a forum, a shop."""
    project = project_or_404(request, slug, Permission.CONNECT_CHANNEL)
    form = NewPageForm(request.POST or None, initial=request.GET.dict())
    if form.is_bound and form.is_valid():
        try:
            channel = services.add_channel(project=project, by=request.user, **form.cleaned_data)
            messages.success(
                request, f"{channel} is a channel now. You are asked to publish there at each post’s time."
            )
            return redirect(project)
        except ValidationError as error:
            form.refuse(error)
    context = {"project": project, "form": form}
    return render(request, "projects/channels/by_hand.html", context, status=422 if form.errors else 200)


def change(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    project = project_or_404(request, slug, Permission.CONNECT_CHANNEL)
    channel = _channel_or_404(project, pk)
    if not is_by_hand(channel.network):
        raise Http404
    form = PageForm(request.POST or None, initial=services.facts_of(channel))
    if form.is_bound and form.is_valid():
        try:
            services.change_channel(channel=channel, by=request.user, facts=form.cleaned_data)
            messages.success(request, f"{channel} is as you wrote.")
            return redirect(project)
        except ValidationError as error:
            form.refuse(error)
    context = {"project": project, "channel": channel, "form": form}
    return render(request, "projects/channels/by_hand.html", context, status=422 if form.errors else 200)


def followers(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """The last counts of a page that no network counts for us, and a new one."""
    project = project_or_404(request, slug, Permission.CONNECT_CHANNEL)
    channel = _channel_or_404(project, pk)
    if can(channel.network, Ability.METRICS):
        raise Http404
    form = FollowersForm(request.POST or None, initial={"day": project.today})
    if form.is_bound and form.is_valid():
        try:
            services.note_followers(channel=channel, by=request.user, **form.cleaned_data)
            messages.success(request, f"Counted: the followers of {channel.name}.")
            return redirect("projects:channel-followers", slug, pk)
        except ValidationError as error:
            form.refuse(error)
    context = {"project": project, "channel": channel, "form": form, "counts": channel.follower_counts.all()[:COUNTS]}
    return render(request, "projects/channels/followers.html", context, status=422 if form.errors else 200)


def taken_up(request: HttpRequest, channel: Channel) -> HttpResponse:
    """Nothing is asked where no access is needed."""
    if request.method != "POST":
        return redirect("projects:channel-change", channel.project.slug, channel.pk)
    services.take_up(channel=channel, by=request.user)
    messages.success(request, f"{channel.name} is taken up again.")
    return redirect(channel.project)


def _channel_or_404(project: Project, pk: int) -> Channel:
    return get_object_or_404(project.channels.select_related("project"), pk=pk)
