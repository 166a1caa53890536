"""The small things a row is made of, as plain functions: a list of fifty rows calls them five hundred times.

Every function answers safe HTML in the classes of the design system. They are registered as tags in ``rapport``.
"""

from collections.abc import Iterable
from datetime import datetime
from functools import lru_cache
from typing import Any

from django.templatetags.static import static
from django.utils import timezone
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from agency.templatetags import words
from agency.templatetags.glyphs import KIND_ICONS, NETWORKS, PILLS, SLA_ICONS, Glyph, Mark


@lru_cache(512)
def icon(name: str, size: str = "", extra: str = "") -> SafeString:
    """``{% icon "inbox" %}``, ``{% icon "plus" "s" %}``; ``extra`` adds classes: ``{% icon "key" "s" "fg" %}``."""
    classes = ["icon", f"is-{size}" if size else "", "is-solid" if name.endswith("-solid") else "", extra]
    return format_html(
        '<svg class="{}" aria-hidden="true"><use href="{}#{}"/></svg>', " ".join(filter(None, classes)), _sprite(), name
    )


@lru_cache(512)
def logo() -> SafeString:
    """The mark of Rapport, in the colour of the text around it."""
    return format_html('<svg viewBox="0 0 24 24" aria-hidden="true"><use href="{}#logo"/></svg>', _sprite())


@lru_cache(512)
def _sprite() -> str:
    return static("agency/icons.svg")


def pill(key: Any = "", text: Any = "", **look: Any) -> SafeString:
    """What something is, as glyph + word + colour.

    ``{% pill post.status %}``, ``{% pill mention.tonality bare=True %}``, ``{% pill post.value word=False %}`` (the
    word is then only read aloud), ``{% pill sla="late" text="4 min late" %}``, ``{% pill kind="warn" text="vague" %}``;
    ``icon="key"`` takes another glyph, ``icon=False`` none.
    """
    if text or "icon" in look:
        return _pill(_glyph(str(key or ""), **look), text, **look)
    return _known_pill(str(key or ""), **look)


@lru_cache(512)
def _known_pill(key: str, **look: Any) -> SafeString:
    return _pill(_glyph(key, **look), **look)


def _pill(glyph: Glyph, text: Any = "", **look: Any) -> SafeString:
    word, shown = conditional_escape(text or glyph.word), look.get("word", True)
    name = look.get("icon", glyph.icon)
    return format_html(
        '<span class="pill{}"{}{}>{}{}</span>',
        " is-bare" if look.get("bare") or not shown else "",
        _data(glyph.group, glyph.value),
        "" if shown else format_html(' title="{}"', word),
        icon(name) if name else "",
        word if shown else format_html('<span class="sr">{}</span>', word),
    )


def _glyph(key: str, sla: str = "", kind: str = "", **_look: Any) -> Glyph:
    if sla:
        return Glyph("sla", sla, SLA_ICONS.get(sla, ""), "")
    if kind:
        return Glyph("kind", kind, KIND_ICONS.get(kind, ""), "")
    return PILLS.get(key) or Glyph("", "", "", key.replace("_", " ").capitalize())


def _data(group: str, value: Any) -> SafeString | str:
    return format_html(' data-{}="{}"', group, value) if group and value else ""


def tag(text: Any, icon_name: str = "") -> SafeString:
    """A quiet label: ``{% tag "Complaint: quality" "tag" %}``."""
    return format_html('<span class="tag">{}{}</span>', icon(icon_name) if icon_name else "", text)


def count(number: int, unit: str = "waiting") -> SafeString:
    """A number in a bubble; ``unit`` is read aloud after it. Above 999 it says 999+."""
    shown = "999+" if number > 999 else str(number)
    aloud = format_html('<span class="sr"> {}</span>', unit) if unit else ""
    return format_html('<span class="count">{}{}</span>', shown, aloud)


def dot(label: str) -> SafeString:
    """The amber dot: something here needs a hand."""
    return format_html('<span class="dot" role="img" aria-label="{}"></span>', label)


def net(key: Any, off: bool = False, label: str = "", hover: bool = True) -> SafeString:
    """The mark of a network or the letters of a source: ``{% net channel.network %}``, ``{% net "vk" off=True %}``."""
    mark = NETWORKS.get(str(key)) or Mark(str(key).capitalize(), str(key)[:2].lower())
    return _net(label or mark.label, mark.letters, mark.icon, bool(off), bool(hover))


@lru_cache(512)
def _net(label: str, letters: str, mark_icon: str, off: bool, hover: bool) -> SafeString:
    if off:
        label = f"{label} (access expired)"
    inside = (
        format_html('<svg aria-hidden="true"><use href="{}#{}"/></svg>', _sprite(), mark_icon) if mark_icon else letters
    )
    return format_html(
        '<span class="net{}" role="img" aria-label="{}"{}>{}</span>',
        " is-off" if off else "",
        label,
        format_html(' title="{}"', label) if hover else "",
        inside,
    )


def nets(keys: Iterable[Any]) -> SafeString:
    """Several networks side by side: ``{% nets post.networks %}``."""
    return format_html('<span class="nets">{}</span>', format_html_join("", "{}", ((net(key),) for key in keys)))


def tile(project: Any = None, size: int = 0, pattern: str = "", hue: int | None = None) -> SafeString:
    """The project's repeat, always next to its name: ``{% tile project %}``, ``{% tile project 18 %}`` (px of an em).

    ``project`` has ``tile`` and ``hue`` (an object or a dict); without one ``pattern`` and ``hue`` say what to draw.
    """
    pattern = pattern or _read(project, "tile") or "dots"
    hue = hue if hue is not None else _read(project, "hue")
    return _tile(str(pattern), int(hue or 0), int(size or 0))


@lru_cache(512)
def _tile(pattern: str, hue: int, size: int) -> SafeString:
    return format_html(
        '<span class="tile" data-p="{}" style="--h:{}{}" aria-hidden="true"></span>',
        pattern,
        hue,
        f";--size:{size}px" if size else "",
    )


def _read(thing: Any, name: str) -> Any:
    return thing.get(name) if isinstance(thing, dict) else getattr(thing, name, None)


def avatar(person: Any, label: str = "", size: str = "", hidden: bool = False) -> SafeString:
    """A face or two letters: ``{% avatar user %}``, ``{% avatar user "manager" size="s" %}``.

    ``label`` says what the person is here and is read after the name. ``hidden=True`` when the name stands beside it.
    """
    classes = f"avatar is-{size}" if size else "avatar"
    picture = _read(person, "avatar")
    name = f"{person_name(person)}, {label}" if label else person_name(person)
    if picture:
        return format_html(
            '<img class="{}" src="{}" alt="{}" loading="lazy">', classes, picture.url, "" if hidden else name
        )
    aloud = (
        mark_safe(' aria-hidden="true"') if hidden else format_html(' role="img" aria-label="{0}" title="{0}"', name)
    )
    return format_html(
        '<span class="{}" style="--h:{}"{}>{}</span>', classes, _read(person, "hue") or 0, aloud, _initials(person)
    )


def person_name(person: Any) -> str:
    """The name of a user, of anything with a name, or the text itself."""
    return str(_read(person, "name") or person)


def _initials(person: Any) -> str:
    return _read(person, "initials") or "".join(word[0] for word in person_name(person).split()[:2]).upper()


def who(person: Any, small: Any = "", size: str = "") -> SafeString:
    """Picture, name and a second line: ``{% who user "new mother" %}``."""
    line = format_html("<small>{}</small>", small) if small else ""
    return format_html(
        '<span class="who">{}<span>{}{}</span></span>',
        avatar(person, size=size, hidden=True),
        person_name(person),
        line,
    )


def slot_empty(label: str = "empty seat") -> SafeString:
    """A seat nobody sits on."""
    return format_html(
        '<span class="slot-empty" role="img" aria-label="{0}" title="{0}">{1}</span>', label, icon("plus", "s")
    )


def team(members: Iterable[tuple[Any, str]]) -> SafeString:
    """Faces of a team: pairs of a person (or None for an empty seat) and the role's word."""
    faces = (avatar(person, str(role)) if person else slot_empty(f"no {role}") for person, role in members)
    return format_html('<span class="team">{}</span>', format_html_join("", "{}", ((face,) for face in faces)))


def deadline(when: datetime | None, soon: int = 15) -> SafeString | str:
    """A deadline as an SLA pill that the page recounts each minute: ``38 min``, ``9 min`` (amber), ``4 min late``."""
    if when is None:
        return ""
    left = (when - timezone.now()).total_seconds()
    state = "late" if left < 0 else "soon" if left <= soon * words.MINUTE else "ok"
    return format_html(
        '<span class="pill" data-sla="{}" data-deadline="{}" data-soon="{}">{}<time datetime="{}">{}</time></span>',
        state,
        int(when.timestamp()),
        soon,
        icon("exclamation-triangle" if state == "late" else "clock"),
        when.isoformat(timespec="seconds"),
        f"{words.span(left)} late" if left < 0 else words.span(left),
    )
