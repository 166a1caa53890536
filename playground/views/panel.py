"""The control panel of a page: faults, made-up comments, the token."""

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect

from playground.chatter import MOODS, write_comments
from playground.forms import FaultForm
from playground.models import FaultSwitch, Kind, Page
from playground.ratelimit import allow
from playground.services.faults import switch_off, switch_on
from playground.services.pages import expire_token, renew_token
from playground.views.door import practice, show


@practice("GET")
def panel(request: HttpRequest, handle: str) -> HttpResponse:
    page = get_object_or_404(Page, handle=handle)
    switches = _switches(page.faults.all())
    return show(request, "panel.html", {"page": page, "switches": switches, "moods": MOODS})


@practice("POST")
def fault_on(request: HttpRequest, handle: str, kind: str) -> HttpResponse:
    page = get_object_or_404(Page, handle=handle)
    form = FaultForm(request.POST, kind=_kind(kind))
    if not form.is_valid():
        switches = _switches(page.faults.all(), refused={kind: form})
        return show(request, "panel.html", {"page": page, "switches": switches, "moods": MOODS}, status=422)
    switch_on(page=page, kind=kind, **form.settings())
    return redirect("playground:panel", handle=handle)


@practice("POST")
def fault_off(request: HttpRequest, handle: str, kind: str) -> HttpResponse:
    switch_off(page=get_object_or_404(Page, handle=handle), kind=_kind(kind))
    return redirect("playground:panel", handle=handle)


@practice("POST")
def chatter(request: HttpRequest, handle: str) -> HttpResponse:
    """Twenty comments of made-up followers under the page's newest posts."""
    page = get_object_or_404(Page, handle=handle)
    allow("chatter", who=page.pk, times=20, seconds=60)
    write_comments(page=page, mood=request.POST.get("mood", ""))
    return redirect(page)


@practice("POST")
def new_token(request: HttpRequest, handle: str) -> HttpResponse:
    page = get_object_or_404(Page, handle=handle)
    return show(request, "token.html", {"page": page, "token": renew_token(page=page)})


@practice("POST")
def old_token(request: HttpRequest, handle: str) -> HttpResponse:
    """The token runs out now, whatever its date was."""
    expire_token(page=get_object_or_404(Page, handle=handle))
    return redirect("playground:panel", handle=handle)


def _kind(kind: str) -> Kind:
    if kind not in Kind.values:
        raise Http404
    return Kind(kind)


def _switches(faults: QuerySet[FaultSwitch], refused: dict[str, FaultForm] | None = None) -> list[dict[str, object]]:
    """Every kind of fault with its form, filled as it is switched now or as it was just typed."""
    now = {fault.kind: fault for fault in faults}
    return [
        {"kind": kind, "fault": now.get(kind), "form": (refused or {}).get(kind) or _form(kind, now.get(kind))}
        for kind in Kind
    ]


def _form(kind: Kind, fault: FaultSwitch | None) -> FaultForm:
    fault = fault or FaultSwitch(kind=kind)
    return FaultForm(
        kind=kind,
        initial={
            "operations": fault.operations,
            "remaining": fault.remaining or None,
            "latency_ms": fault.latency_ms,
            "retry_after": fault.retry_after,
        },
    )
