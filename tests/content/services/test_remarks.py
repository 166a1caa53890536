import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from agency.models import Notification
from agency.transitions import MovedMeanwhile
from content.models import Post, Remark
from content.refusal import Refusal
from content.selectors.margin import margin_of
from content.services import drafts, remarks
from tests.factories.agency import UserFactory
from tests.factories.content import draft, submitted


@pytest.fixture
def post(people):
    return draft(people, text="Three signs that the baby is ready")


def told(kind):
    return [one.user for one in Notification.objects.filter(kind=kind).order_by("user")]


def aged(remark):
    Remark.objects.filter(pk=remark.pk).update(at=remark.at - Remark.EDITABLE_FOR - dt.timedelta(seconds=1))
    return remark


def test_a_remark_on_words_of_the_text(people, post):
    remark = remarks.write(post=post, text="Which ones?", quote="signs", start=6, by=people.manager)
    assert (remark.start, remark.end, remark.quote) == (6, 11, "signs")
    assert told("remark_written") == [people.copywriter]


def test_it_follows_its_words_and_says_when_they_are_gone(people, post):
    remarks.write(post=post, text="Which ones?", quote="signs", by=people.manager)
    for text, place in (("Look: three signs", (12, 17)), ("Two signs of many signs", None), ("Nothing", None)):
        Post.objects.filter(pk=post.pk).update(text=text)
        (thread,) = margin_of(Post.objects.get(pk=post.pk)).open
        assert thread.span == place
        assert thread.is_lost == (place is None)


def test_words_that_are_not_there_are_refused(people, post):
    with pytest.raises(Refusal) as refusal:
        remarks.write(post=post, text="Hm", quote="elephants", by=people.manager)
    assert list(refusal.value.errors) == ["quote"]


@pytest.mark.parametrize("role", ["approver", "expert", "author", "outsider", "foreign_client"])
def test_remarks_are_for_colleagues(people, post, role):
    remark = remarks.write(post=post, text="Inside", by=people.manager)
    somebody = getattr(people, role)
    for verb in (remarks.write, remarks.answer):
        about = {"post": post} if verb is remarks.write else {"remark": remark}
        with pytest.raises(PermissionDenied):
            verb(**about, text="Hm", by=somebody)
    assert not Remark.objects.visible_to(somebody).exists()


def test_who_is_named_hears_of_it_once_and_in_one_way(people, post):
    text = f"@{people.copywriter}, @{people.moderator} and again @{people.moderator}"
    remark = remarks.write(post=post, text=text, by=people.manager)
    remarks.edit(remark=remark, text=f"{text}!", by=people.manager)
    assert set(remark.mentioned.all()) == {people.copywriter, people.moderator}
    assert told("remark_mention") == [people.copywriter, people.moderator]
    assert told("remark_written") == []


def test_the_longer_name_is_meant(people, post):
    short, long = UserFactory.build(name="Olena"), UserFactory.build(name="Olena Tkach")
    assert remarks.named_in("@olena tkach look", [short, long]) == [long]
    assert remarks.named_in("olena@olena.example and @Olenas", [short]) == []


def test_nobody_of_the_clients_can_be_named_or_hears_of_it(people):
    own = drafts.create(project=people.project, by=people.author, title="From the client")
    remarks.write(post=own, text=f"@{people.approver} @{people.author} look", by=people.manager)
    assert not Notification.objects.filter(user__in=[people.approver, people.author]).exists()
    assert people.approver not in remarks.mates_of(people.project)


def test_an_answer_reaches_everybody_in_the_thread(people, post):
    first = remarks.write(post=post, text="Which ones?", by=people.moderator)
    reply = remarks.answer(remark=first, text="The three", by=people.copywriter)
    remarks.answer(remark=reply, text="Fine", by=people.manager)
    assert reply.parent == first
    assert told("remark_written") == [people.copywriter, people.copywriter, people.moderator, people.moderator]
    assert [len(thread.replies) for thread in margin_of(post).open] == [2]


def test_settled_and_open_again(people, post):
    remark = remarks.write(post=post, text="Which ones?", by=people.moderator)
    assert remarks.resolve(remark=remark, by=people.copywriter).resolved_by == people.copywriter
    assert remarks.resolve(remark=remark, by=people.manager).resolved_by == people.copywriter
    assert margin_of(post).open == []
    remarks.answer(remark=remark, text="Not quite", by=people.manager)
    assert len(margin_of(post).open) == 1


def test_one_changes_ones_own_words_for_a_quarter_of_an_hour(people, post):
    remark = remarks.write(post=post, text="Which ones?", by=people.manager)
    with pytest.raises(PermissionDenied):
        remarks.edit(remark=remark, text="Mine now", by=people.head)
    assert remarks.edit(remark=remark, text="Which?", by=people.manager).edited_at
    for verb in (lambda: remarks.edit(remark=aged(remark), text="Hm", by=people.manager),
                 lambda: remarks.delete(remark=remark, by=people.manager)):  # fmt: skip
        with pytest.raises(MovedMeanwhile, match="quarter of an hour"):
            verb()


def test_a_deleted_remark_is_gone_and_can_be_brought_back(people, post):
    remark = remarks.write(post=post, text="Which ones?", by=people.manager)
    remarks.delete(remark=remark, by=people.manager)
    assert margin_of(post).open == []
    with pytest.raises(MovedMeanwhile, match="deleted meanwhile"):
        remarks.answer(remark=remark, text="Hm", by=people.copywriter)
    remarks.bring_back(remark=remark, by=people.manager)
    assert len(margin_of(post).open) == 1


def test_what_others_have_answered_is_not_deleted(people, post):
    remark = remarks.write(post=post, text="Which ones?", by=people.manager)
    remarks.answer(remark=remark, text="The three", by=people.copywriter)
    with pytest.raises(MovedMeanwhile, match="Somebody has answered"):
        remarks.delete(remark=remark, by=people.manager)


@pytest.mark.parametrize(
    ("broken", "rule"),
    [
        ({"text": ""}, "remark_has_words"),
        ({"quote": "signs"}, "remark_anchor_is_whole"),
        ({"quote": "signs", "start": 5, "end": 5}, "remark_anchor_is_whole"),
        ({"resolved_at": dt.datetime(2026, 1, 1, tzinfo=dt.UTC)}, "remark_resolved_by_somebody"),
    ],
)
def test_the_database_refuses_half_a_remark(people, post, broken, rule):
    with pytest.raises(IntegrityError, match=rule), transaction.atomic():
        Remark.objects.create(**{"post": post, "by": people.manager, "text": "Hm"} | broken)


def test_the_database_refuses_an_answer_with_words_of_its_own_to_point_at(people, post):
    first = remarks.write(post=post, text="Hm", by=people.manager)
    with pytest.raises(IntegrityError, match="remark_reply_is_plain"), transaction.atomic():
        Remark.objects.create(post=post, by=people.manager, text="Hm", parent=first, quote="signs", start=6, end=11)


def test_the_margin_takes_the_same_queries_for_one_remark_and_three(people, queries):
    post, counts = submitted(people).post, []
    for number in (1, 3):
        for _ in range(number):
            remarks.answer(remark=remarks.write(post=post, text="Hm", by=people.manager), text="Hm", by=people.head)
        counts.append(queries(lambda: [str(thread.first.by) for thread in margin_of(post).open]))
    assert counts[0] == counts[1] <= 4
