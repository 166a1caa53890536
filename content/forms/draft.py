"""The composer's form: everything a draft is, judged before it is saved."""

from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Any

from django import forms
from django.core.validators import URLValidator
from django.forms import BoundField

from content import clock
from content.forms.chips import Chips
from content.forms.media import SpotField
from content.forms.plans import FOLDS
from content.forms.refusals import TakesRefusals
from content.models import Post, PostMedia
from content.refusal import Refusal
from projects.models import Channel

LONGEST_TEXT = 65_000
PLAN = ("day", "time", "fold")
TAGS = ("tags_link", "utm_medium", "utm_campaign", "utm_content")
TICK = forms.CheckboxInput(attrs={"class": "sr"})


class Prose(forms.CharField):
    """A text as it was written, with the line ends of the network and not of the browser."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(required=False, max_length=LONGEST_TEXT, strip=False, widget=forms.Textarea, **kwargs)

    def to_python(self, value: Any) -> str:
        return (super().to_python(value) or "").replace("\r\n", "\n")


VALUE_LOOKS = {
    "emotional": {"icon": "heart", "mark": ("value", "emo"), "small": "They will feel something: joy, pride, home."},
    "informational": {"icon": "light-bulb", "mark": ("value", "inf"), "small": "They will know or be able to do more."},
}
FORMAT_LOOKS = {
    "post": {"icon": "book-open"},
    "question": {"icon": "question-mark-circle"},
    "survey": {"icon": "clipboard-document-list"},
    "interactive": {"icon": "puzzle-piece"},
    "promotion": {"icon": "gift"},
    "offline": {"icon": "map-pin"},
    "story": {"icon": "sparkles"},
    "video": {"icon": "film"},
}


class DraftForm(TakesRefusals, forms.ModelForm):
    """The whole composer. A page has ``target-<id>-on``, ``-text`` and ``-comment``; a picture has ``alt-<id>`` and
    the spot that stays when it is cropped, ``spot-<id>-x`` and ``-y``.

    Nothing is written into the post here: what is sound is in ``changes``, ``targets``, ``alts`` and ``spots``
    for ``drafts.save``, so that one wrong field never costs the rest.
    """

    value_kind = Chips(choices=Post.Value.choices, looks=VALUE_LOOKS, label="Added value")
    format = Chips(choices=Post.Format.choices, looks=FORMAT_LOOKS, label="How can people take part?")
    text = Prose(label="Text")
    fold = forms.TypedChoiceField(
        choices=FOLDS, coerce=int, required=False, empty_value=None, widget=forms.RadioSelect, label="Which one"
    )
    link = forms.CharField(
        required=False,
        max_length=500,
        widget=forms.URLInput,
        validators=[URLValidator(["http", "https"], message="This is not an address. It starts with https://.")],
    )

    class Meta:
        model = Post
        fields = ("title", "format", "goal", "campaign", "value_kind", "value_audience", "value_sentence", "text",
                  "language", "link", *TAGS, "day", "time")  # fmt: skip
        labels = {
            "title": "Working title",
            "value_audience": "For whom",
            "value_sentence": "What does the reader take away? One sentence.",
            "goal": "Goal it serves",
            "campaign": "Campaign",
            "tags_link": "Tag the link for each page",
            "utm_medium": "Medium",
            "utm_campaign": "Campaign tag",
            "utm_content": "Content",
        }
        help_texts = {
            "title": "Only we see it.",
            "value_audience": "",
            "value_sentence": "",
            "tags_link": "",
            "utm_medium": "",
        }
        widgets = {
            "tags_link": forms.CheckboxInput(attrs={"role": "switch"}),
            "day": forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
            "time": forms.TimeInput(format="%H:%M", attrs={"type": "time"}),
        }

    def __init__(self, *args: Any, channels: list[Channel], may_plan: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.channels = channels
        self.fields["goal"].queryset = self.instance.project.goals.all()  # type: ignore[attr-defined]
        self.fields["campaign"].queryset = self.instance.project.campaigns.all()  # type: ignore[attr-defined]
        self.fields["goal"].empty_label = "No goal"  # type: ignore[attr-defined]
        self.fields["campaign"].empty_label = "No campaign"  # type: ignore[attr-defined]
        self.fields["language"].required = False
        for name in () if may_plan else (*PLAN, "campaign"):
            del self.fields[name]
        for name, field, initial in self._extra_fields():
            self.fields[name], self.initial[name] = field, initial
        self.initial["fold"] = self.instance.fold

    def _extra_fields(self) -> Iterator[tuple[str, forms.Field, Any]]:
        targets = {target.channel_id: target for target in self.instance.targets.all()}
        for channel in self.channels:
            target = targets.get(channel.pk)
            label = str(channel)
            tick = forms.BooleanField(required=False, label=label, widget=TICK)
            yield f"target-{channel.pk}-on", tick, target is not None
            yield f"target-{channel.pk}-text", Prose(label=f"Text for {label}"), target.text if target else ""
            comment = target.first_comment if target else ""
            yield f"target-{channel.pk}-comment", Prose(label="First comment, right after publishing"), comment
        for picture in self._rows:
            yield f"alt-{picture.pk}", forms.CharField(required=False, max_length=1000), picture.alt
            yield f"spot-{picture.pk}-x", SpotField(label="Across"), picture.focus_x
            yield f"spot-{picture.pk}-y", SpotField(label="Down"), picture.focus_y

    def clean(self) -> dict[str, Any]:
        """The hour must exist and be ahead, unless it is the one already planned."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        day, time = data.get("day"), data.get("time")
        if day and time and self._is_new_plan(data):
            try:
                clock.future_instant(day, time, self.instance.time_zone, fold=data.get("fold") or 0)
            except Refusal as error:
                self.add_error("time", str(error))
        return data

    def _is_new_plan(self, data: Mapping[str, Any]) -> bool:
        post = self.instance
        return (data["day"], data["time"]) != (post.day, post.time) or data.get("fold") not in (None, post.fold)

    def _post_clean(self) -> None:
        """The post stays as it is; ``drafts.save`` writes it."""

    @property
    def changes(self) -> dict[str, Any]:
        """The post's own fields that are fit to be saved, by name."""
        wrong = {*PLAN} if {*PLAN} & self.errors.keys() else set()
        wrong |= set() if "utm_campaign" in self.data else {*TAGS}  # an unticked box that was not shown
        own = {name: self.cleaned_data[name] for name in self.Meta.fields if name in self.cleaned_data}
        keeps = ("format", "language")  # what nobody answered stays as it was
        return {name: value for name, value in own.items() if name not in wrong and (value or name not in keeps)}

    @property
    def said_fold(self) -> int | None:
        return None if {*PLAN} & self.errors.keys() else self.cleaned_data.get("fold")

    @property
    def targets(self) -> list[dict[str, Any]] | None:
        """What each chosen page gets; None, which leaves them as they are, when something there is not sound."""
        if any(name.startswith("target-") for name in self.errors):
            return None
        return [
            {
                "channel": channel,
                "text": self.cleaned_data[f"target-{channel.pk}-text"],
                "first_comment": self.cleaned_data[f"target-{channel.pk}-comment"],
            }
            for channel in self.channels
            if self.cleaned_data[f"target-{channel.pk}-on"]
        ]

    @property
    def alts(self) -> dict[int, str]:
        return {int(name[4:]): value for name, value in self.cleaned_data.items() if name.startswith("alt-")}

    @property
    def pages(self) -> list[tuple[Channel, BoundField, BoundField, BoundField]]:
        """For the template: a page with its tick, its text and its first comment."""
        return [
            (channel, self[f"target-{channel.pk}-on"], self[f"target-{channel.pk}-text"],
             self[f"target-{channel.pk}-comment"])
            for channel in self.channels
        ]  # fmt: skip

    @property
    def spots(self) -> dict[int, tuple[int, int]]:
        """The spots that were said, whole."""
        said = {row.pk: [self.cleaned_data.get(f"spot-{row.pk}-{side}") for side in "xy"] for row in self._rows}
        return {pk: (x, y) for pk, (x, y) in said.items() if x is not None and y is not None}

    @cached_property
    def _rows(self) -> list[PostMedia]:
        return list(self.instance.pictures.all())

    @property
    def pictures(self) -> list[tuple[PostMedia, BoundField, BoundField, BoundField]]:
        """For the template: a picture, its description, and the two sides of its spot."""
        return [(row, self[f"alt-{row.pk}"], self[f"spot-{row.pk}-x"], self[f"spot-{row.pk}-y"]) for row in self._rows]

    @property
    def shown_pictures(self) -> list[PostMedia]:
        """For the preview: the pictures alone, in their order."""
        return self._rows

    @property
    def tag_fields(self) -> list[BoundField]:
        """For the template: what may differ from the project's tags."""
        return [self[name] for name in TAGS[1:]]
