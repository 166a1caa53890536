"""A small table to start from."""

import csv
import datetime as dt
import io
from collections.abc import Iterator

from django.utils import timezone

from content.exchange.cells import defused
from content.exchange.columns import COLUMNS
from content.exchange.tables import BOM
from projects.models import Project


def csv_lines(project: Project) -> Iterator[bytes]:
    """Every column we know and one post that could be read as it stands."""
    page, goal = project.channels.defer("credentials").first(), project.goals.first()
    day = timezone.localdate() + dt.timedelta(days=14)
    said = {
        "title": "First spoon",
        "text": "Three signs that the baby is ready.\nWhich one did you see first?",
        "day": day.strftime("%d.%m.%Y"),
        "time": "09:00",
        "channels": str(page) if page else "",
        "value_kind": "Informational",
        "value_sentence": "A mother can tell by three signs",
        "value_audience": "Mothers of babies from four to seven months",
        "format": "Question",
        "link": "https://example.com/first-spoon",
        "goal": str(goal) if goal else "",
        "language": "English",
    }
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(column.label for column in COLUMNS)
    writer.writerow(defused(said.get(column.key, "")) for column in COLUMNS)
    yield (BOM + out.getvalue()).encode()
