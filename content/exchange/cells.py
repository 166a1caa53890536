"""A cell as plain data that JSON can hold: text, or a number. Days and hours are written as ISO says."""

import datetime as dt
import re
from typing import Any

from agency.text import storable

Cell = str | int | float
LONGEST = 70_000
# A spreadsheet would take what begins so for a formula and run it; an apostrophe in front makes it text.
RUNS = re.compile(r"^'*[=+\-@\t\r]")
DEFUSED = re.compile(r"^'+[=+\-@\t\r]")
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")


def plain(value: Any) -> Cell:
    """What stands in a cell of a workbook; a formula has been worked out before."""
    match value:
        case None:
            return ""
        case bool():
            return str(value).upper()
        case int():
            return value
        case float():
            return int(value) if value.is_integer() else value
        case dt.datetime():
            return value.date().isoformat() if value.time() == dt.time() else value.isoformat(" ", "seconds")
        case dt.date() | dt.time():
            return value.isoformat()
        case dt.timedelta():
            return str(value)
        case _:
            return fused(storable(str(value))[:LONGEST])


def defused(text: str) -> str:
    """The text as a cell that no spreadsheet runs."""
    text = CONTROL.sub("", text)
    return f"'{text}" if RUNS.match(text) else text


def fused(text: str) -> str:
    """The text again, without the apostrophe that made it harmless."""
    return text[1:] if DEFUSED.match(text) else text
