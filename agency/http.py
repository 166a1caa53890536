"""The request as our views know it: with a user of ours and htmx's details."""

from django import http
from django_htmx.middleware import HtmxDetails

from agency.models import User


class HttpRequest(http.HttpRequest):
    """A request of somebody signed in. Views that let anybody in take Django's own."""

    user: User  # type: ignore[assignment]
    htmx: HtmxDetails
