"""Calendars and tables for tests."""

import io

import openpyxl
from django.core.files.uploadedfile import SimpleUploadedFile
from icalendar import Calendar

from content.models import PostImport
from content.services import feeds, import_steps, imports


def address_of(**said):
    """The path of a fresh calendar: ``address_of(by=user, project=…)``."""
    _, address = feeds.make(**said)
    return "/feeds/" + address.rpartition("/feeds/")[2]


def events_at(browser, path):
    """The events a calendar program would read there."""
    answer = browser.get(path)
    assert answer.status_code == 200
    return Calendar.from_ical(answer.content).walk("VEVENT")


def table(*rows, header="Title;Text;Day;Time;Pages", name="plan.csv", encoding="utf-8"):
    """A CSV file as a browser would send it."""
    return SimpleUploadedFile(name, "\n".join([header, *rows]).encode(encoding))


def workbook(*rows, name="plan.xlsx", **made):
    """An XLSX file as a browser would send it; ``made`` are properties of the workbook."""
    book = openpyxl.Workbook()
    for key, value in made.items():
        setattr(book, key, value)
    for row in rows:
        book.active.append(row)
    out = io.BytesIO()
    book.save(out)
    return SimpleUploadedFile(name, out.getvalue())


def read_in(people, file, by=None):
    """The import of a file, read to its end by a worker."""
    job = imports.start(project=people.project, file=file, by=by or people.copywriter)
    return work_off(job)


def work_off(job):
    """What a worker does until there is nothing to do."""
    while import_steps.step():
        pass
    return PostImport.objects.get(pk=job.pk)


def drafts_of(people):
    return list(people.project.posts.order_by("import_row__number"))
