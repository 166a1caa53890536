import pytest


@pytest.fixture
def browser_of(client):
    """A browser signed in as somebody: ``browser_of(head).get(…)``."""

    def signed_in(user):
        client.force_login(user)
        return client

    return signed_in


@pytest.fixture
def text():
    return lambda response: response.content.decode()
