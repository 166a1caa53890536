from content.models import LinkTagging, Post
from content.services import drafts, presence
from tests.content.api.test_others import API, api
from tests.factories.content import HashtagGroupFactory, PostTemplateFactory, draft
from tests.factories.projects import ChannelFactory


def test_a_save_that_came_too_late_is_shown_both_texts(people):
    post = draft(people, text="Base")
    drafts.save(post=post, revision=0, by=people.manager, changes={"text": "Theirs"})
    answer = api(people.copywriter).patch(f"{API}/posts/{post.pk}/", {"revision": 0, "text": "Mine"}, format="json")
    said = answer.json()
    assert answer.status_code == 409
    assert (said["errors"][0]["code"], said["revision"]) == ("moved_meanwhile", 1)
    assert (said["yours"], said["theirs"]) == ({"text": "Mine"}, {"text": "Theirs"})


def test_tags_of_a_link_are_written_and_each_pages_link_is_read(people):
    post = draft(people, channel=ChannelFactory(project=people.project, network="vk"))
    said = {"revision": 0, "link": "https://club.example", "utm_campaign": "spring"}
    row = api(people.copywriter).patch(f"{API}/posts/{post.pk}/", said, format="json").json()
    assert row["targets"][0]["link"] == "https://club.example?utm_source=vk&utm_medium=social&utm_campaign=spring"


def test_earlier_drafts_are_listed_and_brought_back(people):
    post, client = draft(people, text="First"), api(people.copywriter)
    drafts.save(post=post, revision=0, by=people.manager, changes={"text": "Second"})
    rows = client.get(f"{API}/posts/{post.pk}/earlier/").json()
    assert [(row["content"]["text"], row["by"]["name"]) for row in rows] == [
        ("Second", people.manager.name), ("First", people.copywriter.name),
    ]  # fmt: skip
    assert client.post(f"{API}/posts/{post.pk}/bring-back-text/", {"earlier": rows[1]["id"]}).json()["text"] == "First"


def test_who_has_a_draft_open_is_told(people):
    post = draft(people)
    presence.here(post=post, by=people.manager, editor="a")
    rows = api(people.copywriter).get(f"{API}/posts/{post.pk}/presence/").json()
    assert rows == [{"id": people.manager.pk, "name": people.manager.name}]


def test_hashtags_are_kept_changed_and_removed(people):
    client, slug = api(people.copywriter), people.project.slug
    made = client.post(f"{API}/hashtag-groups/", {"project": slug, "name": "Tea", "tags": "tea, #time"}).json()
    assert made["tags"] == "#tea #time"
    path = f"{API}/hashtag-groups/{made['id']}/"
    assert client.patch(path, {"name": "Evening"}).json()["name"] == "Evening"
    refused = client.patch(path, {"tags": "#a-b"})
    assert (refused.status_code, refused.json()["errors"][0]["field"]) == (422, "tags")
    assert client.delete(path).status_code == 204
    HashtagGroupFactory()
    assert client.get(f"{API}/hashtag-groups/").json()["results"] == []


def test_a_template_is_kept_and_starts_a_draft(people):
    client, slug = api(people.copywriter), people.project.slug
    said = {"project": slug, "title": "Question of the week", "text": "{brand} asks", "format": "question"}
    made = client.post(f"{API}/post-templates/", said).json()
    started = client.post(f"{API}/post-templates/{made['id']}/start/")
    assert (started.status_code, started.json()["text"]) == (201, f"{people.project.client.name} asks")
    assert Post.objects.get().author == people.copywriter
    PostTemplateFactory(project=people.project, title="Taken")
    assert client.patch(f"{API}/post-templates/{made['id']}/", {"title": "Taken"}).status_code == 422


def test_tags_of_links_are_read_by_writers_and_set_by_managers(people):
    path = f"{API}/link-tags/{people.project.slug}/"
    assert api(people.copywriter).get(path).json()["campaign"] == "{campaign}"
    assert api(people.copywriter).patch(path, {"is_on": False}).status_code == 403
    assert api(people.manager).patch(path, {"sources": {"myspace": "m"}}, format="json").status_code == 422
    assert api(people.manager).patch(path, {"content": "{week}"}, format="json").status_code == 422
    api(people.manager).patch(path, {"sources": {"vk": "v"}, "is_on": False}, format="json")
    kept = LinkTagging.objects.get()
    assert (kept.sources, kept.is_on) == ({"vk": "v"}, False)
