import datetime as dt
import re

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from agency import links
from content.models import ApprovalBatch
from content.services import approvals, letters
from content.services.approvals import Voice
from tests.factories.content import draft, tomorrow, with_client
from tests.factories.people import people_around


def ask(people, *posts, by=None):
    return letters.ask(
        project=people.project, posts=posts, to_name="Hanna", to_email="hanna@example.org", by=by or people.manager
    )


def test_one_letter_with_one_link_for_several_posts(people):
    one = with_client(people, day=tomorrow(people.project), time=dt.time(9))
    two = with_client(people)
    batch, address = ask(people, one.post, two.post)
    (sent,) = mail.outbox
    assert sent.to == ["hanna@example.org"]
    assert sent.subject == f"{people.project}: 2 posts for your yes"
    assert set(re.findall(r"https?://\S+/a/\S+", sent.body)) == {address}
    assert [request.version for request in batch.requests.all()] == [one, two]


def test_only_the_digest_of_the_token_is_kept(people):
    batch, address = ask(people, with_client(people).post)
    token = address.rstrip("/").rpartition("/")[2]
    assert batch.token_digest == links.digest(token)
    assert token not in str(ApprovalBatch.objects.values().get())
    assert letters.open_batch(token) == batch
    assert letters.open_batch(token + "x") is None


def test_the_letter_escapes_what_the_team_wrote(people):
    ask(people, with_client(people, value_sentence="<script>alert(1)</script>").post)
    html = mail.outbox[0].alternatives[0][0]
    assert "&lt;script&gt;" in html
    assert "<script>" not in html


@pytest.mark.parametrize("role", ["copywriter", "moderator", "approver", "outsider", "foreign_client"])
def test_asking_the_client_is_for_the_manager(people, role):
    version = with_client(people)
    with pytest.raises(PermissionDenied):
        ask(people, version.post, by=getattr(people, role))
    assert not mail.outbox


def test_only_posts_that_passed_our_review_are_sent(people):
    with pytest.raises(letters.CannotAsk, match="passed our review"):
        ask(people, with_client(people).post, draft(people))
    assert not mail.outbox


def test_a_post_of_another_project_is_not_sent(people):
    with pytest.raises(letters.CannotAsk):
        ask(people, with_client(people_around()).post)


def test_a_letter_the_mail_server_refuses_asks_nothing(people, settings):
    version = with_client(people)
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9
    with pytest.raises(letters.CannotAsk, match="Nothing was sent"):
        ask(people, version.post)
    assert not ApprovalBatch.objects.exists()


def test_a_revoked_link_is_closed_at_once(people):
    batch, _ = ask(people, with_client(people).post)
    assert not letters.revoke(batch=batch, by=people.manager).is_open


def test_resend_closes_the_old_link_and_asks_about_what_still_waits(people):
    one, two = with_client(people), with_client(people)
    old, first = ask(people, one.post, two.post)
    approvals.approve(version=one, voice=Voice(batch=old))
    new, second = letters.resend(batch=old, by=people.manager)
    old.refresh_from_db()
    assert old.revoked_at
    assert first != second
    assert [request.version for request in new.requests.all()] == [two]


def test_resend_of_an_answered_letter_is_refused(people):
    version = with_client(people)
    batch, _ = ask(people, version.post)
    approvals.approve(version=version, voice=Voice(batch=batch))
    with pytest.raises(letters.CannotAsk, match="is answered"):
        letters.resend(batch=batch, by=people.manager)
    batch.refresh_from_db()
    assert batch.revoked_at is None


def test_a_link_lives_a_week(people):
    batch, _ = ask(people, with_client(people).post)
    assert dt.timedelta(days=6, hours=23) < batch.expires_at - timezone.now() <= dt.timedelta(days=7)
