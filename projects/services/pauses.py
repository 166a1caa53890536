"""Stopping everything in a scope at once, and letting it go on. What came due meanwhile is decided one by one."""

import datetime as dt
from typing import Any

from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.db.models import Q
from django.db.models.functions import Now
from django.utils import timezone

from agency import audit
from agency.models import User
from agency.notifications import notify
from agency.permissions import Role
from agency.transitions import MovedMeanwhile
from projects.access import require
from projects.models import Pause, Project
from projects.models.pause import grace
from projects.selectors import stopped

_LOCK = (0x52505041, 1)  # claims hold it shared, whoever stops or resumes holds it alone, for moments


def hold_off() -> None:
    """Until the end of this transaction nobody stops or resumes anything: what is claimed was claimed before."""
    _lock("pg_advisory_xact_lock_shared")


def matter() -> bool:
    """Whether any pause runs, or ended so lately that something it kept back may not be put aside yet."""
    lately = Q(lifted_at=None) | Q(lifted_at__gt=Now() - grace())
    return Pause.objects.filter(lately).filter(Q(until=None) | Q(until__gt=Now() - grace())).exists()


@transaction.atomic
def stop(
    *, scope: str, reason: str, by: User, client: Any = None, network: str = "", project: Any = None,
    until: dt.datetime | None = None, answers_too: bool = False,
) -> Pause:  # fmt: skip
    """From the moment this returns nothing more leaves in the scope; what is in the air this second arrives.

    ``scope`` is a Pause.Scope and goes with exactly its ``client``, ``network`` or ``project``. Raises
    PermissionDenied, and ValidationError when the same scope is stopped already or ``until`` has gone by.
    """
    pause = Pause(scope=scope, client=client, network=network, project=project, reason=reason.strip(), by=by,
                  until=until, answers_too=answers_too)  # fmt: skip
    _check_scope(pause)
    require(by, pause.permission, pause if project else None)
    _check(pause)
    _lock("pg_advisory_xact_lock")
    if Pause.objects.active().filter(scope=scope, client=client, network=network, project=project).exists():
        raise ValidationError(f"{pause} is stopped already.")
    pause.since = timezone.now()
    pause.save(force_insert=True)
    _forget_banners()
    audit.record("projects.pause.stop", pause, by=by, scope=str(pause), reason=pause.reason)
    _tell(pause, "stopped", title=f"Publishing is stopped: {pause}", body=f"{by}: {pause.reason}", by=by)
    return pause


@transaction.atomic
def resume(*, pause: Pause, by: User) -> Pause:
    """What is planned for later goes at its time again; what came due meanwhile waits for a decision each."""
    require(by, pause.permission, pause if pause.project else None)
    _lock("pg_advisory_xact_lock")
    kept = Pause.objects.select_for_update(of=("self",)).get(pk=pause.pk)
    if not kept.is_active:
        raise MovedMeanwhile(f"Publishing goes on already: {kept}.")
    kept.lifted_at, kept.lifted_by = timezone.now(), by
    kept.save(update_fields=["lifted_at", "lifted_by"])
    _forget_banners()
    audit.record("projects.pause.resume", kept, by=by, scope=str(kept))
    body = "What came due meanwhile waits for a decision. Nothing of it goes by itself."
    _tell(kept, "resumed", title=f"Publishing goes on: {kept}", body=body, by=by)
    return kept


def _check_scope(pause: Pause) -> None:
    named = {"client": pause.client, "network": pause.network, "project": pause.project}
    if pause.scope in named and not named[pause.scope]:
        raise ValidationError({pause.scope: "Say which one."})


def _check(pause: Pause) -> None:
    if not pause.reason:
        raise ValidationError({"reason": "Say why. Everybody concerned reads it."})
    if pause.until and pause.until <= timezone.now():
        raise ValidationError({"until": "That moment has gone by."})
    pause.full_clean(exclude=["by"])


def _tell(pause: Pause, what: str, *, title: str, body: str, by: User) -> None:
    """The heads and everybody seated in a project it reaches, except who did it."""
    running = pause.projects.exclude(stage=Project.Stage.FINISHED)
    seated = Q(seats__project__in=running) | Q(role=Role.HEAD)
    people = User.objects.filter(seated, is_active=True).exclude(pk=by.pk).distinct()
    notify(people, "publishing_stopped", key=f"pause:{pause.pk}:{what}", title=title, body=body,
           url=pause.get_absolute_url(), project=pause.project)  # fmt: skip


def _forget_banners() -> None:
    stopped.forget()
    transaction.on_commit(stopped.forget)


def _lock(function: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {function}(%s, %s)", _LOCK)
