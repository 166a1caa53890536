"""Holding a post while it is changed, its fingerprint, and the versions kept of it."""

from typing import Any

from django.db.models import Max

from content import hashing
from content.models import Post, Version


def hold(post: Post) -> Post:
    """The post read fresh and locked until the transaction ends, with what its rules look at."""
    posts = Post.objects.select_for_update(of=("self",))
    return posts.select_related("project__client__agreement", "project__rules", "author").get(pk=post.pk)


def stamp(post: Post) -> bool:
    """Bring ``content_hash`` up to date after any change; whether it changed. The caller saves the field."""
    before, post.content_hash = post.content_hash, hashing.hash_of(hashing.snapshot_of(post))
    return before != post.content_hash


def keep(post: Post, *, by: Any) -> Version:
    """Keep the post as it is now as its next version, and stamp it. It must be held, so that numbers do not collide."""
    snapshot = hashing.snapshot_of(post)
    post.content_hash = hashing.hash_of(snapshot)
    number = (post.versions.aggregate(last=Max("number"))["last"] or 0) + 1
    return post.versions.create(number=number, snapshot=snapshot, content_hash=post.content_hash, created_by=by)


def latest(post: Post) -> Version | None:
    """What was submitted last."""
    return post.versions.first()
