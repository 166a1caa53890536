"""A page is connected, breaks, is connected again, or let go. What is scheduled for it stays scheduled."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from agency import audit
from agency.models import User
from agency.notifications import notify
from agency.permissions import Permission
from agency.text import web_address
from agency.transitions import move
from projects.access import require
from projects.models import Channel, Project
from projects.networks import adapter_for, is_by_hand, patience
from projects.networks.base import CredentialsExpired, NetworkError, RemotePage, Renewed
from projects.networks.doors import door_of
from projects.people import answerable_for
from projects.services import by_hand, calling, entering, trying
from projects.services.readings import count_followers

Given = Mapping[str, Any]


def try_credentials(*, project: Project, network: str, credentials: Given, by: User) -> RemotePage:
    """Whom ``credentials`` speak for and until when, without keeping anything or using up what works only once.

    ValidationError beside the field it is about; TooOften after very many tries.
    """
    require(by, Permission.CONNECT_CHANNEL, project)
    trying.count(by)
    entered = entering.enter(project=project, network=network, credentials=credentials, trying=True)
    return replace(entered.page, credentials_expire_at=entered.expire_at)


def connect_channel(
    *, project: Project, network: str, credentials: Given, by: User, as_they_are: bool = False
) -> Channel:
    """Connect the page ``credentials`` (see ``networks.doors``) speak for; one that was here before is reconnected.

    ``as_they_are``: the network's own dialog gave the credentials. ValidationError with the network's words when it
    does not take them; TooOften after very many tries.
    """
    require(by, Permission.CONNECT_CHANNEL, project)
    with trying.counted(by):
        entered = entering.enter(project=project, network=network, credentials=credentials, as_they_are=as_they_are)
    return keep_entered(project=project, network=network, entered=entered, by=by)


def keep_entered(
    *, project: Project, network: str, entered: entering.Entered, by: User | None, check_permission: bool = True
) -> Channel:
    """The page a network said the credentials are of, as a channel. Asks no network.

    ``check_permission=False``: their right was proven otherwise, by a link that was made for this.
    """
    if check_permission:
        require(by, Permission.CONNECT_CHANNEL, project)
    known = Channel.objects.filter(project=project, network=network, external_id=entered.page.external_id).first()
    if known:
        return _take_up(known, entered, by, check_permission=check_permission)
    return _begin(project, network, entered, by)


def reconnect_channel(*, channel: Channel, credentials: Given, by: User) -> Channel:
    """Fresh access to the same page. Raises ValidationError when it is dead or of another page, TooOften.

    A page on which people publish by hand needs no access, and is taken up again.
    """
    if is_by_hand(channel.network):
        return by_hand.take_up(channel=channel, by=by)
    require(by, Permission.CONNECT_CHANNEL, channel)
    with trying.counted(by):
        entered = entering.enter(
            project=channel.project, network=channel.network, credentials=credentials, kept=channel.credentials
        )
        entering.same_page(channel, entered.page)
    return _take_up(channel, entered, by)


def disconnect_channel(*, channel: Channel, by: User) -> None:
    """Forget the token, after the network was told to stop calling; nothing goes out through the page any more."""
    require(by, Permission.CONNECT_CHANNEL, channel)
    if channel.state != Channel.State.DISCONNECTED:
        with patience.within(patience.WHILE_WAITED_FOR):
            calling.stop(channel)
    move(channel, "disconnect", by=by, fields=["credentials", "credentials_expire_at"], channel=channel.name)


def check_channel(*, channel: Channel, by: User) -> RemotePage:
    """Ask the network whether it still takes the token: the page as it is there now, and when access ends.

    A dead token breaks the channel. Raises ValidationError with what the network said.
    """
    require(by, Permission.CONNECT_CHANNEL, channel)
    try:
        with patience.within(patience.WHILE_WAITED_FOR):
            page = adapter_for(channel).page()
    except CredentialsExpired as error:
        mark_broken(channel, str(error))
        raise ValidationError(str(error)) from error
    except NetworkError as error:
        raise ValidationError(f"{error} Nothing was changed.") from error
    entering.same_page(channel, page)
    if channel.state == Channel.State.BROKEN:
        _take_up(channel, entering.Entered(dict(channel.credentials or {}), page), by)
    elif channel.takes != {**page.takes}:
        channel.takes = {**page.takes}
        channel.save(update_fields=["takes"])
    return page


@transaction.atomic
def keep_renewed(channel: Channel, fresh: Renewed) -> None:
    """Put fresh credentials whole in the place of the old ones; ``channel`` is locked by whoever asked for them."""
    channel.credentials, channel.credentials_expire_at = fresh.credentials, fresh.expire_at
    channel.renewal_failures = 0
    channel.save(update_fields=["credentials", "credentials_expire_at", "renewal_failures"])
    if channel.state == Channel.State.EXPIRING:
        move(channel, "reconnect", by=None, fields=["trouble"], check_permission=False, channel=channel.name)


@transaction.atomic
def mark_broken(channel: Channel, text: str, *, since: dt.datetime | None = None) -> None:
    """The network no longer takes the token: ``text`` is what it said. Told once however often it is found out.

    ``since``: when access ended, where that was known before. What was said of a token that has been replaced meanwhile
    is not true of the new one.
    """
    kept = Channel.objects.select_for_update(of=("self",)).select_related("project").get(pk=channel.pk)
    if not kept.is_usable or kept.credentials != channel.credentials:
        return
    kept.trouble = text[:300]
    known: dict[str, Any] = {"since": since.isoformat()} if since else {}
    move(kept, "break_down", by=None, fields=["trouble"], channel=kept.name, text=kept.trouble, **known)
    tell(kept, f"{kept.name} lost its connection", f"{text} Scheduled posts wait, nothing is lost. Connect it again.")


def _begin(project: Project, network: str, entered: entering.Entered, by: User | None) -> Channel:
    page = entered.page
    channel = Channel(
        project=project, network=network, external_id=page.external_id, name=page.name[:120],
        url=web_address(page.url, 300), credentials=entered.credentials, credentials_expire_at=entered.expire_at,
        connected_by=by, takes={**page.takes},
    )  # fmt: skip
    with transaction.atomic():
        _save_new(channel)
        _count(channel, page)
        audit.record(
            "projects.channel.connect", channel, by=by, channel=channel.name, network=channel.get_network_display()
        )
    return channel


@transaction.atomic
def _take_up(channel: Channel, entered: entering.Entered, by: User | None, *, check_permission: bool = True) -> Channel:
    """Two at once: the second waits for the first and its token counts. What we agreed with the network stays."""
    kept = Channel.objects.select_for_update(of=("self",)).select_related("project").get(pk=channel.pk)
    ours = {name: kept.credentials[name] for name in door_of(kept.network).ours if name in (kept.credentials or {})}
    kept.credentials, kept.credentials_expire_at = entered.credentials | ours, entered.expire_at
    kept.name, kept.url, kept.connected_by = entered.page.name[:120], web_address(entered.page.url, 300) or kept.url, by
    kept.takes, kept.renewal_failures = {**entered.page.takes}, 0
    fields = ["credentials", "credentials_expire_at", "renewal_failures", "name", "url", "connected_by", "takes",
              "trouble"]  # fmt: skip
    move(kept, "reconnect", by=by, fields=fields, check_permission=check_permission, channel=kept.name)
    _count(kept, entered.page)
    calling.look_soon(kept)
    return kept


def _save_new(channel: Channel) -> None:
    try:
        with transaction.atomic():
            channel.save()
    except IntegrityError as error:
        raise ValidationError(f"Somebody connected {channel.name} just now.") from error


def _count(channel: Channel, page: RemotePage) -> None:
    if page.followers is not None:
        count_followers(channel=channel, day=channel.project.today, count=page.followers)


def tell(channel: Channel, title: str, body: str, *, key: str = "") -> None:
    """To whoever answers for the project; once for ``key``, which is this moment unless given."""
    notify(
        answerable_for(channel.project), "channel_broken",
        key=f"channel:{channel.pk}:{key or f'{channel.state}:{timezone.now():%Y-%m-%d %H:%M:%S.%f}'}", title=title,
        body=body, url=f"{channel.project.get_absolute_url()}#channels", project=channel.project,
    )  # fmt: skip
