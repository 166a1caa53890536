import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied

from content.models import DraftRevision, Post
from content.services import drafts, presence, revisions, together
from content.services.together import Overlap
from tests.factories.content import PictureFactory, draft

BASE = "Three signs that the baby is ready. What did yours try first?"


def theirs(post, people, **changes):
    return drafts.save(post=post, revision=post.revision, by=people.manager, changes=changes, editor="theirs")


def mine(post, people, revision=0, **more):
    said = {"changes": {}, "editor": "mine"} | more
    return together.save(post=Post.objects.get(pk=post.pk), revision=revision, by=people.copywriter, **said)


def test_two_who_write_in_different_places_are_merged(people):
    post = draft(people, text=BASE)
    theirs(post, people, text=BASE.replace("Three", "Four"), value_audience="Mothers")
    saved = mine(post, people, changes={"text": BASE.replace("try", "taste"), "value_audience": ""})
    merged = "Four signs that the baby is ready. What did yours taste first?"
    assert saved.post.text == merged
    assert saved.merged["text"] == merged
    assert saved.merged["value_audience"] == "Mothers"
    assert saved.people == (people.manager.first_name,)


def test_the_same_words_changed_by_both_are_told_and_kept_aside(people):
    post = draft(people, text=BASE)
    theirs(post, people, text=BASE.replace("Three", "Four"))
    with pytest.raises(Overlap) as told:
        mine(post, people, changes={"text": BASE.replace("Three", "Five")})
    assert told.value.fields == ["text"]
    assert Post.objects.get(pk=post.pk).text.startswith("Four")
    assert post.revisions.get(is_aside=True).content["text"].startswith("Five")


@pytest.mark.parametrize(("prefer", "word"), [("mine", "Five"), ("theirs", "Four")])
def test_a_choice_decides_where_words_overlap_and_nothing_else(people, prefer, word):
    post = draft(people, text=BASE)
    theirs(post, people, text=BASE.replace("Three", "Four"), value_audience="Mothers")
    mine(post, people, changes={"text": BASE.replace("Three", "Five"), "title": "New"}, prefer=prefer)
    now = Post.objects.get(pk=post.pk)
    assert (now.text.split()[0], now.title, now.value_audience) == (word, "New", "Mothers")


def test_pages_and_descriptions_are_merged_too(people):
    post = draft(people)
    target, picture = post.targets.get(), PictureFactory(post=post, alt="")
    revisions.keep(post, by=people.copywriter)
    drafts.save(post=post, revision=0, by=people.manager, changes={}, alts={picture.pk: "A spoon"}, editor="theirs")
    page = {"channel": target.channel, "text": "Own", "first_comment": ""}
    mine(post, people, targets=[page], channels=[target.channel], alts={picture.pk: ""})
    target.refresh_from_db()
    picture.refresh_from_db()
    assert (target.text, picture.alt) == ("Own", "A spoon")


def test_a_page_goes_on_from_what_it_saved_itself(people):
    post = draft(people, text=BASE)
    mine(post, people, changes={"text": f"{BASE} One"})
    theirs(Post.objects.get(pk=post.pk), people, title="Theirs")
    saved = mine(post, people, changes={"text": f"{BASE} One two"})  # the answer to the first save was lost
    assert (saved.post.text, saved.post.title) == (f"{BASE} One two", "Theirs")


def test_every_save_can_be_brought_back(people):
    post = draft(people, text="First")
    first = post.revisions.get()
    drafts.save(post=post, revision=0, by=people.manager, changes={"text": "Second", "title": "Other"})
    back = together.bring_back(row=first, by=people.copywriter)
    assert (back.text, back.title) == ("First", "First spoon")
    assert [row.content["text"] for row in post.revisions.all()] == ["First", "Second", "First"]
    with pytest.raises(PermissionDenied):
        together.bring_back(row=first, by=people.moderator)


def test_a_save_that_changes_nothing_is_not_kept_twice(people):
    post = draft(people)
    drafts.save(post=post, revision=0, by=people.copywriter, changes={"text": post.text})
    assert post.revisions.count() == 1


def test_the_ring_keeps_fifty_and_gives_up_what_was_typed_in_one_go(people):
    post = draft(people)
    start = dt.datetime.now(dt.UTC) - dt.timedelta(days=1)
    DraftRevision.objects.bulk_create(
        DraftRevision(post=post, number=n, content={"text": str(n)}, by=people.copywriter, editor="one",
                      at=start + dt.timedelta(seconds=6000 + n if n > 10 else n * 600))
        for n in range(1, 52)
    )  # fmt: skip
    revisions.keep(post, by=people.copywriter)
    numbers = set(post.revisions.values_list("number", flat=True))
    assert post.revisions.count() == DraftRevision.MOST
    assert {*range(10)} <= numbers
    assert 12 not in numbers


def test_who_has_it_open_is_known_until_they_leave(people):
    post = draft(people)
    presence.here(post=post, by=people.copywriter, editor="a")
    presence.here(post=post, by=people.manager, editor="b")
    assert presence.others_at(post, than=people.copywriter) == [people.manager]
    presence.gone(post=post, by=people.manager, editor="b")
    assert presence.people_at(post) == [people.copywriter]


def test_a_page_that_said_nothing_for_long_is_forgotten(people, monkeypatch):
    post = draft(people)
    presence.here(post=post, by=people.manager, editor="b")
    monkeypatch.setattr(presence, "ALIVE", -1)
    assert presence.people_at(post) == []
