"""The address at which a network calls us about one channel: nobody guesses it, and no table is needed to know it."""

from django.urls import reverse
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.http import urlsafe_base64_encode

from agency import links
from projects.models import Channel

SALT = "projects.networks.hooks"


def seal_of(network: str, pk: int) -> str:
    """43 characters, which the log hides as it does every token in an address."""
    return urlsafe_base64_encode(salted_hmac(SALT, f"{network}:{pk}", algorithm="sha256").digest())


META = ("facebook", "instagram")  # call one address for all pages of one app


def address_of(channel: Channel) -> str:
    """What is told to the network: the whole address."""
    if channel.network in META:
        return links.absolute(reverse("monitoring:hook-meta"))
    seal = seal_of(channel.network, channel.pk)
    return links.absolute(reverse("monitoring:hook", args=[channel.network, channel.pk, seal]))


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
