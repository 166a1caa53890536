"""Small things every request needs."""

import codecs
import json
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit, urlunsplit

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.contrib.messages import get_messages
from django.core.exceptions import BadRequest
from django.http import HttpResponse
from django.shortcuts import resolve_url
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme

from agency.http import HttpRequest
from agency.transitions import MovedMeanwhile
from agency.views import errors

GetResponse = Callable[[HttpRequest], HttpResponse]


class ReadableMiddleware:
    """Refuses what could only break further inside: NUL in an address, text that is not UTF-8, endless bodies."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if _holds_nul(request):
            return errors.bad_request(request, BadRequest("There is a NUL character in the address."))
        if not _is_utf8((request.content_params or {}).get("charset", "utf-8")):
            return errors.bad_request(request, BadRequest("Send text as UTF-8."))
        if int(request.META.get("CONTENT_LENGTH") or 0) > settings.REQUEST_MAX_BYTES:
            return errors.too_large(request)
        return self.get_response(request)


def _holds_nul(request: HttpRequest) -> bool:
    """The playground's API refuses NUL by itself, in its own shape of error."""
    if request.path_info.startswith("/playground/api/"):
        return False
    return "\x00" in request.path_info or "%00" in request.META.get("QUERY_STRING", "")


def _is_utf8(charset: str) -> bool:
    try:
        return codecs.lookup(charset).name in ("utf-8", "ascii")
    except LookupError:
        return False


class TimeZoneMiddleware:
    """Shows times in the person's own zone."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated:
            with timezone.override(request.user.zone):
                return self.get_response(request)
        return self.get_response(request)


class TooLateMiddleware:
    """Somebody was faster: 409 and the sentence that says so, for every view that moves something."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        return errors.too_late(request, exception) if isinstance(exception, MovedMeanwhile) else None


class InvalidFormMiddleware:
    """Pages of others (django-allauth's) that show a refused form answer 422 as ours do."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_template_response(self, request: HttpRequest, response: TemplateResponse) -> TemplateResponse:
        form: Any = (response.context_data or {}).get("form")
        if request.method == "POST" and response.status_code == 200 and getattr(form, "errors", None):
            response.status_code = 422
        return response


class HtmxMessagesMiddleware:
    """Hands messages to the toast region when htmx asked, and turns its redirects into ``HX-Redirect``."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if not request.htmx or request.htmx.boosted:
            return response
        if response.status_code in (301, 302, 303):
            response.headers["HX-Redirect"] = response.headers["Location"]
            del response.headers["Location"]
            response.status_code = 200
            response.content = b""
            return response
        toasts = [{"text": str(message), "undo": message.extra_tags} for message in get_messages(request)]
        if toasts:
            triggers = json.loads(response.headers.get("HX-Trigger", "{}"))
            response.headers["HX-Trigger"] = json.dumps(triggers | {"toasts": toasts})
        return response


class ComeBackMiddleware:
    """Whose session ended comes back, after signing in, to the page they were on: never to where a form was sent."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        asks_to_sign_in = response.headers.get("Location", "").startswith(resolve_url(settings.LOGIN_URL))
        is_page = request.method in ("GET", "HEAD") and not request.htmx
        if not asks_to_sign_in or is_page or request.user.is_authenticated:
            return response
        return redirect_to_login(_page_of(request))


def _page_of(request: HttpRequest) -> str:
    """The path of the page a request came from; the first page when that is not known or not ours."""
    page = request.headers.get("HX-Current-URL") or request.headers.get("Referer") or ""
    if not url_has_allowed_host_and_scheme(page, {request.get_host()}, require_https=request.is_secure()):
        return "/"
    parts = urlsplit(page)
    return urlunsplit(("", "", parts.path, parts.query, ""))
