"""Pages on which people do everything themselves: Rapport knows where they are and how many follow them."""

import datetime as dt
from typing import Any
from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from agency import audit
from agency.models import User
from agency.permissions import Permission
from agency.transitions import move
from projects.access import require
from projects.models import Channel, Project
from projects.networks import Ability, can, is_by_hand
from projects.services.readings import count_followers

FACTS = ("name", "url", "longest")


def add_channel(
    *,
    project: Project,
    network: str,
    name: str,
    url: str,
    by: User,
    followers: int | None = None,
    longest: int | None = None,
) -> Channel:
    """Note a page at ``url`` on a ``network`` that Rapport cannot reach. ``longest``: characters a text may have there.

    Raises ValidationError where Rapport can reach it, and for an address the project has already.
    """
    require(by, Permission.CONNECT_CHANNEL, project)
    if not is_by_hand(network):
        raise ValidationError({"network": "Rapport publishes there by itself. Connect the page."})
    channel = Channel(
        project=project, network=network, name=name, url=url, external_id=address_of(url), takes=_takes(longest),
        connected_by=by,
    )  # fmt: skip
    with transaction.atomic():
        _save(channel)
        if followers is not None:
            count_followers(channel=channel, day=project.today, count=followers)
        audit.record("projects.channel.add", channel, by=by, channel=str(channel))
    return channel


@transaction.atomic
def change_channel(*, channel: Channel, by: User, facts: dict[str, Any]) -> None:
    """``facts``: any of FACTS. ValidationError for a page that says its name itself, and for a known address."""
    require(by, Permission.CONNECT_CHANNEL, channel)
    _only_by_hand(channel)
    before = facts_of(channel)
    after = before | facts
    if after == before:
        return
    channel.name, channel.url, channel.external_id = after["name"], after["url"], address_of(after["url"])
    channel.takes = _takes(after["longest"])
    _save(channel, update_fields=["name", "url", "external_id", "takes"])
    audit.record("projects.channel.change", channel, by=by, channel=str(channel))


def take_up(*, channel: Channel, by: User) -> Channel:
    """Posts can be planned again on a page that was let go."""
    require(by, Permission.CONNECT_CHANNEL, channel)
    move(channel, "reconnect", by=by, fields=["trouble"], channel=channel.name)
    return channel


@transaction.atomic
def note_followers(*, channel: Channel, day: dt.date, count: int, by: User) -> None:
    """How many follow the page on ``day``; a second count of a day replaces the first. Raises ValidationError."""
    require(by, Permission.CONNECT_CHANNEL, channel)
    if can(channel.network, Ability.METRICS):
        raise ValidationError(f"{channel.get_network_display()} says every day how many follow {channel.name}.")
    if day > channel.project.today:
        raise ValidationError({"day": "That day has not come yet."})
    count_followers(channel=channel, day=day, count=count)
    audit.record("projects.channel.count", channel, by=by, channel=channel.name, count=count, day=f"{day:%-d %B}")


def facts_of(channel: Channel) -> dict[str, Any]:
    """FACTS as they are."""
    return {"name": channel.name, "url": channel.url, "longest": (channel.takes or {}).get("text")}


def address_of(url: str) -> str:
    """What makes two pages one: the address without what changes nothing about it."""
    parts = urlsplit(url)
    host = parts.netloc.lower().removeprefix("www.")
    query = f"?{parts.query}" if parts.query else ""
    return f"{host}{parts.path.rstrip('/')}{query}"[:120]


def _takes(longest: int | None) -> dict[str, int]:
    return {"text": longest} if longest else {}


def _only_by_hand(channel: Channel) -> None:
    if not is_by_hand(channel.network):
        raise ValidationError(f"{channel.get_network_display()} says the name and address of {channel.name} itself.")


def _save(channel: Channel, **how: Any) -> None:
    try:
        with transaction.atomic():
            channel.save(**how)
    except IntegrityError as error:
        raise ValidationError({"url": "This page is among the channels already."}) from error
