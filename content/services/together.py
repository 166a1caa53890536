"""Saving a draft that somebody else may have saved meanwhile: merged where nothing overlaps, told where it does."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from agency import audit
from content import merging
from content.models import DraftRevision, Post
from content.services import drafts, revisions
from content.services.drafts import Rows, StaleEditor
from projects.models import Channel


class Overlap(StaleEditor):
    """Both changed the same words. ``mine`` is what this editor holds, ``theirs`` what is there, ``fields`` where."""

    def __init__(self, post: Post, *, mine: Mapping[str, Any], theirs: Mapping[str, Any], fields: list[str]) -> None:
        super().__init__(post)
        self.mine, self.theirs, self.fields = mine, theirs, fields


@dataclass(frozen=True)
class Saved:
    """``merged``: field → what it holds now, for those that others changed; ``people`` wrote them."""

    post: Post
    merged: Mapping[str, Any]
    people: tuple[str, ...] = ()


def save(
    *,
    post: Post,
    revision: int,
    by: Any,
    changes: Mapping[str, Any],
    targets: Rows | None = None,
    alts: Mapping[int, str] | None = None,
    spots: Mapping[int, tuple[int, int]] | None = None,
    details: Mapping[str, Mapping[str, Any]] | None = None,
    fold: int | None = None,
    editor: str = "",
    channels: Iterable[Channel] = (),
    prefer: str = "",
) -> Saved:
    """As :func:`drafts.save`, merging with what others saved since ``revision``.

    ``channels``: the pages the editor shows. ``prefer`` (mine, theirs) decides where words overlap; without it Overlap
    is raised, and what this editor holds is kept aside, so that nobody loses a word.
    """
    said: dict[str, Any] = {
        "changes": changes,
        "targets": targets,
        "alts": alts,
        "spots": spots,
        "details": details,
        "fold": fold,
        "editor": editor,
    }
    try:
        return Saved(drafts.save(post=post, revision=revision, by=by, **said), {})
    except StaleEditor as stale:
        there = stale.post
    mine = held(changes, targets, channels) | held_beside(alts or {}, spots or {}, details or {})
    ground = revisions.ground_of(there, revision, editor)
    theirs = revisions.content_of(there)
    merged = merging.merge(ground.content, theirs, mine, prefer=prefer or "theirs") if ground else None
    if merged is None or (merged.overlaps and not prefer):
        revisions.set_aside(there, theirs | mine, by=by, editor=editor)
        fields = merged.overlaps if merged else [name for name in mine if mine[name] != theirs.get(name)]
        raise Overlap(there, mine=mine, theirs=theirs, fields=fields)
    with transaction.atomic():
        if merged.overlaps:
            revisions.set_aside(there, theirs | mine, by=by, editor=editor)
        said |= {
            "changes": _own(merged.values, theirs, changes),
            "targets": None if targets is None else _targets(there, merged.values),
            "alts": _alts(merged.values),
            "spots": _spots(merged.values),
            "details": _details(merged.values, theirs, details or {}),
        }
        people = _writers(there, since=revision, but=by)
        saved = drafts.save(post=there, revision=there.revision, by=by, **said)
    came = {name: value for name, value in merged.values.items() if name not in mine or value != mine[name]}
    return Saved(saved, came, people)


def _writers(post: Post, *, since: int, but: Any) -> tuple[str, ...]:
    """Who saved after that revision."""
    rows = post.revisions.filter(number__gt=since, is_aside=False).exclude(by=but).select_related("by")
    return tuple(sorted({row.by.first_name for row in rows}))


def held(changes: Mapping[str, Any], targets: Rows | None, channels: Iterable[Channel]) -> dict[str, Any]:
    """What an editor holds, flat and plain; a page it shows and did not choose is off."""
    content = revisions.plain(changes)
    if targets is None:
        return content
    chosen = {target["channel"].pk: target for target in targets}
    for channel in channels:
        target = chosen.get(channel.pk)
        content[f"target-{channel.pk}-on"] = True if target else None
        if target:
            content[f"target-{channel.pk}-text"] = target.get("text", "")
            content[f"target-{channel.pk}-comment"] = target.get("first_comment", "")
    return content


def held_beside(
    alts: Mapping[int, str], spots: Mapping[int, tuple[int, int]], details: Mapping[str, Mapping[str, Any]]
) -> dict[str, Any]:
    """What it holds of pictures, and of how people take part."""
    content: dict[str, Any] = {f"alt-{number}": alt for number, alt in alts.items()}
    content |= {f"spot-{number}": list(spot) for number, spot in spots.items()}
    for kind, fields in details.items():
        content |= revisions.plain({f"{kind}-{name}": value for name, value in fields.items()})
    return content


def _own(values: Mapping[str, Any], theirs: Mapping[str, Any], changes: Mapping[str, Any]) -> dict[str, Any]:
    """The post's own fields that are not as they are there yet: as this editor said them, or merged."""
    said = revisions.plain(changes)
    changed = [name for name in changes if values[name] != theirs.get(name)]
    return {name: changes[name] if values[name] == said[name] else values[name] for name in changed}


def _targets(post: Post, values: Mapping[str, Any]) -> list[dict[str, Any]]:
    pages = post.project.channels.all()
    return [
        {
            "channel": page,
            "text": values.get(f"target-{page.pk}-text") or "",
            "first_comment": values.get(f"target-{page.pk}-comment") or "",
        }
        for page in pages
        if values.get(f"target-{page.pk}-on")
    ]


def _alts(values: Mapping[str, Any]) -> dict[int, str]:
    return {int(name[4:]): value for name, value in values.items() if name.startswith("alt-")}


def _spots(values: Mapping[str, Any]) -> dict[int, tuple[int, int]]:
    return {int(name[5:]): (value[0], value[1]) for name, value in values.items() if name.startswith("spot-")}


def _details(
    values: Mapping[str, Any], theirs: Mapping[str, Any], details: Mapping[str, Mapping[str, Any]]
) -> dict[str, dict[str, Any]]:
    return {
        kind: {
            name: value if values[f"{kind}-{name}"] == revisions.plain({"": value})[""] else values[f"{kind}-{name}"]
            for name, value in fields.items()
            if values[f"{kind}-{name}"] != theirs.get(f"{kind}-{name}")
        }
        for kind, fields in details.items()
    }


@transaction.atomic
def bring_back(*, row: DraftRevision, by: Any) -> Post:
    """Make the draft say what it said then; what it says now stays among the earlier ones, its pictures stay."""
    post = Post.objects.select_related("project").get(pk=row.post_id)
    content = row.content
    written = ("title", "value_audience", "value_sentence", "text", "link", "utm_medium", "utm_campaign", "utm_content")
    back = drafts.save(
        post=post,
        revision=post.revision,
        by=by,
        changes={name: content[name] for name in written if name in content},
        targets=_targets(post, content),
        alts=_alts(content),
    )
    audit.record("content.post.brought_back_text", back, by=by, title=back.title, when=f"{row.at:%-d %B at %H:%M}")
    return back
