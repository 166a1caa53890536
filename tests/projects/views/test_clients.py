import pytest

from agency import audit
from agency.models import User
from projects.models import Client, ClientMember, InteractionAgreement
from tests.factories.agency import HeadFactory
from tests.factories.people import people_around
from tests.factories.projects import AgreementFactory, ClientFactory, ProjectFactory

pytestmark = pytest.mark.django_db
FACTS = {"name": "Brama", "about": "Beer", "time_zone": "Europe/Kyiv", "languages": ["uk"], "tone_of_voice": "Warm"}
TERMS = {
    "we_answer": "Sizes, delivery", "client_answers": "Refunds", "first_answer_minutes": "30", "solve_hours": "24",
    "hours_from": "09:00", "hours_until": "21:00", "weekdays": ["0", "1", "2"], "client_approves": "on",
    "approve_hours": "24", "on_silence": "hold", "deputy": "", "agreed_on": "2026-10-01",
}  # fmt: skip


@pytest.fixture
def people():
    return people_around(ProjectFactory(client=ClientFactory(name="Topotun", tone_of_voice="Warm, never loud")))


@pytest.fixture
def url(people):
    return f"/clients/{people.project.client_id}/"


def test_client_is_added_and_shown(browser_of):
    response = browser_of(HeadFactory()).post("/clients/new/", FACTS)
    assert response["Location"] == Client.objects.get().get_absolute_url()


@pytest.mark.parametrize(
    "bad", [{"name": ""}, {"name": "x" * 121}, {"time_zone": "Mars/Olympus"}, {"languages": ["klingon"]},
            {"contact_email": "nobody"}, {"about": "a\x00b"}, {"tone_of_voice": "x" * 4001}]
)  # fmt: skip
def test_impossible_client_is_shown_again(browser_of, text, bad):
    response = browser_of(HeadFactory()).post("/clients/new/", FACTS | bad)
    assert (response.status_code, Client.objects.count()) == (422, 0)
    assert "Warm" in text(response) or "tone_of_voice" in bad


def test_second_client_of_a_name_is_refused_at_its_name(browser_of, text, people):
    response = browser_of(people.head).post("/clients/new/", FACTS | {"name": "Topotun"})
    assert response.status_code == 422
    assert "already exists" in text(response)


@pytest.mark.parametrize(
    ("who", "seen"), [("head", 200), ("manager", 200), ("moderator", 200), ("approver", 200), ("expert", 200),
                      ("outsider", 404), ("foreign_client", 404)]
)  # fmt: skip
def test_client_is_seen_by_its_own(browser_of, people, url, who, seen):
    assert browser_of(getattr(people, who)).get(url).status_code == seen


@pytest.mark.parametrize("path", ["edit/", "agreement/"])
@pytest.mark.parametrize(
    ("who", "status"), [("head", 200), ("manager", 200), ("copywriter", 403), ("approver", 403), ("outsider", 404)]
)
def test_client_is_changed_by_who_may(browser_of, people, url, path, who, status):
    assert browser_of(getattr(people, who)).get(url + path).status_code == status


def test_clients_own_people_read_shared_events_only(browser_of, text, people, url):
    client = people.project.client
    audit.record("projects.client.change", client, by=people.head, client="Topotun", what="tone of voice")
    audit.record("projects.client.agree", client, by=people.head, shared=True, client="Topotun")
    shown = text(browser_of(people.approver).get(url))
    assert "wrote down the agreement" in shown
    assert "changed tone of voice" not in shown
    assert "Invite somebody" not in shown


def test_other_projects_of_the_client_stay_hidden_from_a_team(browser_of, text, people, url):
    ProjectFactory(client=people.project.client, name="Secret launch")
    assert "Secret launch" not in text(browser_of(people.copywriter).get(url))
    assert "Secret launch" in text(browser_of(people.approver).get(url))


def test_facts_are_changed(browser_of, people, url):
    browser_of(people.manager).post(f"{url}edit/", FACTS | {"name": "Topotun"})
    assert Client.objects.get(name="Topotun").about == "Beer"


def test_agreement_is_written(browser_of, people, url):
    browser_of(people.manager).post(f"{url}agreement/", TERMS)
    kept = InteractionAgreement.objects.get()
    assert (kept.weekdays, kept.days_in_words, kept.client_approves) == ([0, 1, 2], "Mon, Tue, Wed", True)


@pytest.mark.parametrize(
    ("bad", "says"),
    [
        ({"hours_until": "08:00"}, "We stop before we begin."),
        ({"on_silence": "deputy"}, "Choose whom we ask"),
        ({"weekdays": []}, "Choose at least one day."),
        ({"first_answer_minutes": "0"}, "greater than or equal to 1"),
        ({"we_answer": ""}, "This field is required."),
    ],
)
def test_impossible_agreement_is_shown_again(browser_of, text, people, url, bad, says):
    response = browser_of(people.manager).post(f"{url}agreement/", TERMS | bad)
    assert (response.status_code, InteractionAgreement.objects.count()) == (422, 0)
    assert says in text(response)
    assert "Refunds" in text(response)


def test_deputy_of_another_client_is_refused(browser_of, people, url):
    said = TERMS | {"on_silence": "deputy", "deputy": people.foreign_client.pk}
    assert browser_of(people.manager).post(f"{url}agreement/", said).status_code == 422


def test_changed_agreement_keeps_its_row(browser_of, people, url):
    before = AgreementFactory(client=people.project.client)
    browser_of(people.manager).post(f"{url}agreement/", TERMS)
    assert InteractionAgreement.objects.get().pk == before.pk


def test_somebody_new_is_invited(browser_of, people, url, mailoutbox, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        browser_of(people.manager).post(
            f"{url}people/", {"name": "Olha", "email": "olha@example.com", "role": "approver"}
        )
    assert ClientMember.objects.get(user__email="olha@example.com").role == "approver"
    assert mailoutbox[0].to == ["olha@example.com"]


def test_colleague_cannot_become_a_client_person(browser_of, text, people, url):
    said = {"name": "X", "email": people.copywriter.email, "role": "approver"}
    response = browser_of(people.manager).post(f"{url}people/", said)
    assert (response.status_code, ClientMember.objects.filter(user=people.copywriter).count()) == (422, 0)
    assert "works in the agency" in text(response)


@pytest.mark.parametrize(("who", "status"), [("copywriter", 403), ("approver", 403), ("outsider", 404)])
def test_nobody_else_invites(browser_of, people, url, who, status):
    said = {"name": "Olha", "email": "olha@example.com", "role": "approver"}
    assert browser_of(getattr(people, who)).post(f"{url}people/", said).status_code == status
    assert not User.objects.filter(email="olha@example.com").exists()


def test_member_of_another_client_is_not_removed_from_here(browser_of, people, url):
    foreign = ClientMember.objects.get(user=people.foreign_client)
    assert browser_of(people.manager).post(f"{url}people/{foreign.pk}/remove/").status_code == 404


def test_member_is_removed(browser_of, people, url):
    member = ClientMember.objects.get(user=people.expert)
    browser_of(people.manager).post(f"{url}people/{member.pk}/remove/")
    assert browser_of(people.expert).get(url).status_code == 404


def test_list_shows_a_person_their_own(browser_of, text, people):
    ClientFactory(name="Yavir Bank")
    shown = text(browser_of(people.copywriter).get("/clients/"))
    assert "Topotun" in shown
    assert "Yavir Bank" not in shown


def test_list_costs_the_same_for_one_and_three(browser_of, django_assert_num_queries, django_assert_max_num_queries):
    ProjectFactory()
    browser = browser_of(HeadFactory())
    browser.get("/clients/")
    with django_assert_max_num_queries(12) as first:
        browser.get("/clients/")
    ProjectFactory.create_batch(2)
    with django_assert_num_queries(len(first)):
        browser.get("/clients/")
