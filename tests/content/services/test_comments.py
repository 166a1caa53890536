import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from agency.models import Event, Notification
from content.models import ApprovalBatch, ClientComment, Post
from content.refusal import Refusal
from content.services import comments, letters
from content.services.approvals import LinkClosed, Voice
from tests.factories.content import draft, submitted, with_client


def said_to(post):
    return {
        (told.user, told.kind) for told in Notification.objects.filter(kind__in=("client_comment", "agency_comment"))
    }


def test_the_client_writes_and_the_manager_and_the_author_hear_of_it(people):
    post = with_client(people).post
    comment = comments.say(post=post, voice=Voice(user=people.approver), text=" Is the price right? ")
    assert (comment.side, comment.text, comment.by) == ("client", "Is the price right?", people.approver)
    assert said_to(post) == {(people.manager, "client_comment"), (people.copywriter, "client_comment")}
    assert Event.objects.get(verb="content.post.said_by_client").is_shared


def test_the_manager_answers_and_the_approver_hears_of_it(people):
    post = with_client(people).post
    comment = comments.say(post=post, voice=Voice(user=people.manager), text="It is")
    assert comment.side == "agency"
    assert said_to(post) == {(people.approver, "agency_comment")}


def test_whoever_holds_the_link_writes_under_the_name_of_the_letter(people):
    post = with_client(people).post
    batch, _ = letters.ask(project=people.project, posts=[post], to_name="Hanna", to_email="h@example.org",
                           by=people.manager)  # fmt: skip
    comment = comments.say(post=post, voice=Voice(batch=batch), text="Hm")
    assert (comment.by, comment.by_name, comment.batch) == (None, "Hanna", batch)
    other = with_client(people).post
    with pytest.raises(PermissionDenied):
        comments.say(post=other, voice=Voice(batch=batch), text="Hm")
    ApprovalBatch.objects.update(expires_at=dt.datetime(2020, 1, 1, tzinfo=dt.UTC))
    with pytest.raises(LinkClosed):
        comments.say(post=post, voice=Voice(batch=batch), text="And?")


def test_a_double_click_is_one_comment(people):
    post = with_client(people).post
    first, second = (comments.say(post=post, voice=Voice(user=people.approver), text="Hm") for _ in range(2))
    assert first == second
    assert Notification.objects.filter(kind="client_comment", user=people.manager).count() == 1


@pytest.mark.parametrize("role", ["copywriter", "moderator", "expert", "author", "outsider", "foreign_client"])
def test_others_only_read_or_do_not_even_that(people, role):
    post = with_client(people).post
    with pytest.raises(PermissionDenied):
        comments.say(post=post, voice=Voice(user=getattr(people, role)), text="Me too")
    assert not ClientComment.objects.exists()


def test_nobody_is_written_to_about_what_they_cannot_see(people):
    with pytest.raises(Refusal, match="does not see this post yet"):
        comments.say(post=submitted(people).post, voice=Voice(user=people.manager), text="Look")


@pytest.mark.parametrize(("text", "why"), [("  ", "Write something first"), ("x" * 4001, "4001 characters")])
def test_words_that_cannot_be_are_refused(people, text, why):
    with pytest.raises(Refusal, match=why) as refusal:
        comments.say(post=with_client(people).post, voice=Voice(user=people.approver), text=text)
    assert list(refusal.value.errors) == ["text"]


def test_the_database_refuses_words_of_nobody(people):
    post = draft(people)
    with pytest.raises(IntegrityError, match="client_comment_has_words"), transaction.atomic():
        post.client_comments.create(side="client", by_name="Hanna", text="")
    with pytest.raises(IntegrityError, match="client_comment_agency_is_known"), transaction.atomic():
        post.client_comments.create(side="agency", by_name="Somebody", text="Hm")


def test_the_page_keeps_what_was_typed(people, signed_in):
    post = with_client(people).post
    browser = signed_in(people.approver)
    answer = browser.post(f"/posts/{post.pk}/conversation/", {"text": "x" * 4001})
    assert answer.status_code == 422
    assert "x" * 4001 in answer.content.decode()
    browser.post(f"/posts/{post.pk}/conversation/", {"text": "Is the price right?"})
    assert "Is the price right?" in browser.get(f"/posts/{post.pk}/").content.decode()


def test_a_draft_again_is_out_of_the_clients_sight_with_its_conversation(people, signed_in):
    post = with_client(people).post
    comments.say(post=post, voice=Voice(user=people.approver), text="Hm")
    Post.objects.filter(pk=post.pk).update(status="draft")
    assert not ClientComment.objects.visible_to(people.approver).exists()
    assert signed_in(people.approver).get(f"/posts/{post.pk}/conversation/").status_code == 404
