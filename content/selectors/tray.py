"""What waits for a day."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, Window

from agency.pages import keyset_page
from content.models import Post
from content.models.post import PostQuerySet
from content.selectors.items import SHOWN
from content.selectors.sieve import EVERYTHING, Sieve
from projects.models import Project

SIZE = 15


@dataclass(frozen=True)
class Tray:
    """A page of it, not yet dressed as items; how many there are from here on, and where the next page begins."""

    posts: list[Post]
    total: int
    next: str = ""


def tray(
    posts: PostQuerySet, projects: Iterable[Project], *, sieve: Sieve = EVERYTHING, after: str | None = None
) -> Tray:
    """The posts of ``projects`` without a day, the newest first, in one query."""
    loose = sieve.of(posts.kept().filter(project__in=[project.pk for project in projects], day=None))
    rows = loose.only(*SHOWN).annotate(of_all=Window(Count("pk")))
    page = keyset_page(rows, by=("-id",), after=after, size=SIZE)
    return Tray(page.rows, page.rows[0].of_all if page.rows else 0, page.next)
