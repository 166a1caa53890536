"""Importing a table of posts: what people decide. What workers do in between is in ``import_steps``."""

from collections.abc import Sequence
from typing import Any

from django.core.files.base import File
from django.db import transaction

from agency import audit
from agency.permissions import Permission
from agency.text import storable
from agency.transitions import move
from content.exchange import columns, files
from content.models import PostImport, PostImportRow
from content.refusal import Refusal
from projects.access import require
from projects.models import Project

AT_ONCE = 3
Outcome = PostImportRow.Outcome


@transaction.atomic
def start(*, project: Project, file: Any, by: Any) -> PostImport:
    """Take a CSV or XLSX in; a worker reads it. Raises Refusal (files.BadFile) for what is no table."""
    require(by, Permission.WRITE_POST, project)
    kind = files.look(file)
    if project.post_imports.waiting().filter(by=by).count() >= AT_ONCE:
        raise Refusal(file="Three of your files are being worked on. Wait until one is through.")
    name = storable(file.name or "").replace("\n", " ")[-200:] or f"posts.{kind}"
    job = PostImport(project=project, by=by, name=name, about={"kind": kind})
    job.file.save(f"{project.slug}.{kind}", File(file), save=False)
    job.save()
    audit.record("content.postimport.started", job, by=by, name=name)
    return job


@transaction.atomic
def map_columns(*, postimport: PostImport, keys: Sequence[str], by: Any) -> PostImport:
    """Say for each header which field of a post it is ("" for none); the rows are looked at anew."""
    require(by, Permission.WRITE_POST, postimport)
    job = _hold(postimport)
    _check_keys(keys, job)
    job.columns = list(keys)
    move(job, "map_columns", by=by, fields=["columns"], name=job.name)
    job.rows.exclude(outcome=Outcome.UNREAD).update(
        outcome=Outcome.UNREAD, said={}, problems=[], notes=[], fingerprint=""
    )
    return job


def _check_keys(keys: Sequence[str], job: PostImport) -> None:
    named = [key for key in keys if key]
    if len(keys) != len(job.headers):
        raise Refusal(columns=f"The file has {len(job.headers)} columns, {len(keys)} were named.")
    if strange := set(named) - {column.key for column in columns.COLUMNS}:
        raise Refusal(columns=f"There is no column {', '.join(sorted(strange))}.")
    if twice := {columns.BY_KEY[key].label for key in named if named.count(key) > 1}:
        raise Refusal(columns=f"Two columns cannot both be: {', '.join(sorted(twice))}.")
    if not columns.is_enough(named):
        raise Refusal(columns="One column has to be the title or the text.")


@transaction.atomic
def confirm(*, postimport: PostImport, by: Any, partly: bool = False, twins_too: bool = False) -> PostImport:
    """Make drafts of the rows. ``partly``: of the good ones, though others are refused; ``twins_too``: also of those
    that are there already. Raises Refusal when some are refused and nobody said ``partly``, or when nothing is left.
    """
    require(by, Permission.WRITE_POST, postimport)
    job = _hold(postimport)
    bad = job.rows.filter(outcome=Outcome.BAD).count()
    wanted = [Outcome.GOOD, Outcome.TWIN] if twins_too else [Outcome.GOOD]
    good = job.rows.filter(outcome__in=wanted).count()
    if job.status == PostImport.Status.READY and bad and not partly:
        raise Refusal(partly=f"{bad} of {job.total} rows are refused. Mend the file, or import the good ones.")
    if job.status == PostImport.Status.READY and not good:
        raise Refusal(partly="There is nothing to import: every row is refused or there already.")
    job.twins_too = twins_too
    move(job, "confirm", by=by, fields=["twins_too"], name=job.name, count=good)
    return job


@transaction.atomic
def cancel(*, postimport: PostImport, by: Any) -> PostImport:
    """Stop wherever it is. Drafts that are made already stay, and can be undone."""
    require(by, Permission.WRITE_POST, postimport)
    job = _hold(postimport)
    forget_file(job)
    move(job, "cancel", by=by, fields=["file"], name=job.name)
    return job


@transaction.atomic
def undo(*, postimport: PostImport, by: Any) -> PostImport:
    """Throw away its drafts that nobody touched; a worker does it."""
    require(by, Permission.WRITE_POST, postimport)
    job = _hold(postimport)
    move(job, "undo", by=by, name=job.name)
    return job


def forget_file(job: PostImport) -> None:
    """The rows are kept, or nobody wants them: the file goes when the transaction holds."""
    if name := job.file.name:
        storage = job.file.storage
        transaction.on_commit(lambda: storage.delete(name))
    job.file.name = ""


def _hold(job: PostImport) -> PostImport:
    """Read fresh and locked: a worker that has it in hand finishes its step first."""
    jobs = PostImport.objects.select_for_update(of=("self",))
    return jobs.select_related("project__client", "by").get(pk=job.pk)
