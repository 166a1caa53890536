"""Publications as people see them: what went out, what did not, every attempt, and what to do about it."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from agency.http import HttpRequest
from agency.pages import keyset_page
from agency.permissions import Permission
from content.access import post_or_404
from content.models import Publication
from content.selectors import sendings
from content.services import publications
from projects.access import project_or_404, require

PAGE = "content/publication.html"


class ProofForm(forms.Form):
    """Where a person saw the post."""

    url = forms.URLField(
        label="Its address on the network",
        max_length=500,
        assume_scheme="https",
        error_messages={"required": "Give its address.", "invalid": "This is not an address. Copy it from the post."},
    )


@require_safe
def troubled(request: HttpRequest) -> HttpResponse:
    """Everything of mine that failed, missed its time, or may or may not be out. Not for the client's people."""
    if not request.user.is_agency:
        raise PermissionDenied(Permission.VIEW_INSIDE)
    return _list(request, sendings.in_trouble(request.user), "content/publications_troubled.html")


@require_safe
def of_project(request: HttpRequest, slug: str) -> HttpResponse:
    project = project_or_404(request, slug, Permission.VIEW_INSIDE)
    return _list(request, sendings.of_project(project), "content/publications_project.html", project=project)


@require_safe
def of_post(request: HttpRequest, pk: int) -> HttpResponse:
    """A post's publications, one on each channel: a panel of the post's page."""
    post = post_or_404(request, pk, Permission.VIEW_INSIDE)
    rows = [_card(row, request) for row in sendings.with_row(post.publications.order_by("id"))]
    return render(request, "content/publications_post.html", {"post": post, "rows": rows})


@require_safe
def publication(request: HttpRequest, pk: int) -> HttpResponse:
    return _show(request, _publication_or_404(request, pk))


@require_POST
def retry(request: HttpRequest, pk: int) -> HttpResponse:
    return _decide(request, pk, publications.retry, "It is sent again at once.")


@require_POST
def send_now(request: HttpRequest, pk: int) -> HttpResponse:
    return _decide(request, pk, publications.send_now, "It goes out at once.")


@require_POST
def cancel(request: HttpRequest, pk: int) -> HttpResponse:
    return _decide(request, pk, publications.cancel, "It is not sent on this channel.")


@require_POST
def confirm_by_hand(request: HttpRequest, pk: int) -> HttpResponse:
    form = ProofForm(request.POST, auto_id=f"id_%s_{pk}")
    if form.is_valid():
        return _decide(request, pk, publications.confirm_by_hand, "Noted. It counts as published.", form)
    return _show(request, _publication_or_404(request, pk, Permission.SEND_POST), form=form, status=422)


def _decide(
    request: HttpRequest, pk: int, verb: Callable[..., None], said: str, form: ProofForm | None = None
) -> HttpResponse:
    found = _publication_or_404(request, pk, Permission.SEND_POST)
    try:
        verb(publication=found, by=request.user, **(form.cleaned_data if form else {}))
    except ValidationError as error:
        words = " ".join(error.messages)
        return _show(request, _publication_or_404(request, pk), form=form, error=words, status=422)
    messages.success(request, said)
    return _show(request, found) if request.htmx else redirect(found)


def _publication_or_404(request: HttpRequest, pk: int, permission: str = Permission.VIEW_INSIDE) -> Publication:
    """One that this person may see, if they have ``permission`` around it."""
    rows = sendings.with_row(Publication.objects.visible_to(request.user))
    found = get_object_or_404(rows, pk=pk)
    require(request.user, permission, found)
    return found


def _show(
    request: HttpRequest, found: Publication, *, form: ProofForm | None = None, error: str = "", status: int = 200
) -> HttpResponse:
    """The page, or for htmx the card alone."""
    row = _card(found, request, form) | {"error": error, "open": True}
    part = "#card" if _wants_part(request) else ""
    return render(request, f"{PAGE}{part}", {"row": row, "publication": found}, status=status)


def _list(request: HttpRequest, rows: Any, template: str, **context: Any) -> HttpResponse:
    """A page of a list; for "Show 25 more" the next rows alone."""
    page = keyset_page(rows, by=("-id",), after=request.GET.get("after"))
    part = "#rows" if _wants_part(request) and request.GET.get("after") else ""
    context |= {"rows": [_card(row, request) for row in page.rows], "next": page.next}
    return render(request, f"{template}{part}", context)


def _card(found: Publication, request: HttpRequest, form: ProofForm | None = None) -> dict[str, Any]:
    blank = ProofForm(auto_id=f"id_%s_{found.pk}")
    return sendings.tell(found, request.user) | {"proof": form or blank, "form": form}


def _wants_part(request: HttpRequest) -> bool:
    return bool(request.htmx) and not request.htmx.boosted
