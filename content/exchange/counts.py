"""Every reading of a project's counts as a table: collected or by hand, with what the rate is made of."""

import csv
from collections.abc import Iterator

from content.exchange.cells import defused
from content.exchange.tables import BOM, Echo
from content.models import COUNTS, Metric
from projects.models import Project

HEADERS = (
    "Post", "Channel", "Network", "Address", "Went out", "Read at", "Source",
    *(name.capitalize() for name in COUNTS), "Actions", "Engagement rate",
)  # fmt: skip
AT_A_TIME = 500


def csv_lines(project: Project) -> Iterator[bytes]:
    """Line by line, the newest reading first; times on the project's calendar. UTF-8 with its mark."""
    writer = csv.writer(Echo())
    yield (BOM + writer.writerow(HEADERS)).encode()
    metrics = Metric.objects.filter(publication__project=project).select_related(
        "publication__post", "publication__channel"
    )
    for metric in metrics.order_by("-at", "-pk").iterator(chunk_size=AT_A_TIME):
        yield writer.writerow([defused(cell) for cell in _row(metric, project)]).encode()


def _row(metric: Metric, project: Project) -> list[str]:
    publication = metric.publication
    out, rate = publication.published_at, metric.engagement_rate
    read = metric.day.isoformat() if metric.day else f"{metric.at.astimezone(project.zone):%Y-%m-%d %H:%M}"
    return [
        publication.post.title,
        publication.channel.name,
        publication.channel.get_network_display(),
        publication.remote_url,
        f"{out.astimezone(project.zone):%Y-%m-%d %H:%M}" if out else "",
        read,
        metric.get_source_display(),
        *(_number(getattr(metric, name)) for name in COUNTS),
        str(metric.actions),
        f"{rate:.6f}" if rate is not None else "",
    ]


def _number(count: int | None) -> str:
    return "" if count is None else str(count)
