"""Counts that a person read on the network and typed, where no program is told them."""

import datetime as dt
from collections.abc import Mapping

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from agency import audit
from agency.models import User
from agency.permissions import Permission
from content.models import COUNTS, Metric, Publication
from projects.access import require
from projects.networks import Ability, can
from projects.services.readings import count_followers

NETWORK_FIRST = dt.timedelta(days=1)  # so long a network that counts is waited for
NOTHING = "Give at least one number besides the followers."

Counts = Mapping[str, int | None]


@transaction.atomic
def count_by_hand(*, publication: Publication, day: dt.date, by: User, **counts: int | None) -> Metric:
    """Keep what ``publication`` had on ``day`` of its project's calendar: any of COUNTS, None where nobody can tell.

    A second reading of a day replaces the first. Without ``followers`` the channel's last known number is kept beside
    the counts; a typed one is the channel's own from now on, where no network counts it. Raises ValidationError.
    """
    _require(by, publication)
    publication = Publication.objects.select_for_update(of=("self",)).select_related("project", "channel").get(
        pk=publication.pk
    )  # fmt: skip
    if why_not := why_not_by_hand(publication):
        raise ValidationError(why_not)
    _refuse_day(publication, day)
    values = {name: counts.get(name) for name in COUNTS}
    if all(values[name] is None for name in COUNTS if name != "followers"):
        raise ValidationError(NOTHING)
    _follow(publication, day, values)
    return _keep(publication, day, values, by)


@transaction.atomic
def take_back(*, metric: Metric, by: User) -> None:
    """Away with a reading by hand. Raises ValidationError for one that was collected."""
    _require(by, metric.publication)
    if not metric.is_by_hand:
        raise ValidationError("The network said this; it cannot be taken back.")
    _write_down("count_taken_back", metric, by, _in_words(dict(metric.said)))
    metric.delete()


def why_not_by_hand(publication: Publication) -> str:
    """Why nobody types the counts of ``publication``, in a sentence; empty where somebody may."""
    if publication.status != Publication.Status.PUBLISHED or publication.published_at is None:
        return "It is not out yet, so there is nothing to count."
    if publication.metrics.filter(source=Metric.Source.COLLECTED).exists():
        return f"{publication.channel.place} tells its counts by itself."
    is_fresh = publication.published_at > timezone.now() - NETWORK_FIRST
    if is_fresh and can(publication.channel.network, Ability.METRICS):
        return f"Rapport asks {publication.channel.place} first. If it says nothing within a day, type the counts."
    return ""


def last_known_followers(publication: Publication, day: dt.date) -> int | None:
    """Of its channel, on ``day`` or before."""
    known = publication.channel.follower_counts.filter(day__lte=day).first()
    return known.count if known else None


def _require(by: User, publication: Publication) -> None:
    require(by, Permission.VIEW_INSIDE, publication)
    require(by, Permission.WRITE_POST, publication)


def _refuse_day(publication: Publication, day: dt.date) -> None:
    project = publication.project
    if day > project.today:
        raise ValidationError({"day": "That day has not come yet."})
    out_on = publication.published_at.astimezone(project.zone).date() if publication.published_at else day
    if day < out_on:
        raise ValidationError({"day": f"It was not out yet: it went out on {out_on:%-d %B %Y}."})


def _follow(publication: Publication, day: dt.date, values: dict[str, int | None]) -> None:
    """Followers beside the counts: as typed, else as last known."""
    followers = values["followers"]
    if followers is None:
        values["followers"] = last_known_followers(publication, day)
    elif not can(publication.channel.network, Ability.METRICS):
        count_followers(channel=publication.channel, day=day, count=followers)


def _keep(publication: Publication, day: dt.date, values: dict[str, int | None], by: User) -> Metric:
    kept = publication.metrics.filter(day=day).first()
    if kept is None:
        at = _moment(publication, day)
        metric = Metric(publication=publication, at=at, day=day, by=by, source=Metric.Source.BY_HAND, **values)
        metric.save(force_insert=True)
        _write_down("counted", metric, by, _in_words(dict(metric.said)))
        return metric
    change = {name: (getattr(kept, name), value) for name, value in values.items() if getattr(kept, name) != value}
    if change:
        kept.__dict__.update(values)
        kept.by = by
        kept.save(update_fields=[*COUNTS, "by"])
        _write_down("recounted", kept, by, _changes_in_words(change))
    return kept


def _moment(publication: Publication, day: dt.date) -> dt.datetime:
    """The end of that day, or now: never before it was out, and after what was counted in the day."""
    end = dt.datetime.combine(day, dt.time.max, publication.project.zone)
    return min(end, timezone.now())


def _write_down(what: str, metric: Metric, by: User, counts: str) -> None:
    audit.record(
        f"content.publication.{what}", metric.publication, by=by, title=str(metric.publication), counts=counts,
        day=f"{metric.day:%-d %B}",
    )  # fmt: skip


def _in_words(counts: Counts) -> str:
    return ", ".join(f"{name} {count}" for name, count in counts.items())


def _changes_in_words(change: Mapping[str, tuple[int | None, int | None]]) -> str:
    said = ((name, *("none" if value is None else str(value) for value in values)) for name, values in change.items())
    return ", ".join(f"{name} {before} → {after}" for name, before, after in said)
