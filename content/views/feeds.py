"""Calendars for other programs: the page that makes their addresses, and the calendars themselves."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest as AnybodysRequest
from django.http import HttpResponse, HttpResponseNotModified
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.cache import patch_cache_control
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from agency.http import HttpRequest
from content.exchange import ical
from content.forms import FeedForm
from content.models import Feed
from content.refusal import Refusal
from content.selectors.happenings import happenings
from content.services import feeds as verbs

SHOWN = 100


@never_cache
@require_http_methods(["GET", "POST"])
def feeds(request: HttpRequest) -> HttpResponse:
    """One's calendars, and a new one. The address is on the page that answers its making, and nowhere later."""
    form = FeedForm(request.POST or None, initial=request.GET.dict(), user=request.user)
    if form.is_bound and form.is_valid():
        try:
            feed, address = verbs.make(by=request.user, **form.said)
        except Refusal as refusal:
            form.refuse(refusal.errors)
        else:
            return _page(request, FeedForm(user=request.user), made=feed, address=address)
    return _page(request, form, status=422 if form.is_bound else 200)


def _page(request: HttpRequest, form: FeedForm, *, status: int = 200, **more: Any) -> HttpResponse:
    mine = Feed.objects.visible_to(request.user).standing().select_related("owner", "project", "client")
    return render(request, "content/exchange/feeds.html", {"form": form, "feeds": mine[:SHOWN], **more}, status=status)


@never_cache
@require_POST
def rotate(request: HttpRequest, pk: int) -> HttpResponse:
    """A new address, told once."""
    try:
        feed, address = verbs.rotate(feed=_feed_or_404(request, pk), by=request.user)
    except Refusal as refusal:
        messages.warning(request, str(refusal))
        return redirect("content:feeds")
    return _page(request, FeedForm(user=request.user), made=feed, address=address)


@require_POST
def revoke(request: HttpRequest, pk: int) -> HttpResponse:
    feed = verbs.revoke(feed=_feed_or_404(request, pk), by=request.user)
    messages.success(request, f"“{feed}” is closed. Calendars that had its address get nothing more.")
    return redirect("content:feeds")


def _feed_or_404(request: HttpRequest, pk: int) -> Feed:
    return get_object_or_404(Feed.objects.visible_to(request.user), pk=pk)


@login_not_required
@require_safe
def feed(request: AnybodysRequest, token: str) -> HttpResponse:
    """The calendar for whoever has its address: 304 while nothing changed, 410 once it is closed."""
    found = verbs.feed_at(token)
    if found is None or found.revoked_at:
        text = "This calendar is closed." if found else "There is no such calendar."
        return _private(HttpResponse(text, status=410 if found else 404, content_type="text/plain; charset=utf-8"))
    verbs.mark_read(found)
    events = happenings(found)
    etag = ical.fingerprint(str(found), events)
    if request.headers.get("If-None-Match", "").removeprefix("W/") == etag:
        response: HttpResponse = HttpResponseNotModified()
    else:
        response = HttpResponse(ical.kept(str(found), events, etag), content_type="text/calendar; charset=utf-8")
        response.headers["Content-Disposition"] = 'inline; filename="rapport.ics"'
    response.headers["ETag"] = etag
    return _private(response)


def _private(response: HttpResponse) -> HttpResponse:
    """For this reader alone, asked again each time, known to no search engine and in no referrer."""
    patch_cache_control(response, private=True, no_cache=True)
    response.headers["Referrer-Policy"] = "no-referrer"
    response.headers["X-Robots-Tag"] = "noindex"
    return response
