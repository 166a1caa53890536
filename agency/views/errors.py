"""Pages for what went wrong, in words that help; programs get the API's one shape of error instead."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.template.loader import render_to_string

from agency.permissions import Permission


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    return _answer(request, 403, "csrf", template="errors/403_csrf.html")


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    return _answer(request, 400, "bad_request", str(exception))


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """A refusal that has a sentence of its own says it; the name of a permission is no sentence."""
    said = str(exception)
    return _answer(request, 403, "permission_denied", "" if said in Permission.values else said)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return _answer(request, 404, "not_found")


def too_late(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Somebody was faster; the exception's text is for the user, beside the button where htmx pressed it."""
    if request.headers.get("HX-Request"):
        return HttpResponse(str(exception), status=409, content_type="text/plain; charset=utf-8")
    return _answer(request, 409, "moved_meanwhile", str(exception))


def too_large(request: HttpRequest) -> HttpResponse:
    return _answer(request, 413, "too_large")


def too_many(request: HttpRequest) -> HttpResponse:
    """Also what allauth shows when sign-in is tried too often."""
    return _answer(request, 429, "throttled")


def server_error(request: HttpRequest) -> HttpResponse:
    """Without request and context: no session, no database, no context processor can break this page too."""
    if request.path.startswith("/api/"):
        return _answer(request, 500, "error")
    return HttpResponse(render_to_string("errors/500.html"), status=500)


def _answer(request: HttpRequest, status: int, code: str, message: str = "", template: str = "") -> HttpResponse:
    """``errors/<status>.html`` with ``message``, or the same as JSON under /api/."""
    if request.path.startswith("/api/"):
        error = {"field": None, "code": code, "message": message or code.replace("_", " ").capitalize() + "."}
        return JsonResponse({"errors": [error]}, status=status)
    return render(request, template or f"errors/{status}.html", {"message": message}, status=status)
