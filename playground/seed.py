"""Filling the network in one go: pages, posts, comments and followers at given times, in a few statements a page.

What is there already (a page by its handle, a post or comment by its key) stays as it is, so the same seed
planted twice adds nothing. Comments made here keep the rule that a page's ids follow its commits: the pages'
rows are held from the start to the end of the transaction.
"""

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.db.models import Count, F, OuterRef, Subquery
from django.db.models.functions import Coalesce

from playground.models import Account, Comment, Follow, Page, Post
from playground.services.pages import hue_of
from playground.tokens import digest, new_token

Seed = dict[str, Any]
Planted = dict[str, Any]


@transaction.atomic
def plant(pages: list[Seed]) -> Planted:
    """Plants what ``NetworkSeed`` has checked; answers ``{handle: {"page", "token", "posts", "comments"}}``.

    ``posts`` and ``comments`` map every key of the seed to its row; ``token`` is set where a new page came without one.
    """
    people = _people(pages)
    return {page["handle"]: _plant_page(page, people) for page in sorted(pages, key=lambda page: page["handle"])}


def _people(pages: list[Seed]) -> dict[str, Account]:
    """Every name of the seed → its account."""
    names = {Account.key_of(name): " ".join(name.split()) for page in pages for name in _names(page)}
    newcomers = [Account(key=key, name=name, hue=hue_of(name)) for key, name in names.items()]
    Account.objects.bulk_create(newcomers, ignore_conflicts=True)
    return {account.key: account for account in Account.objects.filter(key__in=names)}


def _names(page: Seed) -> Iterable[str]:
    yield from page["followed_by"]
    for post in page["posts"]:
        for comment in post["comments"]:
            yield from (said["author"] for said in (comment, *comment["replies"]) if said["author"])


def _plant_page(seed: Seed, people: dict[str, Account]) -> Planted:
    page, token = _page(seed)
    posts = _posts(page, seed["posts"])
    comments = _comments(page, seed["posts"], posts, people)
    _followers(page, seed["followed_by"], people)
    _count_comments(page, posts)
    return {"page": page, "token": token, "posts": posts, "comments": comments}


def _page(seed: Seed) -> tuple[Page, str | None]:
    """The page, held until the transaction ends; a token in the seed becomes its token."""
    made_up = new_token()
    fresh = {"token_digest": digest(made_up), "followers": max(seed["followers"] - len(set(seed["followed_by"])), 0)}
    page, created = Page.objects.get_or_create(handle=seed["handle"], defaults=fresh | {"hue": hue_of(seed["handle"])})
    page = Page.objects.select_for_update(no_key=True).get(pk=page.pk)
    page.name, page.about = seed["name"], seed["about"]
    page.token_digest = digest(seed["token"]) if "token" in seed else page.token_digest
    page.token_expires_at = seed.get("token_expires_at", page.token_expires_at)
    page.save(update_fields=["name", "about", "token_digest", "token_expires_at"])
    return page, made_up if created and "token" not in seed else None


def _posts(page: Page, seeds: list[Seed]) -> dict[str, Post]:
    have = _by_key(page.posts.filter(idempotency_key__in=[seed["key"] for seed in seeds]))
    seeds = sorted((seed for seed in seeds if seed["key"] not in have), key=lambda seed: seed["created_at"])
    return have | _by_key(Post.objects.bulk_create([_post(page, seed) for seed in seeds]))


def _post(page: Page, seed: Seed) -> Post:
    same = ("text", "link", "created_at", "hidden", "likes", "shares", "views")
    media = [{"url": url, "alt": ""} for url in seed["media_urls"]]
    known = {name: seed[name] for name in same}
    return Post(page=page, idempotency_key=seed["key"], media=media, poll=_poll(seed.get("poll")), **known)


def _poll(seed: Seed | None) -> Seed:
    """Everybody who voted chose one answer."""
    if seed is None:
        return {}
    options = [dict(option) for option in seed["options"]]
    voters = sum(option["votes"] for option in options)
    return {"question": seed["question"], "options": options, "several": False, "closes_at": None, "voters": voters}


def _comments(page: Page, seeds: list[Seed], posts: dict[str, Post], people: dict[str, Account]) -> dict[str, Comment]:
    """First what stands by itself, then the answers to it."""
    roots = [(comment, {"post": posts[post["key"]]}) for post in seeds for comment in post["comments"]]
    planted = _say(page, roots, people)
    answers = [
        (reply, {"post": under["post"], "root": planted[comment["key"]], "parent": planted[comment["key"]]})
        for comment, under in roots
        for reply in comment["replies"]
    ]
    return planted | _say(page, answers, people)


def _say(page: Page, said: list[tuple[Seed, Planted]], people: dict[str, Account]) -> dict[str, Comment]:
    have = _by_key(Comment.objects.filter(page=page, idempotency_key__in=[seed["key"] for seed, _ in said]))
    missing = sorted((one for one in said if one[0]["key"] not in have), key=lambda one: one[0]["created_at"])
    return have | _by_key(Comment.objects.bulk_create([_comment(page, seed, under, people) for seed, under in missing]))


def _comment(page: Page, seed: Seed, under: Planted, people: dict[str, Account]) -> Comment:
    author = people[Account.key_of(seed["author"])] if seed["author"] else None
    same = {name: seed[name] for name in ("text", "created_at", "hidden")}
    speaker = None if author else page
    return Comment(page=page, account=author, speaker=speaker, idempotency_key=seed["key"], **same, **under)


def _followers(page: Page, names: list[str], people: dict[str, Account]) -> None:
    accounts = {people[Account.key_of(name)].pk for name in names}
    there = set(page.follows.filter(account__in=accounts).values_list("account_id", flat=True))
    new = Follow.objects.bulk_create([Follow(page=page, account_id=account) for account in sorted(accounts - there)])
    Page.objects.filter(pk=page.pk).update(followers=F("followers") + len(new))


def _count_comments(page: Page, posts: dict[str, Post]) -> None:
    thread = Comment.objects.filter(post=OuterRef("pk")).order_by().values("post").annotate(number=Count("pk"))
    touched = Post.objects.filter(pk__in=[post.pk for post in posts.values()])
    touched.update(comments=Coalesce(Subquery(thread.values("number")), 0))
    Page.objects.filter(pk=page.pk).update(comments=Comment.objects.filter(page=page).count())


def _by_key(rows: Iterable[Any]) -> dict[str, Any]:
    return {row.idempotency_key: row for row in rows}
