"""What to do with several posts."""

import datetime as dt
from typing import Any

from django import forms

from content.models import Post
from content.models.post import PostQuerySet
from content.services.bulk import MOST, Plan

VERBS = (
    ("move_by", "Move by days"),
    ("move_to", "Move to a day"),
    ("submit", "Send to review"),
    ("archive", "Archive"),
)


class Chosen(forms.Form):
    """Posts of those somebody may see; at most :data:`MOST`."""

    post = forms.ModelMultipleChoiceField(
        Post.objects.none(),
        error_messages={
            "required": "Choose at least one post.",
            "invalid_choice": "One of these posts is not there any more.",
        },
    )

    def __init__(self, *args: Any, posts: PostQuerySet, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = posts.select_related("project__client__agreement", "author").order_by("day", "time", "pk")
        self.fields["post"].queryset = rows  # type: ignore[attr-defined]

    def clean_post(self) -> list[Post]:
        posts = list(self.cleaned_data["post"][: MOST + 1])
        if len(posts) > MOST:
            raise forms.ValidationError(f"Choose at most {MOST} posts at a time.")
        return posts


class BulkForm(Chosen):
    """The verb, and how far or to which day for a move."""

    verb = forms.ChoiceField(choices=VERBS)
    days = forms.IntegerField(required=False, min_value=-366, max_value=366)
    day = forms.DateField(required=False)

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        needed, said = {"move_by": ("days", "Say by how many days."), "move_to": ("day", "Say to which day.")}.get(
            data.get("verb", ""), ("", "")
        )
        if needed and not data.get(needed) and needed not in self.errors:
            self.add_error(needed, said)
        return data


class PutBackForm(Chosen):
    """The way back from a move: ``was-<id>`` is the plan a post had, as ``day|time|fold``."""

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        try:
            data["plans"] = {post.pk: _plan(self.data.get(f"was-{post.pk}", "")) for post in data.get("post", ())}
        except ValueError:
            self.add_error("post", "This is not a plan a post had.")
        return data


def _plan(text: str) -> Plan:
    day, time, fold = text.split("|")
    return (
        dt.date.fromisoformat(day) if day else None,
        dt.time.fromisoformat(time) if time else None,
        1 if fold == "1" else 0,
    )
