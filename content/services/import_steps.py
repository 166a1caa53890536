"""Importing a table of posts: what workers do, a step at a time.

A step is one transaction that holds the import's row. A worker that dies in it takes the step back with it and lets go
of the row at once, so that the next worker goes on exactly there: nothing is lost, nothing is there twice. A step that
was started three times without an end is given up, so that one poisonous file cannot keep workers dying.
"""

import datetime as dt
import time
from collections.abc import Callable, Iterable
from itertools import chain, islice
from typing import Any, BinaryIO, cast

from django.db import transaction
from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone

from agency import audit
from agency.models import Event
from agency.notifications import notify
from agency.permissions import Permission
from agency.transitions import move
from content import clock, hashing
from content.exchange import columns, files
from content.exchange.bad_file import BadFile
from content.exchange.files import Line
from content.exchange.judging import Surroundings, fields_of, judge
from content.models import Post, PostImport, PostImportRow, Target
from content.services.imports import forget_file

AT_A_TIME = 500
MOST_TRIES = 3
HEADER_WITHIN = 10
KEPT = dt.timedelta(days=90)
Outcome, Status = PostImportRow.Outcome, PostImport.Status


def work(*, more: Callable[[], Any], seconds: float = 10) -> None:
    """Step after step for ``seconds``; then let others have a turn, and come back with ``more`` when some is left."""
    end = time.monotonic() + seconds
    while step():
        if time.monotonic() > end:
            more()
            return


def step() -> bool:
    """Do the next step of the import that waits longest, whoever else works beside us; whether there was one."""
    pk = _claim()
    if pk is None:
        return False
    with transaction.atomic():
        held = PostImport.objects.waiting().filter(pk=pk).select_for_update(of=("self",), skip_locked=True)
        job = held.select_related("project__client", "by").first()
        if job:
            _work(job)
    return True


@transaction.atomic
def _claim() -> int | None:
    """The import to work on, with this start counted."""
    waiting = PostImport.objects.waiting().order_by("pk").select_for_update(of=("self",), skip_locked=True)
    job = waiting.first()
    if job is None:
        return None
    job.tries += 1
    job.save(update_fields=["tries"])
    return job.pk


def _work(job: PostImport) -> None:
    if job.tries > MOST_TRIES and job.status != Status.UNDOING:
        _give_up(job, "Rapport stopped three times at the same place of this file. Nothing more is made of it.")
        return
    if job.status != Status.UNDOING and not _still_may(job):
        _give_up(job, f"{job.by} may no longer write posts here.")
        return
    ways: dict[str, Callable[[PostImport], None]] = {
        Status.READING: _take_in if job.file else _look_at_rows,
        Status.WRITING: _write,
        Status.UNDOING: _take_back,
    }
    ways[job.status](job)
    PostImport.objects.filter(pk=job.pk).update(tries=0)


def _still_may(job: PostImport) -> bool:
    return job.by.is_active and job.by.has_perm(Permission.WRITE_POST, job.project)


def _give_up(job: PostImport, reason: str) -> None:
    job.reason, job.ended_at = reason[:300], timezone.now()
    forget_file(job)
    _machine(job, "refuse", "reason", "ended_at", "file", reason=reason)


def _machine(job: PostImport, transition: str, *fields: str, **data: Any) -> None:
    move(job, transition, by=None, fields=fields, check_permission=False, name=job.name, **data)


# --- reading --------------------------------------------------------------------------------------------------------


def _take_in(job: PostImport) -> None:
    """Every row of the file, as it stands there; then the file is not needed any more."""
    try:
        with transaction.atomic(), job.file.open("rb") as file:
            about, lines = files.rows_of(cast(BinaryIO, file), job.about["kind"])
            job.about |= about
            _keep_rows(job, lines)
    except (BadFile, FileNotFoundError) as error:
        _give_up(job, str(error) if isinstance(error, BadFile) else "The file is gone. Send it again.")
        return
    forget_file(job)
    job.save(update_fields=["about", "headers", "columns", "total", "file"])
    if columns.unknown(job.headers) or not columns.is_enough(job.columns):
        _machine(job, "ask_columns")


def _keep_rows(job: PostImport, lines: Iterable[Line]) -> None:
    above, lines = _headers(job, iter(lines))
    rows: list[PostImportRow] = []
    for line in chain(above, lines):
        rows.append(PostImportRow(post_import=job, number=line.number, cells=line.cells))
        if len(rows) == AT_A_TIME:
            job.total += _store(rows)
    job.total += _store(rows)
    if not job.total:
        raise BadFile("There are names of columns and no rows below them.")
    if job.total > files.MOST_ROWS:
        raise BadFile(f"There are {job.total:,} rows, more than {files.MOST_ROWS:,}. Split the file.")


def _store(rows: list[PostImportRow]) -> int:
    count = len(PostImportRow.objects.bulk_create(rows))
    rows.clear()
    return count


def _headers(job: PostImport, lines: Any) -> tuple[list[Line], Any]:
    """Set the names of the columns: the row that knows most of them, of the first ten; titles above it are left out."""
    first = list(islice(lines, HEADER_WITHIN))
    if not first:
        raise BadFile("The table is empty.")
    head = max(first, key=lambda line: columns.known_count(line.cells))
    job.headers = [str(cell).strip()[:120] for cell in head.cells]
    job.columns = columns.match(job.headers)
    return [line for line in first if line.number > head.number], lines


def _look_at_rows(job: PostImport) -> None:
    """Judge the next rows; when none is left, a person decides."""
    rows = list(job.rows.filter(outcome=Outcome.UNREAD)[:AT_A_TIME])
    if not rows:
        _machine(job, "present")
        return
    around = surroundings(job)
    for row in rows:
        verdict = judge(row.cells, job.columns, around)
        row.said, row.problems, row.notes = verdict.said, verdict.problems, verdict.notes
        row.outcome = Outcome.BAD if verdict.problems else Outcome.GOOD
        row.fingerprint = verdict.fingerprint
    _find_twins(job, [row for row in rows if row.outcome == Outcome.GOOD])
    _save(rows, "said", "problems", "notes", "outcome", "fingerprint")


def _save(rows: list[PostImportRow], *fields: str) -> None:
    """Many rows at once: an upsert is several times faster than an update that tells rows apart one by one."""
    PostImportRow.objects.bulk_create(rows, update_conflicts=True, unique_fields=["id"], update_fields=fields)


def surroundings(job: PostImport) -> Surroundings:
    """What the rows are held against: the project as the person who sent the file sees it."""
    inside = job.by.has_perm(Permission.VIEW_INSIDE, job.project)
    campaigns = job.project.campaigns.values_list("name", "pk") if inside else []
    return Surroundings(
        zone=job.project.time_zone,
        channels=list(job.project.channels.defer("credentials")),
        goals={columns.bare(title): pk for title, pk in job.project.goals.values_list("title", "pk")},
        campaigns={columns.bare(name): pk for name, pk in campaigns},
        may_plan=job.by.has_perm(Permission.PLAN_POST, job.project),
        now=timezone.now(),
        from_1904=bool(job.about.get("from_1904")),
    )


def _find_twins(job: PostImport, rows: list[PostImportRow]) -> None:
    """Flag what would be there twice: an equal row above, or a post of that day and page with the same words."""
    prints = [row.fingerprint for row in rows]
    before = job.rows.filter(fingerprint__in=prints, outcome__in=[Outcome.GOOD, Outcome.TWIN]).order_by("-number")
    seen = dict(before.values_list("fingerprint", "number"))
    posts = _posts_like(job, rows)
    for row in rows:
        if row.fingerprint in seen:
            _flag(row, f"The same stands in row {seen[row.fingerprint]}.")
        elif twin := next((post for post in posts if _is_twin(row.said, post)), None):
            _flag(row, f"“{twin.title}” is there already.")
        seen.setdefault(row.fingerprint, row.number)


def _flag(row: PostImportRow, text: str) -> None:
    row.outcome = Outcome.TWIN
    row.notes.append({"column": columns.BY_KEY["title"].label, "text": text})


def _posts_like(job: PostImport, rows: list[PostImportRow]) -> list[Post]:
    """Posts this person sees that have a title or a text of these rows."""
    titles = {row.said["title"] for row in rows}
    texts = {row.said["text"] for row in rows} - {""}
    like = Post.objects.visible_to(job.by).kept().filter(project=job.project)
    like = like.filter(Q(title__in=titles) | Q(text__in=texts)).exclude(import_row__post_import=job)
    return list(like.prefetch_related("targets").only("title", "text", "day")[: 10 * AT_A_TIME])


def _is_twin(said: dict[str, Any], post: Post) -> bool:
    pages = {target.channel_id for target in post.targets.all()}
    same_place = not pages or not said["channels"] or bool(pages & set(said["channels"]))
    same_day = said["day"] == (post.day.isoformat() if post.day else None)
    return same_day and same_place and (said["title"] == post.title or (said["text"] or None) == post.text)


# --- writing --------------------------------------------------------------------------------------------------------


def _write(job: PostImport) -> None:
    """Drafts of the next rows; when none is left, it is done."""
    wanted = [Outcome.GOOD, Outcome.TWIN] if job.twins_too else [Outcome.GOOD]
    rows = list(job.rows.filter(outcome__in=wanted)[:AT_A_TIME])
    if not rows:
        _end(job, "finish")
        return
    around = surroundings(job)
    posts = [_draft(job, row, around) for row in rows]
    Post.objects.bulk_create(posts)
    _aim(posts, rows, {channel.pk for channel in around.channels})
    _seal(posts)
    Event.objects.bulk_create(
        audit.draft("content.post.imported", post, by=job.by, title=post.title, name=job.name, row=row.number)
        for post, row in zip(posts, rows, strict=True)
    )
    for post, row in zip(posts, rows, strict=True):
        row.post, row.outcome, row.written_at = post, Outcome.MADE, post.updated_at
    _save(rows, "post", "outcome", "written_at", "notes")


def _draft(job: PostImport, row: PostImportRow, around: Surroundings) -> Post:
    """The draft of a row, its plan looked at once more: an hour can go by between the look and the yes."""
    fields = {"language": job.project.language} | fields_of(row.said)
    fields["goal_id"] = fields["goal_id"] if fields["goal_id"] in around.goals.values() else None
    fields["campaign_id"] = fields["campaign_id"] if fields["campaign_id"] in around.campaigns.values() else None
    post = Post(project=job.project, author=job.by, time_zone=around.zone, **fields)
    if post.day and post.time:
        post.scheduled_at = clock.instant(post.day, post.time, post.time_zone)
        if post.scheduled_at < around.now:
            post.day = post.time = post.scheduled_at = None
            row.notes.append({"column": "Day", "text": "It went by before the draft was made. It has no day."})
    return post


def _aim(posts: list[Post], rows: list[PostImportRow], known: set[int]) -> None:
    """The pages of each draft, those that are still there."""
    for post, row in zip(posts, rows, strict=True):
        targets = [Target(post=post, channel_id=pk) for pk in row.said["channels"] if pk in known]
        post.__dict__["_prefetched_objects_cache"] = {"targets": targets, "pictures": []}
        post.__dict__["_details"] = (post.format, None)  # a new draft has none: what details_of would find
    Target.objects.bulk_create(target for post in posts for target in post.targets.all())


def _seal(posts: list[Post]) -> None:
    """Fingerprints, as every saved draft has one."""
    for post in posts:
        post.content_hash = hashing.hash_of(hashing.snapshot_of(post))
    Post.objects.bulk_update(posts, ["content_hash"])


def _end(job: PostImport, transition: str) -> None:
    job.ended_at = timezone.now()
    made = job.rows.filter(outcome=Outcome.MADE).count()
    _machine(job, transition, "ended_at", count=made)
    if transition == "finish":
        notify(
            [job.by], "import_done", key=f"import:{job.pk}:done", title=f"{made} drafts came out of {job.name}",
            url=job.get_absolute_url(), project=job.project,
        )  # fmt: skip


# --- undoing --------------------------------------------------------------------------------------------------------


def _take_back(job: PostImport) -> None:
    """Throw the next drafts away that are as they came; what somebody touched stays."""
    rows = list(job.rows.filter(outcome=Outcome.MADE).values_list("pk", "post_id")[:AT_A_TIME])
    if not rows:
        _end(job, "finish_undo")
        return
    untouched = set(_untouched(pk for _, pk in rows if pk).values_list("pk", flat=True))
    Post.objects.filter(pk__in=untouched).delete()
    gone = [pk for pk, post_id in rows if post_id is None or post_id in untouched]
    job.rows.filter(pk__in=gone).update(outcome=Outcome.GONE)
    job.rows.filter(pk__in=[pk for pk, _ in rows]).exclude(pk__in=gone).update(outcome=Outcome.KEPT)


def _untouched(ids: Iterable[int]) -> Any:
    """Drafts that were never saved, planned or handed in since, and on which nothing hangs but their pages."""
    posts = Post.objects.filter(
        pk__in=list(ids), status=Post.Status.DRAFT, revision=0, updated_at=F("import_row__written_at")
    )
    for relation in Post._meta.related_objects:
        if relation.related_model not in (Target, PostImportRow) and not relation.many_to_many:
            hanging = relation.related_model._base_manager.filter(**{relation.field.name: OuterRef("pk")})
            posts = posts.exclude(Exists(hanging))
    return posts.select_for_update(of=("self",))


def forget_old() -> int:
    """Imports that ended three months ago are forgotten with their rows; their drafts stay. Says how many went."""
    old = PostImport.objects.filter(status__in=PostImport.ENDED, made_at__lt=timezone.now() - KEPT)
    return old.delete()[0]
