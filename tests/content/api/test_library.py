import pytest
from rest_framework.test import APIClient

from content.models import Folder, Media, Post
from tests.factories.content import FilmFactory, FolderFactory, MediaFactory, PictureFactory, draft
from tests.factories.films import film_file

API = "/api/v1"


@pytest.fixture
def api(people):
    client = APIClient()
    client.force_login(people.copywriter)
    return client


def test_a_video_is_sent_into_a_folder_and_told_of(people, api):
    folder = FolderFactory(project=people.project)
    said = {"project": people.project.slug, "file": film_file(), "alt": "How to hold it", "folder": folder.pk}
    row = api.post(f"{API}/media/", said, format="multipart").json()
    told = (row["kind"], row["seconds"], row["width"], row["codecs"], row["folder"], row["alt"])
    assert told == ("video", 1.0, 64, "h264", folder.pk, "How to hold it")
    assert row["url"] == f"/media/{row['id']}/video/"


def test_media_are_found_by_word_tag_kind_and_folder(people, api):
    folder = FolderFactory(project=people.project)
    one = MediaFactory(project=people.project, original_name="spoon.jpg", tags=["autumn"], folder=folder)
    film = FilmFactory(project=people.project, alt="A cradle")
    found = lambda **query: [row["id"] for row in api.get(f"{API}/media/", query).json()["results"]]  # noqa: E731
    assert found(q="spoon") == found(tag="Autumn") == found(folder=folder.pk) == [one.pk]
    assert found(kind="video") == [film.pk]
    assert found() == [film.pk, one.pk]


def test_a_picture_is_described_and_its_spot_set(people, api):
    media = MediaFactory(project=people.project)
    said = {"alt": "A spoon", "tags": ["Autumn"], "focus_x": 10, "focus_y": 90}
    row = api.patch(f"{API}/media/{media.pk}/", said).json()
    assert (row["alt"], row["tags"], row["focus_x"], row["focus_y"]) == ("A spoon", ["autumn"], 10, 90)
    assert api.patch(f"{API}/media/{media.pk}/", {"focus_x": 101}).status_code == 422


def test_what_is_used_tells_where_and_stays(people, api):
    picture = PictureFactory(post=draft(people, title="First spoon"))
    address = f"{API}/media/{picture.media_id}/"
    assert [row["title"] for row in api.get(f"{address}uses/").json()] == ["First spoon"]
    assert api.delete(address).status_code == 422
    picture.delete()
    assert api.delete(address).status_code == 204
    assert api.get(f"{API}/media/").json()["results"] == []
    assert api.post(f"{address}bring-back/").status_code == 200
    assert Media.objects.kept().exists()


def test_folders_are_kept_in_order(people, api):
    outer = api.post(f"{API}/folders/", {"project": people.project.slug, "name": "Autumn"}).json()
    inner = api.post(f"{API}/folders/", {"project": people.project.slug, "name": "Soups", "parent": outer["id"]}).json()
    refused = api.post(f"{API}/folders/", {"project": people.project.slug, "name": "x", "parent": inner["id"]})
    assert refused.status_code == 422
    assert api.patch(f"{API}/folders/{inner['id']}/", {"parent": None}).json()["parent"] is None
    assert api.delete(f"{API}/folders/{outer['id']}/").status_code == 204
    assert [folder.name for folder in Folder.objects.all()] == ["Soups"]


def test_a_post_takes_a_picture_with_its_spot(people, api):
    media = MediaFactory(project=people.project)
    said = {"project": people.project.slug, "title": "Spoon", "pictures": [{"media": media.pk, "focus_y": 0}]}
    row = api.post(f"{API}/posts/", said).json()
    assert (row["pictures"][0]["focus_x"], row["pictures"][0]["focus_y"]) == (50, 0)
    assert Post.objects.get().pictures.get().focus == (50, 0)


def test_the_clients_author_cannot_take_what_they_were_not_shown(people):
    hidden = MediaFactory(project=people.project)
    client = APIClient()
    client.force_login(people.author)
    said = {"project": people.project.slug, "title": "Spoon", "pictures": [{"media": hidden.pk}]}
    assert client.post(f"{API}/posts/", said).status_code == 422
    assert not Post.objects.exists()
