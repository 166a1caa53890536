import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.storage import default_storage
from django.db import IntegrityError, transaction

from agency.models import Event, Notification
from agency.transitions import MovedMeanwhile
from content import hashing
from content.models import Post, PostImport, PostImportRow
from content.refusal import Refusal
from content.services import drafts, import_steps, imports, planning
from content.services.import_steps import _write
from projects.models import Seat
from tests.factories.content import draft, tomorrow
from tests.factories.exchange import drafts_of, read_in, table, work_off, workbook
from tests.factories.projects import ChannelFactory

Outcome = PostImportRow.Outcome


def outcomes(job):
    return dict(job.rows.values_list("number", "outcome"))


def imported(people, file, **said):
    job = read_in(people, file)
    imports.confirm(postimport=job, by=people.copywriter, **said)
    return work_off(job)


def ahead(people, days=7):
    return tomorrow(people.project, days).isoformat()


def test_rows_become_drafts_like_any_other(people):
    page = ChannelFactory(project=people.project, name="Lullaby")
    day = ahead(people)
    job = imported(people, table(f'First spoon;"Three signs\nand more";{day};09:00;Lullaby', "Walk;;;;"))
    first, second = drafts_of(people)
    assert (first.title, first.text, first.status, first.author) == (
        "First spoon", "Three signs\nand more", "draft", people.copywriter,
    )  # fmt: skip
    assert first.scheduled_at == dt.datetime.combine(first.day, dt.time(9), first.zone).astimezone(dt.UTC)
    assert [target.channel for target in first.targets.all()] == [page]
    assert first.content_hash == hashing.hash_of(hashing.snapshot_of(first))
    assert (second.day, second.language, second.format) == (None, people.project.language, "post")
    assert (job.status, outcomes(job)) == ("done", {2: "made", 3: "made"})
    assert Event.objects.about(first).get().sentence.endswith("imported “First spoon” from plan.csv, row 2")
    assert Notification.objects.get(user=people.copywriter).title == "2 drafts came out of plan.csv"


def test_every_bad_row_is_named_with_its_number_and_column(people):
    job = read_in(people, table("First;x;31.02.2030;;", "Second;y;;;Nowhere", "Third;z;;;"))
    assert (job.status, outcomes(job)) == ("ready", {2: "bad", 3: "bad", 4: "good"})
    found = [(row.number, row.problems[0]["column"]) for row in job.rows.filter(outcome=Outcome.BAD)]
    assert found == [(2, "Day"), (3, "Pages")]


def test_all_or_nothing_unless_somebody_says_the_good_ones(people):
    job = read_in(people, table("First;x;nonsense;;", "Second;y;;;"))
    with pytest.raises(Refusal, match="1 of 2 rows are refused"):
        imports.confirm(postimport=job, by=people.copywriter)
    imports.confirm(postimport=job, by=people.copywriter, partly=True)
    work_off(job)
    assert [post.title for post in drafts_of(people)] == ["Second"]


def test_what_is_there_already_is_flagged_and_left_out_unless_wanted(people):
    page = ChannelFactory(project=people.project, name="Lullaby")
    day = tomorrow(people.project, 7)
    draft(people, title="First spoon", text="Ours", day=day, channel=page)
    rows = [f"First spoon;Other words;{day};;Lullaby", f"New;Ours;{day};;", "Twice;x;;;", "Twice;x;;;", "Once;y;;;"]
    job = read_in(people, table(*rows))
    assert outcomes(job) == {2: "twin", 3: "twin", 4: "good", 5: "twin", 6: "good"}
    notes = dict(job.rows.exclude(notes=[]).values_list("number", "notes"))
    assert notes[2][0]["text"] == "“First spoon” is there already."
    assert notes[5][0]["text"] == "The same stands in row 4."
    imports.confirm(postimport=job, by=people.copywriter)
    work_off(job)
    assert [post.title for post in drafts_of(people) if hasattr(post, "import_row")] == ["Twice", "Once"]


def test_a_workbook_is_read_with_its_days_and_without_titles_above_it(people):
    day = tomorrow(people.project, 9)
    file = workbook(["Plan for winter"], [], ["Тема", "Дата", "Час"], ["Перша ложка", day, dt.time(9, 30)])
    imported(people, file)
    (post,) = drafts_of(people)
    assert (post.title, post.day, post.time, post.import_row.number) == ("Перша ложка", day, dt.time(9, 30), 4)


def test_unknown_columns_are_asked_about_and_the_rows_read_anew(people):
    job = read_in(people, table("First;Joy;x", header="Headline;Mood;Words"))
    assert (job.status, job.columns) == ("unmapped", ["title", "", ""])
    for keys in (["title"], ["title", "title", ""], ["", "link", ""], ["poem", "", ""]):
        with pytest.raises(Refusal):
            imports.map_columns(postimport=job, keys=keys, by=people.copywriter)
    imports.map_columns(postimport=job, keys=["title", "", "text"], by=people.copywriter)
    job = work_off(job)
    assert (job.status, job.rows.get().said["text"]) == ("ready", "x")
    imports.map_columns(postimport=job, keys=["text", "", "title"], by=people.copywriter)
    assert work_off(job).rows.get().said["title"] == "x"


def test_a_file_that_cannot_be_read_on_says_why_and_leaves_nothing(people, monkeypatch):
    monkeypatch.setattr("content.exchange.files.MOST_ROWS", 2)
    job = read_in(people, table("First;x;;;", "Second;y;;;", "Third;z;;;"))
    assert (job.status, job.reason) == ("refused", "There are 3 rows, more than 2. Split the file.")
    assert not job.rows.exists()
    assert not job.file


def test_the_file_goes_as_soon_as_its_rows_are_kept(people, django_capture_on_commit_callbacks):
    job = imports.start(project=people.project, file=table("First;x;;;"), by=people.copywriter)
    assert default_storage.exists(job.file.name)
    with django_capture_on_commit_callbacks(execute=True):
        work_off(job)
    assert not default_storage.exists(job.file.name)


def test_a_step_that_is_cut_short_is_done_once(people, monkeypatch):
    monkeypatch.setattr(import_steps, "AT_A_TIME", 2)
    job = read_in(people, table(*[f"Title {n};x;;;" for n in range(5)]))
    imports.confirm(postimport=job, by=people.copywriter)

    def dies(job):
        _write(job)
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(import_steps, "_write", dies)
        for _ in range(2):
            with pytest.raises(KeyboardInterrupt):
                import_steps.step()
    assert not people.project.posts.exists()
    assert work_off(job).status == "done"
    assert [post.title for post in drafts_of(people)] == [f"Title {n}" for n in range(5)]


def test_a_step_nobody_survives_is_given_up(people, monkeypatch):
    job = imports.start(project=people.project, file=table("First;x;;;"), by=people.copywriter)
    monkeypatch.setattr(import_steps, "_take_in", lambda job: 1 / 0)
    for _ in range(3):
        with pytest.raises(ZeroDivisionError):
            import_steps.step()
    import_steps.step()
    job = PostImport.objects.get()
    assert job.status == "refused"
    assert "stopped three times" in job.reason


def test_a_row_and_its_draft_are_there_once(people):
    job = imported(people, table("First;x;;;"))
    row = job.rows.get()
    with pytest.raises(IntegrityError, match="import_row_once"), transaction.atomic():
        job.rows.create(number=row.number)
    with pytest.raises(IntegrityError, match="post_id"), transaction.atomic():
        job.rows.create(number=9, post=row.post)


def test_cancelling_stops_it_and_what_is_made_can_be_undone(people, monkeypatch):
    monkeypatch.setattr(import_steps, "AT_A_TIME", 1)
    job = read_in(people, table("First;x;;;", "Second;y;;;"))
    imports.confirm(postimport=job, by=people.copywriter)
    import_steps.step()
    imports.cancel(postimport=job, by=people.copywriter)
    assert (work_off(job).status, len(drafts_of(people))) == ("cancelled", 1)
    imports.undo(postimport=job, by=people.copywriter)
    assert (work_off(job).status, drafts_of(people)) == ("undone", [])


def test_undoing_spares_what_somebody_touched(people):
    day = tomorrow(people.project, 7)
    job = imported(people, table("Saved;x;;;", "Planned;y;;;", "Handed in;z;;;", "Left;w;;;"))
    saved, planned, kept, _ = drafts_of(people)
    drafts.save(post=saved, revision=0, by=people.copywriter, changes={"text": "Better"})
    planning.schedule(post=planned, day=day, time=dt.time(9), by=people.manager)
    kept.versions.create(number=1, snapshot={}, content_hash="x", created_by=people.manager)
    imports.undo(postimport=job, by=people.copywriter)
    assert list(outcomes(work_off(job)).values()) == ["kept", "kept", "kept", "gone"]
    assert [post.title for post in drafts_of(people)] == ["Saved", "Planned", "Handed in"]


def test_a_clients_author_leaves_the_hour_to_us(people):
    day = ahead(people)
    job = read_in(people, table(f"First;x;{day};;", "Second;y;;;"), by=people.author)
    assert outcomes(job) == {2: "bad", 3: "good"}
    assert job.rows.first().problems[0]["text"] == "The agency sets the day. Leave it empty."


def test_a_clients_author_is_told_of_no_draft_of_ours(people):
    draft(people, title="Secret", text="Ours")
    job = read_in(people, table("Secret;x;;;"), by=people.author)
    assert outcomes(job) == {2: "good"}
    assert list(PostImport.objects.visible_to(people.approver)) == []
    assert list(PostImport.objects.visible_to(people.author)) == [job]


def test_who_may_not_write_imports_nothing(people):
    for who in (people.moderator, people.approver, people.outsider):
        with pytest.raises(PermissionDenied):
            imports.start(project=people.project, file=table("First;x;;;"), by=who)
    job = imports.start(project=people.project, file=table("First;x;;;"), by=people.copywriter)
    Seat.objects.filter(user=people.copywriter).update(user=None)
    assert work_off(job).reason == f"{people.copywriter} may no longer write posts here."


def test_nothing_is_confirmed_twice_or_empty(people):
    job = read_in(people, table("First;x;nonsense;;"))
    with pytest.raises(Refusal, match="nothing to import"):
        imports.confirm(postimport=job, by=people.copywriter, partly=True)
    job = imported(people, table("First;x;;;"))
    with pytest.raises(MovedMeanwhile):
        imports.confirm(postimport=job, by=people.copywriter)
    assert Post.objects.count() == 1


def test_three_files_at_once_are_enough(people):
    for _ in range(3):
        imports.start(project=people.project, file=table("First;x;;;"), by=people.copywriter)
    with pytest.raises(Refusal, match="Three of your files"):
        imports.start(project=people.project, file=table("First;x;;;"), by=people.copywriter)


def test_old_imports_are_forgotten_and_their_drafts_stay(people, monkeypatch):
    imported(people, table("First;x;;;"))
    monkeypatch.setattr(import_steps, "KEPT", dt.timedelta(0))
    import_steps.forget_old()
    assert not PostImportRow.objects.exists()
    assert Post.objects.count() == 1
