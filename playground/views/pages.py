"""A page: what it says, who follows it."""

from urllib.parse import urlencode

from django.db.models import F, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse

from playground.cursors import moment_cursor, read_moment_cursor
from playground.models import Ballot, Follow, Like, Page, Post, Share
from playground.ratelimit import allow_reaction
from playground.services.reactions import toggle_follow
from playground.views.door import cut, place_in, practice, show
from playground.visitors import visitor_of

POSTS, FOLLOWERS = 10, 50


@practice("GET")
def page(request: HttpRequest, handle: str) -> HttpResponse:
    owner = get_object_or_404(Page, handle=handle)
    visitor = visitor_of(request)
    posts, more = _feed(request, owner)
    _count_views(posts)
    asking = [post for post in posts if post.poll]
    mine = {
        "liked": set(Like.objects.filter(account=visitor, post__in=posts).values_list("post_id", flat=True)),
        "shared": set(Share.objects.filter(account=visitor, post__in=posts).values_list("post_id", flat=True)),
        "voted": set(Ballot.objects.filter(account=visitor, post__in=asking).values_list("post_id", flat=True)),
        "following": Follow.objects.filter(account=visitor, page=owner).exists(),
    }
    return show(request, "page.html", {"page": owner, "posts": posts, "more": more, "visitor": visitor, **mine})


@practice("GET")
def followers(request: HttpRequest, handle: str) -> HttpResponse:
    owner = get_object_or_404(Page, handle=handle)
    follows = owner.follows.select_related("account").order_by("-pk")
    place = place_in(request)
    found = list((follows.filter(pk__lt=place) if place else follows)[: FOLLOWERS + 1])
    shown, more = cut(found, size=FOLLOWERS)
    return show(request, "followers.html", {"page": owner, "follows": shown, "more": more})


@practice("POST")
def follow(request: HttpRequest, handle: str) -> HttpResponse:
    owner = get_object_or_404(Page, handle=handle)
    visitor = visitor_of(request)
    if visitor is None:
        return name_first(owner.get_absolute_url())
    allow_reaction(visitor)
    following = toggle_follow(page=owner, by=visitor)
    if not getattr(request, "htmx", False):
        return redirect(owner)
    return show(request, "page.html#follow", {"page": owner, "following": following, "visitor": visitor})


def name_first(back: str) -> HttpResponse:
    return redirect(f"{reverse('playground:name')}?{urlencode({'next': back})}")


def _feed(request: HttpRequest, owner: Page) -> tuple[list[Post], str]:
    posts, cursor = owner.posts.public().newest_first(), request.GET.get("cursor", "")
    if cursor:
        created_at, pk = read_moment_cursor(cursor)
        posts = posts.filter(Q(created_at__lt=created_at) | Q(created_at=created_at, pk__lt=pk))
    found = list(posts[: POSTS + 1])
    shown = found[:POSTS]
    return shown, moment_cursor(shown[-1].created_at, shown[-1].pk) if len(found) > POSTS else ""


def _count_views(posts: list[Post]) -> None:
    Post.objects.filter(pk__in=[post.pk for post in posts]).update(views=F("views") + 1)
