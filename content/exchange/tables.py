"""Posts as a table, CSV or XLSX: what leaves so can be imported again. No cell of it is ever run as a formula."""

import csv
import tempfile
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import IO, Any

from content.exchange.cells import defused
from content.exchange.columns import COLUMNS, OURS_ALONE
from content.models import Post, Target
from content.models.post import PostQuerySet
from content.selectors.standing import WORDS, standings
from projects.kinds import LANGUAGES

HEADERS = [column.label for column in (*COLUMNS, *OURS_ALONE)]
AT_A_TIME = 500
LONGEST_CELL = 32_000  # a cell of a workbook holds 32,767 signs
CUT = "… (cut here, CSV has all of it)"
BOM = "\ufeff"


class Echo:
    """What csv.writer writes to: it hands the line back."""

    def write(self, line: str) -> str:
        return line


def csv_lines(posts: PostQuerySet) -> Iterator[bytes]:
    """Line by line, so that a table of any length takes the memory of a few hundred posts. UTF-8 with its mark."""
    writer = csv.writer(Echo())
    yield (BOM + writer.writerow(HEADERS)).encode()
    for row in rows(posts):
        yield writer.writerow([defused(cell) for cell in row]).encode()


def workbook(posts: PostQuerySet) -> IO[bytes]:
    """The same as XLSX, written row by row into a file that is gone once it is closed."""
    import openpyxl  # heavy, and rarely needed

    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("Posts")
    sheet.append(HEADERS)
    for row in rows(posts):
        sheet.append([_fitting(defused(cell)) for cell in row])
    out = tempfile.TemporaryFile()  # noqa: SIM115 (who sends it closes it)
    book.save(out)
    out.seek(0)
    return out


def _fitting(text: str) -> str:
    return text if len(text) <= LONGEST_CELL else text[:LONGEST_CELL] + CUT


def rows(posts: PostQuerySet) -> Iterator[list[str]]:
    """Each post in the order of HEADERS, by day and hour; five queries for every 500."""
    wanted = posts.select_related("project", "goal", "campaign", "author").order_by("day", "time", "pk")
    found = wanted.iterator(chunk_size=AT_A_TIME)
    while some := list(islice(found, AT_A_TIME)):
        pages, words = _pages(some), standings(some)
        for post in some:
            yield _row(post, pages.get(post.pk, []), WORDS[words[post.pk]])


def _pages(posts: Iterable[Post]) -> dict[int, list[str]]:
    targets = Target.objects.filter(post__in=[post.pk for post in posts]).select_related("channel").order_by("pk")
    found: dict[int, list[str]] = {}
    for target in targets.only("post_id", "channel__network", "channel__name"):
        found.setdefault(target.post_id, []).append(str(target.channel))
    return found


def _row(post: Post, pages: list[str], word: str) -> list[str]:
    return [
        post.title,
        post.text,
        post.day.isoformat() if post.day else "",
        post.time.strftime("%H:%M") if post.time else "",
        "; ".join(pages),
        post.get_value_kind_display(),
        post.value_sentence,
        post.value_audience,
        post.get_format_display(),
        post.link,
        _name(post.goal),
        _name(post.campaign),
        LANGUAGES.get(post.language, post.language),
        str(post.project),
        word,
        str(post.author),
    ]


def _name(thing: Any) -> str:
    return str(thing) if thing else ""
