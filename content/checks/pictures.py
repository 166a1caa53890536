"""Whether the pictures can be seen, and heard."""

from collections.abc import Iterator

from content.checks.check import Check, counted
from content.checks.sheet import Sheet


def about_pictures(sheet: Sheet) -> Iterator[Check]:
    silent = sum(1 for alt in sheet.alts if not alt.strip())
    if silent:
        hint = "Some people hear it instead of seeing it."
        yield Check("warn", f"{counted(silent, 'picture')} without a description", hint, "pictures")
    elif sheet.alts:
        yield Check("ok", f"{counted(len(sheet.alts), 'picture')} described")
