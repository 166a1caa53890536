"""How pictures and videos are shown and spoken of."""

from typing import Any

from django import template
from django.urls import reverse
from django.utils.html import format_html
from django.utils.http import urlencode
from django.utils.safestring import SafeString

from agency.templatetags.words import counted, past, thin
from content import derivatives
from content.models import Media, Post, PostMedia
from content.selectors.library import Shelf
from projects.networks.video_objections import spoken_length

register = template.Library()
register.filter("spoken_length", spoken_length)
ACCEPTED = "image/jpeg,image/png,image/webp,image/avif,image/heic,image/heif,.heic,video/mp4,video/quicktime,video/webm"


@register.simple_tag
def accepted() -> str:
    """What the browser's file dialog offers; the server looks for itself."""
    return ACCEPTED


@register.simple_tag
def film(media: Media, alt: str = "") -> SafeString:
    """A video with its still and the player's own controls."""
    return player(
        reverse("content:video", args=[media.pk]), reverse("content:picture", args=[media.pk]), media, alt or media.alt
    )


def player(source: str, still: str, media: Media, alt: str) -> SafeString:
    size = format_html('width="{}" height="{}"', media.width, media.height)
    html = '<video src="{}" poster="{}" {} aria-label="{}" controls preload="none" playsinline></video>'
    return format_html(html, source, still, size, alt or str(media))


@register.simple_tag
def picture_as(row: PostMedia, channel: Any) -> str:
    """Where the file is that ``channel``'s network gets of a post's picture; the plain one without a channel."""
    if not channel or row.media.is_video:
        return reverse("content:picture", args=[row.media_id])
    address = reverse("content:picture-as", args=[row.post_id, row.pk, channel.network])
    return f"{address}?spot={row.focus_x}-{row.focus_y}"


@register.simple_tag
def shelf_url(of: Any, shelf: Shelf, name: str = "library", after: str = "") -> str:
    """The same look at the library elsewhere: another page, or where files are added."""
    key = of.pk if isinstance(of, Post) else of.slug
    asked = {"q": shelf.asked.words, "kind": shelf.asked.kind, "folder": shelf.asked.folder, "after": after}
    query = urlencode({name: value for name, value in asked.items() if value})
    return reverse(f"content:{name}", args=[key]) + (f"?{query}" if query else "")


@register.filter
def said_count(shelf: Shelf) -> str:
    """``Forty-eight pictures and two videos``."""
    pictures, videos = counted(shelf.pictures, "picture,pictures"), counted(shelf.videos, "video,videos")
    if not shelf.pictures and not shelf.videos:
        return "The library is empty"
    said = f"{pictures} and {videos}" if shelf.pictures and shelf.videos else pictures if shelf.pictures else videos
    return said[0].upper() + said[1:]


@register.filter
def came(media: Media) -> str:
    """Who brought it, and when."""
    return f"{media.uploaded_by} added it {past(media.uploaded_at)}."


@register.filter
def measures(media: Media) -> str:
    """``4 032 × 3 024 px, 2.4 MB``."""
    weight = f"{media.bytes / 1_000_000:.1f} MB" if media.bytes >= 1_000_000 else f"{media.bytes // 1_000 + 1} kB"
    return f"{thin(media.width)} × {thin(media.height)} px, {weight}"


@register.filter
def crops_of(card: Any, media: Media) -> list[Any]:
    """The channels of a client's card whose network shows only a part of the picture, each network once."""
    found = {c.network: c for c in card.channels if derivatives.is_cropped(media, c.network)}
    return list(found.values())
