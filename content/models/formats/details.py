"""What the details of every format have in common."""

import datetime as dt
from typing import Any, ClassVar

from django.db import models
from django.utils import timezone

from agency.models.user import check_time_zone
from content.models.post import Post
from content.models.visible import OfPost


class Details(models.Model):
    """What a post of one format needs beside its text. The row stays when the format changes: nothing typed is lost.

    The stretch of time is kept as wall clock, which is what people mean, and as the instants computed from it; no
    beginning means "from when it is out", no end "as long as it stands". ``WRITTEN`` names what an editor may write;
    all of it is published or promised, so the client's yes covers it. What comes in afterwards is not covered.
    """

    WRITTEN: ClassVar[tuple[str, ...]] = ()
    WINDOW: ClassVar = ("opens_on", "opens_time", "closes_on", "closes_time")

    post = models.OneToOneField(Post, models.CASCADE, related_name="%(class)s")
    opens_on = models.DateField(null=True, blank=True)
    opens_time = models.TimeField(null=True, blank=True)
    closes_on = models.DateField(null=True, blank=True)
    closes_time = models.TimeField(null=True, blank=True)
    time_zone = models.CharField(max_length=64, default="Europe/Kyiv", validators=[check_time_zone])
    opens_at = models.DateTimeField(null=True, blank=True)
    closes_at = models.DateTimeField(null=True, blank=True)

    objects = OfPost.as_manager()

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=models.Q(opens_at=None)
                | models.Q(closes_at=None)
                | models.Q(closes_at__gt=models.F("opens_at")),
                name="%(class)s_ends_after_it_begins",
            ),
        ]

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} “{self.post}”"

    def roles_of(self, user: Any) -> frozenset[str]:
        return self.post.roles_of(user)

    @property
    def is_over(self) -> bool:
        """Whether its time has gone by."""
        return self.closes_at is not None and self.closes_at <= timezone.now()

    def snapshot(self) -> dict[str, Any]:
        """As plain data, ready for JSON: ``format`` and everything written, times as wall clock and as instants."""
        said = {name: _plain(getattr(self, name)) for name in self.WRITTEN}
        instants = {name: _plain(getattr(self, name)) for name in ("opens_at", "closes_at")}
        return {"format": self.post.format, **said, "time_zone": self.time_zone, **instants}


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, dt.date | dt.time) else value
