"""Setting up where we listen."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from agency.http import HttpRequest
from agency.permissions import Permission
from monitoring.forms import SearchForm
from monitoring.models import Source
from monitoring.services.sources import add_search, switch
from projects.access import require
from projects.models import Channel, Project


@require_POST
def source_add(request: HttpRequest) -> HttpResponse:
    form = SearchForm(
        request.POST, channels=Channel.objects.filter(project__in=Project.objects.visible_to(request.user))
    )
    if not form.is_valid():
        messages.error(request, " ".join(str(error) for errors in form.errors.values() for error in errors))
        return redirect("monitoring:mentions")
    channel = form.cleaned_data["channel"]
    require(request.user, Permission.KEEP_SOURCE, channel)
    source = add_search(channel=channel, query=form.cleaned_data["query"], by=request.user)
    messages.success(request, f"Rapport looks for “{source.query}” now.")
    return redirect("monitoring:mentions")


@require_POST
def source_switch(request: HttpRequest, pk: int) -> HttpResponse:
    source = get_object_or_404(Source.objects.visible_to(request.user), pk=pk)
    require(request.user, Permission.KEEP_SOURCE, source)
    switch(source=source, on=not source.is_on, by=request.user)
    messages.success(request, f"{source} is {'off' if source.is_on else 'on'}.")
    return redirect("monitoring:mentions")
