"""Publications as people see them: what went out, what did not, every attempt, and what to do about it."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from agency.http import HttpRequest
from agency.pages import keyset_page
from agency.permissions import Permission
from content.access import post_or_404
from content.forms.pauses import CaptchaForm, TimeForm
from content.models import Publication
from content.selectors import failures, sendings
from content.services import publications
from content.views.cards import ProofForm, card, counts_card
from projects.access import project_or_404, require
from projects.networks.base import NetworkError, Picture, Video

PAGE = "content/publication.html"
AT_ONCE = 100


@require_safe
def troubled(request: HttpRequest) -> HttpResponse:
    """Everything of mine that failed, missed its time, or may or may not be out. Not for the client's people."""
    if not request.user.is_agency:
        raise PermissionDenied(Permission.VIEW_INSIDE)
    cause = request.GET.get("cause", "")
    rows = failures.of_cause(request.user, cause)
    context = {"causes": failures.counts(request.user), "cause": failures.BY_NAME.get(cause)}
    return _list(request, rows, "content/publications_troubled.html", **context)


@require_safe
def of_project(request: HttpRequest, slug: str) -> HttpResponse:
    project = project_or_404(request, slug, Permission.VIEW_INSIDE)
    return _list(request, sendings.of_project(project), "content/publications_project.html", project=project)


@require_safe
def of_post(request: HttpRequest, pk: int) -> HttpResponse:
    """A post's publications, one on each channel: a panel of the post's page."""
    post = post_or_404(request, pk, Permission.VIEW_INSIDE)
    rows = [card(row, request) for row in sendings.with_row(post.publications.order_by("id"))]
    return render(request, "content/publications_post.html", {"post": post, "rows": rows})


@require_safe
def publication(request: HttpRequest, pk: int) -> HttpResponse:
    return show(request, publication_or_404(request, pk))


@require_safe
def file(request: HttpRequest, pk: int, number: int) -> FileResponse:
    """A picture or a video as the channel is to have it, for somebody who publishes by hand."""
    found = publication_or_404(request, pk)
    try:
        outgoing = found.outgoing()
    except NetworkError as error:
        raise Http404(str(error)) from error
    files: list[Picture | Video] = [*outgoing.pictures, *outgoing.videos]
    if not 0 < number <= len(files):
        raise Http404
    path = files[number - 1].path
    return FileResponse(path.open("rb"), as_attachment=True, filename=f"{found.post_id}-{number}{path.suffix}")


@require_POST
def retry_all(request: HttpRequest) -> HttpResponse:
    """What failed because a network was in trouble, a hundred at a time."""
    if not request.user.is_agency:
        raise PermissionDenied(Permission.SEND_POST)
    rows = list(failures.passing(request.user)[:AT_ONCE])
    again = publications.retry_all(publications=rows, by=request.user)
    messages.success(request, f"{again} of {len(rows)} are sent again, in their order.")
    return redirect("content:publications")


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
def plan_again(request: HttpRequest, pk: int) -> HttpResponse:
    return _fill(request, pk, publications.plan_again, "It has a new time.", "time", TimeForm)


@require_POST
def answer_captcha(request: HttpRequest, pk: int) -> HttpResponse:
    return _fill(request, pk, publications.answer_captcha, "It is sent again with your answer.", "captcha", CaptchaForm)


@require_POST
def confirm_by_hand(request: HttpRequest, pk: int) -> HttpResponse:
    return _fill(request, pk, publications.confirm_by_hand, "Noted. It counts as published.", "proof", ProofForm)


def _fill(
    request: HttpRequest, pk: int, verb: Callable[..., None], said: str, name: str, kind: type[forms.Form]
) -> HttpResponse:
    """A decision that wants something typed."""
    form = kind(request.POST, auto_id=f"id_%s_{pk}_{name}")
    if form.is_valid():
        return _decide(request, pk, verb, said, **{name: form})
    again: dict[str, Any] = {name: form}
    return show(request, publication_or_404(request, pk, Permission.SEND_POST), status=422, **again)


def _decide(request: HttpRequest, pk: int, verb: Callable[..., None], said: str, **form: forms.Form) -> HttpResponse:
    found = publication_or_404(request, pk, Permission.SEND_POST)
    typed = {name: value for one in form.values() for name, value in one.cleaned_data.items()}
    try:
        verb(publication=found, by=request.user, **typed)
    except ValidationError as error:
        words = " ".join(error.messages)
        return show(request, publication_or_404(request, pk), error=words, status=422, **form)
    messages.success(request, said)
    return show(request, publication_or_404(request, pk)) if request.htmx else redirect(found)


def publication_or_404(request: HttpRequest, pk: int, permission: str = Permission.VIEW_INSIDE) -> Publication:
    """One that this person may see, if they have ``permission`` around it."""
    rows = sendings.with_row(Publication.objects.visible_to(request.user))
    found = get_object_or_404(rows, pk=pk)
    require(request.user, permission, found)
    return found


def show(
    request: HttpRequest, found: Publication, *, error: str = "", status: int = 200, **bound: forms.Form
) -> HttpResponse:
    """The page, or for htmx the card alone; both with what it brought."""
    row = card(found, request, **bound) | {"error": error, "open": True}
    row |= counts_card(found, request, bound.get("counts"))
    part = "#card" if _wants_part(request) else ""
    row["on_its_page"] = part and request.htmx.current_url_abs_path == found.get_absolute_url()
    row["alone"] = not part or row["on_its_page"]
    return render(request, f"{PAGE}{part}", {"row": row, "publication": found}, status=status)


def _list(request: HttpRequest, rows: Any, template: str, **context: Any) -> HttpResponse:
    """A page of a list; for "Show 25 more" the next rows alone."""
    page = keyset_page(rows, by=("-id",), after=request.GET.get("after"))
    part = "#rows" if _wants_part(request) and request.GET.get("after") else ""
    context |= {"rows": [card(row, request) for row in page.rows], "next": page.next}
    return render(request, f"{template}{part}", context)


def _wants_part(request: HttpRequest) -> bool:
    return bool(request.htmx) and not request.htmx.boosted
