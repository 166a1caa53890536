"""One shape for every error of every endpoint: ``{"errors": [{"field", "code", "message"}]}``."""

import logging
import sys
from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.core.exceptions import NON_FIELD_ERRORS, PermissionDenied, RequestDataTooBig, SuspiciousOperation
from django.core.exceptions import ValidationError as ModelError
from django.core.signals import got_request_exception
from django.http import Http404
from rest_framework import exceptions
from rest_framework.response import Response
from rest_framework.settings import api_settings
from rest_framework.views import exception_handler

from agency.permissions import Permission
from agency.transitions import MovedMeanwhile

logger = logging.getLogger(__name__)

WHOLE = (NON_FIELD_ERRORS, api_settings.NON_FIELD_ERRORS_KEY, "detail", "")
# What Rapport says where the framework would only name the case.
SENTENCES = {
    "not_authenticated": "Sign in, or send a token: Authorization: Token …",
    "authentication_failed": "This token opens nothing: it was revoked, has expired or never existed.",
    "permission_denied": "Your role does not let you do this here.",
    "not_found": "There is nothing here that you may see.",
    "error": "Something broke on our side. Nothing was saved; the same request may be sent again.",
}


class Refused(exceptions.APIException):
    """A request that cannot be carried out as it stands, with a status and a code of its own."""

    def __init__(self, message: str, *, code: str, status: int) -> None:
        self.status_code = status
        super().__init__(message, code)


def error_response(error: Exception, context: dict[str, Any]) -> Response | None:
    """The answer to ``error``. What nobody expected is logged whole and told as 500 (a page with DEBUG on)."""
    known = _known(error)
    if known is None:
        if settings.DEBUG:
            return None
        _report(error, context)
        known = exceptions.APIException()
    if isinstance(known, exceptions.ValidationError):
        known.status_code = 422
    response = exception_handler(known, context)
    if response:
        response.data = {"errors": list(_flat(known.detail))}
    return response


def _known(error: Exception) -> exceptions.APIException | None:
    """The API's own word for ``error``; None for a mistake of ours."""
    match error:
        case exceptions.APIException():
            return error
        case Http404():
            return exceptions.NotFound()
        case PermissionDenied():
            return exceptions.PermissionDenied(_what_is_missing(error))
        case ModelError():
            return exceptions.ValidationError(_django_detail(error))
        case MovedMeanwhile():
            return Refused(str(error), code="moved_meanwhile", status=409)
        case RequestDataTooBig():
            return Refused("The request is larger than this server takes.", code="too_large", status=413)
        case SuspiciousOperation():
            return Refused("This request cannot be read.", code="bad_request", status=400)
    return None


def _what_is_missing(error: PermissionDenied) -> str | None:
    permission = str(error.args[0]) if error.args else ""
    if permission in Permission.values:
        return f"Your role does not let you {Permission(permission).label} here."
    return None


def _django_detail(error: ModelError) -> Any:
    """Django's ValidationError as the framework's detail, codes kept."""
    if hasattr(error, "error_dict"):
        return {name: _django_details(errors) for name, errors in error.error_dict.items()}
    return _django_details(error.error_list)


def _django_details(errors: list[ModelError]) -> list[exceptions.ErrorDetail]:
    return [
        exceptions.ErrorDetail(text, item.code or "invalid") for item in errors for text in item.messages
    ]  # fmt: skip


def _flat(detail: Any, path: str = "") -> Iterator[dict[str, str | None]]:
    """Errors one below the other, however deep they lay: ``items.2.text``."""
    if isinstance(detail, dict):
        for name, inner in detail.items():
            yield from _flat(inner, path if name in WHOLE else f"{path}.{name}".lstrip("."))
    elif isinstance(detail, list):
        for number, inner in enumerate(detail):
            deeper = isinstance(inner, dict | list)
            yield from _flat(inner, f"{path}.{number}".lstrip(".") if deeper else path)
    else:
        yield {"field": path or None, "code": detail.code, "message": _sentence(detail)}


def _sentence(detail: Any) -> str:
    """Our sentence where the framework only has its default one."""
    default = str(detail) in _DEFAULTS
    return SENTENCES.get(detail.code, str(detail)) if default else str(detail)


_DEFAULTS = {
    "Invalid token.",
    *(
        str(kind.default_detail)
        for kind in (
            exceptions.APIException,
            exceptions.AuthenticationFailed,
            exceptions.NotAuthenticated,
            exceptions.NotFound,
            exceptions.PermissionDenied,
        )
    ),
}


def _report(error: Exception, context: dict[str, Any]) -> None:
    """To the log and to whoever listens for broken requests, as Django does for pages."""
    request = context["request"]
    logger.error("Error in the API: %s %s", request.method, request.path, exc_info=error)
    got_request_exception.send(sender=sys.modules[__name__], request=request)
