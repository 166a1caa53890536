import datetime as dt
import threading

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection

from agency.models import Event, Notification
from agency.transitions import MovedMeanwhile, open_to
from projects.models import Client, Goal, Lead, Project
from projects.services import leads
from tests.factories.agency import HeadFactory, UserFactory
from tests.factories.projects import ClearLeadFactory, ClientFactory, LeadFactory, ProjectFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def head():
    return HeadFactory(name="Marta Hnatiuk")


def in_days(days):
    return dt.date.today() + dt.timedelta(days=days)


def test_received_lead_keeps_their_words(head):
    lead = leads.receive_lead(by=head, company=" Pidiom lifts ", words="We want to be there")
    assert (lead.company, lead.words, lead.brought_by) == ("Pidiom lifts", "We want to be there", head)


def test_received_lead_is_told_to_every_head_but_not_to_who_brought_it(head):
    other = HeadFactory()
    leads.receive_lead(by=head, company="Pidiom lifts", words="We want to be there")
    assert [told.user for told in Notification.objects.filter(kind="lead_received")] == [other]


def test_lead_that_came_by_itself_is_recorded_by_its_name(head):
    lead = leads.receive_lead(company="Pidiom lifts", contact_name="Mr Kozak", words="We want to be there")
    assert Event.objects.about(lead).get().actor_name == "Mr Kozak"


def test_answers_are_kept_as_they_come(head):
    lead = LeadFactory()
    leads.write_answers(lead=lead, by=head, answers={"why": "Everybody is there", "tools": ["content"]})
    lead.refresh_from_db()
    assert (lead.why, lead.tools) == ("Everybody is there", ["content"])


def test_answers_of_a_decided_lead_do_not_change(head):
    lead = LeadFactory()
    leads.decline_lead(lead=lead, by=head, reason="Social networks will not help")
    with pytest.raises(MovedMeanwhile, match="is decided: declined"):
        leads.write_answers(lead=lead, by=head, answers={"why": "One more try"})


def test_yes_opens_client_project_goal_and_three_empty_seats(head):
    project = leads.accept_lead(lead=ClearLeadFactory(company="Pidiom lifts"), by=head)
    assert (project.stage, project.client.name, project.slug) == ("planned", "Pidiom lifts", "pidiom-lifts")
    assert [(seat.role, seat.user) for seat in project.seats.all()] == [
        ("manager", None),
        ("copywriter", None),
        ("moderator", None),
    ]


def test_yes_makes_the_answers_the_main_goal(head):
    goal = leads.accept_lead(lead=ClearLeadFactory(), by=head).goals.get()
    assert (goal.is_main, goal.title, goal.current, goal.target) == (True, "Nineteen fitters left in a year", 0, 60)
    assert [tool.title for tool in goal.tasks.get().tools.all()] == ["A day at work", "Ask a colleague"]


def test_yes_may_go_to_a_client_we_have(head):
    client = ClientFactory(name="Vektorbus", languages=["uk"], time_zone="Europe/Warsaw")
    project = leads.accept_lead(lead=ClearLeadFactory(), by=head, client=client)
    assert (project.client, project.time_zone, Client.objects.count()) == (client, "Europe/Warsaw", 1)


def test_yes_to_a_client_of_a_known_name_asks_to_choose_it_and_opens_nothing(head):
    ClientFactory(name="Pidiom lifts")
    lead = ClearLeadFactory(company="Pidiom lifts")
    with pytest.raises(ValidationError, match="Choose it"):
        leads.accept_lead(lead=lead, by=head)
    lead.refresh_from_db()
    assert (lead.status, Project.objects.count()) == ("waiting", 0)


def test_yes_stays_shut_while_an_answer_is_not_clear(head):
    lead = ClearLeadFactory(kpi_target=None)
    with pytest.raises(ValidationError, match=r"3 of 4 are\. Ask: How many do you need"):
        leads.accept_lead(lead=lead, by=head)
    assert Goal.objects.count() == 0


def test_yes_is_written_down_with_what_it_opened(head):
    project = leads.accept_lead(lead=ClearLeadFactory(), by=head)
    verbs = Event.objects.order_by("id").values_list("verb", flat=True)
    assert list(verbs) == ["projects.lead.accept", "projects.client.add", "projects.project.open"]
    assert project.lead.decided_by == head


@pytest.mark.parametrize("verb", ["accept_lead", "decline_lead", "reopen_lead", "postpone_lead"])
def test_only_the_head_decides(verb):
    lead = ClearLeadFactory(status=Lead.Status.WAITING if verb != "reopen_lead" else Lead.Status.DUPLICATE)
    more = {"decline_lead": {"reason": "No"}, "postpone_lead": {"reason": "Later", "until": in_days(30)}}.get(verb, {})
    with pytest.raises(PermissionDenied):
        getattr(leads, verb)(lead=lead, by=UserFactory(), **more)


def test_not_now_needs_a_day_to_come_back(head):
    with pytest.raises(ValidationError, match="That day has passed"):
        leads.postpone_lead(lead=LeadFactory(), by=head, until=dt.date.today(), reason="Full until spring")


@pytest.mark.parametrize("reason", ["", "  \n"])
def test_no_without_a_reason_is_refused(head, reason):
    with pytest.raises(ValidationError, match="They will read why"):
        leads.decline_lead(lead=LeadFactory(), by=head, reason=reason)


def test_no_keeps_the_better_purpose(head):
    lead = LeadFactory()
    leads.decline_lead(lead=lead, by=head, reason="Nobody buys a lift from a post", better_purpose="Ask about hiring.")
    lead.refresh_from_db()
    assert (lead.status, lead.better_purpose) == ("declined", "Ask about hiring.")


def test_duplicate_points_at_the_other_lead(head):
    first, second = LeadFactory(), LeadFactory()
    leads.mark_duplicate(lead=second, by=head, of=first)
    second.refresh_from_db()
    assert (second.status, second.duplicate_of, second.letter_after) == ("duplicate", first, None)


def test_lead_is_not_its_own_duplicate(head):
    lead = LeadFactory()
    with pytest.raises(ValidationError, match="its own duplicate"):
        leads.mark_duplicate(lead=lead, by=head, of=lead)


def test_duplicate_of_a_duplicate_is_refused(head):
    first, second, third = LeadFactory.create_batch(3)
    leads.mark_duplicate(lead=second, by=head, of=first)
    with pytest.raises(ValidationError, match="itself a duplicate"):
        leads.mark_duplicate(lead=third, by=head, of=second)


def test_reopened_lead_waits_again_and_its_letter_does_not_leave(head):
    lead = ClearLeadFactory()
    leads.postpone_lead(lead=lead, by=head, until=in_days(30), reason="Full until spring")
    leads.reopen_lead(lead=lead, by=head)
    lead.refresh_from_db()
    assert (lead.status, lead.letter_after, lead.until, lead.reason) == ("waiting", None, None, "Full until spring")


def test_lead_comes_back_on_its_day_and_the_head_hears_once(head):
    due = LeadFactory(status="not_now", until=in_days(0), company="Pidiom lifts")
    later = LeadFactory(status="not_now", until=in_days(1))
    assert (leads.bring_back(), leads.bring_back()) == (1, 0)
    assert dict(Lead.objects.values_list("pk", "status")) == {due.pk: "waiting", later.pk: "not_now"}
    assert Notification.objects.get(user=head).title == "Pidiom lifts is back: “not now” is over"


def test_coming_back_is_offered_to_nobody(head):
    lead = LeadFactory(status="not_now", until=in_days(9))
    assert {move["name"] for move in open_to(lead, head)} == {"accept", "decline", "mark_duplicate", "reopen"}


def test_second_decision_on_a_stale_page_is_told_so(head):
    lead = ClearLeadFactory()
    stale = Lead.objects.get(pk=lead.pk)
    leads.decline_lead(lead=lead, by=head, reason="No")
    with pytest.raises(MovedMeanwhile, match="Somebody was faster"):
        leads.accept_lead(lead=stale, by=head)
    assert Project.objects.count() == 0


@pytest.mark.django_db(transaction=True)
def test_two_yes_at_once_open_one_project():
    heads, lead, outcomes = [HeadFactory(), HeadFactory()], ClearLeadFactory(), []

    def say_yes(head):
        try:
            outcomes.append(leads.accept_lead(lead=Lead.objects.get(pk=lead.pk), by=head).name)
        except MovedMeanwhile:
            outcomes.append("too late")
        finally:
            connection.close()

    threads = [threading.Thread(target=say_yes, args=[head]) for head in heads]
    [thread.start() for thread in threads]
    [thread.join() for thread in threads]
    assert sorted(outcomes) == sorted([lead.company, "too late"])
    assert (Project.objects.count(), Client.objects.count()) == (1, 1)


def test_second_project_of_a_name_gets_its_own_address(head):
    ProjectFactory(slug="pidiom-lifts")
    lead = ClearLeadFactory(company="Підйом lifts")
    ProjectFactory(slug="pidiom-lifts-2")
    assert leads.accept_lead(lead=lead, by=head).slug == "pidiom-lifts-3"
