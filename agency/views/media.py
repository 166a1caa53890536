"""Faces."""

from django.core.files.storage import default_storage
from django.http import Http404, HttpResponse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from agency.http import HttpRequest


@require_safe
@cache_control(private=True, max_age=31_536_000, immutable=True)
def avatar(request: HttpRequest, stem: str) -> HttpResponse:
    """A face under its name, which nobody can guess and which never comes back with another picture."""
    try:
        with default_storage.open(f"avatars/{stem}.webp") as file:
            return HttpResponse(file.read(), content_type="image/webp")
    except FileNotFoundError as error:
        raise Http404("There is no such picture.") from error
