"""The crisis switch: stop everything in a scope, see what waits, let it go on, and decide each post that missed."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from agency.http import HttpRequest
from agency.pages import keyset_page
from agency.permissions import Permission
from content.forms.pauses import StopForm, choices_of
from content.selectors import stopped
from content.services import publications
from content.views.cards import card
from projects.access import require, require_somewhere
from projects.models import Pause
from projects.services import pauses

AT_ONCE = 100


@require_safe
def all_of_them(request: HttpRequest) -> HttpResponse:
    """What is stopped now and was before, and the way to stop something. Not for the client's people."""
    _inside(request)
    what = request.GET.get("what", "")
    form = StopForm(user=request.user, initial={"what": what}) if choices_of(request.user) else None
    return _page(request, form)


@require_POST
def stop(request: HttpRequest) -> HttpResponse:
    """Asked first, naming what is held; done when the person is sure."""
    _inside(request)
    if not choices_of(request.user):
        raise PermissionDenied(Permission.STOP_PROJECT)
    form = StopForm(request.POST, user=request.user)
    if not form.is_valid():
        return _page(request, form, status=422)
    thought = Pause(**form.scope)
    if not form.cleaned_data["sure"]:
        return _page(request, form, asked={"pause": thought, "held": stopped.held(thought)})
    try:
        pause = pauses.stop(by=request.user, **form.said)
    except ValidationError as error:
        form.refuse({name: " ".join(words) for name, words in said_of(error).items()})
        return _page(request, form, status=422)
    messages.success(request, f"Publishing is stopped: {pause}.")
    return redirect(pause)


@require_safe
def pause(request: HttpRequest, pk: int) -> HttpResponse:
    found = _pause_or_404(request, pk, Permission.VIEW_INSIDE)
    rows = stopped.put_aside(found, request.user)
    page = keyset_page(rows, by=("-id",), after=request.GET.get("after"))
    part = "#rows" if request.htmx and request.GET.get("after") else ""
    context = {
        "pause": found,
        "held": stopped.held(found),
        "may_drop": not part and stopped.to_decide(found, request.user).exists(),
        "count": rows.order_by().values("pk").count() if not part else 0,
        "rows": [card(row, request) for row in page.rows],
        "next": page.next,
        "may_resume": found.is_active and request.user.has_perm(found.permission, found if found.project else None),
    }
    return render(request, f"content/pause.html{part}", context)


@require_POST
def resume(request: HttpRequest, pk: int) -> HttpResponse:
    found = _pause_or_404(request, pk, Permission.VIEW_INSIDE)
    pauses.resume(pause=found, by=request.user)
    messages.success(request, f"Publishing goes on: {found}. What came due meanwhile waits for a decision each.")
    return redirect(found)


@require_POST
def drop(request: HttpRequest, pk: int) -> HttpResponse:
    """None of what came due in it goes out, a hundred at a time: what can be said of all at once without any risk."""
    found = _pause_or_404(request, pk, Permission.SEND_POST)
    require_somewhere(request.user, Permission.SEND_POST)
    rows = list(stopped.to_decide(found, request.user)[:AT_ONCE])
    dropped = publications.cancel_all(publications=rows, by=request.user)
    messages.success(request, f"{dropped} of {len(rows)} are not sent.")
    return redirect(found)


def _page(request: HttpRequest, form: StopForm | None, *, status: int = 200, **more: Any) -> HttpResponse:
    page = stopped.page_of_pauses(request.user, after=request.GET.get("after"))
    part = "#rows" if request.htmx and request.GET.get("after") else ""
    context = {"page": page, "form": form, "left": stopped.left_to_decide(request.user), **more}
    return render(request, f"content/pauses.html{part}", context, status=status)


def said_of(error: ValidationError) -> dict[str, list[str]]:
    """Field → sentences; what is about no field is about what stops."""
    return error.message_dict if hasattr(error, "error_dict") else {"what": error.messages}


def _inside(request: HttpRequest) -> None:
    if not request.user.is_agency:
        raise PermissionDenied(Permission.VIEW_INSIDE)


def _pause_or_404(request: HttpRequest, pk: int, permission: str) -> Pause:
    rows = Pause.objects.visible_to(request.user).select_related("client", "project__client", "by", "lifted_by")
    found: Pause = get_object_or_404(rows, pk=pk)
    if found.project:
        require(request.user, permission, found)
    return found
