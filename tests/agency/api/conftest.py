import pytest
from rest_framework.test import APIClient


@pytest.fixture
def api():
    """An API client of nobody; ``api.force_login(user)`` signs in."""
    return APIClient()


@pytest.fixture
def send_json(api):
    """Post raw JSON, as broken as a test needs it."""
    return lambda url, text, **more: api.generic("POST", url, text, content_type="application/json", **more)
