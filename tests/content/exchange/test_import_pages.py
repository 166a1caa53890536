import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from content.models import PostImport
from content.selectors.importing import progress
from content.services import import_steps, imports
from content.views import imports as views
from tests.factories.exchange import drafts_of, read_in, table, work_off


def page(browser, job):
    return browser.get(f"/imports/{job.pk}/").content.decode()


def test_a_table_goes_all_the_way_from_the_page(signed_in, people):
    browser, slug = signed_in(people.copywriter), people.project.slug
    sent = browser.post(f"/projects/{slug}/import/", {"file": table("First spoon;x;;;", "Second;y;nonsense;;")})
    job = PostImport.objects.get()
    assert sent["Location"] == f"/imports/{job.pk}/"
    assert 'hx-trigger="every 2s"' in page(browser, job)
    work_off(job)
    shown = page(browser, job)
    assert "every 2s" not in shown
    assert "One row has something wrong" in shown
    assert "Row 3" in shown
    assert "Day: “nonsense” is not a day. Write 25.12.2026 or 2026-12-25." in shown
    browser.post(f"/imports/{job.pk}/confirm/", {"partly": "1"})
    work_off(job)
    assert "One draft made" in page(browser, job)
    browser.post(f"/imports/{job.pk}/undo/")
    work_off(job)
    assert "One draft is gone." in page(browser, job)
    assert drafts_of(people) == []


def test_what_is_no_table_is_said_beside_the_field(signed_in, people):
    browser, url = signed_in(people.copywriter), f"/projects/{people.project.slug}/import/"
    answer = browser.post(url, {"file": SimpleUploadedFile("plan.csv", b"%PDF-1.7")})
    assert answer.status_code == 422
    assert "This is a PDF, not a table. Send CSV or XLSX." in answer.content.decode()
    assert browser.post(url).status_code == 422


def test_strange_columns_are_named_on_the_page(signed_in, people):
    browser = signed_in(people.copywriter)
    job = read_in(people, table("First;Joy", header="Headline;Mood"))
    shown = page(browser, job)
    assert "What are these columns?" in shown
    assert "Joy" in shown
    wrong = browser.post(f"/imports/{job.pk}/columns/", {"column-0": "", "column-1": "link"})
    assert wrong.status_code == 422
    assert "One column has to be the title or the text." in wrong.content.decode()
    browser.post(f"/imports/{job.pk}/columns/", {"column-0": "title", "column-1": ""})
    assert work_off(job).status == "ready"


def test_every_bad_row_can_be_reached(signed_in, people, monkeypatch):
    monkeypatch.setattr(views, "ROWS", 2)
    job = read_in(people, table(*[f"Title {n};x;nonsense;;" for n in range(3)]))
    shown = page(signed_in(people.copywriter), job)
    more = shown.partition(f'hx-get="/imports/{job.pk}/rows/')[2].partition('"')[0]
    assert ("Row 3" in shown, "Row 4" in shown) == (True, False)
    assert "Row 4" in signed_in(people.copywriter).get(f"/imports/{job.pk}/rows/{more}").content.decode()


def test_the_page_costs_the_same_with_more_rows(signed_in, people, queries):
    browser = signed_in(people.copywriter)
    one = read_in(people, table("First;x;nonsense;;"))
    three = read_in(people, table(*[f"Title {n};x;nonsense;;" for n in range(3)]))
    assert queries(lambda: page(browser, one)) == queries(lambda: page(browser, three))


def test_progress_counts_the_step_that_is_under_way(people, monkeypatch):
    monkeypatch.setattr(import_steps, "AT_A_TIME", 2)
    job = imports.start(project=people.project, file=table(*["First;x;;;"] * 3), by=people.copywriter)
    import_steps.step()
    import_steps.step()
    job = PostImport.objects.get()
    assert (progress(job).done, progress(job).total) == (2, 3)
    work_off(job)
    imports.confirm(postimport=job, by=people.copywriter)
    job = PostImport.objects.get()
    assert (progress(job).done, progress(job).total) == (0, 1)


@pytest.mark.parametrize(("who", "status"), [("moderator", 403), ("approver", 403), ("outsider", 404)])
def test_importing_is_for_writers(signed_in, people, who, status):
    browser = signed_in(getattr(people, who))
    assert browser.post(f"/projects/{people.project.slug}/import/", {"file": table("First;x;;;")}).status_code == status
    assert not PostImport.objects.exists()


def test_an_import_of_a_colleague_is_seen_and_a_clients_own_is_theirs(signed_in, people):
    job = read_in(people, table("First;x;;;"))
    assert signed_in(people.manager).get(f"/imports/{job.pk}/").status_code == 200
    assert signed_in(people.author).get(f"/imports/{job.pk}/").status_code == 404
