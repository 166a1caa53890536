"""From what people write in a cell to a day, an hour, a kind, a language. Nothing is guessed: unclear is NotClear."""

import datetime as dt
import re
from collections.abc import Mapping
from typing import Any

from content.exchange.cells import Cell
from content.exchange.columns import bare
from content.models import Post
from projects.kinds import LANGUAGES

DAY_FIRST = re.compile(r"^(\d{1,2})[./\-](\d{1,2})[./\-](\d{4}|\d{2})$")
YEAR_FIRST = re.compile(r"^(\d{4})[./\-](\d{1,2})[./\-](\d{1,2})$")
CLOCK = re.compile(r"^(\d{1,2})[:.](\d{2})(?::\d{2}(?:\.\d+)?)?\s*([ap])?\.?m?\.?$", re.IGNORECASE)
HALF_DAY = re.compile(r"^(\d{1,2})\s*([ap])\.?m\.?$", re.IGNORECASE)
SERIAL = re.compile(r"^\d{5}(\.\d+)?$")
EPOCH, EPOCH_1904 = dt.datetime(1899, 12, 30), dt.datetime(1904, 1, 1)
FIRST, LAST = dt.date(2000, 1, 1), dt.date(2199, 12, 31)

FORMAT_WORDS = {
    "post": "post пост допис только чтение лише читання",
    "question": "question вопрос питання запитання",
    "survey": "survey poll опрос опитування",
    "interactive": "interactive интерактив інтерактив",
    "promotion": "promotion promo contest акция акція конкурс розыгрыш розіграш",
    "offline": "offline офлайн",
    "story": "story stories история історія сторис сторіс",
    "video": "video видео відео reels",
}
VALUE_WORDS = {
    "emotional": "emotional emotion эмоциональная эмоциональный эмоция эмоции емоційна емоційний емоція емоції",
    "informational": "informational information info информационная информационный информация полезная "
                     "інформаційна інформаційний інформація корисна",
}  # fmt: skip
LANGUAGE_WORDS = {
    "uk": "uk ua укр украинский украинская українська",
    "ru": "ru рус русский русская російська",
    "en": "en eng английский англійська",
}


class NotClear(Exception):
    """What cannot be understood; the text is for who wrote it."""


def day_of(cell: Cell, *, from_1904: bool = False) -> tuple[dt.date | None, dt.time | None]:
    """A day, and the hour that stands in the same cell."""
    text = str(cell).strip()
    if not text:
        return None, None
    if isinstance(cell, int | float) or SERIAL.match(text):
        return _serial(float(cell), from_1904)
    day_text, _, time_text = text.replace("T", " ").partition(" ")
    day = _day(day_text, text)
    if not FIRST <= day <= LAST:
        raise NotClear(f"{text} is too far away to plan for.")
    return day, time_of(time_text) if time_text.strip() else None


def _day(day_text: str, whole: str) -> dt.date:
    year_first, day_first = YEAR_FIRST.match(day_text), DAY_FIRST.match(day_text)
    try:
        if year_first:
            year, month, day = map(int, year_first.groups())
            return dt.date(year, month, day)
        if day_first:
            day, month, year = map(int, day_first.groups())
            return dt.date(year + 2000 if year < 100 else year, month, day)
    except ValueError as error:
        raise NotClear(f"There is no day {whole}. The day comes first: 25.12.2026.") from error
    raise NotClear(f"“{whole[:40]}” is not a day. Write 25.12.2026 or 2026-12-25.")


def _serial(number: float, from_1904: bool) -> tuple[dt.date, dt.time | None]:
    """Days since the spreadsheet's beginning; the fraction is the hour, to the minute."""
    try:
        moment = (EPOCH_1904 if from_1904 else EPOCH) + dt.timedelta(minutes=round(number * 1440))
    except OverflowError as error:
        raise NotClear(f"{number:g} is not a day.") from error
    if not FIRST <= moment.date() <= LAST:
        raise NotClear(f"{number:g} is not a day. Write 25.12.2026 or 2026-12-25.")
    return moment.date(), moment.time() if moment.time() != dt.time() else None


def time_of(cell: Cell) -> dt.time | None:
    """An hour: ``9:00``, ``9.30``, ``09:00:00``, ``9:30 pm``, ``9 pm``, or the fraction of a day."""
    text = str(cell).strip()
    if not text:
        return None
    if isinstance(cell, float) and 0 <= cell < 1:
        return (dt.datetime.min + dt.timedelta(minutes=round(cell * 1440) % 1440)).time()
    if not isinstance(cell, str) or not (found := CLOCK.match(text) or HALF_DAY.match(text)):
        raise NotClear(f"“{text[:40]}” is not an hour. Write 09:00.")
    parts = found.groups()
    hour, minute, half = int(parts[0]), int(parts[1]) if len(parts) == 3 else 0, (parts[-1] or "").casefold()
    try:
        return dt.time(hour % 12 + 12 * (half == "p") if half and hour <= 12 else hour, minute)
    except ValueError as error:
        raise NotClear(f"There is no hour {text}. A day has 24.") from error


def _names(words: Mapping[str, str], labels: Mapping[str, Any]) -> dict[str, str]:
    known = {word: key for key, line in words.items() if key in labels for word in line.split()}
    return known | {bare(key): key for key in labels} | {bare(str(label)): key for key, label in labels.items()}


_FORMATS = _names(FORMAT_WORDS, dict(Post.Format.choices))
_VALUES = _names(VALUE_WORDS, dict(Post.Value.choices))
_LANGUAGES = _names(LANGUAGE_WORDS, LANGUAGES)


def format_of(cell: Cell) -> str:
    return _chosen(cell, _FORMATS, [str(label) for _, label in Post.Format.choices])


def value_of(cell: Cell) -> str:
    return _chosen(cell, _VALUES, [str(label) for _, label in Post.Value.choices])


def language_of(cell: Cell) -> str:
    return _chosen(cell, _LANGUAGES, list(LANGUAGES.values()))


def _chosen(cell: Cell, known: Mapping[str, str], labels: list[str]) -> str:
    """The key of one of a few; "" for an empty cell."""
    text = str(cell).strip()
    if not text:
        return ""
    if key := known.get(bare(text)):
        return key
    raise NotClear(f"“{text[:40]}” is not known here. Write one of: {', '.join(labels)}.")
