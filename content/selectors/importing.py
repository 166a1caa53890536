"""What the page of an import shows: how far it is, and what is wrong with which row."""

from dataclasses import dataclass, field

from django.db.models import Count, QuerySet

from content.models import PostImport, PostImportRow

Outcome = PostImportRow.Outcome
SAMPLES = 3


@dataclass(frozen=True)
class Progress:
    """Rows by outcome; ``done`` of ``total`` is the way of the step that is under way."""

    job: PostImport
    counts: dict[str, int] = field(default_factory=dict)

    def of(self, *outcomes: str) -> int:
        return sum(self.counts.get(outcome, 0) for outcome in outcomes)

    @property
    def good(self) -> int:
        return self.of(Outcome.GOOD)

    @property
    def twins(self) -> int:
        return self.of(Outcome.TWIN)

    @property
    def bad(self) -> int:
        return self.of(Outcome.BAD)

    @property
    def made(self) -> int:
        return self.of(Outcome.MADE)

    @property
    def kept(self) -> int:
        return self.of(Outcome.KEPT)

    @property
    def gone(self) -> int:
        return self.of(Outcome.GONE)

    @property
    def total(self) -> int:
        match self.job.status:
            case PostImport.Status.WRITING:
                return self.made + self.good + (self.twins if self.job.twins_too else 0)
            case PostImport.Status.UNDOING:
                return self.made + self.kept + self.gone
        return self.job.total

    @property
    def done(self) -> int:
        match self.job.status:
            case PostImport.Status.WRITING:
                return self.made
            case PostImport.Status.UNDOING:
                return self.kept + self.gone
        return self.job.total - self.of(Outcome.UNREAD)


def progress(job: PostImport) -> Progress:
    """One query over an index, however many rows there are."""
    rows = job.rows.order_by().values_list("outcome").annotate(count=Count("pk"))
    return Progress(job, dict(rows))


def remarked(job: PostImport) -> QuerySet[PostImportRow]:
    """The rows somebody should read: what is refused, what is there already, what came with a remark."""
    return job.rows.exclude(problems=[], notes=[])


def samples(job: PostImport) -> list[list[str]]:
    """For each column what stands in its first rows."""
    rows = [row.cells for row in job.rows.all()[:SAMPLES]]
    return [
        [str(cells[number])[:60] for cells in rows if number < len(cells) and str(cells[number]).strip()]
        for number in range(len(job.headers))
    ]
