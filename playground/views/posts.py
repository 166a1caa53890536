"""A post and what people do with it."""

from typing import Any

from django.db.models import F
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect

from playground.forms import CommentForm
from playground.models import Account, Ballot, Comment, Like, Post, Share
from playground.ratelimit import allow_comment, allow_newcomer, allow_reaction
from playground.services.comments import comment as say
from playground.services.pages import account_named
from playground.services.polls import vote as cast
from playground.services.reactions import toggle_like, toggle_share
from playground.views.door import cut, place_in, practice, public_post, show
from playground.views.pages import name_first
from playground.visitors import remember, visitor_of

CONVERSATIONS, REPLIES = 20, 200
Conversation = tuple[Comment, list[Comment]]


@practice("GET")
def post(request: HttpRequest, post_id: int) -> HttpResponse:
    found, visitor = public_post(post_id), visitor_of(request)
    Post.objects.filter(pk=found.pk).update(views=F("views") + 1)
    return show(request, "post.html", _context(request, found, visitor, form=CommentForm(visitor=visitor)))


@practice("POST")
def comment(request: HttpRequest, post_id: int) -> HttpResponse:
    """A follower speaks, or answers the comment named by ``parent``."""
    found, visitor = public_post(post_id), visitor_of(request)
    parent = _parent(request, found)
    form = CommentForm(request.POST, visitor=visitor)
    htmx = getattr(request, "htmx", False)
    if not form.is_valid():
        context = _context(request, found, visitor, form=form) | {"answering": parent}
        return show(request, "post.html#thread" if htmx else "post.html", context, status=422)
    author = visitor or _newcomer(request, form.cleaned_data["name"])
    allow_comment(author)
    said, _ = say(post=found, text=form.cleaned_data["text"], by=author, parent=parent)
    found.comments += 1
    context = _context(request, found, author, form=CommentForm(visitor=author)) | {"newcomer": visitor is None}
    response = show(request, "post.html#thread", context) if htmx else redirect(said)
    if visitor is None:
        remember(response, author, secure=request.is_secure())
    return response


@practice("GET")
def answer(request: HttpRequest, comment_id: int) -> HttpResponse:
    """The post with the form turned to one comment."""
    parent = get_object_or_404(Comment.objects.public().with_people().select_related("post__page"), pk=comment_id)
    visitor = visitor_of(request)
    context = _context(request, parent.post, visitor, form=CommentForm(visitor=visitor)) | {"answering": parent}
    part = "#compose" if getattr(request, "htmx", False) else ""
    return show(request, f"post.html{part}", context)


@practice("POST")
def like(request: HttpRequest, post_id: int) -> HttpResponse:
    return _react(request, post_id, toggle_like)


@practice("POST")
def share(request: HttpRequest, post_id: int) -> HttpResponse:
    return _react(request, post_id, toggle_share)


@practice("POST")
def vote(request: HttpRequest, post_id: int) -> HttpResponse:
    """A visitor's one ballot in the post's poll."""
    found, visitor = public_post(post_id), visitor_of(request)
    if visitor is None:
        return name_first(found.get_absolute_url())
    allow_reaction(visitor)
    cast(post=found, by=visitor, options=[int(place) for place in request.POST.getlist("option") if place.isdecimal()])
    if not getattr(request, "htmx", False):
        return redirect(found)
    return show(request, "poll.html", {"post": found, "visitor": visitor, **_mine(found, visitor)})


def _react(request: HttpRequest, post_id: int, toggle: Any) -> HttpResponse:
    found, visitor = public_post(post_id), visitor_of(request)
    if visitor is None:
        return name_first(found.get_absolute_url())
    allow_reaction(visitor)
    toggle(post=found, by=visitor)
    if not getattr(request, "htmx", False):
        return redirect(found)
    return show(request, "post_card.html#reactions", {"post": found, "visitor": visitor, **_mine(found, visitor)})


def _context(request: HttpRequest, found: Post, visitor: Account | None, *, form: CommentForm) -> dict[str, Any]:
    conversations, more = _conversations(request, found)
    return {
        "post": found,
        "page": found.page,
        "visitor": visitor,
        "form": form,
        "conversations": conversations,
        "more": more,
        **_mine(found, visitor),
    }


def _mine(found: Post, visitor: Account | None) -> dict[str, set[int]]:
    likes, shares = Like.objects.filter(post=found, account=visitor), Share.objects.filter(post=found, account=visitor)
    ballots = Ballot.objects.filter(post=found, account=visitor) if found.poll else Ballot.objects.none()
    rows = {"liked": likes, "shared": shares, "voted": ballots}
    return {name: {found.pk} if mine.exists() else set() for name, mine in rows.items()}


def _conversations(request: HttpRequest, found: Post) -> tuple[list[Conversation], str]:
    """Newest conversations first, each with its answers in the order in which they came."""
    place = place_in(request) if request.method == "GET" else None
    roots = found.thread.filter(root=None, hidden=False).with_people().order_by("-pk")
    rows = list((roots.filter(pk__lt=place) if place else roots)[: CONVERSATIONS + 1])
    shown, more = cut(rows, size=CONVERSATIONS)
    replies = found.thread.filter(root__in=shown, hidden=False).with_people().order_by("pk")[:REPLIES]
    under: dict[int | None, list[Comment]] = {}
    for reply in replies:
        under.setdefault(reply.root_id, []).append(reply)
    return [(root, under.get(root.pk, [])) for root in shown], more


def _parent(request: HttpRequest, found: Post) -> Comment | None:
    number = request.POST.get("parent", "")
    if not number:
        return None
    return get_object_or_404(found.thread.filter(hidden=False), pk=number if number.isdecimal() else 0)


def _newcomer(request: HttpRequest, name: str) -> Account:
    allow_newcomer(request)
    return account_named(name)
