"""What this floor's templates need: values for controls, glyphs for tools."""

import datetime as dt
from decimal import Decimal
from typing import Any

from django import template

from projects.icons import TOOL_ICONS
from projects.models import Channel, Project
from projects.networks import is_by_hand
from projects.selectors import stopped
from projects.selectors.access import end_worth_telling

register = template.Library()


@register.filter
def plain(value: Any) -> str:
    """As a control takes it: 2026-10-14, 60 and not 60.00; what somebody typed stays as typed."""
    match value:
        case None:
            return ""
        case dt.date():
            return value.isoformat()
        case Decimal():
            return f"{value.normalize():f}"
    return str(value)


@register.filter
def tool_icon(kind: str) -> str:
    return TOOL_ICONS.get(kind, "puzzle-piece")


register.filter("is_by_hand", is_by_hand)


@register.filter
def told_end(channel: Channel) -> dt.datetime | None:
    """When access to the page ends, unless it is renewed before and concerns nobody."""
    return end_worth_telling(channel)


@register.inclusion_tag("projects/stopped.html", takes_context=True)
def banners(context: Any) -> dict[str, Any]:
    """What is stopped where this page is about: its project, or that of its post, publication or case."""
    user = context.get("user")
    return {"pauses": stopped.banners(user, _project_of(context)) if user else []}


def _project_of(context: Any) -> Project | None:
    if isinstance(context.get("project"), Project):
        return context["project"]
    things = (context.get(name) for name in ("post", "publication", "case"))
    return next((thing.project for thing in things if hasattr(thing, "project")), None)
