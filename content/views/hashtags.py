"""A project's groups of hashtags."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from agency.http import HttpRequest
from agency.permissions import Permission
from content.forms import HashtagGroupForm
from content.models import HashtagGroup
from content.refusal import Refusal
from content.services import phrases
from projects.access import project_or_404, require


def of_project(request: HttpRequest, slug: str) -> HttpResponse:
    project = project_or_404(request, slug, Permission.WRITE_POST)
    form = HashtagGroupForm(request.POST or None)
    if form.is_bound and form.is_valid():
        try:
            phrases.add_group(project=project, by=request.user, **form.cleaned_data)
            return redirect("content:hashtags", slug)
        except Refusal as refusal:
            form.refuse(refusal.errors)
    context = {"project": project, "form": form, "groups": project.hashtag_groups.all()}
    return render(request, "content/writing/hashtags.html", context, status=422 if form.is_bound else 200)


def group(request: HttpRequest, pk: int) -> HttpResponse:
    """Change one."""
    group = _group(request, pk)
    form = HashtagGroupForm(request.POST or None, instance=group)
    if form.is_bound and form.is_valid():
        try:
            phrases.change_group(group=group, by=request.user, **form.cleaned_data)
            return redirect("content:hashtags", group.project.slug)
        except Refusal as refusal:
            form.refuse(refusal.errors)
    context = {"project": group.project, "group": group, "form": form}
    return render(request, "content/writing/hashtag_group.html", context, status=422 if form.is_bound else 200)


@require_POST
def remove(request: HttpRequest, pk: int) -> HttpResponse:
    group = _group(request, pk)
    phrases.remove_group(group=group, by=request.user)
    messages.success(request, "The group is gone. Posts keep their hashtags.")
    return redirect("content:hashtags", group.project.slug)


def _group(request: HttpRequest, pk: int) -> HashtagGroup:
    groups = HashtagGroup.objects.visible_to(request.user).select_related("project__client")
    group: HashtagGroup = get_object_or_404(groups, pk=pk)
    require(request.user, Permission.WRITE_POST, group)
    return group
