"""CSV as people have it: commas, semicolons or tabs, in UTF-8, UTF-16 or the alphabet of an old Windows."""

import codecs
import csv
import io
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Any, BinaryIO

from charset_normalizer import from_bytes

from agency.text import storable
from content.exchange.bad_file import BadFile
from content.exchange.cells import LONGEST, Cell, fused
from content.exchange.columns import known_count

DELIMITERS = ",;\t|"
HEADER_WITHIN = 10
ALPHABETS = ["cp1251", "koi8_u", "koi8_r", "cp866", "cp1125", "cp1252"]
SAMPLE = 60_000
BOMS = {codecs.BOM_UTF8: "utf-8-sig", codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16"}


def check(file: Any) -> None:
    """Refuse at once what is no text."""
    _encoding(file.read())
    file.seek(0)


def read(file: BinaryIO, columns: int) -> tuple[dict[str, Any], Iterator[Sequence[Cell]]]:
    """Encoding and delimiter, and the rows."""
    body = file.read()
    encoding = _encoding(body)
    text = body.decode(encoding, "replace").removeprefix("\ufeff")
    delimiter, start = _delimiter(text)
    return {"encoding": encoding, "delimiter": delimiter}, _rows(text[start:], delimiter, columns)


def _encoding(body: bytes) -> str:
    """The alphabet the bytes are written in. Raises BadFile when they are not text in any we know."""
    for mark, name in BOMS.items():
        if body.startswith(mark):
            return _surely(body, name)
    if (guess := _utf16_without_mark(body)) and _has_columns(body, guess):
        return _surely(body, guess)
    if b"\x00" in body:
        raise BadFile("This is not a table of text. Send CSV or XLSX.")
    try:
        codecs.decode(body, "utf-8")
    except UnicodeDecodeError:
        return _old_alphabet(body)
    return "utf-8"


def _surely(body: bytes, encoding: str) -> str:
    try:
        body.decode(encoding)
    except UnicodeDecodeError as error:
        raise BadFile("Its letters cannot be read. Save it as CSV UTF-8.") from error
    return encoding


def _utf16_without_mark(body: bytes) -> str:
    """By the zeros between Latin letters, digits and delimiters: on every other place, and on the same side."""
    sample = body[:SAMPLE]
    low, high = sample[1::2].count(0), sample[0::2].count(0)
    if len(sample) < 8 or max(low, high) < len(sample) / 20 or min(low, high) * 10 > max(low, high):
        return ""
    return "utf-16-le" if low > high else "utf-16-be"


def _has_columns(body: bytes, encoding: str) -> bool:
    """Whether a guess makes sense: a table has at least a delimiter or a second line."""
    text = body[:SAMPLE].decode(encoding, "replace")
    return any(sign in text for sign in f"\n{DELIMITERS}")


def _old_alphabet(body: bytes) -> str:
    best = from_bytes(body[:SAMPLE], cp_isolation=ALPHABETS).best()
    if best is None:
        raise BadFile("Its letters cannot be read. Save it as CSV UTF-8.")
    return best.encoding


def _delimiter(text: str) -> tuple[str, int]:
    """The delimiter, and where the table begins: Excel may say ``sep=;`` first."""
    first, _, _ = text.partition("\n")
    if first.strip().casefold().startswith("sep=") and len(first.strip()) == 5:
        return first.strip()[4], len(first) + 1
    return max(DELIMITERS, key=lambda sign: _sense(text, sign)), 0


def _sense(text: str, delimiter: str) -> tuple[int, int, int]:
    """How much sense the first rows make with it: names we know, rows of one width, and that width."""
    try:
        rows = [row for row in islice(csv.reader(io.StringIO(text), delimiter=delimiter), HEADER_WITHIN) if row]
    except csv.Error:
        return 0, 0, 0
    widths = Counter(len(row) for row in rows if len(row) > 1)
    width, count = widths.most_common(1)[0] if widths else (0, 0)
    return max((known_count(row) for row in rows), default=0), count, width


def _rows(text: str, delimiter: str, columns: int) -> Iterator[Sequence[Cell]]:
    csv.field_size_limit(2 * LONGEST)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        for row in reader:
            yield [fused(storable(cell).replace("\r\n", "\n")) for cell in row[:columns]]
    except csv.Error as error:
        raise BadFile(f"Near line {reader.line_num} a cell does not end. Is a quotation mark missing?") from error
