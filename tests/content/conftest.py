import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

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


@pytest.fixture
def queries():
    """``queries(call)``: how many a call takes, the second time round (sessions and content types are warm)."""

    def count(call):
        call()
        with CaptureQueriesContext(connection) as asked:
            call()
        return len(asked)

    return count
