"""Keeping the counts true: every change of a mention moves them in its own transaction."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from django.db import connection

from projects.models import Project

DAY = """
INSERT INTO monitoring_mentionday AS cell (project_id, day, media_type, tonality, count) VALUES (%s, %s, %s, %s, %s)
ON CONFLICT (project_id, day, media_type, tonality) DO UPDATE SET count = cell.count + excluded.count
"""
HOUR = """
INSERT INTO monitoring_mentionhour AS cell (project_id, hour, tonality, count) VALUES (%s, %s, %s, %s)
ON CONFLICT (project_id, hour, tonality) DO UPDATE SET count = cell.count + excluded.count
"""
TAKE_DAY = """
UPDATE monitoring_mentionday SET count = count - 1
WHERE project_id = %s AND day = %s AND media_type = %s AND tonality = %s AND count > 0
"""
TAKE_HOUR = """
UPDATE monitoring_mentionhour SET count = count - 1
WHERE project_id = %s AND hour = %s AND tonality = %s AND count > 0
"""


class Cell(NamedTuple):
    """What a mention counts towards."""

    published_at: dt.datetime
    media_type: str
    tonality: str


def add_to_rollups(project: Project, cells: Mapping[Cell, int]) -> None:
    """Add counts; cells are written in key order, so two batches never wait for each other in a circle."""
    days: Counter[tuple[dt.date, str, str]] = Counter()
    hours: Counter[tuple[dt.datetime, str]] = Counter()
    for cell, count in cells.items():
        days[_day(project, cell), cell.media_type, cell.tonality] += count
        hours[_hour(cell), cell.tonality] += count
    _write(DAY, [(project.pk, *key, count) for key, count in sorted(days.items())])
    _write(HOUR, [(project.pk, *key, count) for key, count in sorted(hours.items())])


def take_from_rollups(project: Project, cell: Cell) -> None:
    """Take one mention out of the counts, as when its label changes."""
    _write(TAKE_DAY, [(project.pk, _day(project, cell), cell.media_type, cell.tonality)])
    _write(TAKE_HOUR, [(project.pk, _hour(cell), cell.tonality)])


def _day(project: Project, cell: Cell) -> dt.date:
    return cell.published_at.astimezone(project.zone).date()


def _hour(cell: Cell) -> dt.datetime:
    return cell.published_at.astimezone(dt.UTC).replace(minute=0, second=0, microsecond=0)


def _write(sql: str, rows: Iterable[tuple[Any, ...]]) -> None:
    with connection.cursor() as cursor:
        cursor.executemany(sql, list(rows))
