"""What a post brought: answers, votes, the draw, who came. Inside the agency only."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from agency.http import HttpRequest
from agency.permissions import Permission
from agency.transitions import MovedMeanwhile
from content.access import post_or_404
from content.forms.results import AttendanceForm, CountForm, EntriesForm, ReasonForm
from content.models import Answer, Draw, Interactive, Post, details_of
from content.refusal import Refusal
from content.selectors.facts import facts_of
from content.selectors.results import answers_of, result_of
from content.services.taking_part import answers, drawing, gathering, noting
from projects.access import require

PAGE = "content/formats/result.html"


@require_safe
def result(request: HttpRequest, pk: int) -> HttpResponse:
    """The whole result; a post's page loads its summary into itself."""
    post = post_or_404(request, pk, Permission.VIEW_INSIDE)
    if request.htmx and request.GET.get("part") == "summary":
        return render(request, "content/formats/summary.html", {"post": post, "result": result_of(post)})
    return _page(request, post)


def _page(request: HttpRequest, post: Post, *, status: int = 200, **forms: Any) -> HttpResponse:
    found = result_of(post)
    if found is None:
        raise Http404
    context = {
        "post": post,
        "project": post.project,
        "result": found,
        "said": facts_of(found.details.snapshot()),
        "answers": answers_of(post, request.GET.get("after")),
        "may_write": request.user.has_perm(Permission.WRITE_POST, post),
        "entries_form": EntriesForm(),
        "draw_form": ReasonForm(),
        "count_form": CountForm(initial={"counted": getattr(found.details, "counted", None)}),
        "attendance_form": AttendanceForm(instance=found.details) if post.format == Post.Format.OFFLINE else None,
    }
    return render(request, PAGE, context | forms, status=status)


def _writable(request: HttpRequest, pk: int) -> Post:
    post = post_or_404(request, pk, Permission.VIEW_INSIDE)
    require(request.user, Permission.WRITE_POST, post)
    return post


@require_POST
def read_now(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask the networks at once."""
    post = _writable(request, pk)
    found = gathering.read_post(post=post)
    messages.success(request, f"Read: {found} new." if found else "Read: nothing new.")
    return redirect("content:result", pk)


@require_POST
def add_entries(request: HttpRequest, pk: int) -> HttpResponse:
    post = _writable(request, pk)
    form = EntriesForm(request.POST, request.FILES)
    try:
        if form.is_valid():
            added = answers.add_by_hand(post=post, entries=answers.read_entries(form.lines), by=request.user)
            messages.success(request, f"{added} entered.")
            return redirect("content:result", pk)
    except Refusal as refusal:
        form.refuse(refusal.errors)
    return _page(request, post, entries_form=form, status=422)


VERBS: dict[str, tuple[Callable[..., None], dict[str, Any], str]] = {
    "best": (answers.pick, {"best": True}, "Picked."),
    "plain": (answers.pick, {"best": False}, "Not picked any more."),
    "put-back": (answers.put_back, {}, "It counts again."),
    "take-out": (answers.take_out, {}, "Taken out, with the reason."),
}


@require_POST
def mark(request: HttpRequest, pk: int, verb: str) -> HttpResponse:
    """Pick an answer, take somebody out with a reason, or let them take part after all."""
    answer = get_object_or_404(Answer.objects.visible_to(request.user).select_related("post__project__client"), pk=pk)
    post = _writable(request, answer.post_id)
    if verb not in VERBS:
        raise Http404
    run, said, done = VERBS[verb]
    extra = {"reason": request.POST.get("reason", "")} if verb == "take-out" else {}
    try:
        run(answer=answer, by=request.user, **said, **extra)
    except (Refusal, MovedMeanwhile) as error:
        messages.warning(request, str(error))
    else:
        messages.success(request, done)
    return redirect("content:result", post.pk)


@require_POST
def draw(request: HttpRequest, pk: int) -> HttpResponse:
    """Draw the winners, and show the protocol."""
    post = _writable(request, pk)
    form = ReasonForm(request.POST)
    try:
        if form.is_valid():
            return redirect(drawing.draw(post=post, by=request.user, reason=form.cleaned_data["reason"]))
    except Refusal as refusal:
        form.refuse(refusal.errors)
    except MovedMeanwhile as error:
        form.refuse({"reason": str(error)})
    return _page(request, post, draw_form=form, status=422)


@require_safe
def protocol(request: HttpRequest, pk: int) -> HttpResponse:
    """A draw with everything somebody needs to repeat it; fit for print."""
    draws = Draw.objects.visible_to(request.user).select_related("post__project__client", "drawn_by")
    found: Draw = get_object_or_404(draws, pk=pk)
    require(request.user, Permission.VIEW_INSIDE, found)
    context = {
        "draw": found,
        "post": found.post,
        "project": found.post.project,
        "promotion": getattr(found.post, "promotion", None),
        "winners": found.winners.all(),
        "ranked": drawing.ranked(
            [(key, name, url) for key, name, url in found.entries], seed=found.seed, digest=found.digest
        ),
    }
    return render(request, "content/formats/protocol.html", context)


@require_POST
def note(request: HttpRequest, pk: int) -> HttpResponse:
    """What only people know: who came, or how many took part."""
    post = _writable(request, pk)
    details = details_of(post)
    if isinstance(details, Interactive):
        return _note_count(request, post)
    form = AttendanceForm(request.POST, instance=details)
    try:
        if form.is_valid():
            noting.note_attendance(post=post, by=request.user, **form.cleaned_data)
            messages.success(request, "Noted.")
            return redirect("content:result", pk)
    except Refusal as refusal:
        form.refuse(refusal.errors)
    return _page(request, post, attendance_form=form, status=422)


def _note_count(request: HttpRequest, post: Post) -> HttpResponse:
    form = CountForm(request.POST)
    if not form.is_valid():
        return _page(request, post, count_form=form, status=422)
    noting.note_count(post=post, counted=form.cleaned_data["counted"], by=request.user)
    messages.success(request, "Noted.")
    return redirect("content:result", post.pk)


@require_POST
def follow_up(request: HttpRequest, pk: int) -> HttpResponse:
    """A draft with the best answers."""
    post = _writable(request, pk)
    try:
        made = noting.follow_up(post=post, by=request.user)
    except MovedMeanwhile as error:
        messages.warning(request, str(error))
        return redirect("content:result", pk)
    return redirect(made)
