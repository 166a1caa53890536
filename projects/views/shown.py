"""Files that a network fetches itself; whoever holds the address may, until it ends."""

from django.contrib.auth.decorators import login_not_required
from django.http import FileResponse, Http404, HttpRequest
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from projects.networks import showing


@login_not_required
@require_safe
@never_cache
def shown(request: HttpRequest, what: str, seal: str) -> FileResponse:
    """The one file this address was made for."""
    path = showing.file_at(what, seal)
    if path is None:
        raise Http404
    answer = FileResponse(path.open("rb"), content_type=showing.TYPES[path.suffix.lower()])
    answer["X-Robots-Tag"] = "noindex"
    return answer
