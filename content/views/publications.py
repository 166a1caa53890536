"""Publications as people see them: what went out, what did not, every attempt, and what to do about it."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from agency.http import HttpRequest
from agency.pages import keyset_page
from agency.permissions import Permission
from agency.transitions import MovedMeanwhile
from content.access import post_or_404
from content.models import Publication
from content.selectors import sendings
from content.services import publications
from projects.access import project_or_404, require

PAGE = "content/publication.html"


class ProofForm(forms.Form):
    """Where a person saw the post."""

    url = forms.URLField(max_length=500, assume_scheme="https", error_messages={"required": "Give its address."})


@require_safe
def troubled(request: HttpRequest) -> HttpResponse:
    """Everything of mine that failed, missed its time, or may or may not be out."""
    return _list(request, sendings.in_trouble(request.user), "content/publications_troubled.html")


@require_safe
def of_project(request: HttpRequest, slug: str) -> HttpResponse:
    project = project_or_404(request, slug, Permission.VIEW_INSIDE)
    return _list(request, sendings.of_project(project), "content/publications_project.html", project=project)


@require_safe
def of_post(request: HttpRequest, pk: int) -> HttpResponse:
    """A post's publications, one on each channel: a panel of the post's page."""
    post = post_or_404(request, pk, Permission.VIEW_INSIDE)
    rows = sendings.told(list(sendings.with_row(post.publications.all())), request.user)
    return render(request, "content/publications_post.html", {"post": post, "rows": rows})


@require_safe
def publication(request: HttpRequest, pk: int) -> HttpResponse:
    return _show(request, _publication_or_404(request, pk))


@require_POST
def retry(request: HttpRequest, pk: int) -> HttpResponse:
    return _decide(request, pk, publications.retry, "It is sent again within a second.")


@require_POST
def send_now(request: HttpRequest, pk: int) -> HttpResponse:
    return _decide(request, pk, publications.send_now, "It goes out within a second.")


@require_POST
def cancel(request: HttpRequest, pk: int) -> HttpResponse:
    return _decide(request, pk, publications.cancel, "It is not sent on this channel.")


@require_POST
def confirm_by_hand(request: HttpRequest, pk: int) -> HttpResponse:
    form = ProofForm(request.POST)
    if not form.is_valid():
        found = _publication_or_404(request, pk)
        require(request.user, Permission.SEND_POST, found)
        return _show(request, found, form=form, status=422)
    return _decide(request, pk, publications.confirm_by_hand, "Noted. It counts as published.", form=form)


def _decide(
    request: HttpRequest, pk: int, verb: Callable[..., None], said: str, *, form: ProofForm | None = None
) -> HttpResponse:
    found = _publication_or_404(request, pk)
    try:
        verb(publication=found, by=request.user, **(form.cleaned_data if form else {}))
    except ValidationError as error:
        return _show(request, _publication_or_404(request, pk), error=" ".join(error.messages), form=form, status=422)
    except MovedMeanwhile as error:
        return _show(request, _publication_or_404(request, pk), error=str(error), form=form, status=409)
    messages.success(request, said)
    return redirect(found)


def _publication_or_404(request: HttpRequest, pk: int) -> Publication:
    """One that this person may see from inside the agency."""
    rows = sendings.with_row(Publication.objects.visible_to(request.user))
    found = get_object_or_404(rows, pk=pk)
    require(request.user, Permission.VIEW_INSIDE, found)
    return found


def _show(
    request: HttpRequest, found: Publication, *, form: ProofForm | None = None, error: str = "", status: int = 200
) -> HttpResponse:
    context = sendings.tell(found, request.user) | {"form": form or ProofForm(), "error": error}
    return render(request, PAGE, context, status=status)


def _list(request: HttpRequest, rows: Any, template: str, **context: Any) -> HttpResponse:
    page = keyset_page(rows, by=("-id",), after=request.GET.get("after"))
    part = "#rows" if request.GET.get("after") and request.htmx else ""
    context |= {"rows": sendings.told(page.rows, request.user), "next": page.next}
    return render(request, f"{template}{part}", context)
