"""Taking a name, leaving it, and what a person has said here."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.http import url_has_allowed_host_and_scheme

from playground.forms import NameForm
from playground.models import Account, Comment
from playground.ratelimit import allow_newcomer
from playground.services.pages import account_named
from playground.views.door import cut, place_in, practice, show
from playground.visitors import forget, remember

SIZE = 20


@practice("GET", "POST")
def take_name(request: HttpRequest) -> HttpResponse:
    form = NameForm(request.POST or None)
    back = _back(request)
    if request.method == "GET" or not form.is_valid():
        status = 200 if request.method == "GET" else 422
        return show(request, "name.html", {"form": form, "back": back}, status=status)
    allow_newcomer(request)
    response = redirect(back)
    remember(response, account_named(form.cleaned_data["name"]), secure=request.is_secure())
    return response


@practice("POST")
def leave_name(request: HttpRequest) -> HttpResponse:
    response = redirect(_back(request))
    forget(response)
    return response


@practice("GET")
def account(request: HttpRequest, account_id: int) -> HttpResponse:
    person = get_object_or_404(Account, pk=account_id)
    said = Comment.objects.public().filter(account=person).with_people().order_by("-pk")
    place = place_in(request)
    found = list((said.filter(pk__lt=place) if place else said)[: SIZE + 1])
    comments, more = cut(found, size=SIZE)
    return show(request, "account.html", {"person": person, "comments": comments, "more": more})


def _back(request: HttpRequest) -> str:
    """Where the visitor came from, if it is a page of ours."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    safe = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
    return wanted if safe else "playground:home"
