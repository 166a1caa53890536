"""Recurring places in a project's calendar."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from agency.http import HttpRequest
from agency.permissions import Permission
from content.forms import SlotForm
from content.models import Slot
from content.refusal import Refusal
from content.services import slots
from projects.access import project_or_404


def of_project(request: HttpRequest, slug: str) -> HttpResponse:
    project = project_or_404(request, slug, Permission.PLAN_POST)
    form = SlotForm(request.POST or None, project=project)
    if form.is_bound and form.is_valid():
        try:
            slots.add(project=project, by=request.user, **form.cleaned_data)
        except Refusal as refusal:
            form.refuse(refusal.errors)
        else:
            return redirect("content:slots", slug)
    context = {"project": project, "form": form, "slots": project.slots.prefetch_related("channels")}
    return render(request, "content/slots.html", context, status=422 if form.is_bound else 200)


@require_POST
def remove(request: HttpRequest, pk: int) -> HttpResponse:
    slot: Slot = get_object_or_404(Slot.objects.visible_to(request.user).select_related("project__client"), pk=pk)
    slots.remove(slot=slot, by=request.user)
    messages.success(request, "The slot is gone. Its posts stay.")
    return redirect("content:slots", slot.project.slug)
