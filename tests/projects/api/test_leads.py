import datetime as dt

import pytest

from projects.models import Lead, Project
from tests.factories.agency import HeadFactory, UserFactory
from tests.factories.people import people_around
from tests.factories.projects import ClearLeadFactory, ClientFactory, LeadFactory

pytestmark = pytest.mark.django_db
URL = "/api/v1/leads/"


@pytest.fixture
def head(api_of):
    return api_of(HeadFactory())


def test_lead_arrives_with_answers_and_is_judged(head):
    response = head.post(URL, {"company": "Pidiom", "words": "All our competitors are there", "why": "They are there"})
    assert response.status_code == 201
    assert response.json()["gate"][0] == {
        "name": "goal",
        "verdict": "vague",
        "ask": "That others are there is not a purpose. What will be different for you in a year?",
        "field": "why",
    }


def test_same_lead_sent_twice_is_one_lead(head):
    for _ in range(2):
        head.post(URL, {"company": "Pidiom", "words": "We want in"}, headers={"Idempotency-Key": "one"})
    assert Lead.objects.count() == 1


def test_lead_offers_the_moves_its_status_allows(head):
    lead = LeadFactory(status="declined", reason="No")
    moves = head.get(f"{URL}{lead.pk}/").json()["transitions"]
    assert moves == [{"name": "reopen", "label": "Reopen"}]


def test_yes_answers_with_the_project(head):
    lead = ClearLeadFactory(company="Pidiom lifts")
    response = head.post(f"{URL}{lead.pk}/accept/", {})
    assert (response.json()["status"], response.json()["project"]) == ("accepted", "pidiom-lifts")


def test_yes_to_a_known_client(head):
    client = ClientFactory()
    head.post(f"{URL}{ClearLeadFactory().pk}/accept/", {"client": client.pk})
    assert Project.objects.get().client == client


def test_yes_while_the_gate_is_shut_is_refused(head, codes):
    response = head.post(f"{URL}{LeadFactory().pk}/accept/", {})
    assert (response.status_code, codes(response)) == (422, {None: "gate_shut"})


def test_second_decision_is_told_that_somebody_was_faster(head, codes):
    lead = LeadFactory(status="declined", reason="No")
    response = head.post(f"{URL}{lead.pk}/postpone/", {"until": "2030-01-01", "reason": "Later"})
    assert (response.status_code, codes(response)) == (409, {None: "moved_meanwhile"})


@pytest.mark.parametrize(
    ("move", "said", "field"),
    [
        ("decline", {}, "reason"),
        ("postpone", {"reason": "Later", "until": "2020-01-01"}, "until"),
        ("postpone", {"reason": "Later", "until": "32.13"}, "until"),
        ("mark-duplicate", {"of": 999_999}, "of"),
        ("decline", {"reason": "x" * 4001}, "reason"),
    ],
)
def test_decision_says_which_field_is_wrong(head, codes, move, said, field):
    response = head.post(f"{URL}{LeadFactory().pk}/{move}/", said)
    assert response.status_code == 422
    assert field in codes(response)


@pytest.mark.parametrize("said", [{"company": "x" * 121}, {"company": ""}, {"words": "a\x00b"}, {"tools": ["magic"]},
                                  {"kpi_target": "many"}])  # fmt: skip
def test_broken_lead_is_refused_and_not_kept(head, said):
    response = head.post(URL, {"company": "Pidiom", "words": "We want in"} | said)
    assert (response.status_code, Lead.objects.count()) == (422, 0)


def test_half_a_character_is_refused(head):
    response = head.generic("POST", URL, r'{"company": "Pidiom", "words": "\ud800"}', content_type="application/json")
    assert (response.status_code, Lead.objects.count()) == (422, 0)


def test_answers_are_patched_while_it_waits(head):
    lead = LeadFactory()
    head.patch(f"{URL}{lead.pk}/", {"kpi_name": "applications", "kpi_due_on": "2030-01-01"})
    lead.refresh_from_db()
    assert (lead.kpi_name, lead.kpi_due_on) == ("applications", dt.date(2030, 1, 1))


def test_status_is_not_patched(head):
    lead = LeadFactory()
    head.patch(f"{URL}{lead.pk}/", {"status": "accepted"})
    lead.refresh_from_db()
    assert lead.status == "waiting"


def test_leads_are_filtered_by_status(head):
    LeadFactory()
    declined = LeadFactory(status="declined", reason="No")
    assert [row["id"] for row in head.get(URL, {"status": "declined"}).json()["results"]] == [declined.pk]


def test_leads_do_not_exist_for_others(api_of):
    lead, people = LeadFactory(), people_around()
    for person in (people.manager, people.copywriter, people.approver, people.foreign_client, UserFactory()):
        api = api_of(person)
        assert api.get(URL).json()["results"] == []
        assert api.get(f"{URL}{lead.pk}/").status_code == 404
        assert api.post(URL, {"company": "Pidiom", "words": "We want in"}).status_code == 403
        assert api.post(f"{URL}{lead.pk}/decline/", {"reason": "No"}).status_code == 404


def test_list_costs_the_same_for_one_and_three(head, django_assert_max_num_queries):
    for amount in (1, 2):
        LeadFactory.create_batch(amount)
        with django_assert_max_num_queries(4):
            head.get(URL)
