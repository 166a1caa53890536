"""Calling servers whose address somebody typed: only public ones, so that nobody makes Rapport knock at its own doors.

The name is resolved here, every answer is looked at, and the line goes to the very address that was looked at: a name
that answers differently a moment later changes nothing.
"""

import ipaddress
import socket
from contextlib import suppress
from ipaddress import IPv4Address, IPv6Address, IPv6Network
from urllib.parse import urlsplit

import httpx
from django.conf import settings

from projects.networks.errors import Rejected
from projects.networks.lines import Bounded

# Whose last 32 bits are an IPv4 address: compatible, mapped, translated (RFC 4291, 2765), and NAT64's own (RFC 6052).
CARRIERS = [IPv6Network(prefix) for prefix in ("::/96", "::ffff:0:0/96", "::ffff:0:0:0/96", "64:ff9b::/96")]
TRANSLATED_AT_HOME = IPv6Network("64:ff9b:1::/48")  # NAT64 within one network, RFC 8215


class PublicOnly(Bounded):
    """A line to public addresses only. Raises Rejected for any other, httpx.ConnectError for a name nobody knows."""

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        host = request.url.host
        request.extensions = request.extensions | {"sni_hostname": host}
        *others, last = public_addresses(host, request.url.port or 443)
        for address in others:
            with suppress(httpx.ConnectError, httpx.ConnectTimeout):  # nothing was sent: the next one is tried
                return self._at(address, request)
        return self._at(last, request)

    def _at(self, address: str, request: httpx.Request) -> httpx.Response:
        request.url = request.url.copy_with(host=address)
        return super().handle_request(request)


def public_addresses(host: str, port: int) -> list[str]:
    """The addresses of ``host``; see PublicOnly. A name with a single private answer is refused as a whole."""
    try:
        answers = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        raise httpx.ConnectError(f"{host} is not known.") from None
    addresses = list(dict.fromkeys(str(answer[4][0]) for answer in answers))[:4]
    if not settings.PRIVATE_SERVERS and not all(map(is_public, addresses)):
        raise Rejected(f"{host} is not on the public internet. Rapport calls public servers only.")
    return addresses


def is_public(address: str) -> bool:
    """Whether ``address`` is one of the internet: not this machine, not its neighbours, not a group of machines."""
    found = ipaddress.ip_address(address.partition("%")[0])
    return all(one.is_global and not one.is_multicast for one in (found, _inside(found))) and not _is_local(found)


def _inside(found: IPv4Address | IPv6Address) -> IPv4Address | IPv6Address:
    """The address of the old kind that a new one carries, which is where its packets end; itself where it has none."""
    if isinstance(found, IPv4Address):
        return found
    if any(found in network for network in CARRIERS):
        return IPv4Address(int(found) & 0xFFFFFFFF)
    return found.sixtofour or found


def _is_local(found: IPv4Address | IPv6Address) -> bool:
    return isinstance(found, IPv6Address) and (found.is_site_local or found in TRANSLATED_AT_HOME)


def origin_of(typed: str) -> str:
    """``https://host`` of what somebody typed as a server: an address or only its name. Raises Rejected for others.

    Without encryption only where private servers are allowed.
    """
    text = typed.strip()
    parts = urlsplit(text if "://" in text else f"https://{text}")
    schemes = ("https", "http") if settings.PRIVATE_SERVERS else ("https",)
    try:
        port = f":{parts.port}" if parts.port else ""
    except ValueError:
        port = ":"
    if parts.scheme not in schemes or not parts.hostname or parts.username or port == ":":
        raise Rejected("This is not the address of a server. It looks like https://mastodon.example.")
    host = f"[{parts.hostname}]" if ":" in parts.hostname else parts.hostname
    return f"{parts.scheme}://{host}{port}"
