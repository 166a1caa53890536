"""Counts of a publication that somebody read on the network: typed, corrected, taken back."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from agency.http import HttpRequest
from agency.permissions import Permission
from content.forms.counts import CountsForm
from content.models import Publication
from content.services import counting
from content.views.publications import publication_or_404, show
from projects.access import require


@require_POST
def count(request: HttpRequest, pk: int) -> HttpResponse:
    """A reading; a second one of a day replaces the first."""
    found = _writable(request, pk)
    form = CountsForm(request.POST, auto_id=f"id_%s_{pk}_counts")
    if form.is_valid():
        try:
            counting.count_by_hand(publication=found, by=request.user, **form.cleaned_data)
        except ValidationError as error:
            form.refuse(error)
        else:
            messages.success(request, "Noted, as of that day.")
            return _back(request, found)
    return show(request, found, status=422, counts=form)


@require_POST
def take_back(request: HttpRequest, pk: int, metric_pk: int) -> HttpResponse:
    found = _writable(request, pk)
    metric = get_object_or_404(found.metrics.select_related("publication__project__client"), pk=metric_pk)
    try:
        counting.take_back(metric=metric, by=request.user)
    except ValidationError as error:
        return show(request, found, error=" ".join(error.messages), status=422)
    messages.success(request, "These counts are taken back.")
    return _back(request, found)


def _back(request: HttpRequest, found: Publication) -> HttpResponse:
    return show(request, found) if request.htmx else redirect(f"{found.get_absolute_url()}#counts-{found.pk}")


def _writable(request: HttpRequest, pk: int) -> Publication:
    found = publication_or_404(request, pk)
    require(request.user, Permission.WRITE_POST, found)
    return found
