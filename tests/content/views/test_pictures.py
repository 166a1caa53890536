"""Files as they leave: who gets them, as what, in which parts."""

import io

import pytest
from PIL import Image

from content.models import Post, PostMedia
from content.services import media
from tests.content.views.test_composer import save
from tests.factories.content import FilmFactory, MediaFactory, draft, image_file, with_client
from tests.factories.films import film_file
from tests.factories.projects import ChannelFactory


@pytest.fixture
def film(people):
    return media.upload(project=people.project, file=film_file(), by=people.copywriter)


def test_a_video_comes_whole_and_in_parts(people, signed_in, film):
    browser = signed_in(people.copywriter)
    with film.file.open("rb") as file:
        body = file.read()
    whole = browser.get(f"/media/{film.pk}/video/")
    assert (whole.getvalue(), whole["Accept-Ranges"], whole["Content-Type"]) == (body, "bytes", "video/mp4")
    for asked, start, end in (
        ("bytes=4-7", 4, 7),
        ("bytes=-5", len(body) - 5, len(body) - 1),
        ("bytes=9-", 9, len(body) - 1),
    ):
        part = browser.get(f"/media/{film.pk}/video/", headers={"Range": asked})
        assert (part.status_code, part.content) == (206, body[start : end + 1])
        assert part["Content-Range"] == f"bytes {start}-{end}/{len(body)}"
    beyond = browser.get(f"/media/{film.pk}/video/", headers={"Range": f"bytes={len(body)}-"})
    assert (beyond.status_code, beyond["Content-Range"]) == (416, f"bytes */{len(body)}")


def test_files_are_the_type_we_gave_them_and_stay_private(people, signed_in, film):
    for address in (f"/pictures/{film.pk}/", f"/media/{film.pk}/video/"):
        answer = signed_in(people.copywriter).get(address)
        answer.getvalue()
        assert answer["X-Content-Type-Options"] == "nosniff"
        assert "private" in answer["Cache-Control"]
    assert signed_in(people.copywriter).get(f"/pictures/{film.pk}/")["Content-Type"] == "image/jpeg"


def test_a_picture_has_no_video(people, signed_in):
    picture = MediaFactory(project=people.project)
    assert signed_in(people.copywriter).get(f"/media/{picture.pk}/video/").status_code == 404


def test_the_preview_shows_the_very_file_and_follows_the_spot(people, signed_in):
    post = draft(people, channel=ChannelFactory(project=people.project, network="instagram"))
    tall = media.upload(project=people.project, file=image_file(size=(100, 400)), by=people.copywriter)
    row = media.attach(post=post, media=tall, by=people.copywriter)
    post = Post.objects.get()
    browser = signed_in(people.copywriter)
    save(browser, post, **{f"spot-{row.pk}-x": "50", f"spot-{row.pk}-y": "0"})
    assert PostMedia.objects.get().focus == (50, 0)
    assert Post.objects.get().content_hash != post.content_hash
    page = browser.get(f"/posts/{post.pk}/").content.decode()
    address = f"/posts/{post.pk}/pictures/{row.pk}/as/instagram/"
    assert f"{address}?spot=50-0" in page
    with Image.open(io.BytesIO(browser.get(address).content)) as shown:
        assert shown.size == (100, 125)
    assert browser.get(f"/posts/{post.pk}/pictures/{row.pk}/as/myspace/").status_code == 404


def test_the_client_sees_the_video_and_every_crop_of_what_was_asked(people, signed_in):
    channel = ChannelFactory(project=people.project, network="instagram")
    tall = media.upload(project=people.project, file=image_file(size=(100, 400)), by=people.copywriter)
    film = FilmFactory(project=people.project)
    rows = [{"media": tall, "focus_y": 100}, {"media": film, "alt": "How to hold it"}]
    with_client(people, channel=channel, pictures=rows)
    browser = signed_in(people.approver)
    page = browser.get("/approvals/").content.decode()
    assert f"/approvals/pictures/{tall.pk}/as/instagram/" in page
    assert f'<video src="/approvals/videos/{film.pk}/"' in page
    assert 'aria-label="How to hold it"' in page
    assert browser.get(f"/approvals/pictures/{tall.pk}/as/instagram/").status_code == 200
    assert browser.get(f"/approvals/videos/{film.pk}/").getvalue() == b"not a film"
    assert browser.get(f"/approvals/videos/{FilmFactory(project=people.project).pk}/").status_code == 404
