"""The tray of ideas: put in by anybody of the project and from any floor above, taken out as drafts."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction

from agency import audit
from agency.permissions import Permission
from agency.transitions import move
from content.models import Idea, Interest, Post
from content.refusal import Refusal
from content.services import drafts
from projects.access import require
from projects.models import Project

LONGEST = 1_000


@transaction.atomic
def add(
    *,
    project: Project,
    text: str,
    by: Any,
    source: str = Idea.Source.PERSON,
    source_text: str = "",
    source_url: str = "",
) -> Idea:
    """Put an idea into the tray. Whoever sees the project from inside may, and the client's authors.

    ``source`` is one of ``Idea.Source``, ``source_text`` the words it came from, ``source_url`` where they stand: a
    path of ours or an address of the network.
    """
    if not may_add(by, project):
        raise PermissionDenied(Permission.WRITE_POST)
    if not text.strip():
        raise Refusal(text="Say in a sentence what one could write about.")
    if len(text.strip()) > LONGEST:
        raise Refusal(text=f"At most {LONGEST} characters: the rest belongs into the draft.")
    idea = project.ideas.create(text=text.strip(), by=by, source=source, source_text=source_text[:2_000],
                                source_url=_safe(source_url))  # fmt: skip
    audit.record("content.idea.added", idea, by=by, idea=str(idea))
    return idea


def may_add(user: Any, project: Project) -> bool:
    """Moderators hear the best ideas and write no posts; authors of the client write and see nothing inside."""
    return bool(user.has_perm(Permission.VIEW_INSIDE, project) or user.has_perm(Permission.WRITE_POST, project))


def _safe(url: str) -> str:
    """A path of ours or a web address; anything else leads nowhere."""
    is_ours = url.startswith("/") and not url.startswith("//")
    return url[:500] if is_ours or url.startswith(("https://", "http://")) else ""


@transaction.atomic
def take(*, idea: Idea, by: Any) -> Post:
    """Make a draft of it on the project's pages; the idea remembers which."""
    held = Idea.objects.select_for_update(of=("self",)).select_related("project__client").get(pk=idea.pk)
    move(held, "take", by=by, idea=str(held))
    post = drafts.create(
        project=held.project,
        by=by,
        title=_title(held.text),
        text="",
        channels=held.project.channels.usable(),
    )
    held.post = post
    held.save(update_fields=["post"])
    return post


def _title(text: str) -> str:
    """Its first line, as far as a working title goes."""
    line = text.splitlines()[0]
    return line if len(line) <= 160 else f"{line[:159]}…"


def set_aside(*, idea: Idea, by: Any) -> None:
    """Not now; it stays where one finds it."""
    move(idea, "set_aside", by=by, idea=str(idea))


def bring_back(*, idea: Idea, by: Any) -> None:
    """Into the tray again; a draft that was made of it stays a draft."""
    move(idea, "bring_back", by=by, idea=str(idea))


def toggle_interest(*, idea: Idea, by: Any) -> bool:
    """Say that one would like to see it written, or say so no more; whether one is interested now."""
    require(by, Permission.VIEW_INSIDE, idea)
    taken_back, _ = Interest.objects.filter(idea=idea, user=by).delete()
    if not taken_back:
        Interest.objects.get_or_create(idea=idea, user=by)
    return not taken_back
