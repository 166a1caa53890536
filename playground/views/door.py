"""What every page shares: open to all, and a refusal that is said where the visitor looks."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_http_methods

from playground.cursors import id_cursor, read_id_cursor
from playground.models import Post
from playground.refusals import Refused, not_found
from playground.visitors import visitor_of

View = Callable[..., HttpResponseBase]


def practice(*methods: str) -> Callable[[View], View]:
    """A page of the network: no sign-in, these HTTP methods; a refusal, or what is not there, is said in a notice."""

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            try:
                return view(request, *args, **kwargs)
            except Http404:
                return _refused(request, not_found("page"))
            except Refused as refusal:
                return _refused(request, refusal)

        return login_not_required(require_http_methods(list(methods))(guarded))

    return decorate


def show(request: HttpRequest, template: str, context: dict[str, Any], *, status: int = 200) -> HttpResponse:
    """A page or a part of it, with the visitor's name in the corner."""
    context.setdefault("visitor", visitor_of(request))
    return render(request, f"playground/{template}", context, status=status)


def public_post(post_id: int) -> Post:
    return get_object_or_404(Post.objects.public().select_related("page"), pk=post_id)


def place_in(request: HttpRequest) -> int | None:
    """The id a list goes on after, from ``?cursor=``."""
    cursor = request.GET.get("cursor", "")
    return read_id_cursor(cursor) if cursor else None


def cut(rows: list[Any], *, size: int) -> tuple[list[Any], str]:
    """The rows to show and the cursor of what follows, empty at the end; ``rows`` holds one more than fits."""
    return rows[:size], id_cursor(rows[size - 1].pk) if len(rows) > size else ""


def _refused(request: HttpRequest, refusal: Refused) -> HttpResponse:
    part = "#notice" if getattr(request, "htmx", False) else ""
    response = show(request, f"refused.html{part}", {"refusal": refusal}, status=refusal.status)
    if part:
        response["HX-Retarget"] = "#notice"
        response["HX-Reswap"] = "innerHTML"
    return response
