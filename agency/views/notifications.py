"""What people were told."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_GET, require_POST

from agency.http import HttpRequest
from agency.pages import keyset_page

MOST = 99


@login_not_required
@require_GET
def bell(request: HttpRequest) -> HttpResponse:
    """The bell with the number of unread ones; it asks for itself again, and stops (286) once nobody is signed in."""
    if not request.user.is_authenticated:
        return HttpResponse(status=286)
    unread = request.user.notifications.unread()[: MOST + 1].count()
    return render(request, "agency/bell.html", {"unread": unread, "most": MOST})


@require_GET
def notifications(request: HttpRequest) -> HttpResponse:
    page = keyset_page(request.user.notifications.shown(), by=("-id",), after=request.GET.get("after"))
    template = "agency/notifications.html"
    if request.htmx and not request.htmx.boosted:
        template += "#rows"
    return render(request, template, {"page": page})


@require_POST
def open_notification(request: HttpRequest, pk: int) -> HttpResponse:
    """Mark it read and go where it leads."""
    told = get_object_or_404(request.user.notifications.shown(), pk=pk)
    request.user.notifications.filter(pk=pk).mark_read()
    if told.url and url_has_allowed_host_and_scheme(told.url, allowed_hosts=None):
        return redirect(told.url)
    return redirect(reverse("agency:notifications"))


@require_POST
def read_all(request: HttpRequest) -> HttpResponse:
    request.user.notifications.mark_read()
    return redirect("agency:notifications")
