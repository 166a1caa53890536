"""Pictures leave only through here: to people of the project, and to the client with the posts they were shown."""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from agency.http import HttpRequest
from agency.permissions import Permission
from content.models import Media, Post


@require_safe
@cache_control(private=True, max_age=86_400, immutable=True)
def picture(request: HttpRequest, pk: int) -> HttpResponse:
    """A picture of a project one works in; people of the client see those of posts they may see."""
    media = get_object_or_404(Media.objects.visible_to(request.user).select_related("project__client"), pk=pk)
    if not request.user.has_perm(Permission.VIEW_INSIDE, media):
        _shared_or_404(request, media)
    return small_picture(media)


def _shared_or_404(request: HttpRequest, media: Media) -> None:
    if not Post.objects.where(request.user, Permission.VIEW_POST).filter(pictures__media=media).exists():
        raise Http404


def small_picture(media: Media) -> HttpResponse:
    """The one for screens: at most 960 px, our own encoding."""
    with (media.small or media.file).open("rb") as file:
        return HttpResponse(file.read(), content_type=media.mime)
