"""Where a draft is written: saved while one types, checked, sent to review."""

import secrets
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from agency.http import HttpRequest
from agency.permissions import Permission
from agency.text import storable
from agency.transitions import MovedMeanwhile
from content import checks, clock
from content.access import post_or_404
from content.forms import DraftForm, details_form
from content.forms.formats import FORMS, DetailsForm
from content.models import Post
from content.refusal import Refusal
from content.selectors import merged
from content.selectors.history import last_remark
from content.services import media, presence, submission, together, versions
from content.services.together import Overlap, Saved
from content.views.library import take
from projects.people import answerable_for


def compose(request: HttpRequest, post: Post) -> HttpResponse:
    """The page of a draft for somebody who may write it."""
    context = _context(request, post, _form(request, post))
    presence.here(post=post, by=request.user, editor=context["editor"])
    context["others"] = presence.others_at(post, than=request.user)
    return render(request, "content/composer.html", context)


def _form(request: HttpRequest, post: Post, data: Any = None) -> DraftForm:
    checks.lay_out(post)
    channels = list(post.project.channels.defer("credentials"))
    may_plan = request.user.has_perm(Permission.PLAN_POST, post)
    return DraftForm(data, instance=post, channels=channels, may_plan=may_plan)


def _context(request: HttpRequest, post: Post, form: DraftForm, **more: Any) -> dict[str, Any]:
    sheet = checks.sheet_of(post)
    listed = checks.checks_of(sheet)
    return {
        "post": post,
        "project": post.project,
        "form": form,
        "details": details_form(post),
        "sheet": sheet,
        "checks": listed,
        "passed": sum(check.kind == "ok" for check in listed),
        "is_doubled": bool(post.day and post.time and clock.is_doubled(post.day, post.time, post.time_zone)),
        "reviewers": [person for person in answerable_for(post.project) if person != post.author],
        "editor": request.POST.get("editor") or secrets.token_hex(8),
        "remark": last_remark(post),
        "groups": post.project.hashtag_groups.all(),
        "may_tag": request.user.has_perm(Permission.EDIT_PROJECT, post),
        **more,
    }


@require_POST
def save(request: HttpRequest, pk: int) -> HttpResponse:
    """Autosave and the button: what is sound is saved, what is not is named beside its field (422)."""
    post = post_or_404(request, pk, Permission.WRITE_POST)
    form, details = _form(request, post, request.POST), details_form(post, request.POST)
    try:
        saved = _save(post, form, details, request)
    except MovedMeanwhile as error:
        return _conflict(request, post, form, error)
    post, wrong = saved.post, bool(form.errors or (details and details.errors))
    came = {"people": saved.people, "merged": merged.for_page(saved, request.POST)}
    context = _context(request, post, form, **_taking_part(post, details, wrong=wrong), **came)
    if request.htmx:
        return render(request, "content/composer.html#saved", context, status=422 if wrong else 200)
    if wrong:
        return render(request, "content/composer.html", context, status=422)
    messages.success(request, "Draft saved.")
    return redirect(post)


def _taking_part(post: Post, details: DetailsForm | None, *, wrong: bool) -> dict[str, Any]:
    """What to show of how people take part: the fields that were sent, or those of the format just chosen."""
    shown = details.prefix if details else ""
    own = post.format if post.format in FORMS else ""
    return {"wrong": wrong, "other_format": shown != own} | ({"details": details} if shown == own else {})


def _save(post: Post, form: DraftForm, details: DetailsForm | None, request: HttpRequest) -> Saved:
    form.is_valid()
    revision, prefer = request.POST.get("revision", ""), request.POST.get("prefer", "")
    return together.save(
        post=post,
        revision=int(revision) if revision.isdecimal() and len(revision) < 10 else -1,
        by=request.user,
        changes=form.changes,
        targets=form.targets,
        alts=form.alts,
        details=_said(details),
        spots=form.spots,
        fold=form.said_fold,
        editor=storable(request.POST.get("editor", ""))[:32],
        channels=form.channels,
        prefer=prefer if prefer in ("mine", "theirs") else "",
    )


def _said(details: DetailsForm | None) -> dict[str, Any]:
    if details is None:
        return {}
    details.is_valid()
    return {str(details.prefix): details.changes}


def _conflict(request: HttpRequest, post: Post, form: DraftForm, error: MovedMeanwhile) -> HttpResponse:
    """Nobody loses a word: the editor keeps its text, and is shown what is there now."""
    now = error.post if isinstance(error, Overlap) else None
    places = merged.overlaps(error, form.channels) if isinstance(error, Overlap) else []
    conflict = {"error": str(error), "now": now, "places": places, "read": request.POST.get("revision", "")}
    if request.htmx:
        response = render(request, "content/composer.html#conflict", {"post": post, "conflict": conflict}, status=409)
        response["HX-Retarget"], response["HX-Reswap"] = "#conflict", "innerHTML"
        return response
    context = _context(request, now or post, form, conflict=conflict)
    return render(request, "content/composer.html", context, status=409)


@require_POST
def submit(request: HttpRequest, pk: int) -> HttpResponse:
    """Save what is on the page and send it to review; what is missing is named beside its field (422)."""
    post = post_or_404(request, pk, Permission.WRITE_POST)
    form, details = _form(request, post, request.POST), details_form(post, request.POST)
    try:
        post = _save(post, form, details, request).post
        if form.is_valid() and not (details and details.errors):
            submission.submit(post=post, by=request.user)
            messages.success(request, f"“{post}” is with the reviewer now.")
            return redirect(post)
    except MovedMeanwhile as error:
        return redirect(post) if _went_already(post, form) else _conflict(request, post, form, error)
    except Refusal as refusal:
        form.refuse(refusal.errors)
    context = _context(request, post, form, **_taking_part(post, details, wrong=True))
    if context["details"]:
        context["details"].refuse(form.refused)
    return render(request, "content/composer.html", context, status=422)


def _went_already(post: Post, form: DraftForm) -> bool:
    """A double click: the first one sent exactly this text."""
    last = versions.latest(post)
    return bool(last and last.snapshot["text"] == form.cleaned_data.get("text") and not _is_draft(post))


def _is_draft(post: Post) -> bool:
    return Post.objects.filter(pk=post.pk, status=Post.Status.DRAFT).exists()


@require_POST
def add_picture(request: HttpRequest, pk: int) -> HttpResponse:
    """Take photos and videos in and put them last; what cannot be used is named, the rest stays."""
    post = post_or_404(request, pk, Permission.WRITE_POST)
    taken, wrong = take(request, post.project)
    try:
        media.attach_all(post=post, media=taken, by=request.user)
    except Refusal as refusal:
        wrong.append(str(refusal))
    return pictures(request, post, error=" ".join(wrong), status=422 if wrong else 200)


@require_POST
def remove_picture(request: HttpRequest, pk: int, picture: int) -> HttpResponse:
    post = post_or_404(request, pk, Permission.WRITE_POST)
    media.detach(post=post, picture_id=picture, by=request.user)
    return pictures(request, post)


@require_POST
def move_picture(request: HttpRequest, pk: int, picture: int) -> HttpResponse:
    """Put a picture first."""
    post = post_or_404(request, pk, Permission.WRITE_POST)
    media.arrange(post=post, order=[picture], by=request.user)
    return pictures(request, post)


def pictures(request: HttpRequest, post: Post, *, error: str = "", status: int = 200) -> HttpResponse:
    """The grid of pictures, with the page's checks and revision out of band."""
    if not request.htmx and not error:
        return redirect(post)
    now = post_or_404(request, post.pk, Permission.WRITE_POST)
    context = _context(request, now, _form(request, now), picture_error=error)
    template = "content/composer.html#pictures_changed" if request.htmx else "content/composer.html"
    return render(request, template, context, status=status)
