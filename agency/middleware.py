"""Small things every request needs."""

import json
from collections.abc import Callable

from django.contrib.messages import get_messages
from django.http import HttpResponse
from django.utils import timezone

from agency.http import HttpRequest

GetResponse = Callable[[HttpRequest], HttpResponse]


class TimeZoneMiddleware:
    """Shows times in the person's own zone."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated:
            with timezone.override(request.user.zone):
                return self.get_response(request)
        return self.get_response(request)


class HtmxMessagesMiddleware:
    """Hands messages to the toast region when htmx asked, and turns its redirects into ``HX-Redirect``."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if not request.htmx or request.htmx.boosted:
            return response
        if response.status_code in (301, 302, 303):
            response.headers["HX-Redirect"] = str(response.headers.pop("Location"))
            response.status_code = 200
            response.content = b""
            return response
        toasts = [{"text": str(message), "undo": message.extra_tags} for message in get_messages(request)]
        if toasts:
            triggers = json.loads(response.headers.get("HX-Trigger", "{}"))
            response.headers["HX-Trigger"] = json.dumps(triggers | {"toasts": toasts})
        return response
