import pytest
from rest_framework.test import APIClient


@pytest.fixture
def api_of():
    """An API client signed in as somebody: ``api_of(head).get(…)``."""

    def signed_in(user):
        client = APIClient()
        client.force_login(user)
        return client

    return signed_in


@pytest.fixture
def codes():
    """What an answer was refused for: field → code."""
    return lambda response: {error["field"]: error["code"] for error in response.json()["errors"]}
