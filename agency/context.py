"""What every template may read."""

from typing import Any

from django.conf import settings as django_settings
from django.http import HttpRequest

from agency import demo_people


def settings(request: HttpRequest) -> dict[str, Any]:
    """``demo_people`` is a function, so only the sign-in page pays for it."""
    people = demo_people.present if django_settings.DEMO else ()
    return {"DEMO": django_settings.DEMO, "AGENCY_NAME": django_settings.AGENCY_NAME, "demo_people": people}
