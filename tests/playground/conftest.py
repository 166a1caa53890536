import json

import httpx
import pytest
from django.http import HttpResponse
from django.test import Client

from playground.visitors import remember
from tests.factories.playground import AccountFactory, PlaygroundPageFactory, token_of


class Api:
    """A page's program: speaks JSON with the page's token."""

    def __init__(self, page):
        self.page = page
        self.client = Client(HTTP_AUTHORIZATION=f"Bearer {token_of(page)}")

    def get(self, address, **query):
        return self.client.get(f"/playground/api/{address}", query)

    def send(self, method, address, body=None, key=None):
        headers = {"Idempotency-Key": key} if key else {}
        return self.client.generic(
            method,
            f"/playground/api/{address}",
            json.dumps(body or {}),
            content_type="application/json",
            headers=headers,
        )

    def post(self, address, body=None, key=None):
        return self.send("POST", address, body, key)

    def publish(self, text="Good morning", key=None, **fields):
        return self.post("posts", {"text": text} | fields, key)


@pytest.fixture
def brand(db):
    return PlaygroundPageFactory()


@pytest.fixture
def api(brand):
    return Api(brand)


@pytest.fixture
def other_api(db):
    return Api(PlaygroundPageFactory())


@pytest.fixture
def visitor(db):
    return AccountFactory(name="Olena Tkachuk")


@pytest.fixture
def browser_of(client):
    """Lets the test client be a visitor."""

    def sign(account):
        response = HttpResponse()
        remember(response, account, secure=False)
        client.cookies.update(response.cookies)
        return client

    return sign


@pytest.fixture
def wire(live_server, transactional_db):
    """Real HTTP against a real server: ``wire(page)`` is a client with that page's token."""
    clients = []

    def connect(page, timeout=10):
        base = f"{live_server.url}/playground/api/"
        client = httpx.Client(
            base_url=base, headers={"Authorization": f"Bearer {token_of(page)}"}, timeout=timeout, trust_env=False
        )
        clients.append(client)
        return client

    yield connect
    for client in clients:
        client.close()


def code_of(response):
    return response.json()["error"]["code"]
