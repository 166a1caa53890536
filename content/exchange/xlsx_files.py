"""Workbooks: a zip of XML from a stranger. Its size is looked at before it is unpacked; openpyxl reads it defused."""

import zipfile
import zlib
from collections.abc import Iterator, Sequence
from typing import Any, BinaryIO
from xml.etree.ElementTree import ParseError  # the error alone; nothing is parsed with it

from content.exchange.bad_file import BadFile
from content.exchange.cells import Cell, plain

MOST_UNPACKED, MOST_PARTS = 80_000_000, 2_000
NOT_A_WORKBOOK = "This is not a workbook, or it is damaged. Open it in a spreadsheet and save it again."
TOO_LARGE = "Unpacked, the workbook would be far larger than a table of posts. Save only the sheet with the posts."
# Whatever openpyxl stumbles over in a file that only looks like a workbook.
BROKEN = (
    zipfile.BadZipFile, zlib.error, ParseError, KeyError, ValueError, TypeError, AttributeError, IndexError, EOFError,
    OSError, NotImplementedError, RuntimeError, OverflowError,
)  # fmt: skip


def check(file: Any) -> None:
    """Refuse a zip that is no workbook, is locked, or would unpack to more than eighty megabytes."""
    try:
        with zipfile.ZipFile(file) as packed:
            parts = packed.infolist()
    except BROKEN as error:
        raise BadFile(NOT_A_WORKBOOK) from error
    finally:
        file.seek(0)
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_UNPACKED:
        raise BadFile(TOO_LARGE)
    if any(part.flag_bits & 1 for part in parts):
        raise BadFile("The file is locked with a password. Save it without one.")
    if "xl/workbook.xml" not in {part.filename for part in parts}:
        raise BadFile(NOT_A_WORKBOOK)


def read(file: BinaryIO, columns: int) -> tuple[dict[str, Any], Iterator[Sequence[Cell]]]:
    """The first visible sheet's name, whether its days count from 1904, and its rows: values, never formulas."""
    import openpyxl  # heavy, and only a worker that reads a workbook needs it

    check(file)
    try:
        book = openpyxl.load_workbook(file, read_only=True, data_only=True, keep_links=False)
        sheet = next(one for one in book.worksheets if one.sheet_state == "visible")
    except (*BROKEN, StopIteration) as error:
        raise BadFile(NOT_A_WORKBOOK) from error
    sheet.reset_dimensions()
    return {"sheet": sheet.title, "from_1904": book.epoch.year == 1904}, _rows(sheet, columns)


def _rows(sheet: Any, columns: int) -> Iterator[Sequence[Cell]]:
    try:
        for row in sheet.iter_rows(max_col=columns, values_only=True):
            yield [plain(value) for value in row]
    except BROKEN as error:
        raise BadFile(NOT_A_WORKBOOK) from error
