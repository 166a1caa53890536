from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Q


class Kind(models.TextChoices):
    """What may go wrong, in the order in which it is looked for."""

    LATENCY = "latency", "Answers late"
    HANG = "hang", "Never answers"
    TOKEN_EXPIRED = "token_expired", "Token has expired"
    RATE_LIMIT = "rate_limit", "Too many requests"
    ERROR = "error", "Error 500"
    UNAVAILABLE = "unavailable", "Unavailable 503"
    HTML = "html", "A web page instead of JSON"
    LOST_LINE = "lost_line", "Accepted, then the line drops"
    LOST_502 = "lost_502", "Accepted, then 502"


LOST = (Kind.LOST_LINE, Kind.LOST_502)


class Operation(models.TextChoices):
    PUBLISH = "publish", "Publishing"
    READ = "read", "Reading"
    COMMENT = "comment", "Commenting"
    METRICS = "metrics", "Metrics"


class FaultQuerySet(models.QuerySet["FaultSwitch"]):
    def active(self) -> "FaultQuerySet":
        return self.filter(Q(remaining=None) | Q(remaining__gt=0))

    def for_operation(self, operation: str) -> "FaultQuerySet":
        return self.filter(Q(operations=[]) | Q(operations__contains=[operation]))


class FaultSwitch(models.Model):
    """One thing that goes wrong for one page: always (``remaining`` empty) or for the next requests."""

    page = models.ForeignKey("playground.Page", models.CASCADE, related_name="faults")
    kind = models.CharField(max_length=20, choices=Kind)
    operations = ArrayField(models.CharField(max_length=10, choices=Operation), default=list, blank=True)
    remaining = models.PositiveIntegerField(null=True, blank=True, validators=[MaxValueValidator(100_000)])
    latency_ms = models.PositiveIntegerField(default=1000, validators=[MaxValueValidator(30_000)])
    retry_after = models.PositiveIntegerField(default=30, validators=[MaxValueValidator(3600)])

    objects = FaultQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["page", "kind"], name="playground_fault_per_kind")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} on {self.page_id}"
