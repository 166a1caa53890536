import datetime as dt

import pytest
from django.utils import timezone

from agency import audit
from agency.permissions import Role
from projects.models import Channel
from projects.selectors.lost_access import lost_in, lost_lately
from projects.services import channels
from projects.services.warnings import watch_access
from tests.factories.projects import ChannelFactory, ProjectFactory, SeatFactory

pytestmark = pytest.mark.django_db
MARCH = (dt.date(2026, 3, 1), dt.date(2026, 3, 31))


@pytest.fixture
def project():
    return ProjectFactory(time_zone="Europe/Kyiv")  # UTC+2, from 29 March on UTC+3


@pytest.fixture
def channel(project):
    return ChannelFactory(project=project, name="Lullaby")


def told(channel, move, moment, **data):
    """What the log says of a move at ``moment``, in UTC: "03-05 22:30"."""
    texts = {"text": "Dead."} if move == "break_down" else {}
    event = audit.draft(f"projects.channel.{move}", channel, channel=channel.name, **texts, **data)
    event.at = dt.datetime.strptime(f"2026-{moment}", "%Y-%m-%d %H:%M").replace(tzinfo=dt.UTC)
    event.save(force_insert=True)
    return event


def days(project, first=MARCH[0], last=MARCH[1]):
    """Of the one channel that was lost: the days of the month, or of the range as dates."""
    found = lost_in(project, first, last)
    return [day.day for lost in found for day in lost.days]


def test_page_that_was_never_lost_is_not_told_of(project, channel):
    told(channel, "connect", "02-01 10:00", network="VK")
    told(channel, "reconnect", "03-05 10:00")
    assert lost_in(project, *MARCH) == []


def test_days_are_those_of_the_project_and_any_part_of_one_counts(project, channel):
    told(channel, "break_down", "03-05 21:59")  # a minute before midnight there
    told(channel, "reconnect", "03-07 22:00")  # midnight there: the 8th is whole
    assert days(project) == [5, 6, 7]
    project.time_zone = "America/New_York"
    project.save()
    assert days(project) == [5, 6, 7]
    project.time_zone = "Asia/Tokyo"
    project.save()
    assert days(project) == [6, 7, 8]


def test_clocks_that_change_make_no_day_more_or_less(project, channel):
    told(channel, "break_down", "03-28 22:30")
    told(channel, "reconnect", "03-29 21:00")  # midnight by the new clock
    assert days(project) == [29]


def test_spans_are_cut_to_the_days_asked_for(project, channel):
    told(channel, "break_down", "02-20 10:00")
    told(channel, "reconnect", "03-02 10:00")
    told(channel, "break_down", "03-30 10:00")
    told(channel, "reconnect", "04-09 10:00")
    assert days(project) == [1, 2, 30, 31]
    [lost] = lost_in(project, *MARCH)
    assert [(span.since.day, span.until.day) for span in lost.spans] == [(20, 2), (30, 9)]
    assert days(project, dt.date(2026, 3, 3), dt.date(2026, 3, 29)) == []


def test_two_spans_on_one_day_are_one_day(project, channel):
    for hour in (8, 12):
        told(channel, "break_down", f"03-05 {hour:02}:00")
        told(channel, "reconnect", f"03-05 {hour + 1:02}:00")
    told(channel, "break_down", "03-05 20:00", since="2026-03-05T12:30:00+00:00")  # known to have begun before the last
    told(channel, "reconnect", "03-06 08:00")
    [lost] = lost_in(project, *MARCH)
    assert (len(lost.spans), [day.day for day in lost.days]) == (3, [5, 6])


def test_span_that_is_open_lasts_until_today_and_not_longer(project, channel):
    now = timezone.now()
    event = audit.draft("projects.channel.break_down", channel, channel="x", text="Dead.")
    event.at = now - dt.timedelta(days=2)
    event.save(force_insert=True)
    [lost] = lost_in(project, project.today - dt.timedelta(days=30), project.today + dt.timedelta(days=30))
    assert lost.days == tuple(project.today - dt.timedelta(days=back) for back in (2, 1, 0))
    assert [(span.why, span.until) for span in lost.spans] == [("broken", None)]


def test_page_let_go_and_taken_up_again_was_out_of_reach_meanwhile(project, channel):
    told(channel, "break_down", "03-05 10:00")
    told(channel, "disconnect", "03-07 10:00")
    assert days(project) == [5, 6, 7]
    told(channel, "reconnect", "03-09 10:00")
    [lost] = lost_in(project, *MARCH)
    assert ([span.why for span in lost.spans], [day.day for day in lost.days]) == (
        ["broken", "let_go"],
        [5, 6, 7, 8, 9],
    )


def test_each_page_has_its_own_days_and_pages_by_hand_none(project, channel):
    other, by_hand = ChannelFactory(project=project), ChannelFactory(project=project, network="tiktok")
    foreign = ChannelFactory()
    for one, day in ((channel, 5), (other, 6), (by_hand, 7), (foreign, 8)):
        told(one, "break_down", f"03-{day:02} 10:00")
        told(one, "reconnect", f"03-{day:02} 12:00")
    assert {lost.channel: [day.day for day in lost.days] for lost in lost_in(project, *MARCH)} == {
        channel: [5], other: [6],
    }  # fmt: skip


def test_what_the_services_do_is_what_is_told(project, channel):
    manager = SeatFactory(project=project, role=Role.MANAGER).user
    channels.mark_broken(channel, "Dead.")
    [lost] = lost_in(project, project.today, project.today)
    assert (lost.days, lost.spans[0].until) == ((project.today,), None)
    channel.refresh_from_db()
    channels.disconnect_channel(channel=channel, by=manager)
    [lost] = lost_in(project, project.today, project.today)
    assert lost.spans[0].until is not None


def test_token_that_ran_out_is_missing_from_its_end_on_however_late_it_was_noticed(project):
    ended = timezone.now() - dt.timedelta(days=3)
    channel = ChannelFactory(project=project, credentials_expire_at=ended)
    watch_access()
    [lost] = lost_in(project, project.today - dt.timedelta(days=9), project.today)
    assert (lost.channel, lost.spans[0].since, len(lost.days)) == (channel, ended, 4)


def test_what_was_said_of_a_replaced_token_breaks_nothing(channel):
    stale = Channel.objects.get(pk=channel.pk)
    Channel.objects.filter(pk=channel.pk).update(credentials={"token": "new"})
    channels.mark_broken(stale, "Dead.")
    assert Channel.objects.get().state == Channel.State.CONNECTED


def test_days_that_follow_each_other_are_told_together(project, channel):
    for first, last in (("03-01", "03-03"), ("03-05", "03-05"), ("03-06", "03-06")):
        told(channel, "break_down", f"{first} 10:00")
        told(channel, "reconnect", f"{last} 11:00")
    [lost] = lost_in(project, *MARCH)
    assert [(first.day, last.day) for first, last in lost.stretches] == [(1, 3), (5, 6)]


def test_costs_the_same_for_one_and_three(project, channel, django_assert_num_queries):
    told(channel, "break_down", "03-05 10:00")
    lost_in(project, *MARCH)
    with django_assert_num_queries(2):
        lost_in(project, *MARCH)
    for _ in range(2):
        told(ChannelFactory(project=project), "break_down", "03-05 10:00")
    with django_assert_num_queries(2):
        assert len(lost_in(project, *MARCH)) == 3
    rows = list(Channel.objects.select_related("project"))
    with django_assert_num_queries(1):
        lost_lately(rows)
