import pytest
from rest_framework.test import APIClient

from agency import sentences


@pytest.fixture
def api():
    """An API client of nobody; ``api.force_login(user)`` signs in."""
    return APIClient()


@pytest.fixture(autouse=True)
def _sentences():
    sentences.register(
        {"projects.project.pause": "{actor} paused it", "projects.project.finish": "{actor} finished it"}
    )


@pytest.fixture
def send_json(api):
    """Post raw JSON, as broken as a test needs it."""
    return lambda url, text, **more: api.generic("POST", url, text, content_type="application/json", **more)
