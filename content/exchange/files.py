"""A file somebody sent, told apart by what is in it and not by its name.

``look(file)`` refuses at once what is no table; ``rows_of(file, kind)`` reads one, row by row. What both raise is
BadFile, whose sentence is for the person who sent it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, BinaryIO

from content.exchange import csv_files, xlsx_files
from content.exchange.bad_file import BadFile
from content.exchange.cells import Cell

MOST_BYTES = 10_000_000
MOST_ROWS, MOST_COLUMNS, FURTHEST_ROW = 10_000, 60, 100_000
PICTURES_AND_OTHERS = {
    b"%PDF": "a PDF",
    b"\x89PNG": "a picture",
    b"\xff\xd8\xff": "a picture",
    b"GIF8": "a picture",
    b"{\\rtf": "a text document",
    b"Rar!": "an archive",
    b"7z\xbc\xaf": "an archive",
    b"\x1f\x8b": "an archive",
    b"MZ": "a program",
}
OLE, ZIP = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"PK"
ENCRYPTED = "EncryptedPackage".encode("utf-16-le")


@dataclass(frozen=True)
class Line:
    """A row as it stands in the file: its number, counted from 1 as spreadsheets do, and its cells."""

    number: int
    cells: list[Cell]


def look(file: Any) -> str:
    """``csv`` or ``xlsx``: what is in ``file``. Raises BadFile for anything else, and for more than ten megabytes."""
    if not file.size:
        raise BadFile("The file is empty.")
    if file.size > MOST_BYTES:
        raise BadFile(f"The file is larger than {MOST_BYTES // 1_000_000} MB. Split it, or take the pictures out.")
    head = _head(file)
    kind = _kind(head, file)
    named = (file.name or "").rpartition(".")[2].casefold()
    if {"csv": "csv", "tsv": "csv", "txt": "csv", "xlsx": "xlsx", "xlsm": "xlsx"}.get(named, kind) != kind:
        raise BadFile(f"Its name ends in .{named}, but inside is {_inside(kind)}. Save it again as what it is.")
    return kind


def _head(file: Any) -> bytes:
    file.seek(0)
    head: bytes = file.read(8)
    file.seek(0)
    return head


def _kind(head: bytes, file: Any) -> str:
    if head == OLE:
        raise BadFile(_why_not_ole(file))
    if head[:2] == ZIP:
        xlsx_files.check(file)
        return "xlsx"
    for start, what in PICTURES_AND_OTHERS.items():
        if head.startswith(start):
            raise BadFile(f"This is {what}, not a table. Send CSV or XLSX.")
    csv_files.check(file)
    return "csv"


def _why_not_ole(file: Any) -> str:
    is_locked = ENCRYPTED in file.read()
    file.seek(0)
    if is_locked:
        return "The workbook is locked with a password. Save it without one."
    return "This is a workbook of the old kind (.xls). Save it as .xlsx or CSV."


def _inside(kind: str) -> str:
    return "a workbook" if kind == "xlsx" else "plain text"


def rows_of(file: BinaryIO, kind: str) -> tuple[dict[str, Any], Iterator[Line]]:
    """What the file says about itself, and its rows that are not blank. Raises BadFile, also while reading on."""
    about, rows = (xlsx_files if kind == "xlsx" else csv_files).read(file, MOST_COLUMNS)
    return about, _lines(rows)


def _lines(rows: Iterator[Sequence[Cell]]) -> Iterator[Line]:
    """The rows with their numbers; more than we take is refused as soon as it is seen."""
    seen = 0
    for number, cells in enumerate(rows, 1):
        if number > FURTHEST_ROW:
            raise BadFile(f"The table goes on below row {FURTHEST_ROW:,}. Take the empty rows out.")
        line = Line(number, _without_empty_end(cells))
        if not line.cells:
            continue
        seen += 1
        if seen > MOST_ROWS + csv_files.HEADER_WITHIN:
            raise BadFile(f"There are more than {MOST_ROWS:,} rows. Split the file.")
        yield line


def _without_empty_end(cells: Sequence[Cell]) -> list[Cell]:
    """A row of a workbook is as wide as we look; of a blank row nothing is left."""
    last = max((place for place, cell in enumerate(cells, 1) if str(cell).strip()), default=0)
    return list(cells[:last])
