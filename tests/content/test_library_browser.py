"""The library and the spot of a picture in a real browser."""

import pytest

from content.models import Media, PostMedia
from content.services import media
from tests.browser import eventually, overflow, quiet_console, settled, sign_in, violations
from tests.factories.content import FolderFactory, draft, image_file
from tests.factories.films import film_file
from tests.factories.people import people_around
from tests.factories.projects import ChannelFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def sent(file):
    return {"name": file.name, "mimeType": "image/jpeg", "buffer": file.read()}


def test_photos_are_added_chosen_for_a_post_and_cropped_around_a_spot(page, live_server):
    people = people_around()
    post = draft(people, channel=ChannelFactory(project=people.project, network="instagram"))
    FolderFactory(project=people.project, name="Autumn")
    sign_in(page.context, people.copywriter, live_server.url)
    with quiet_console(page):
        page.goto(f"{live_server.url}/projects/{people.project.slug}/library/")
        tall, wide = image_file("tall.jpg", size=(200, 600)), image_file("wide.jpg", size=(600, 200))
        page.locator("#file").set_input_files([sent(tall), sent(wide)])
        page.locator(".shelf-tile").nth(1).wait_for()
        assert (violations(page), overflow(page)) == ([], 0)
        page.goto(live_server.url + post.get_absolute_url())
        settled(page)
        page.get_by_role("link", name="Choose from the library").click()
        page.locator("#library").get_by_label("Choose tall.jpg").check()
        assert violations(page) == []
        page.get_by_role("button", name="Put into the post").click()
        page.locator("#library").wait_for(state="detached")
        page.get_by_text("What must stay when it is cropped").click()
        page.locator("[data-spot]").click(position={"x": 10, "y": 5})
        page.get_by_label("Across").press("ArrowRight")
        eventually(page, lambda: PostMedia.objects.get().focus_y < 5)
        page.locator('.preview img[src*="as/instagram/?spot="]').first.wait_for(state="attached")
    assert PostMedia.objects.get().media == Media.objects.get(original_name="tall.jpg")


def test_a_video_plays_in_the_composer(page, live_server):
    people = people_around()
    post = draft(people)
    film = media.upload(project=people.project, file=film_file(kind="webm"), by=people.copywriter)
    media.attach(post=post, media=film, by=people.copywriter)
    sign_in(page.context, people.copywriter, live_server.url)
    with quiet_console(page):
        page.goto(live_server.url + post.get_absolute_url())
        player = page.locator("#pictures video")
        player.evaluate("video => { video.muted = true; return video.play(); }")
        eventually(page, lambda: player.evaluate("video => video.ended"), within=8000)
