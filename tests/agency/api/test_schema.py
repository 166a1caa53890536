import pytest
from django.core.management import call_command

from agency.api.schema import ERRORS

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def schema(django_db_blocker):
    from drf_spectacular.generators import SchemaGenerator

    with django_db_blocker.unblock():
        return SchemaGenerator().get_schema(request=None, public=True)


def test_the_schema_is_valid_and_complete(tmp_path):
    call_command("spectacular", validate=True, fail_on_warn=True, file=str(tmp_path / "schema.yml"))


def test_every_operation_tells_its_errors(schema):
    operations = [operation for path in schema["paths"].values() for operation in path.values()]

    assert all("4XX" in operation["responses"] for operation in operations)
    assert schema["components"]["schemas"]["Errors"] == ERRORS


def test_the_token_is_described(schema):
    assert schema["components"]["securitySchemes"]["token"]["name"] == "Authorization"


def test_anybody_may_read_it(client):
    assert "/api/v1/me/" in client.get("/api/schema/", headers={"Accept": "application/json"}).json()["paths"]
