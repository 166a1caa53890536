import csv
import datetime as dt
import io
import tracemalloc

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from content.exchange import tables
from content.models import Post
from content.services import imports
from projects.models import Goal
from tests.factories.content import PostFactory, TargetFactory, draft, tomorrow, with_client
from tests.factories.exchange import read_in, work_off
from tests.factories.people import people_around
from tests.factories.projects import ChannelFactory, GoalFactory

URL = "/calendar/export/"
KEPT = ("title", "text", "day", "time", "value_kind", "value_sentence", "value_audience", "format", "link", "language")


def exported(browser, **asked):
    answer = browser.get(URL, {"kind": "csv"} | asked)
    assert answer.status_code == 200
    return b"".join(answer)


def lines(body):
    return list(csv.DictReader(io.StringIO(body.decode("utf-8-sig"), newline="")))


def rich(people):
    """A post with something in every column that leaves."""
    page = ChannelFactory(project=people.project, name="Kids, toys")
    goal = GoalFactory(project=people.project)
    return draft(
        people,
        title="=First; spoon",
        text='Three "signs",\n+1 more\tand Їжак',
        day=tomorrow(people.project, 7),
        time=dt.time(9, 30),
        value_audience="Mothers",
        format=Post.Format.QUESTION,
        link="https://example.com/a?b=c",
        language="ru",
        goal=goal,
        channel=page,
    )


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_what_leaves_can_come_back(signed_in, people, kind):
    post = rich(people)
    body = exported(signed_in(people.manager), kind=kind)
    other = people_around()
    ChannelFactory(project=other.project, name="Kids, toys")
    GoalFactory(project=other.project)
    job = read_in(other, SimpleUploadedFile(f"posts.{kind}", body))
    assert [row.problems for row in job.rows.all()] == [[]]
    imports.confirm(postimport=job, by=other.copywriter)
    work_off(job)
    back = other.project.posts.get()
    assert {name: getattr(back, name) for name in KEPT} == {name: getattr(post, name) for name in KEPT}
    assert back.goal == Goal.objects.get(project=other.project)
    assert [str(target.channel) for target in back.targets.all()] == ["Kids, toys on Playground"]


def test_no_cell_of_it_is_a_formula(signed_in, people):
    draft(people, title="=HYPERLINK(1)", text="-5 degrees", value_audience="@mothers")
    (line,) = lines(exported(signed_in(people.manager)))
    assert (line["Title"], line["Text"], line["For whom"]) == ("'=HYPERLINK(1)", "'-5 degrees", "'@mothers")
    sheet = openpyxl.load_workbook(io.BytesIO(exported(signed_in(people.manager), kind="xlsx"))).active
    assert "f" not in {cell.data_type for row in sheet for cell in row}


def test_days_and_projects_are_chosen(signed_in, people):
    for days in (1, 2, 3):
        draft(people, title=f"In {days}", day=tomorrow(people.project, days))
    day = tomorrow(people.project, 2).isoformat()
    browser = signed_in(people.manager)
    found = lines(exported(browser, project=people.project.slug, day_from=day, day_to=day))
    assert [(line["Title"], line["Day"], line["Status"]) for line in found] == [("In 2", day, "Draft")]
    assert browser.get(URL, {"kind": "csv", "day_from": day, "day_to": "2020-01-01"}).status_code == 422


def test_nobody_takes_what_they_do_not_see_inside(signed_in, people):
    with_client(people, title="Ours")
    draft(people_around(), title="Theirs")
    assert [line["Title"] for line in lines(exported(signed_in(people.moderator)))] == ["Ours"]
    for who in (people.approver, people.author):
        assert signed_in(who).get(URL, {"kind": "csv"}).status_code == 403


def test_a_workbook_has_an_end(signed_in, people, monkeypatch):
    monkeypatch.setattr("content.forms.exports.MOST_IN_WORKBOOK", 0)
    draft(people)
    answer = signed_in(people.manager).get(URL, {"kind": "xlsx"})
    assert answer.status_code == 422
    assert "Choose fewer days, or CSV." in answer.content.decode()


def test_queries_and_memory_do_not_grow_with_the_posts(people, queries, monkeypatch):
    monkeypatch.setattr(tables, "AT_A_TIME", 20)

    def export():
        return sum(len(line) for line in tables.csv_lines(Post.objects.all()))

    TargetFactory(post=PostFactory(project=people.project))
    one = queries(export)
    for _ in range(2):
        TargetFactory(post=PostFactory(project=people.project))
    assert queries(export) == one
    Post.objects.bulk_create(
        Post(project=people.project, author=people.manager, title=str(n), text="x" * 20_000) for n in range(200)
    )
    tracemalloc.start()
    size = export()
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert size > 4_000_000
    assert peak < size / 2


def test_the_example_reads_as_it_stands(signed_in, people):
    ChannelFactory(project=people.project, name="Lullaby")
    body = b"".join(signed_in(people.copywriter).get(f"/projects/{people.project.slug}/import/example.csv"))
    job = read_in(people, SimpleUploadedFile("example.csv", body))
    assert [(row.outcome, row.notes) for row in job.rows.all()] == [("good", [])]
