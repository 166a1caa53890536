"""A client connects their page by a link: opened without an account, closed once it is used."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from agency import audit, links
from agency.models import User
from agency.notifications import notify
from agency.permissions import Permission
from projects.access import require
from projects.models import Channel, ConnectionLink, Project
from projects.models.connection_link import LIFE
from projects.networks import CONNECTED, patience
from projects.people import answerable_for
from projects.services import channels, entering, trying

CLOSED = "This link is closed. Nothing was changed."
BUSY = "Somebody is connecting a page by this link right now. Wait half a minute, then look again. Nothing was changed."


@transaction.atomic
def make(*, project: Project, network: str, to_name: str, by: User) -> tuple[ConnectionLink, str]:
    """A link for ``to_name``, and its address, which is shown once and kept nowhere."""
    require(by, Permission.CONNECT_CHANNEL, project)
    if network not in CONNECTED:
        raise ValidationError({"network": "Rapport cannot reach this network."})
    link = links.make()
    made = project.connection_links.create(
        network=network, to_name=to_name, token_digest=link.digest, made_by=by, expires_at=timezone.now() + LIFE
    )
    audit.record("projects.connectionlink.make", made, by=by, name=to_name, network=made.get_network_display())
    return made, links.absolute(reverse("projects:by-link", args=[link.token]))


@transaction.atomic
def revoke(*, link: ConnectionLink, by: User) -> None:
    """It opens nothing any more. A link that is closed already stays as it is."""
    require(by, Permission.CONNECT_CHANNEL, link)
    if ConnectionLink.objects.waiting().filter(pk=link.pk).update(revoked_at=timezone.now()):
        name, network = link.to_name, link.get_network_display()
        audit.record("projects.connectionlink.revoke", link, by=by, name=name, network=network)


def found(token: str) -> ConnectionLink | None:
    """The link ``token`` belongs to, open or not; None for one we never made."""
    known = ConnectionLink.objects.select_related("project__client", "made_by", "channel")
    return known.filter(token_digest=links.digest(token)).first()


def use(*, link: ConnectionLink, credentials: dict[str, Any], as_they_are: bool = False) -> Channel:
    """Connect the page whoever holds the link speaks for; two at once connect one. ValidationError as connecting.

    The network is asked while the link is still in nobody's hands, and it can be called back meanwhile.
    """
    _must_be_open(link)
    with _alone(link), trying.counted(link):
        entered = entering.enter(
            project=link.project, network=link.network, credentials=credentials, as_they_are=as_they_are
        )
    with transaction.atomic():
        known = ConnectionLink.objects.select_related("project", "made_by")
        held = known.select_for_update(of=("self",)).get(pk=link.pk)
        _must_be_open(held)
        channel = channels.keep_entered(
            project=held.project, network=held.network, entered=entered, by=None, check_permission=False
        )
        held.used_at, held.channel = timezone.now(), channel
        held.save(update_fields=["used_at", "channel"])
        audit.record("projects.connectionlink.use", held, by=None, name=held.to_name, channel=str(channel))
        _tell(held, channel)
    return channel


def _must_be_open(link: ConnectionLink) -> None:
    if not link.is_open:
        raise ValidationError(CLOSED)


@contextmanager
def _alone(link: ConnectionLink) -> Iterator[None]:
    """One link keeps one thread of the web server waiting at most."""
    key = f"connecting-by-link:{link.pk}"
    if not cache.add(key, True, 2 * patience.WHILE_WAITED_FOR):
        raise ValidationError(BUSY)
    try:
        yield
    finally:
        cache.delete(key)


def _tell(link: ConnectionLink, channel: Channel) -> None:
    notify(
        {link.made_by, *answerable_for(link.project)}, "channel_connected", key=f"connectionlink:{link.pk}",
        title=f"{link.to_name} connected {channel.name}", body=f"{channel} is ready for posts.",
        url=f"{link.project.get_absolute_url()}#channels", project=link.project,
    )  # fmt: skip
