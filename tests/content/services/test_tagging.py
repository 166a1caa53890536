import pytest
from django.core.exceptions import PermissionDenied

from content.hashing import hash_of, snapshot_of
from content.models import Post, Publication
from content.services import drafts, submission, tagging, versions
from tests.factories.content import TargetFactory, draft, with_client
from tests.factories.projects import ChannelFactory

LINK = "https://club.example/first"


def tagged(people, **fields):
    post = draft(people, title="Прикорм без паники", channel=vk(people), **({"link": LINK} | fields))
    return post, post.targets.get()


def vk(people):
    return ChannelFactory(project=people.project, network="vk")


def test_each_page_gets_a_link_that_names_it(people):
    post, target = tagged(people)
    assert target.link == f"{LINK}?utm_source=vk&utm_medium=social&utm_campaign=prykorm-bez-panyky"
    other = TargetFactory(post=post, channel=ChannelFactory(project=people.project, network="telegram"))
    drafts.save(post=post, revision=0, by=people.copywriter, changes={"utm_campaign": "first-food"})
    other.refresh_from_db()
    assert other.link == f"{LINK}?utm_source=telegram&utm_medium=social&utm_campaign=first-food"


@pytest.mark.parametrize(
    "fields", [{"tags_link": False}, {"link": ""}, {"link": f"{LINK}?utm_source=a&utm_medium=b&utm_campaign=c"}]
)
def test_a_link_may_go_as_it_was_written(people, fields):
    _, target = tagged(people, **fields)
    assert target.link == ""


def test_the_yes_covers_the_link_and_that_link_goes_out(people):
    version = with_client(people, channel=vk(people), link=LINK)
    target = version.snapshot["targets"][0]
    publication = Publication(version=version, post=version.post, channel_id=target["channel"])
    assert publication.outgoing().link == target["link"]
    assert "utm_source=vk" in target["link"]


def test_another_rule_changes_nothing_that_was_said_yes_to(people):
    version = with_client(people, channel=vk(people), link=LINK)
    tagging.set_tags(project=people.project, by=people.manager, medium="paid", sources={"vk": "vkontakte"})
    post = Post.objects.get(pk=version.post_id)
    assert versions.stamp(post) is False
    post = submission.reopen(post=post, by=people.copywriter)
    drafts.save(post=post, revision=post.revision, by=people.copywriter, changes={})
    assert "utm_source=vkontakte&utm_medium=paid" in post.targets.get().link


def test_a_post_without_tagged_links_has_the_hash_it_always_had(people):
    post, _ = tagged(people, tags_link=False)
    snapshot = snapshot_of(post)
    assert snapshot["targets"] == [{"channel": post.targets.get().channel_id, "text": "", "first_comment": ""}]
    assert hash_of(snapshot) == post.content_hash


def test_rules_of_links_are_set_by_who_may_edit_the_project(people):
    with pytest.raises(PermissionDenied):
        tagging.set_tags(project=people.project, by=people.copywriter, is_on=False)
