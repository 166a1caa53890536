"""Posts leave as a table."""

from typing import Any

from django.http import FileResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from agency.http import HttpRequest
from agency.permissions import Permission
from content.exchange import counts as readings
from content.exchange import examples, tables
from content.forms import ExportForm
from projects.access import project_or_404, require_somewhere

WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_safe
def export(request: HttpRequest) -> HttpResponseBase:
    """The choice of what should leave, and the table itself once it is made."""
    require_somewhere(request.user, Permission.VIEW_INSIDE)
    is_asked = "kind" in request.GET
    form = ExportForm(request.GET if is_asked else None, initial=_initial(request), user=request.user)
    if is_asked and form.is_valid():
        return table(form)
    return render(request, "content/exchange/export.html", {"form": form}, status=422 if is_asked else 200)


def _initial(request: HttpRequest) -> dict[str, Any]:
    return {"kind": "csv"} | request.GET.dict()


def table(form: ExportForm) -> HttpResponseBase:
    """The posts of a valid form as a file: CSV while it is read, a workbook once it is written."""
    if form.cleaned_data["kind"] == "xlsx":
        book = tables.workbook(form.posts)
        return FileResponse(book, as_attachment=True, filename=form.filename, content_type=WORKBOOK)
    return _csv(tables.csv_lines(form.posts), form.filename)


@require_safe
def example(request: HttpRequest, slug: str) -> HttpResponseBase:
    """A table to fill in, with the names of this project's own pages in it."""
    project = project_or_404(request, slug, Permission.WRITE_POST)
    return _csv(examples.csv_lines(project), f"{slug}-example.csv")


@require_safe
def counts(request: HttpRequest, slug: str) -> HttpResponseBase:
    """Every reading of what a project's publications brought."""
    project = project_or_404(request, slug, Permission.VIEW_INSIDE)
    return _csv(readings.csv_lines(project), f"{slug}-counts.csv")


def _csv(lines: Any, filename: str) -> StreamingHttpResponse:
    response = StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="{filename}"'
    return response
