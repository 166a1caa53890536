"""Several posts of the calendar's list at once, and what came of each."""

from collections.abc import Callable
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from agency.http import HttpRequest
from content.forms import BulkForm, PutBackForm
from content.models import Post
from content.services import bulk
from content.services.outcomes import Outcome

RUN: dict[str, Callable[[dict[str, Any], Any], list[Outcome]]] = {
    "move_by": lambda said, user: bulk.move_by(posts=said["post"], days=said["days"], by=user),
    "move_to": lambda said, user: bulk.move_to(posts=said["post"], day=said["day"], by=user),
    "submit": lambda said, user: bulk.submit(posts=said["post"], by=user),
    "archive": lambda said, user: bulk.archive(posts=said["post"], by=user),
}


@require_POST
def run(request: HttpRequest) -> HttpResponse:
    form = BulkForm(request.POST, posts=Post.objects.visible_to(request.user))
    if not form.is_valid():
        return _page(request, [], form=form, status=422)
    said = form.cleaned_data
    outcomes = RUN[said["verb"]](said, request.user)
    return _page(request, outcomes, undo=said["verb"].startswith("move"))


@require_POST
def put_back(request: HttpRequest) -> HttpResponse:
    """Undo a move of several."""
    form = PutBackForm(request.POST, posts=Post.objects.visible_to(request.user))
    if not form.is_valid():
        return _page(request, [], form=form, status=422)
    said = form.cleaned_data
    return _page(request, bulk.put_back(posts=said["post"], plans=said["plans"], by=request.user))


def _page(request: HttpRequest, outcomes: list[Outcome], *, form: Any = None, undo: bool = False,
          status: int = 200) -> HttpResponse:  # fmt: skip
    back = request.POST.get("next", "")
    done = [each for each in outcomes if each.is_done]
    context = {
        "outcomes": outcomes,
        "done": done,
        "failed": len(outcomes) - len(done),
        "undo": undo and bool(done),
        "form": form,
        "next": back if url_has_allowed_host_and_scheme(back, allowed_hosts=None) else "",
    }
    return render(request, "content/bulk.html", context, status=status)
