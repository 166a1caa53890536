"""One post: the composer while it is a draft one may write, the reading page otherwise, and what can be done to it."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from agency.http import HttpRequest
from agency.permissions import Permission
from agency.transitions import open_to
from content import checks, clock
from content.access import post_or_404
from content.forms import NewPostForm
from content.models import Post, PostTemplate
from content.refusal import Refusal
from content.selectors.asking import how_it_stands
from content.selectors.history import last_remark, since_approved, steps, story
from content.selectors.standing import standing
from content.services import drafts, planning, submission
from content.views.comments import talk
from content.views.composer import compose
from projects.access import require_somewhere

MOST_TEMPLATES = 20


@require_safe
def post(request: HttpRequest, pk: int) -> HttpResponse:
    post = post_or_404(request, pk, Permission.VIEW_POST)
    if post.status == Post.Status.DRAFT and request.user.has_perm(Permission.WRITE_POST, post):
        return compose(request, post)
    context = {
        "post": post,
        "project": post.project,
        "standing": standing(post),
        "sheet": checks.sheet_of(post),
        "pictures": post.pictures.all(),
        "moves": [move["name"] for move in open_to(post, request.user)],
        "may_plan": request.user.has_perm(Permission.PLAN_POST, post),
        "may_send": request.user.has_perm(Permission.SEND_POST, post) and post.is_approved_as_is,
        "may_ask": request.user.has_perm(Permission.ASK_CLIENT, post),
        "is_doubled": bool(post.day and post.time and clock.is_doubled(post.day, post.time, post.time_zone)),
        "story": story(post, request.user),
        "remark": last_remark(post),
        "changed": since_approved(post) if request.user.has_perm(Permission.VIEW_INSIDE, post) else [],
        "asking": how_it_stands(post),
        **talk(request, post),
    }
    return render(request, "content/post.html", context)


@require_safe
def history(request: HttpRequest, pk: int) -> HttpResponse:
    """Versions and what happened to the post; inside the agency only."""
    post = post_or_404(request, pk, Permission.VIEW_INSIDE)
    context = {"post": post, "project": post.project, "steps": steps(post), "story": story(post, request.user)}
    return render(request, "content/history.html", context)


def new(request: HttpRequest) -> HttpResponse:
    """The least a draft starts from: a project and a working title, and the place in the calendar one came from."""
    require_somewhere(request.user, Permission.WRITE_POST)
    form = NewPostForm(request.POST or None, initial=request.GET.dict(), user=request.user)
    if form.is_bound and form.is_valid():
        try:
            return redirect(_start(form, request.user))
        except Refusal as refusal:
            form.add_error("time", str(refusal))
    status = 422 if form.is_bound else 200
    begins = PostTemplate.objects.where(request.user, Permission.WRITE_POST).select_related("project")[:MOST_TEMPLATES]
    return render(request, "content/new.html", {"form": form, "templates": begins}, status=status)


def _start(form: NewPostForm, user: Any) -> Post:
    said = form.cleaned_data
    project, slot = said["project"], said["slot"]
    chosen = list(slot.channels.all()) if slot else []
    may_plan = user.has_perm(Permission.PLAN_POST, project)
    return drafts.create(
        project=project,
        by=user,
        title=said["title"],
        channels=chosen or project.channels.usable(),
        value_kind=slot.value_kind if slot else "",
        day=said["day"] if may_plan else None,
        time=(slot.time if slot and said["day"] else said["time"]) if may_plan else None,
    )


MOVES: dict[str, tuple[Callable[..., Post], str]] = {
    "reopen": (submission.reopen, "It is a draft again."),
    "archive": (submission.archive, "In the archive."),
    "bring-back": (submission.bring_back, "Out of the archive, as a draft."),
    "copy": (drafts.copy, "This is the copy."),
    "send-now": (planning.send_now, "It goes out within a minute."),
}


@require_POST
def move(request: HttpRequest, pk: int, verb: str) -> HttpResponse:
    """Run one of the verbs people have beside submit, review and answer; each asks for its own permission."""
    post = post_or_404(request, pk, Permission.VIEW_POST)
    if verb == "delete":
        drafts.delete(post=post, by=request.user)
        messages.success(request, f"“{post}” is deleted.")
        return redirect("content:project-calendar", post.project.slug)
    if verb not in MOVES:
        raise Http404
    run, said = MOVES[verb]
    moved = run(post=post, by=request.user)
    messages.success(request, said, extra_tags=_undo(moved, verb))
    return redirect(moved)


def _undo(post: Post, verb: str) -> str:
    back = {"archive": "bring-back"}.get(verb)
    return reverse("content:post-move", args=[post.pk, back]) if back else ""
