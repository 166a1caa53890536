import datetime as dt
import threading

import pytest
from django.core import mail
from django.db import connection
from django.utils import timezone

from agency import letters
from agency.models import Notification
from agency.notifications import notify
from agency.tasks import mail_notifications
from tests.factories.agency import UserFactory

pytestmark = pytest.mark.django_db


def tell(user, number=1, **more):
    for n in range(number):
        notify([user], "publication_failed", key=f"p:{n}", title=f"Post {n} failed", url="/posts/1/", **more)


def test_everything_that_waits_is_in_one_letter(mailoutbox):
    daryna = UserFactory()
    tell(daryna, 3)

    mail_notifications()

    (letter,) = mailoutbox
    assert letter.to == [daryna.email]
    assert all(f"Post {n} failed" in letter.body for n in range(3))
    assert letter.subject == "Post 2 failed and 2 more"


def test_everybody_gets_a_letter_of_their_own(mailoutbox):
    for user in UserFactory.create_batch(2):
        tell(user)

    assert letters.send_waiting() == 2
    assert {len(letter.to) for letter in mailoutbox} == {1}


def test_a_letter_leaves_once(mailoutbox):
    tell(UserFactory())

    mail_notifications()
    mail_notifications()

    assert len(mailoutbox) == 1


def test_a_letter_has_whole_addresses_and_a_page_of_its_own(mailoutbox, settings):
    settings.BASE_URL = "https://rapport.example"
    tell(UserFactory())

    mail_notifications()

    page = mailoutbox[0].alternatives[0].content
    assert 'href="https://rapport.example/posts/1/"' in page
    assert "https://rapport.example/me/notifications/" in page


def test_what_somebody_wrote_cannot_break_the_letter(mailoutbox):
    notify([UserFactory()], "publication_failed", key="1", title="<script>\r\nBcc: all@example.org", body="<b>")

    mail_notifications()

    assert mailoutbox[0].subject == "<script> Bcc: all@example.org"
    assert "<script>" not in mailoutbox[0].alternatives[0].content


def test_a_long_letter_is_cut_and_says_so(mailoutbox):
    tell(UserFactory(), 35)

    mail_notifications()

    assert "And 5 more" in mailoutbox[0].body
    assert not Notification.objects.filter(mailed_at=None).exists()


def test_mail_waits_for_its_time(mailoutbox):
    tell(UserFactory())
    Notification.objects.update(mail_after=timezone.now() + dt.timedelta(minutes=1))

    mail_notifications()

    assert mailoutbox == []


def test_what_was_read_in_the_app_is_not_mailed(mailoutbox):
    daryna = UserFactory()
    tell(daryna)
    daryna.notifications.mark_read()

    mail_notifications()

    assert mailoutbox == []


def test_people_who_left_get_no_mail(mailoutbox):
    daryna = UserFactory()
    tell(daryna)
    daryna.is_active = False
    daryna.save(update_fields=["is_active"])

    mail_notifications()

    assert mailoutbox == []


def test_a_letter_that_could_not_leave_waits_for_the_next_time(settings):
    tell(UserFactory())
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_PORT = 1
    mail_notifications()

    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    assert letters.send_waiting() == 1


def test_one_letter_that_fails_does_not_stop_the_others(mailoutbox, monkeypatch):
    first, second = UserFactory.create_batch(2)
    tell(first)
    tell(second)
    whole = letters.letter

    def torn(user, told):
        if user == first:
            raise OSError("no route to host")
        return whole(user, told)

    monkeypatch.setattr(letters, "letter", torn)

    assert letters.send_waiting() == 1
    assert mailoutbox[0].to == [second.email]


@pytest.mark.django_db(transaction=True)
def test_two_at_once_write_one_letter(mailoutbox, monkeypatch):
    tell(UserFactory())
    inside, go_on = threading.Event(), threading.Event()
    whole = letters.letter

    def slow(user, told):
        inside.set()
        go_on.wait(20)
        return whole(user, told)

    monkeypatch.setattr(letters, "letter", slow)
    first = threading.Thread(target=lambda: (letters.send_waiting(), connection.close()))
    first.start()
    inside.wait(20)

    assert letters.send_waiting() == 0

    go_on.set()
    first.join(20)
    assert len(mail.outbox) == 1
