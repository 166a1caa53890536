"""The address at which a network calls us about one channel: nobody guesses it, and no table is needed to know it."""

import ipaddress
from urllib.parse import urlsplit

from django.conf import settings
from django.urls import reverse
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.http import urlsafe_base64_encode

from agency import links
from projects.models import Channel
from projects.networks.public_only import is_public

SALT = "projects.networks.hooks"


def seal_of(network: str, pk: int) -> str:
    """43 characters, which the log hides as it does every token in an address."""
    return urlsafe_base64_encode(salted_hmac(SALT, f"{network}:{pk}", algorithm="sha256").digest())


META = ("facebook", "instagram")  # call one address for all pages of one app
INSTEAD = ("telegram",)  # cannot be asked while they call, and know one address about a bot
HOMELY = ("localhost", "local", "internal", "lan", "arpa", "test", "invalid")  # ends of names nobody outside knows


def address_of(channel: Channel) -> str:
    """What is told to the network: the whole address."""
    if channel.network in META:
        return links.absolute(reverse("monitoring:hook-meta"))
    seal = seal_of(channel.network, channel.pk)
    return links.absolute(reverse("monitoring:hook", args=[channel.network, channel.pk, seal]))


def mark() -> str:
    """Our address as a mark: another one when the address changes, or the secret its seals are made with."""
    return salted_hmac(SALT, f"{settings.BASE_URL} {settings.META_VERIFY_TOKEN}", algorithm="sha256").hexdigest()


def why_not(network: str) -> str:
    """Why ``network`` cannot call us, as the end of a sentence; empty where it can."""
    if not _is_open_to_the_world(settings.BASE_URL):
        return "Rapport has no public https address"
    if network in META and not settings.META_VERIFY_TOKEN:
        return "no word is agreed with Meta"
    return ""


def _is_open_to_the_world(url: str) -> bool:
    """By its looks: https, and a name or address of the internet. No name is asked for."""
    parts = urlsplit(url)
    host = parts.hostname or ""
    try:
        return parts.scheme == "https" and is_public(str(ipaddress.ip_address(host)))
    except ValueError:
        return parts.scheme == "https" and "." in host and host.rpartition(".")[2] not in HOMELY


def channels_at_meta(owners: list[str]) -> list[Channel]:
    """The channels of pages and accounts by Meta's own numbers; those that were let go hear nothing."""
    held = Channel.objects.exclude(state=Channel.State.DISCONNECTED)
    return list(held.select_related("project").filter(network__in=META, external_id__in=owners))


def channel_at(network: str, pk: int, seal: str) -> Channel | None:
    """The channel an address belongs to; None for one we never gave, or whose page was let go."""
    if not constant_time_compare(seal, seal_of(network, pk)):
        return None
    held = Channel.objects.exclude(state=Channel.State.DISCONNECTED)
    return held.select_related("project").filter(network=network, pk=pk).first()
