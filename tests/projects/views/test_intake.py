import datetime as dt

import pytest
from django.urls import reverse

from projects.models import Lead, Project
from tests.factories.agency import HeadFactory, UserFactory
from tests.factories.people import people_around
from tests.factories.projects import ClearLeadFactory, ClientFactory, GoalFactory, LeadFactory, ProfileFactory

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}


@pytest.fixture
def head(client):
    client.force_login(HeadFactory())
    return client


def address(lead, name="lead"):
    return reverse(f"projects:{name}", args=[lead.pk])


def text(response):
    return response.content.decode()


# --- the list -------------------------------------------------------------------------------------------------------


def test_title_says_how_many_wait(head):
    LeadFactory.create_batch(2)
    LeadFactory(status="declined", reason="No")
    assert "Two leads wait for your answer." in text(head.get("/intake/"))


def test_leads_are_shown_by_answer(head):
    LeadFactory(company="Zhyto bakery")
    LeadFactory(company="Pidiom lifts", status="declined", reason="No")
    shown = text(head.get("/intake/?status=declined"))
    assert "Pidiom lifts" in shown
    assert "Zhyto bakery" not in shown


def test_list_goes_on_after_25(head):
    LeadFactory.create_batch(26)
    first = head.get("/intake/")
    rest = head.get("/intake/", {"after": first.context["page"].next}, headers=HTMX)
    assert (len(first.context["page"].rows), len(rest.context["page"].rows)) == (25, 1)
    assert "<html" not in text(rest)


def test_list_costs_the_same_for_one_and_three(head, django_assert_num_queries, django_assert_max_num_queries):
    LeadFactory()
    head.get("/intake/")
    with django_assert_max_num_queries(12) as first:
        head.get("/intake/")
    LeadFactory.create_batch(2)
    with django_assert_num_queries(len(first)):
        head.get("/intake/")


# --- one lead -------------------------------------------------------------------------------------------------------


def test_page_quotes_their_words_escaped(head):
    lead = LeadFactory(words="We <b>want</b> in")
    assert "“We &lt;b&gt;want&lt;/b&gt; in”" in text(head.get(address(lead)))


def test_page_asks_about_what_is_vague(head):
    lead = ClearLeadFactory(why="All our competitors are there")
    assert "That others are there is not a purpose." in text(head.get(address(lead)))


def test_page_doubts_sales_of_lifts_and_proposes_hiring(head):
    shown = text(head.get(address(ClearLeadFactory(goal_kind="sales"))))
    assert "unlikely in this trade" in shown
    assert "people choose where to work" in shown


def test_page_names_a_project_that_came_for_the_better_purpose(head):
    GoalFactory(kind="employer", project__name="Vektorbus")
    assert "like Vektorbus" in text(head.get(address(ClearLeadFactory(goal_kind="sales"))))


def test_yes_is_shut_until_all_four_are_clear(head):
    assert 'value="accept" disabled' in text(head.get(address(LeadFactory())))
    assert 'value="accept" disabled' not in text(head.get(address(ClearLeadFactory())))


def test_panel_says_who_has_room(head):
    ProfileFactory(user__name="Timur Akhmetov", roles=["manager"], capacity=2)
    shown = text(head.get(address(LeadFactory())))
    assert "Manager: Timur" in shown
    assert "has room for two" in shown
    assert "Capacity: 0 of 12" in shown


def test_page_costs_the_same_with_more_people_and_leads(head, django_assert_num_queries, django_assert_max_num_queries):
    lead = LeadFactory()
    head.get(address(lead))
    with django_assert_max_num_queries(12) as first:
        head.get(address(lead))
    ProfileFactory.create_batch(3)
    LeadFactory.create_batch(3)
    with django_assert_num_queries(len(first)):
        head.get(address(lead))


# --- autosave -------------------------------------------------------------------------------------------------------


def test_typed_answers_are_kept_and_judged(head):
    lead = LeadFactory()
    response = head.post(
        address(lead, "lead-answers"),
        {"audience": "Lift fitters, 22 to 45, Vinnytsia", "tools": ["content"]},
        headers=HTMX,
    )
    lead.refresh_from_db()
    assert (lead.audience, lead.tools) == ("Lift fitters, 22 to 45, Vinnytsia", ["content"])
    assert "1 of 4 answered" in text(response)
    assert 'id="mark-audience" data-kind="ok" hx-swap-oob="true"' in text(response)


def test_good_answers_are_kept_beside_a_bad_one(head):
    lead = LeadFactory()
    response = head.post(
        address(lead, "lead-answers"), {"kpi_target": "many", "kpi_name": "applications"}, headers=HTMX
    )
    lead.refresh_from_db()
    assert (response.status_code, lead.kpi_name, lead.kpi_target) == (422, "applications", None)
    assert "Enter a number." in text(response)


def test_without_script_a_bad_answer_is_shown_again_as_typed(head):
    response = head.post(address(LeadFactory(), "lead-answers"), {"kpi_target": "many", "why": "We hire twenty"})
    assert response.status_code == 422
    assert 'value="many"' in text(response)
    assert "We hire twenty" in text(response)


def test_new_kind_of_goal_brings_its_tools(head):
    lead = LeadFactory()
    response = head.post(address(lead, "lead-answers"), {"goal_kind": "employer"}, headers=HTMX)
    assert "A day at work" in text(response)


def test_typing_elsewhere_leaves_the_tools_and_the_yes_alone(head):
    response = head.post(address(LeadFactory(), "lead-answers"), {"why": "Hire"}, headers=HTMX)
    assert 'id="tools"' not in text(response)
    assert 'id="yes"' not in text(response)


def test_last_clear_answer_opens_the_yes(head):
    lead, client = ClearLeadFactory(tools=[]), ClientFactory(name="Vektorbus")
    said = {
        "goal_kind": lead.goal_kind, "why": lead.why, "audience": lead.audience, "kpi_name": lead.kpi_name,
        "kpi_baseline": "0", "kpi_target": "60", "kpi_due_on": lead.kpi_due_on.isoformat(), "tools": ["content"],
    }  # fmt: skip
    response = head.post(address(lead, "lead-answers"), said, headers=HTMX)
    assert "4 of 4, ready for your yes" in text(response)
    assert 'id="yes"' in text(response)
    assert f'<option value="{client.pk}">Vektorbus</option>' in text(response)


@pytest.mark.parametrize("bad", [{"why": "x" * 4001}, {"audience": "a\x00b"}, {"tools": ["magic"]},
                                 {"kpi_due_on": "31.02.2027"}, {"kpi_target": "1" * 20}])  # fmt: skip
def test_broken_answers_are_refused_in_words(head, bad):
    lead = LeadFactory()
    response = head.post(address(lead, "lead-answers"), bad, headers=HTMX)
    assert response.status_code == 422
    assert "Not all of it could be kept" in text(response)


def test_answers_of_a_decided_lead_are_refused(head):
    lead = LeadFactory(status="declined", reason="No")
    response = head.post(address(lead, "lead-answers"), {"why": "Hire twenty"}, headers=HTMX)
    assert (response.status_code, "Reopen it to change answers" in text(response)) == (409, True)


# --- decisions ------------------------------------------------------------------------------------------------------


def decide(browser, lead, **said):
    return browser.post(address(lead, "lead-decide"), said)


def test_yes_leads_to_the_planned_project(head):
    response = decide(head, ClearLeadFactory(company="Pidiom lifts"), decision="accept")
    assert (response.status_code, response["Location"]) == (302, "/projects/pidiom-lifts/")


def test_yes_to_a_client_of_ours(head):
    client = ClientFactory()
    decide(head, ClearLeadFactory(), decision="accept", client=client.pk)
    assert Project.objects.get().client == client


def test_shut_yes_pressed_all_the_same_is_answered_in_words(head):
    response = decide(head, LeadFactory(), decision="accept", reason="Welcome")
    assert (response.status_code, Project.objects.count()) == (422, 0)
    assert "Yes opens when all four answers are clear" in text(response)


def test_no_without_a_reason_keeps_the_rest_of_what_was_typed(head):
    response = decide(head, LeadFactory(), decision="decline", reason=" ", better_purpose="Ask about hiring")
    assert response.status_code == 422
    assert "They will read why." in text(response)
    assert "Ask about hiring" in text(response)


def test_not_now_in_the_past_is_refused_at_its_day(head):
    response = decide(head, LeadFactory(), decision="postpone", reason="Later", until="2020-01-01")
    assert (response.status_code, Lead.objects.get().status) == (422, "waiting")
    assert "That day has passed" in text(response)


def test_decision_offers_undo_and_the_next_lead(head):
    first, second = LeadFactory.create_batch(2)
    response = decide(head, second, decision="decline", reason="Not with this budget")
    assert response["Location"] == address(first)
    assert f'action="{address(second, "lead-reopen")}"' in text(head.get(response["Location"]))


def test_undo_brings_the_lead_back(head):
    lead = ClearLeadFactory()
    decide(head, lead, decision="postpone", reason="Later", until=(dt.date.today() + dt.timedelta(9)).isoformat())
    head.post(address(lead, "lead-reopen"))
    assert Lead.objects.get().status == "waiting"


def test_second_click_on_a_decision_is_told_that_it_is_done(head):
    lead = LeadFactory()
    decide(head, lead, decision="decline", reason="No")
    response = decide(head, lead, decision="decline", reason="No")
    assert response.status_code == 409


@pytest.mark.parametrize("decision", ["", "maybe", "delete"])
def test_no_such_decision_is_answered_in_words(head, decision):
    response = decide(head, LeadFactory(), decision=decision)
    assert (response.status_code, "Choose yes, not now, no or twice." in text(response)) == (422, True)


def test_duplicate_of_a_foreign_id_is_refused(head):
    response = decide(head, LeadFactory(), decision="duplicate", duplicate_of="999999")
    assert (response.status_code, Lead.objects.get().status) == (422, "waiting")


def test_decided_page_shows_the_reason_and_the_way_back(head):
    lead = LeadFactory()
    decide(head, lead, decision="decline", reason="Nobody buys a lift from a post")
    shown = text(head.get(address(lead)))
    assert "Nobody buys a lift from a post" in shown
    assert address(lead, "lead-reopen") in shown
    assert 'name="decision"' not in shown


# --- new leads, and who may -----------------------------------------------------------------------------------------


def test_new_lead_opens_its_page(head):
    response = head.post("/intake/new/", {"company": "Zhyto", "words": "We want reviews"})
    assert response["Location"] == Lead.objects.get().get_absolute_url()


def test_new_lead_without_words_shows_what_was_typed(head):
    response = head.post("/intake/new/", {"company": "Zhyto bakery", "words": ""})
    assert (response.status_code, Lead.objects.count()) == (422, 0)
    assert "Zhyto bakery" in text(response)


def test_intake_is_only_for_who_decides(client):
    lead, people = LeadFactory(), people_around()
    for person in (people.manager, people.copywriter, people.moderator, people.approver, UserFactory()):
        client.force_login(person)
        for method, url in (
            ("get", "/intake/"),
            ("get", "/intake/new/"),
            ("get", address(lead)),
            ("post", address(lead, "lead-answers")),
            ("post", address(lead, "lead-decide")),
            ("post", address(lead, "lead-reopen")),
        ):
            assert getattr(client, method)(url).status_code == 403
    assert Lead.objects.get().status == "waiting"
