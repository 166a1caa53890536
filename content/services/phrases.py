"""Hashtags and templates a project keeps at hand."""

from typing import Any

import regex
from django.db import IntegrityError, transaction

from agency import audit
from agency.permissions import Permission
from content.models import HashtagGroup, Post, PostTemplate
from content.phrasing import filled
from content.refusal import Refusal
from content.services import drafts
from projects.access import require
from projects.models import Project

MOST_TAGS = 60
MOST_ROWS = 200
_TAG = regex.compile(r"[\p{L}\p{M}\p{N}_]*[\p{L}_][\p{L}\p{M}\p{N}_]*")


def sound_tags(text: str) -> str:
    """Tags as they are kept, from anything people type: with or without ``#``, commas or spaces. Raises Refusal."""
    said = [word.strip("#") for word in regex.split(r"[\s,;]+|(?<=\w)(?=#)", text) if word.strip("#")]
    first: dict[str, str] = {}
    for word in said:
        first.setdefault(word.lower(), word)
    tags = list(first.values())
    if wrong := [word for word in tags if not _TAG.fullmatch(word)]:
        raise Refusal(tags=f"“{wrong[0]}” is no hashtag. Letters, digits and _ make one, with at least one letter.")
    if not tags:
        raise Refusal(tags="Write at least one hashtag.")
    if len(tags) > MOST_TAGS:
        raise Refusal(tags=f"{len(tags)} hashtags are more than anybody reads. Up to {MOST_TAGS} fit.")
    kept = " ".join(f"#{word}" for word in tags)
    if len(kept) > 1000:
        raise Refusal(tags=f"Together they have {len(kept)} characters. Up to 1000 fit.")
    return kept


@transaction.atomic
def add_group(*, project: Project, name: str, tags: str, by: Any) -> HashtagGroup:
    """A new group. Raises Refusal when the name is taken or a tag is none."""
    require(by, Permission.WRITE_POST, project)
    _room(project.hashtag_groups.count(), "name")
    group = HashtagGroup(project=project, name=name, tags=sound_tags(tags))
    _save(group, name="There is a group of this name already.")
    audit.record("content.hashtaggroup.added", group, by=by, name=name)
    return group


@transaction.atomic
def change_group(*, group: HashtagGroup, name: str, tags: str, by: Any) -> HashtagGroup:
    """Another name, other tags. Posts keep what was inserted."""
    require(by, Permission.WRITE_POST, group)
    group.name, group.tags = name, sound_tags(tags)
    _save(group, name="There is a group of this name already.")
    audit.record("content.hashtaggroup.changed", group, by=by, name=name)
    return group


@transaction.atomic
def remove_group(*, group: HashtagGroup, by: Any) -> None:
    require(by, Permission.WRITE_POST, group)
    audit.record("content.hashtaggroup.removed", group, by=by, name=group.name)
    group.delete()


@transaction.atomic
def add_template(*, project: Project, title: str, text: str, by: Any, **fields: Any) -> PostTemplate:
    """A new template; ``fields``: format, value_kind. Raises Refusal when the title is taken."""
    require(by, Permission.WRITE_POST, project)
    _room(project.post_templates.count(), "title")
    template = PostTemplate(project=project, title=title, text=text, **fields)
    _save(template, title="There is a template of this title already.")
    audit.record("content.posttemplate.added", template, by=by, title=title)
    return template


@transaction.atomic
def change_template(*, template: PostTemplate, by: Any, **changes: Any) -> PostTemplate:
    """Drafts that were started from it stay as they are."""
    require(by, Permission.WRITE_POST, template)
    for name, value in changes.items():
        setattr(template, name, value)
    _save(template, title="There is a template of this title already.")
    audit.record("content.posttemplate.changed", template, by=by, title=template.title)
    return template


@transaction.atomic
def remove_template(*, template: PostTemplate, by: Any) -> None:
    require(by, Permission.WRITE_POST, template)
    audit.record("content.posttemplate.removed", template, by=by, title=template.title)
    template.delete()


def keep_as_template(*, post: Post, by: Any) -> PostTemplate:
    """The post as a template: its words and what they are for, without pages, pictures and time."""
    if not post.text.strip():
        raise Refusal(text="There is no text yet that could become a template.")
    taken = set(post.project.post_templates.values_list("title", flat=True))
    titles = (post.title, *(f"{post.title[:150]} {number}" for number in range(2, MOST_ROWS + 2)))
    title = next(title for title in titles if title not in taken)
    said = {"format": post.format, "value_kind": post.value_kind}
    return add_template(project=post.project, title=title, text=post.text, by=by, **said)


def start(*, template: PostTemplate, by: Any) -> Post:
    """A draft from the template on all pages of the project; a place nothing fills stays for the writer to see."""
    project = template.project
    return drafts.create(
        project=project,
        by=by,
        title=template.title,
        text=filled(template.text, _places(project)),
        format=template.format,
        value_kind=template.value_kind,
        channels=project.channels.usable(),
    )


def _places(project: Project) -> dict[str, str]:
    return {"brand": project.client.name, "project": project.name}


def _room(count: int, field: str) -> None:
    if count >= MOST_ROWS:
        raise Refusal(**{field: f"There are {MOST_ROWS} already. Remove one that nobody uses."})


def _save(row: HashtagGroup | PostTemplate, **taken: str) -> None:
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError as error:
        raise Refusal(**taken) from error
