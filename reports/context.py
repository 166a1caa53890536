"""What the shell around every page shows: the sidebar's projects and counts."""

from typing import Any

from django.http import HttpRequest


def shell(request: HttpRequest) -> dict[str, Any]:
    return {}
