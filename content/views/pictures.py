"""Files of media leave only through here: to people of the project, and to the client with the posts they were shown.

What is sent is always our own encoding, under the type we gave it; no SVG and no page was ever stored.
"""

from django.http import Http404, HttpResponse, HttpResponseBase
from django.http import HttpRequest as AnyRequest
from django.shortcuts import get_object_or_404
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from agency.http import HttpRequest
from agency.permissions import Permission
from content import derivatives
from content.access import post_or_404
from content.models import Media
from content.ranges import ranged

KEPT = cache_control(private=True, max_age=86_400, immutable=True)


@require_safe
@KEPT
def picture(request: HttpRequest, pk: int) -> HttpResponse:
    """A picture for screens, or a video's still."""
    return small_picture(_media_or_404(request, pk))


@require_safe
@KEPT
def video(request: HttpRequest, pk: int) -> HttpResponseBase:
    """A video, whole or in parts."""
    return film(request, _media_or_404(request, pk))


@require_safe
@KEPT
def as_network(request: HttpRequest, pk: int, picture: int, network: str) -> HttpResponse:
    """The very file ``network`` gets of a post's picture. The address carries the spot, so that it may be kept."""
    post = post_or_404(request, pk, Permission.VIEW_POST)
    row = get_object_or_404(post.pictures.select_related("media"), pk=picture)
    return network_picture(row.media, network, row.focus)


def _media_or_404(request: HttpRequest, pk: int) -> Media:
    """Of a project one works in; people of the client see those they brought, and those of posts they may see."""
    rows = Media.objects.visible_to(request.user).select_related("project__client")
    media: Media = get_object_or_404(rows, pk=pk)
    if not request.user.has_perm(Permission.VIEW_POST, media):
        raise Http404
    return media


def small_picture(media: Media) -> HttpResponse:
    """The one for screens: at most 960 px, our own encoding."""
    file = media.small or media.poster or media.file
    with file.open("rb") as opened:
        kind = "image/png" if str(file.name).endswith(".png") else "image/jpeg"
        return HttpResponse(opened.read(), content_type=kind)


def film(request: AnyRequest, media: Media) -> HttpResponseBase:
    if not media.is_video:
        raise Http404
    return ranged(request, media.file, media.mime)


def network_picture(media: Media, network: str, focus: tuple[int, int]) -> HttpResponse:
    """What the network gets; 404 for a network we do not know, and for a video, which every network gets as it is."""
    if media.is_video:
        raise Http404
    try:
        made = derivatives.picture_for(media, network, focus=focus, alt="")
    except KeyError as error:
        raise Http404 from error
    return HttpResponse(made.path.read_bytes(), content_type=made.mime)
