"""Beat may tick twice: the second run finds nothing left to do."""

import datetime as dt

import pytest
from django.core import mail
from django.utils import timezone

from agency.models import Notification
from projects import tasks
from projects.models import Channel, KpiReading, Lead
from projects.services import leads
from tests.factories.agency import HeadFactory
from tests.factories.projects import ChannelFactory, ClearLeadFactory, GoalFactory, LeadFactory

pytestmark = pytest.mark.django_db


def twice(task):
    task()
    task()


def test_letters_leave_once():
    leads.decline_lead(lead=ClearLeadFactory(), by=HeadFactory(), reason="Not with this budget")
    Lead.objects.update(letter_after=timezone.now())
    twice(tasks.mail_lead_answers)
    assert len(mail.outbox) == 1


def test_leads_come_back_once():
    HeadFactory()
    LeadFactory(status="not_now", until=timezone.localdate())
    twice(tasks.bring_back_leads)
    assert (Lead.objects.get().status, Notification.objects.count()) == ("waiting", 1)


def test_access_that_ends_is_told_once():
    HeadFactory()
    ChannelFactory(credentials_expire_at=timezone.now() + dt.timedelta(days=1))
    twice(tasks.watch_channel_access)
    assert (Channel.objects.get().state, Notification.objects.count()) == ("expiring", 1)


def test_followers_are_read_once_a_day():
    goal = GoalFactory(source="followers")
    ChannelFactory(project=goal.project)
    twice(tasks.read_followers)
    assert KpiReading.objects.count() == 1
