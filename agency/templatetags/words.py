"""Numbers and times as the design's voice says them."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString

THIN = "\u202f"  # narrow no-break space
SMALL = ("No", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine", "Ten", "Eleven", "Twelve")
MINUTE, HOUR, DAY = 60, 3600, 86400


def thin(number: Any) -> str:
    """Thousands apart by a thin space: 6140 is ``6 140``. Anything that is not a number stays as it is."""
    if not isinstance(number, int | float | Decimal) or isinstance(number, bool):
        return str(number if number is not None else "")
    text = f"{number:,.2f}".rstrip("0").rstrip(".") if isinstance(number, float | Decimal) else f"{number:,}"
    return text.replace(",", THIN).replace("-", "−")


def percent(share: Any, digits: int = 0) -> str:
    """A share between 0 and 1 as ``58%``; nothing known is an en dash."""
    if share is None:
        return "–"
    return f"{thin(round(float(share) * 100, digits or None))}%"


def money(amount: Any, sign: str = "₴") -> str:
    """``₴12 400``: the sign stands before, kopecks are rounded away."""
    return f"{sign}{thin(round(amount))}" if amount is not None else "–"


def words(number: int, noun: str = "") -> str:
    """How a sentence begins: ``{{ posts|words:"post,posts" }}`` is ``Five posts``; digits above twelve."""
    figure = SMALL[number] if 0 <= number < len(SMALL) else thin(number)
    if not noun:
        return figure
    one, _, many = noun.partition(",")
    return f"{figure} {one if number == 1 else many or one + 's'}"


def counted(number: int, noun: str) -> str:
    """A count inside a sentence: ``{{ n|counted:"post,posts" }}`` is ``five posts``, ``1 240 posts``."""
    phrase = words(number, noun)
    return phrase[0].lower() + phrase[1:]


def span(delta: timedelta | float | None) -> str:
    """How long, in the largest unit that says enough: ``9 min``, ``1 h``, ``1 h 20 min``, ``3 days``."""
    if delta is None:
        return ""
    seconds = abs(delta.total_seconds() if isinstance(delta, timedelta) else float(delta))
    if seconds < MINUTE:
        return "less than a minute"
    if seconds < HOUR:
        return f"{int(seconds // MINUTE)} min"
    if seconds < 2 * DAY:
        hours, minutes = divmod(int(seconds // MINUTE), 60)
        return f"{hours} h {minutes} min" if minutes and hours < 3 else f"{hours} h"
    return f"{int(seconds // DAY)} days"


def moment(when: datetime | date | None, now: datetime | None = None) -> str:
    """When, as a person says it: relative within the hour, the clock within two days, the date after that."""
    if when is None:
        return ""
    if not isinstance(when, datetime):
        return day(when)
    return _said(timezone.localtime(when), timezone.localtime(now))


def _said(when: datetime, now: datetime) -> str:
    """Both are in the reader's zone."""
    passed = (now - when).total_seconds()
    if 0 <= passed < MINUTE:
        return "just now"
    if 0 <= passed < HOUR:
        return f"{int(passed // MINUTE)} min"
    days = (when.date() - now.date()).days
    name = {0: "today", -1: "yesterday", 1: "tomorrow"}.get(days)
    return f"{name}, {when:%H:%M}" if name else day(when.date(), now.date())


def past(when: datetime) -> str:
    """When, inside a sentence: ``Saved {{ at|past }}`` is ``Saved 5 min ago``, later ``Saved today, 14:05``."""
    said = moment(when)
    return f"{said} ago" if said.endswith(" min") else said


def day(when: date, today: date | None = None) -> str:
    """``Mon 12 October``; the year only when it is another one."""
    today = today or timezone.localdate()
    text = f"{when:%a} {when.day} {when:%B}"
    return text if when.year == today.year else f"{text} {when.year}"


def ago(when: datetime | date | None) -> SafeString | str:
    """``{{ case.opened_at|ago }}``: the moment in words inside ``<time datetime>``, the full date on hover."""
    if when is None:
        return ""
    if not isinstance(when, datetime):
        return format_html('<time datetime="{}">{}</time>', when.isoformat(), day(when))
    local = timezone.localtime(when)
    return format_html(
        '<time datetime="{}" title="{}">{}</time>',
        local.isoformat(timespec="seconds"),
        f"{day(local.date())}, {local:%H:%M}",
        _said(local, timezone.localtime()),
    )
