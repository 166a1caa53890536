import datetime as dt

import pytest
from django.db import transaction
from django.utils import timezone

from agency import notifications
from agency.models import Notification, NotificationPreference
from agency.notifications import mail_time, notify
from tests.factories.agency import UserFactory

pytestmark = pytest.mark.django_db
Mail = NotificationPreference.Mail


def utc(*parts):
    return dt.datetime(*parts, tzinfo=dt.UTC)


def test_notify_tells_a_person_once_per_key():
    daryna = UserFactory()

    notify([daryna, daryna], "post_submitted", key="post:1", title="“Walk” waits for your review")
    notify([daryna], "post_submitted", key="post:1", title="“Walk” waits for your review")

    assert daryna.notifications.count() == 1


def test_notify_tells_everybody_it_is_given():
    people = UserFactory.create_batch(3)

    notify(people, "lead_received", key="lead:1", title="A bakery wants to be in social networks")

    assert {row.user for row in Notification.objects.all()} == set(people)


def test_notify_costs_the_same_for_one_and_for_three(django_assert_num_queries):
    people = UserFactory.create_batch(3)

    with django_assert_num_queries(2):
        notify(people[:1], "post_submitted", key="post:1", title="One")
    with django_assert_num_queries(2):
        notify(people, "post_submitted", key="post:2", title="Three")


def test_notify_leaves_inactive_people_alone():
    gone = UserFactory(is_active=False)

    notify([gone], "post_submitted", key="post:1", title="“Walk” waits")

    assert not Notification.objects.exists()


def test_notify_belongs_to_the_transaction_of_the_caller():
    daryna = UserFactory()

    with transaction.atomic():
        notify([daryna], "post_submitted", key="post:1", title="“Walk” waits")
        transaction.set_rollback(True)

    assert not daryna.notifications.exists()


def test_notify_refuses_a_kind_nobody_declared():
    with pytest.raises(KeyError):
        notify([UserFactory()], "gossip", key="x", title="Have you heard")


def test_notify_shortens_a_title_that_is_too_long():
    daryna = UserFactory()

    notify([daryna], "post_submitted", key="post:1", title="я" * 500)

    assert daryna.notifications.get().title == "я" * 200


def test_notify_sends_mail_at_once_by_default():
    daryna = UserFactory()

    notify([daryna], "publication_failed", key="p:1", title="A post could not be published")

    assert daryna.notifications.get().mail_after <= timezone.now()


def test_notify_respects_a_kind_that_is_not_mailed_by_default():
    daryna = UserFactory()

    notify([daryna], "post_approved", key="p:1", title="“Walk” was approved")

    assert daryna.notifications.get().mail_after is None


def test_notify_respects_mail_only():
    daryna = UserFactory()
    NotificationPreference.objects.create(user=daryna, kind="post_approved", in_app=False, mail=Mail.NOW)

    notify([daryna], "post_approved", key="p:1", title="“Walk” was approved")

    assert not daryna.notifications.shown().exists()
    assert daryna.notifications.get().mail_after is not None


def test_notify_says_nothing_to_who_wants_neither():
    daryna = UserFactory()
    NotificationPreference.objects.create(user=daryna, kind="post_approved", in_app=False, mail=Mail.NEVER)

    notify([daryna], "post_approved", key="p:1", title="“Walk” was approved")

    assert not daryna.notifications.exists()


@pytest.mark.parametrize(
    ("now", "leaves"),
    [
        (utc(2026, 10, 12, 18, 59), utc(2026, 10, 12, 18, 59)),  # 21:59 in Kyiv: still open
        (utc(2026, 10, 12, 19, 0), utc(2026, 10, 13, 5, 0)),  # 22:00: tomorrow at eight
        (utc(2026, 10, 13, 1, 0), utc(2026, 10, 13, 5, 0)),  # 04:00: today at eight
        (utc(2026, 10, 13, 5, 0), utc(2026, 10, 13, 5, 0)),  # 08:00: open again
        (utc(2026, 10, 24, 20, 0), utc(2026, 10, 25, 6, 0)),  # the night the clocks go back: eight is an hour later
    ],
)
def test_mail_waits_until_the_quiet_hours_end(now, leaves):
    user = UserFactory.build(time_zone="Europe/Kyiv", quiet_from=dt.time(22), quiet_until=dt.time(8))

    assert mail_time(user, Mail.NOW, now=now) == leaves


def test_quiet_hours_may_lie_within_a_day():
    user = UserFactory.build(time_zone="UTC", quiet_from=dt.time(12), quiet_until=dt.time(13, 30))

    assert mail_time(user, Mail.NOW, now=utc(2026, 10, 12, 12, 15)) == utc(2026, 10, 12, 13, 30)


def test_daily_mail_leaves_at_nine_in_the_persons_morning():
    user = UserFactory.build(time_zone="Asia/Tokyo")

    assert mail_time(user, Mail.DAILY, now=utc(2026, 10, 12, 3, 0)) == utc(2026, 10, 13, 0, 0)


def test_every_kind_has_a_default_people_can_choose():
    assert {kind.mail for kind in notifications.KINDS.values()} <= set(Mail.values)
