import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from content.models import Folder, Media
from tests.factories.content import FolderFactory, MediaFactory, PictureFactory, draft, image_file, with_client

HTMX = {"HX-Request": "true"}


def address(people, rest=""):
    return f"/projects/{people.project.slug}/library/{rest}"


def shown(answer):
    return answer.content.decode()


def test_the_library_says_how_much_there_is_and_where_it_is_used(people, signed_in):
    picture = PictureFactory(post=draft(people))
    MediaFactory(project=people.project, original_name="kitchen.jpg")
    MediaFactory(original_name="of-another-client.jpg")
    text = shown(signed_in(people.copywriter).get(address(people)))
    assert "Two pictures" in text
    assert "Used in one post" in text
    assert f"/pictures/{picture.media_id}/" in text
    assert "kitchen.jpg" in text
    assert "of-another-client.jpg" not in text


def test_words_look_into_names_descriptions_and_tags(people, signed_in):
    for fields in ({"original_name": "spoon.jpg"}, {"alt": "A wooden spoon"}, {"tags": ["spoon"]}):
        MediaFactory(project=people.project, **({"original_name": "a.jpg", "alt": ""} | fields))
    MediaFactory(project=people.project, original_name="cradle.jpg", alt="A cradle")
    text = shown(signed_in(people.copywriter).get(address(people), {"q": "#Spoon"}, headers=HTMX))
    assert text.count('class="shelf-tile"') == 1
    text = shown(signed_in(people.copywriter).get(address(people), {"q": "spoon"}, headers=HTMX))
    assert text.count('class="shelf-tile"') == 3
    assert "cradle" not in text


def test_several_files_come_at_once_and_a_bad_one_is_named(people, signed_in):
    files = [image_file("a.jpg"), SimpleUploadedFile("b.jpg", b"<svg>"), image_file("c.png", kind="PNG", size=(9, 9))]
    folder = FolderFactory(project=people.project)
    answer = signed_in(people.copywriter).post(
        address(people, f"add/?folder={folder.pk}"), {"file": files}, headers=HTMX
    )
    assert answer.status_code == 422
    assert "b.jpg: This is not a picture we can read" in shown(answer)
    assert [(m.original_name, m.folder) for m in Media.objects.all()] == [("c.png", folder), ("a.jpg", folder)]


def test_ticked_ones_are_moved_and_others_stay(people, signed_in):
    one, two = MediaFactory(project=people.project), MediaFactory(project=people.project)
    foreign, folder = MediaFactory(), FolderFactory(project=people.project)
    signed_in(people.copywriter).post(address(people, "move/"), {"media": [one.pk, foreign.pk], "folder": folder.pk})
    assert list(folder.media.all()) == [one]
    assert Media.objects.filter(folder=None).count() == 2
    assert two.folder is None


def test_folders_are_made_renamed_moved_and_removed_when_empty(people, signed_in):
    browser = signed_in(people.copywriter)
    browser.post(address(people, "folders/"), {"name": "  Autumn  2026 "})
    autumn = Folder.objects.get()
    browser.post(address(people, "folders/"), {"name": "Soups", "parent": autumn.pk})
    soups = autumn.folders.get()
    browser.post(f"/folders/{soups.pk}/", {"name": "All soups", "parent": ""})
    soups.refresh_from_db()
    assert (autumn.name, soups.name, soups.parent) == ("Autumn 2026", "All soups", None)
    MediaFactory(project=people.project, folder=soups)
    refused = browser.post(f"/folders/{soups.pk}/remove/")
    assert refused.status_code == 422
    assert "is not empty" in shown(refused)
    browser.post(f"/folders/{autumn.pk}/remove/")
    assert list(Folder.objects.all()) == [soups]


def test_a_second_folder_of_the_same_name_and_a_third_level_are_refused(people, signed_in):
    outer = FolderFactory(project=people.project, name="Autumn")
    inner = FolderFactory(project=people.project, name="Soups", parent=outer)
    browser = signed_in(people.copywriter)
    taken = browser.post(address(people, "folders/"), {"name": "AUTUMN"})
    assert (taken.status_code, "a folder with this name" in shown(taken)) == (422, True)
    deep = browser.post(address(people, "folders/"), {"name": "Deep", "parent": inner.pk})
    assert deep.status_code == 422
    stays = browser.post(
        f"/folders/{outer.pk}/", {"name": "Autumn", "parent": FolderFactory(project=people.project).pk}
    )
    assert "stays on the first level" in shown(stays)


def test_a_picture_is_described_without_touching_posts_that_have_it(people, signed_in):
    picture = PictureFactory(post=draft(people))
    said = {
        "original_name": "Spoon",
        "alt": "A pink spoon",
        "tags": "Spoon, #kitchen,spoon",
        "focus_x": 20,
        "focus_y": 80,
    }
    signed_in(people.copywriter).post(f"/media/{picture.media_id}/", said | {"focus_x": 20, "focus_y": 80})
    media = Media.objects.get(pk=picture.media_id)
    assert (str(media), media.alt, media.tags, media.focus) == ("Spoon", "A pink spoon", ["spoon", "kitchen"], (20, 80))
    picture.refresh_from_db()
    assert (picture.alt, picture.focus) == ("A bowl of green puree with a pink spoon", (50, 50))


def test_what_is_used_stays_and_says_where(people, signed_in):
    picture = PictureFactory(post=draft(people, title="First spoon"))
    browser = signed_in(people.copywriter)
    refused = browser.post(f"/media/{picture.media_id}/remove/")
    assert (refused.status_code, "used in “First spoon”" in shown(refused)) == (422, True)
    assert not Media.objects.get().removed_at
    assert "Used in one post" in shown(browser.get(f"/media/{picture.media_id}/"))


def test_an_unused_one_is_removed_and_can_come_back(people, signed_in):
    media = MediaFactory(project=people.project, original_name="old.jpg")
    browser = signed_in(people.copywriter)
    page = browser.post(f"/media/{media.pk}/remove/", follow=True)
    assert f"/media/{media.pk}/bring-back/" in shown(page)
    assert 'class="shelf-tile"' not in shown(page)
    browser.post(f"/media/{media.pk}/bring-back/")
    assert "old.jpg" in shown(browser.get(address(people)))


def test_the_clients_author_sees_what_they_brought_and_what_they_were_shown(people, signed_in):
    own = MediaFactory(project=people.project, uploaded_by=people.author, original_name="own.jpg")
    inside = PictureFactory(post=draft(people), media__original_name="inside.jpg").media
    version = with_client(people, pictures=[{"media": MediaFactory(project=people.project, original_name="seen.jpg")}])
    FolderFactory(project=people.project, name="Our secret folder")
    browser = signed_in(people.author)
    text = shown(browser.get(address(people)))
    assert ("own.jpg" in text, "seen.jpg" in text, "inside.jpg" in text, "secret" in text) == (True, True, False, False)
    assert browser.get(f"/pictures/{inside.pk}/").status_code == 404
    assert browser.get(f"/pictures/{own.pk}/").status_code == 200
    assert browser.get(f"/pictures/{version.post.pictures.get().media_id}/").status_code == 200


def test_chosen_ones_go_into_the_draft_with_description_and_spot(people, signed_in):
    post = draft(people)
    one = MediaFactory(project=people.project, alt="A cradle", focus_x=10)
    foreign = MediaFactory()
    browser = signed_in(people.copywriter)
    assert 'id="library"' in shown(browser.get(f"/posts/{post.pk}/library/", headers=HTMX))
    answer = browser.post(f"/posts/{post.pk}/library/", {"media": [one.pk, foreign.pk]}, headers=HTMX)
    assert answer["HX-Trigger"] == "close-dialog"
    (picture,) = post.pictures.all()
    assert (picture.media, picture.alt, picture.focus) == (one, "A cradle", (10, 50))


def test_the_shelf_takes_the_same_queries_for_one_and_three(people, signed_in, queries):
    browser = signed_in(people.copywriter)
    PictureFactory(post=draft(people))
    one = queries(lambda: browser.get(address(people)))
    for _ in range(2):
        folder = FolderFactory(project=people.project)
        PictureFactory(post=draft(people), media__folder=folder)
    assert queries(lambda: browser.get(address(people))) == one


def test_pages_follow_one_another(people, signed_in):
    MediaFactory.create_batch(26, project=people.project)
    browser = signed_in(people.copywriter)
    first = shown(browser.get(address(people), headers=HTMX))
    assert first.count('class="shelf-tile"') == 24
    after = first.split("after=")[1].split('"')[0]
    assert shown(browser.get(address(people), {"after": after}, headers=HTMX)).count('class="shelf-tile"') == 2


@pytest.mark.parametrize("query", [{"folder": "9999"}, {"folder": "x"}, {"kind": "song"}])
def test_odd_questions_are_answered_with_a_page(people, signed_in, query):
    MediaFactory(project=people.project)
    assert signed_in(people.copywriter).get(address(people), query).status_code == 200
