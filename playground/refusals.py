"""Why the network says no. One exception, one shape of error, codes a program can act on."""

from typing import Any


class Refused(Exception):
    """A request the network does not carry out: HTTP ``status``, ``code`` for programs, ``message`` for people."""

    def __init__(self, status: int, code: str, message: str, **details: Any) -> None:
        super().__init__(message)
        self.status = status
        self.code = code
        self.message = message
        self.details = details


def token_invalid() -> Refused:
    return Refused(401, "token_invalid", "No page has this token. Send it as: Authorization: Bearer TOKEN.")


def token_expired() -> Refused:
    return Refused(401, "token_expired", "The page's token has expired. Make a new one on the page's control panel.")


def forbidden(message: str) -> Refused:
    return Refused(403, "forbidden", message)


def not_found(what: str) -> Refused:
    return Refused(404, "not_found", f"There is no such {what}.")


def bad_value(field: str, message: str) -> Refused:
    return Refused(422, "bad_value", message, field=field)


def too_long(field: str, *, limit: int, length: int) -> Refused:
    message = f"The text has {length} characters, the limit is {limit}."
    return Refused(422, "too_long", message, field=field, limit=limit, length=length)


def rate_limited(retry_after: int) -> Refused:
    return Refused(429, "rate_limited", f"Too many requests. Try again in {retry_after} s.", retry_after=retry_after)


def unavailable(status: int) -> Refused:
    return Refused(status, "unavailable", "The network has trouble on its side. Nothing was stored.")
