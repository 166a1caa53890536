"""The way in: who calls, with which right, what goes wrong today, and what every answer looks like."""

from collections.abc import Callable
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.csrf import csrf_exempt

from playground import faults
from playground.models import Operation, Page
from playground.refusals import Refused, token_expired, token_invalid

Answer = tuple[int, dict[str, Any]]
Handler = Callable[..., Answer]
Method = tuple[Operation | None, Handler]
View = Callable[..., HttpResponse]


def endpoint(**methods: Method) -> View:
    """A view of one address: HTTP method → (operation that faults apply to, handler).

    A handler takes ``(request, page, **from_the_address)`` and answers ``(status, JSON object)`` or raises
    ``Refused``. Operation None is never touched by faults.
    """

    @csrf_exempt
    @login_not_required
    def view(request: HttpRequest, **kwargs: Any) -> HttpResponse:
        try:
            operation, handler = _chosen(methods, request)
            return _carry_out(request, operation, handler, kwargs)
        except Refused as refusal:
            return refusal_answer(refusal)
        except RequestDataTooBig:
            return refusal_answer(Refused(413, "too_large", "The request is larger than the network takes."))

    return view


def _chosen(methods: dict[str, Method], request: HttpRequest) -> Method:
    if request.method not in methods:
        allowed = ", ".join(methods)
        raise Refused(405, "method_not_allowed", f"This address knows {allowed}.", allow=allowed)
    return methods[request.method]


def _carry_out(
    request: HttpRequest, operation: Operation | None, handler: Handler, kwargs: dict[str, Any]
) -> HttpResponse:
    page = _page_of(request)
    instead = faults.before(request, page=page, operation=operation) if operation else None
    if instead is not None:
        return instead
    if page.token_expired and operation:
        raise token_expired()
    status, body = handler(request, page, **kwargs)
    lost = faults.after(request, page=page, operation=operation) if operation else None
    return lost or JsonResponse(body, status=status)


def _page_of(request: HttpRequest) -> Page:
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() != "bearer" or not token:
        raise token_invalid()
    page = Page.objects.with_token(token.strip())
    if page is None:
        raise token_invalid()
    return page


def refusal_answer(refusal: Refused) -> JsonResponse:
    """``{"error": {"code", "message", …}}``: the one shape of error."""
    answer = JsonResponse(
        {"error": {"code": refusal.code, "message": refusal.message} | refusal.details}, status=refusal.status
    )
    if "retry_after" in refusal.details:
        answer["Retry-After"] = str(refusal.details["retry_after"])
    if "allow" in refusal.details:
        answer["Allow"] = refusal.details["allow"]
    if refusal.status == 401:
        answer["WWW-Authenticate"] = "Bearer"
    return answer


@csrf_exempt
@login_not_required
def unknown_address(request: HttpRequest, **kwargs: Any) -> HttpResponse:
    return refusal_answer(Refused(404, "not_found", "The network has no such address. See /playground/api/limits."))
