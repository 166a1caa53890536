"""Small drawings of numbers. Each carries the sentence that says what one should see."""

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from agency.templatetags.glyphs import LADDER
from agency.templatetags.words import thin

DAY_STATES = {"draft": "draft only", "gap": "empty", "off": "rest day"}


def meter(value: Any, maximum: Any = 100, label: str = "", **look: Any) -> SafeString:
    """How far: ``{% meter 60 100 "60 of 100" pace=55 kind="warn" size="l" %}``; ``pace`` is where today should be."""
    pace = None if look.get("pace") in (None, "") else look["pace"]
    kind = format_html(' data-kind="{}"', look["kind"]) if look.get("kind") else ""
    return format_html(
        '<span class="meter{}"{} style="--v:{};--max:{}{}" role="img" aria-label="{}"><i></i>{}</span>',
        format_html(" is-{}", look["size"]) if look.get("size") else "",
        kind,
        _number(value),
        _number(maximum) if float(maximum or 0) else "1",
        f";--pace:{_number(pace)}" if pace is not None else "",
        label or f"{thin(value)} of {thin(maximum)}",
        mark_safe("<b></b>") if pace is not None else "",
    )


def _number(value: Any) -> str:
    """A number for a custom property: never in the reader's notation."""
    return f"{float(value or 0):.4f}".rstrip("0").rstrip(".")


def mix(emotional: float) -> SafeString:
    """The share of emotional posts in percent, the rest being informational."""
    return _mix(max(0, min(100, round(emotional))))


@lru_cache(101)
def _mix(share: int) -> SafeString:
    return format_html(
        '<span class="mix" style="--e:{0}" role="img" aria-label="Added value: {0}% emotional, {1}% informational">'
        "<i></i><i></i></span>",
        share,
        100 - share,
    )


def week7(days: Sequence[tuple[str, str]]) -> SafeString:
    """The next seven days: pairs of the day's short name and ``full``, ``draft``, ``gap`` or ``off``."""
    notes = [f"{name} {DAY_STATES[state]}" for name, state in days if state in DAY_STATES]
    label = "Next 7 days: " + (", ".join(notes) or "all covered")
    boxes = format_html_join("", "<i{}></i>", ((_state(state),) for _, state in days))
    return format_html('<span class="week7" role="img" aria-label="{0}" title="{0}">{1}</span>', label, boxes)


def _state(state: str) -> SafeString | str:
    return format_html(' data-s="{}"', state) if state in DAY_STATES else ""


def stackbar(positive: int, neutral: int, negative: int, size: str = "") -> SafeString:
    """Shares of tonality in percent."""
    return format_html(
        '<span class="stackbar{}" role="img" aria-label="{}% positive, {}% neutral, {}% negative">{}</span>',
        format_html(" is-{}", size) if size else "",
        positive,
        neutral,
        negative,
        format_html_join(
            "", '<i class="{}" style="--v:{}"></i>', (("tp", positive), ("tu", neutral), ("tn", negative))
        ),
    )


def rate(value: int, maximum: int = 5, label: str = "") -> SafeString:
    """Dots: ``{% rate 3 5 "Knows the audience: 3 of 5" %}``."""
    return _boxes("rate", value, maximum, label or f"{value} of {maximum}")


def workload(seats: int, capacity: int, label: str = "") -> SafeString:
    """Seats a person holds against what the person can hold; amber when full."""
    seats, capacity = int(seats), int(capacity)
    kind = mark_safe(' data-kind="warn"') if seats >= capacity else ""
    return _boxes("load", seats, max(seats, capacity), label or f"{seats} of {capacity} seats", kind)


def _boxes(name: str, filled: int, total: int, label: str, extra: str = "") -> SafeString:
    boxes = mark_safe('<i class="on"></i>' * filled + "<i></i>" * (total - filled))
    return format_html('<span class="{}"{} role="img" aria-label="{}">{}</span>', name, extra, label, boxes)


def ladder_mini(step: int) -> SafeString:
    """How far a reader has climbed, 1 (saw) to 6 (ambassador)."""
    return _ladder_mini(max(1, min(len(LADDER), int(step))))


@lru_cache(8)
def _ladder_mini(step: int) -> SafeString:
    rungs = format_html_join(
        "",
        '<i{} style="--i:{}"></i>',
        ((mark_safe(' class="on"') if index < step else "", index) for index in range(len(LADDER))),
    )
    return format_html(
        '<span class="ladder-mini" role="img" aria-label="{0}" title="{0}">{1}</span>',
        f"Loyalty: {LADDER[step - 1]}, step {step} of {len(LADDER)}",
        rungs,
    )


def ladder(step: int, aim: int = 0, notes: dict[int, str] | None = None) -> SafeString:
    """The ladder in full, ambassador on top; ``aim`` is the next rung, ``notes`` say what happened on a rung."""
    notes = notes or {}
    rungs = format_html_join(
        "",
        "<li{}><b>{}</b>{}</li>",
        (
            (_rung(number, int(step), int(aim)), LADDER[number - 1].capitalize(), _note(notes.get(number)))
            for number in range(len(LADDER), 0, -1)
        ),
    )
    return format_html('<ol class="ladder" reversed>{}</ol>', rungs)


def _rung(number: int, step: int, aim: int) -> SafeString | str:
    look = "is-here" if number == step else "is-aim" if number == aim else "is-on" if number < step else ""
    current = mark_safe(' aria-current="step"') if number == step else ""
    return format_html(' class="{}"{}', look, current) if look else ""


def _note(text: str | None) -> SafeString | str:
    return format_html("<small>{}</small>", text) if text else ""


def spark(days: Sequence[tuple[int, int]], label: str = "") -> SafeString:
    """Tonality by day: pairs of positive and negative counts, positive above the line, negative below.

    Two paths instead of a rectangle a bar, so that twelve projects with fourteen days cost 36 nodes, not 350.
    """
    top = max((positive for positive, _ in days), default=0) or 1
    bottom = max((negative for _, negative in days), default=0) or 1
    up = "".join(_bar(index, 18.6, -17.6 * positive / top) for index, (positive, _) in enumerate(days) if positive)
    scale = max(bottom, top * 0.6)
    down = "".join(_bar(index, 19.6, 10.4 * negative / scale) for index, (_, negative) in enumerate(days) if negative)
    label = (
        label or f"Tonality, {len(days)} days: {sum(p for p, _ in days)} positive, {sum(n for _, n in days)} negative"
    )
    return format_html(
        '<svg class="spark" viewBox="0 0 {} 30" role="img" aria-label="{}"><path class="p" d="{}"/>'
        '<path class="n" d="{}"/></svg>',
        max(7, 7 * len(days)),
        label,
        up,
        down,
    )


def _bar(index: int, base: float, height: float) -> str:
    return f"M{7 * index + 0.7:.1f} {base}h5.6v{height:.1f}h-5.6z"


def trend(values: Sequence[float], label: str = "") -> SafeString:
    """A line of numbers with its last point. Without a label it is decoration beside the number."""
    if not values:
        return mark_safe("")
    low, spread = min(values), (max(values) - min(values)) or 1
    step = 78 / max(1, len(values) - 1)
    points = [(2 + step * index, 19 - 16 * (value - low) / spread) for index, value in enumerate(values)]
    aloud = format_html(' role="img" aria-label="{}"', label) if label else mark_safe(' aria-hidden="true"')
    return format_html(
        '<svg class="spark is-trend" viewBox="0 0 84 22"{}><path class="l" d="M{}"/>'
        '<circle class="e" cx="{}" cy="{}" r="2.5"/></svg>',
        aloud,
        "L".join(f"{x:.1f} {y:.1f}" for x, y in points),
        f"{points[-1][0]:.1f}",
        f"{points[-1][1]:.1f}",
    )
