"""How Rapport hears what is said about one channel: by calls of its network, by asking, or by both."""

import datetime as dt
from dataclasses import dataclass

from agency.templatetags.words import counted
from monitoring.models import Source
from projects.models import Channel, Hook
from projects.networks import hooks


@dataclass(frozen=True, kw_only=True)
class Heard:
    """``calls``: the network was told our address. ``called_at``: when it last called. ``why_not``: why it cannot.
    ``trouble``: what went wrong with its calls. ``asked``: "every two minutes", empty while it is not asked."""

    calls: bool
    called_at: dt.datetime | None
    why_not: str
    trouble: str
    asked: str
    is_on: bool


def heard_of(channel: Channel) -> Heard:
    """Two queries; load ``channel`` with its ``hook``."""
    hook: Hook | None = getattr(channel, "hook", None)
    source = Source.objects.filter(channel=channel, kind=Source.Kind.COMMENTS).select_related("channel__hook").first()
    seconds = (source or Source(channel=channel, kind=Source.Kind.COMMENTS)).asked_every
    return Heard(
        calls=bool(hook and hook.is_agreed),
        called_at=hook.called_at if hook else None,
        why_not=hooks.why_not(channel.network),
        trouble=hook.trouble if hook else "",
        asked=_every(seconds) if seconds else "",
        is_on=source is None or source.is_on,
    )


def _every(seconds: int) -> str:
    number, noun = (seconds // 60, "minute") if seconds % 60 == 0 else (seconds, "second")
    return f"every {noun}" if number == 1 else f"every {counted(number, noun)}"
