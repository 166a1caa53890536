"""Setting up where we listen."""

from django.db import transaction

from agency import audit
from agency.models import User
from monitoring.models import Source
from projects.models import Channel
from projects.networks import Ability, networks_that_can


def listen_to(channel: Channel) -> Source:
    """The source every channel has: comments under its posts. Making it twice finds the first."""
    source, _ = Source.objects.get_or_create(
        channel=channel, kind=Source.Kind.COMMENTS, query="", defaults={"project": channel.project}
    )
    return source


@transaction.atomic
def add_search(*, channel: Channel, query: str, by: User | None) -> Source:
    """Look for ``query`` on the channel's network."""
    source, made = Source.objects.get_or_create(
        channel=channel,
        kind=Source.Kind.SEARCH,
        query=query.strip(),
        defaults={"project": channel.project, "every_seconds": 30},
    )
    if made:
        audit.record("monitoring.source.added", source, by=by, name=str(source))
    return source


@transaction.atomic
def switch(*, source: Source, on: bool, by: User) -> None:
    """Turn a source on or off."""
    if Source.objects.filter(pk=source.pk).exclude(is_on=on).update(is_on=on):
        audit.record("monitoring.source.switched", source, by=by, name=str(source), state="on" if on else "off")


def listen_to_unheard() -> int:
    """Give every channel of a running project that can be read its source: the upper floor looks down."""
    heard = Channel.objects.usable().filter(network__in=networks_that_can(Ability.COMMENTS))
    channels = heard.filter(project__stage="active").exclude(sources__kind=Source.Kind.COMMENTS)
    return len([listen_to(channel) for channel in channels.select_related("project")])
