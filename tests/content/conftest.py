import pytest

from tests.factories.people import people_around


@pytest.fixture
def people(db):
    """Everybody around one project."""
    return people_around()


@pytest.fixture
def signed_in(client):
    """``signed_in(user)``: a browser in which ``user`` has signed in."""

    def browser(user):
        client.force_login(user)
        return client

    return browser
