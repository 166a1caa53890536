"""How a project's links are tagged."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from agency.http import HttpRequest
from agency.permissions import Permission
from content.forms import LinkTaggingForm
from content.models import LinkTagging
from content.services import tagging
from projects.access import project_or_404


def of_project(request: HttpRequest, slug: str) -> HttpResponse:
    project = project_or_404(request, slug, Permission.EDIT_PROJECT)
    form = LinkTaggingForm(request.POST or None, instance=LinkTagging.of(project))
    if form.is_bound and form.is_valid():
        tagging.set_tags(project=project, by=request.user, **form.changes)
        messages.success(request, "Links are tagged so from the next save of a draft on.")
        return redirect("content:link-tags", slug)
    context = {"project": project, "form": form}
    return render(request, "content/writing/link_tags.html", context, status=422 if form.is_bound else 200)
