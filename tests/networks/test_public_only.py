"""Servers that people name: only those of the public internet are called."""

import socket

import httpx
import pytest

from projects.networks import http, public_only
from projects.networks.base import Rejected, Unavailable
from projects.networks.public_only import is_public, origin_of, public_addresses


@pytest.fixture
def answers(monkeypatch):
    """What the resolver says, whatever it is asked."""

    def say(*addresses):
        found = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, 443)) for address in addresses]
        monkeypatch.setattr(public_only.socket, "getaddrinfo", lambda *args, **more: found)

    return say


@pytest.mark.parametrize(
    "address",
    ["127.0.0.1", "10.1.2.3", "192.168.0.9", "172.16.5.5", "169.254.169.254", "100.64.0.1", "0.0.0.0", "224.0.0.1",
     "::1", "fe80::1%eth0", "fd00::8", "::ffff:127.0.0.1", "2002:7f00:1::", "::"],
)  # fmt: skip
def test_addresses_of_this_machine_and_its_neighbours_are_not_public(address):
    assert not is_public(address)


@pytest.mark.parametrize("address", ["93.184.216.34", "2606:2800:220:1:248:1893:25c8:1946"])
def test_addresses_of_the_internet_are(address):
    assert is_public(address)


@pytest.mark.parametrize(
    "address",
    ["64:ff9b::10.0.0.5", "64:ff9b::7f00:1", "64:ff9b:1::a00:5", "::10.0.0.5", "::127.0.0.1", "::ffff:0:10.0.0.5",
     "fec0::1"],
)  # fmt: skip
def test_private_address_inside_another_is_not_public(address):
    assert not is_public(address)


def test_public_address_inside_another_is_public():
    """A network without IPv4 reaches the rest of the internet so."""
    assert is_public("64:ff9b::93.184.216.34")


def test_name_with_one_private_answer_is_refused_as_a_whole(answers):
    answers("93.184.216.34", "10.0.0.5")
    with pytest.raises(Rejected, match="not on the public internet"):
        public_addresses("sly.example", 443)


def test_line_goes_to_the_address_that_was_looked_at(answers, monkeypatch):
    answers("93.184.216.34")
    seen = []
    monkeypatch.setattr(httpx.HTTPTransport, "handle_request", lambda _, request: seen.append(request))
    public_only.PublicOnly().handle_request(httpx.Request("GET", "https://mastodon.example/api"))
    assert seen[0].url == "https://93.184.216.34/api"
    assert seen[0].headers["Host"] == "mastodon.example"
    assert seen[0].extensions["sni_hostname"] == "mastodon.example"


def test_private_server_is_called_only_where_that_is_allowed(answers, settings):
    answers("10.0.0.5")
    settings.PRIVATE_SERVERS = True
    assert public_addresses("inner.example", 443) == ["10.0.0.5"]


def test_refusal_and_an_unknown_name_reach_whoever_asked(monkeypatch):
    def ask(host):
        http.ask("M", "POST", f"https://{host}/", changes=True, refusal=lambda *_: None, public_only=True)

    with pytest.raises(Rejected, match="public servers only"):
        ask("127.0.0.1")
    monkeypatch.setattr(public_only.socket, "getaddrinfo", lambda *a, **k: (_ for _ in ()).throw(socket.gaierror()))
    with pytest.raises(Unavailable):
        ask("nobody.example")


@pytest.mark.parametrize(
    ("typed", "origin"),
    [
        ("mastodon.example", "https://mastodon.example"),
        (" https://Mastodon.Example/@lullaby ", "https://mastodon.example"),
        ("https://mastodon.example:8443/x", "https://mastodon.example:8443"),
    ],
)
def test_server_is_named_in_any_usual_way(typed, origin):
    assert origin_of(typed) == origin


@pytest.mark.parametrize(
    "typed", ["", "http://mastodon.example", "ftp://a.example", "https://me:pw@a.example", "https://a.example:99999"]
)
def test_what_is_no_server_is_refused(typed):
    with pytest.raises(Rejected):
        origin_of(typed)
