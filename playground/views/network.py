"""The network as a whole: its pages, a search, a new page, its pictures."""

from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404

from playground.cursors import moment_cursor, read_moment_cursor
from playground.forms import RegisterForm
from playground.models import Image, Page, Post
from playground.ratelimit import allow_registration
from playground.refusals import Refused
from playground.search import find, place_of
from playground.services.pages import register_page
from playground.views.door import cut, place_in, practice, show

PAGES, FOUND = 60, 20


@practice("GET")
def home(request: HttpRequest) -> HttpResponse:
    place = place_in(request)
    pages = Page.objects.order_by("pk")
    found = list((pages.filter(pk__gt=place) if place else pages)[: PAGES + 1])
    shown, more = cut(found, size=PAGES)
    return show(request, "home.html", {"pages": shown, "more": more})


@practice("GET")
def search(request: HttpRequest) -> HttpResponse:
    words, cursor = request.GET.get("q", "").strip(), request.GET.get("cursor", "")
    if not words:
        return show(request, "search.html", {"words": ""})
    before = read_moment_cursor(cursor, keys=2) if cursor else None
    try:
        found = find(words=words, since=None, before=before, limit=FOUND + 1)
    except Refused as refusal:
        return show(request, "search.html", {"words": words, "error": refusal.message}, status=422)
    shown = found[:FOUND]
    more = moment_cursor(*place_of(shown[-1])) if len(found) > FOUND else ""
    results = [{"post": one} if isinstance(one, Post) else {"comment": one} for one in shown]
    return show(request, "search.html", {"words": words, "results": results, "more": more})


@practice("GET", "POST")
def register(request: HttpRequest) -> HttpResponse:
    """A new page; the answer shows its token, this once."""
    form = RegisterForm(request.POST or None)
    if request.method == "GET" or not form.is_valid():
        return show(request, "register.html", {"form": form}, status=200 if request.method == "GET" else 422)
    allow_registration(request)
    page, token = register_page(**form.cleaned_data)
    return show(request, "token.html", {"page": page, "token": token}, status=201)


@practice("GET")
def image(request: HttpRequest, key: str) -> FileResponse:
    picture = get_object_or_404(Image, pk=key)
    response = FileResponse(picture.file.open(), content_type=picture.content_type)
    response["Cache-Control"] = "public, max-age=31536000, immutable"
    return response
