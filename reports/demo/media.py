"""Pictures and a short film, drawn for the demo, in folders; some lie in posts that are still to come."""

import io
from collections.abc import Iterator
from fractions import Fraction
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, ImageDraw

from content.models import Folder, Media, Post, PostMedia
from content.services import uploads
from reports.demo.calendar import Clock
from reports.demo.projects import House

SHELVES = ("ovechka", "topotun")
EVERY = 3  # so many posts share one picture
SAND, LINEN, SEA, LEAF, SUN, CLAY = "#e9dcc3", "#f3efe6", "#7fb2c4", "#7a9a63", "#f2b84b", "#b9694a"
RATE = 8


def build_media(house: House, posts: list[Post], clock: Clock) -> None:
    """Before the posts are sealed: what lies in them is part of what a yes is said to."""
    for slug in SHELVES:
        shelf = _shelf(slug, house)
        ahead = [post for post in posts if post.project.slug == slug and _is_ahead(post, clock)]
        PostMedia.objects.bulk_create(
            PostMedia(post=post, media=media, alt=media.alt, focus_x=media.focus_x, focus_y=media.focus_y)
            for number, post in enumerate(ahead[::EVERY])
            for media in [shelf[number % len(shelf)]]
        )


def _is_ahead(post: Post, clock: Clock) -> bool:
    return post.scheduled_at is None or post.scheduled_at > clock.now


def _shelf(slug: str, house: House) -> list[Media]:
    """The pictures; the film lies beside them and in no post yet."""
    project, by = house.projects[slug], house.people["marta"]
    season = Folder.objects.create(project=project, name="This season")
    close = Folder.objects.create(project=project, name="Close up", parent=season)
    places = {"table.png": season, "window.png": season, "stones.png": close, "how-to-hold-it.mp4": None}
    kept = [
        uploads.upload(project=project, file=file, by=by, alt=alt, folder=places[str(file.name)])
        for file, alt in _drawn()
    ]
    Media.objects.filter(pk=kept[1].pk).update(tags=["morning", "home"], focus_y=30)
    kept[1].focus_y = 30
    return [media for media in kept if not media.is_video]


def _drawn() -> Iterator[tuple[SimpleUploadedFile, str]]:
    for draw, name, alt in (
        (_table, "table.png", "A bowl and a spoon on a table, seen from above"),
        (_window, "window.png", "A window with the sun low behind the hills"),
        (_stones, "stones.png", "Three stones on the sand by the sea"),
    ):
        out = io.BytesIO()
        draw().save(out, "PNG", compress_level=1)
        yield SimpleUploadedFile(name, out.getvalue()), alt
    yield SimpleUploadedFile("how-to-hold-it.mp4", _film()), "A ball rolls slowly across the table"


def _table() -> Image.Image:
    picture = Image.new("RGB", (960, 960), LINEN)
    pen = ImageDraw.Draw(picture)
    for inset, colour in ((160, SAND), (230, CLAY), (270, SUN)):
        pen.ellipse((inset, inset, 960 - inset, 960 - inset), fill=colour)
    pen.rounded_rectangle((820, 250, 850, 800), 15, fill=LEAF)
    pen.ellipse((785, 130, 885, 290), fill=LEAF)
    return picture


def _window() -> Image.Image:
    """Tall: a network that takes no such shape crops it around the sun."""
    picture = Image.new("RGB", (720, 1280), LINEN)
    pen = ImageDraw.Draw(picture)
    pen.rectangle((80, 80, 640, 1200), fill=SEA)
    pen.ellipse((250, 280, 470, 500), fill=SUN)
    pen.polygon(((80, 1200), (80, 800), (300, 620), (480, 760), (640, 660), (640, 1200)), fill=LEAF)
    pen.line((360, 80, 360, 1200), fill=LINEN, width=18)
    pen.line((80, 640, 640, 640), fill=LINEN, width=18)
    return picture


def _stones() -> Image.Image:
    picture = Image.new("RGB", (1280, 720), SAND)
    pen = ImageDraw.Draw(picture)
    pen.rectangle((0, 0, 1280, 220), fill=SEA)
    pen.ellipse((220, 430, 520, 590), fill=CLAY)
    pen.ellipse((560, 360, 800, 550), fill=LEAF)
    pen.ellipse((850, 440, 1110, 570), fill=SUN)
    return picture


def _film() -> bytes:
    """Three seconds."""
    import av  # heavy, and only this needs it

    out = io.BytesIO()
    with av.open(out, "w", format="mp4") as container:
        stream: Any = container.add_stream("libx264", rate=RATE, options={"preset": "ultrafast"})
        stream.width, stream.height, stream.pix_fmt = 360, 480, "yuv420p"
        for number in range(3 * RATE):
            frame = av.VideoFrame.from_image(_ball(number / (3 * RATE)))
            frame.pts, frame.time_base = number, Fraction(1, RATE)
            container.mux(stream.encode(frame))
        container.mux(stream.encode())
    return out.getvalue()


def _ball(way: float) -> Image.Image:
    picture = Image.new("RGB", (360, 480), LINEN)
    pen, left = ImageDraw.Draw(picture), round(20 + way * 240)
    pen.rectangle((0, 340, 360, 480), fill=CLAY)
    pen.ellipse((left, 260, left + 80, 340), fill=SUN)
    return picture
