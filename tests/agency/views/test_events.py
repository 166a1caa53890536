import pytest

from agency import audit
from tests.factories.people import people_around

pytestmark = pytest.mark.django_db


@pytest.fixture
def people():
    people = people_around()
    audit.record("agency.user.join", people.project, by=people.manager, name="Inside")
    audit.record("agency.user.join", people.project, by=people.manager, shared=True, name="Shared")
    return people


def story(client, people, who):
    client.force_login(getattr(people, who))
    return client.get(f"/events/projects.project/{people.project.pk}/")


@pytest.mark.parametrize("who", ["head", "manager", "copywriter", "moderator"])
def test_the_team_reads_everything(client, people, who):
    page = story(client, people, who).text

    assert page.index("Shared joined") < page.index("Inside joined")


@pytest.mark.parametrize("who", ["approver", "expert"])
def test_people_of_the_client_read_what_was_shared(client, people, who):
    page = story(client, people, who).text

    assert "Shared joined" in page
    assert "Inside joined" not in page


@pytest.mark.parametrize("who", ["outsider", "foreign_client"])
def test_a_stranger_finds_nothing(client, people, who):
    assert story(client, people, who).status_code == 404


def test_a_long_story_goes_on(client, people):
    for n in range(30):
        audit.record("agency.user.join", people.project, name=f"Number {n:02}")
    first = story(client, people, "manager")

    more = client.get(f"/events/projects.project/{people.project.pk}/", {"after": first.context["page"].next}).text

    assert "Number 04" in more
    assert "Number 05" not in more


@pytest.mark.parametrize("label", ["nonsense", "a.b", "agency.apitoken", "auth.group", "%2e%2e"])
def test_what_has_no_story_is_404(client, people, label):
    client.force_login(people.head)

    assert client.get(f"/events/{label}/1/").status_code == 404


def test_a_story_is_a_fragment(client, people):
    assert "<html" not in story(client, people, "manager").text
