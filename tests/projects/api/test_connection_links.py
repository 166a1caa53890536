import pytest

from agency.models import IdempotentRequest
from projects.models import ConnectionLink
from tests.factories.agency import HeadFactory
from tests.factories.projects import ProjectFactory

pytestmark = pytest.mark.django_db
LINKS = "/api/v1/connection-links/"


@pytest.fixture
def api(api_of):
    return api_of(HeadFactory())


def make(api):
    project = ProjectFactory()
    return api.post(
        LINKS, {"project": project.slug, "network": "telegram", "to_name": "Iryna"}, HTTP_IDEMPOTENCY_KEY="a"
    )


def test_address_of_a_link_is_told_once_and_kept_nowhere(api):
    made = make(api).json()
    assert "/connect/" in made["address"]
    assert api.get(f"{LINKS}{made['id']}/").json()["address"] == ""
    assert not IdempotentRequest.objects.exists()


def test_link_is_closed(api):
    made = make(api).json()
    assert api.post(f"{LINKS}{made['id']}/revoke/").json()["is_open"] is False
    assert not ConnectionLink.objects.waiting().exists()
