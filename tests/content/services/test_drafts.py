import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied

from agency.models import Event
from agency.transitions import MovedMeanwhile
from content import clock
from content.models import Post
from content.services import drafts, submission
from tests.factories.content import PictureFactory, draft, tomorrow
from tests.factories.projects import ChannelFactory


def save(post, by, **kwargs):
    return drafts.save(post=post, by=by, **({"revision": post.revision, "changes": {}} | kwargs))


def test_create_fingerprints_the_draft_with_its_channels(people):
    channel = ChannelFactory(project=people.project)
    post = drafts.create(project=people.project, by=people.copywriter, title="First spoon", channels=[channel])
    assert post.author == people.copywriter
    assert [target.channel for target in post.targets.all()] == [channel]
    assert len(post.content_hash) == 64
    assert post.time_zone == people.project.time_zone


def test_create_plans_a_wall_clock(people):
    day = tomorrow(people.project)
    post = drafts.create(project=people.project, by=people.copywriter, title="Walk", day=day, time=dt.time(9))
    assert post.scheduled_at == clock.instant(day, dt.time(9), "Europe/Kyiv")


@pytest.mark.parametrize("role", ["moderator", "approver", "expert", "outsider", "foreign_client"])
def test_create_is_for_writers_only(people, role):
    with pytest.raises(PermissionDenied):
        drafts.create(project=people.project, by=getattr(people, role), title="Mine")
    assert not Post.objects.exists()


def test_save_counts_and_fingerprints(people):
    post = draft(people)
    saved = save(post, people.copywriter, changes={"text": "Four signs"})
    assert (saved.text, saved.revision) == ("Four signs", 1)
    assert saved.content_hash != post.content_hash


def test_save_from_a_stale_editor_overwrites_nothing(people):
    post = draft(people)
    save(post, people.manager, changes={"text": "Theirs"})
    with pytest.raises(drafts.StaleEditor) as stale:
        drafts.save(post=post, revision=0, by=people.copywriter, changes={"text": "Mine"})
    assert stale.value.post.text == "Theirs"
    assert Post.objects.get(pk=post.pk).text == "Theirs"


def test_save_is_for_drafts_only(people):
    post = draft(people)
    submission.submit(post=post, by=people.copywriter)
    with pytest.raises(MovedMeanwhile, match="in review now"):
        save(post, people.copywriter, changes={"text": "Later"})
    assert Post.objects.get(pk=post.pk).text == post.text


@pytest.mark.parametrize("role", ["moderator", "approver", "outsider"])
def test_save_is_for_writers_only(people, role):
    post = draft(people)
    with pytest.raises(PermissionDenied):
        save(post, getattr(people, role), changes={"text": "Not mine"})


def test_save_replaces_the_channels_and_what_differs_there(people):
    post = draft(people)
    kept, added = post.targets.get().channel, ChannelFactory(project=people.project)
    targets = [{"channel": kept, "text": "Own text"}, {"channel": added, "first_comment": "The table"}]
    save(post, people.copywriter, targets=targets)
    rows = post.targets.values_list("channel", "text", "first_comment")
    assert set(rows) == {(kept.pk, "Own text", ""), (added.pk, "", "The table")}


def test_save_describes_only_its_own_pictures(people):
    post, foreign = draft(people), PictureFactory(alt="Theirs")
    own = PictureFactory(post=post, alt="")
    save(post, people.copywriter, alts={own.pk: "A spoon", foreign.pk: "Mine now"})
    own.refresh_from_db()
    foreign.refresh_from_db()
    assert (own.alt, foreign.alt) == ("A spoon", "Theirs")


def test_save_keeps_a_plan_that_went_by_and_refuses_a_new_one(people):
    post = draft(people)
    yesterday = tomorrow(people.project, -1)
    gone = clock.instant(yesterday, dt.time(9), post.time_zone)
    Post.objects.filter(pk=post.pk).update(day=yesterday, time=dt.time(9), scheduled_at=gone)
    assert save(post, people.copywriter, changes={"text": "Still mine"}).scheduled_at == gone
    with pytest.raises(clock.PastTime):
        drafts.save(post=post, revision=1, by=people.copywriter, changes={"time": dt.time(10)})


def test_save_without_an_hour_plans_nothing(people):
    post = draft(people, day=tomorrow(people.project), time=dt.time(9))
    assert save(post, people.copywriter, changes={"time": None}).scheduled_at is None


def test_copy_takes_text_channels_and_pictures_but_no_time(people):
    post = draft(people, day=tomorrow(people.project), time=dt.time(9))
    PictureFactory(post=post)
    new = drafts.copy(post=post, by=people.manager)
    assert (new.text, new.author, new.day) == (post.text, people.manager, None)
    assert new.targets.get().channel == post.targets.get().channel
    assert new.pictures.get().media == post.pictures.get().media
    assert post.pictures.count() == 1


def test_delete_throws_a_fresh_draft_away(people):
    post = draft(people)
    drafts.delete(post=post, by=people.copywriter)
    assert not Post.objects.exists()
    assert Event.objects.filter(verb="content.post.deleted", object_id=post.pk).exists()


def test_delete_keeps_what_others_have_read(people):
    post = draft(people)
    submission.submit(post=post, by=people.copywriter)
    post = submission.reopen(post=post, by=people.copywriter)
    with pytest.raises(MovedMeanwhile, match="archive"):
        drafts.delete(post=post, by=people.copywriter)
