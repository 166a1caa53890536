"""A client connects their page by a link: opened without an account, closed once it is used."""

from typing import Any

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
from projects.networks import CONNECTED
from projects.people import answerable_for
from projects.services import channels

CLOSED = "This link is closed. Nothing was changed."


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
    if ConnectionLink.objects.open().filter(pk=link.pk).update(revoked_at=timezone.now()):
        name, network = link.to_name, link.get_network_display()
        audit.record("projects.connectionlink.revoke", link, by=by, name=name, network=network)


def found(token: str) -> ConnectionLink | None:
    """The link ``token`` belongs to, open or not; None for one we never made."""
    known = ConnectionLink.objects.select_related("project__client", "made_by", "channel")
    return known.filter(token_digest=links.digest(token)).first()


def use(*, link: ConnectionLink, credentials: dict[str, Any], as_they_are: bool = False) -> Channel:
    """Connect the page whoever holds the link speaks for; two at once connect one. ValidationError as connecting."""
    with transaction.atomic():
        held = ConnectionLink.objects.select_for_update(of=("self",)).select_related("project").get(pk=link.pk)
        if not held.is_open:
            raise ValidationError(CLOSED)
        channel = channels.connect_channel(
            project=held.project, network=held.network, credentials=credentials, by=None, check_permission=False,
            as_they_are=as_they_are,
        )  # fmt: skip
        held.used_at, held.channel = timezone.now(), channel
        held.save(update_fields=["used_at", "channel"])
        audit.record("projects.connectionlink.use", held, by=None, name=held.to_name, channel=str(channel))
        _tell(held, channel)
    return channel


def _tell(link: ConnectionLink, channel: Channel) -> None:
    notify(
        {link.made_by, *answerable_for(link.project)}, "channel_connected", key=f"connectionlink:{link.pk}",
        title=f"{link.to_name} connected {channel.name}", body=f"{channel} is ready for posts.",
        url=f"{link.project.get_absolute_url()}#channels", project=link.project,
    )  # fmt: skip
