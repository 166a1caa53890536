import datetime as dt
import re
import threading

import pytest
from django.core import mail
from django.db import connection
from django.utils import timezone

from content.models import ApprovalBatch
from content.services import approvals, letters, reminders
from content.services.approvals import Voice
from tests.factories.content import with_client
from tests.factories.people import people_around
from tests.factories.projects import AgreementFactory, ProjectFactory


@pytest.fixture
def people(people):
    """A client who can be reached around the clock, unless a test says otherwise."""
    agree(people.project.client)
    return people


def agree(client, **terms):
    return AgreementFactory(client=client, **({"hours_from": dt.time(0), "hours_until": dt.time(23, 59)} | terms))


def ask(people, *versions, email="hanna@example.org"):
    posts = [version.post for version in versions]
    batch, _ = letters.ask(project=people.project, posts=posts, to_name="Hanna", to_email=email, by=people.manager)
    mail.outbox.clear()
    return batch


def later(**span):
    return timezone.now() + dt.timedelta(**span)


def link_in(letter):
    (address,) = set(re.findall(r"/a/(\S+)/", letter.body))
    return address


def test_six_hours_without_an_answer_bring_one_reminder(people):
    batch = ask(people, with_client(people))
    assert reminders.remind(now=later(hours=5)) == 0
    assert reminders.remind(now=later(hours=7)) == 1
    assert reminders.remind(now=later(hours=7)) == 0
    batch.refresh_from_db()
    assert (batch.reminders, len(mail.outbox)) == (1, 1)
    assert "1 post still waits for your yes" in mail.outbox[0].subject


def test_there_are_four_reminders_at_most(people):
    ask(people, with_client(people))
    sent = [reminders.remind(now=later(hours=hours)) for hours in (7, 25, 49, 73, 97, 200)]
    assert sent == [1, 1, 1, 1, 0, 0]


def test_what_a_stopped_beat_missed_is_one_reminder(people):
    ask(people, with_client(people))
    assert [reminders.remind(now=later(hours=60)) for _ in range(2)] == [1, 0]


def test_one_person_gets_one_letter_about_everything_that_waits(people):
    other = people_around(ProjectFactory(client=people.project.client))
    ask(people, with_client(people), with_client(people))
    ask(other, with_client(other))
    assert reminders.remind(now=later(hours=7)) == 1
    assert mail.outbox[0].subject.endswith("3 posts still wait for your yes")
    assert len(set(re.findall(r"/a/\S+/", mail.outbox[0].body))) == 2


def test_two_clients_with_one_address_get_letters_of_their_own(people):
    foreign = people_around()
    agree(foreign.project.client)
    ask(people, with_client(people, value_sentence="Ours"))
    ask(foreign, with_client(foreign, value_sentence="Theirs"))
    assert reminders.remind(now=later(hours=7)) == 2
    assert all(("Ours" in letter.body) != ("Theirs" in letter.body) for letter in mail.outbox)


@pytest.mark.parametrize("end", ["answered", "revoked", "paused"])
def test_reminders_stop(people, end):
    version = with_client(people)
    batch = ask(people, version)
    if end == "answered":
        approvals.approve(version=version, voice=Voice(batch=batch))
    elif end == "revoked":
        letters.revoke(batch=batch, by=people.manager)
    else:
        type(people.project).objects.update(stage="paused")
    assert reminders.remind(now=later(hours=7)) == 0
    assert not mail.outbox


def test_nobody_is_woken(people):
    """What fell due while the beat stood still waits for the client's morning."""
    people.project.client.agreement.delete()
    agree(people.project.client, hours_from=dt.time(9), hours_until=dt.time(18))
    ask(people, with_client(people))
    night = (timezone.now() + dt.timedelta(days=2)).astimezone(people.project.client.zone).replace(hour=3)
    assert reminders.remind(now=night) == 0
    assert ApprovalBatch.objects.get().remind_at == night.replace(hour=9, minute=0, second=0, microsecond=0)
    assert reminders.remind(now=night.replace(hour=10)) == 1


def test_a_living_link_keeps_working_beside_the_reminders(people):
    batch, address = letters.ask(
        project=people.project, posts=[with_client(people).post], to_name="Hanna", to_email="h@example.org",
        by=people.manager,
    )  # fmt: skip
    mail.outbox.clear()
    reminders.remind(now=later(hours=7))
    first, second = address.rstrip("/").rpartition("/")[2], link_in(mail.outbox[0])
    assert first != second
    assert letters.open_batch(first) == letters.open_batch(second) == batch


def test_an_expired_link_is_replaced_and_stays_closed(people):
    _, address = letters.ask(
        project=people.project, posts=[with_client(people).post], to_name="Hanna", to_email="h@example.org",
        by=people.manager,
    )  # fmt: skip
    mail.outbox.clear()
    ApprovalBatch.objects.update(expires_at=timezone.now() - dt.timedelta(hours=1))
    reminders.remind(now=later(hours=7))
    assert letters.open_batch(address.rstrip("/").rpartition("/")[2]) is None
    assert letters.open_batch(link_in(mail.outbox[0])).is_open


def test_a_letter_the_mail_server_refuses_is_tried_again(people, settings):
    ask(people, with_client(people))
    works = settings.EMAIL_BACKEND
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9
    assert reminders.remind(now=later(hours=7)) == 0
    settings.EMAIL_BACKEND = works
    assert reminders.remind(now=later(hours=7)) == 1


@pytest.mark.django_db(transaction=True)
def test_two_beats_at_once_send_one_letter():
    people = people_around()
    agree(people.project.client)
    ask(people, with_client(people))
    start, sent, at = threading.Barrier(2), [], later(hours=7)

    def tick():
        start.wait()
        sent.append(reminders.remind(now=at))
        connection.close()

    threads = [threading.Thread(target=tick) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (sum(sent), len(mail.outbox)) == (1, 1)
