"""What people type on this floor, judged before any verb sees it."""

import datetime as dt
from collections.abc import Iterator, Mapping
from typing import Any

from django import forms
from django.core.validators import URLValidator

from agency.permissions import Permission
from content import clock
from content.models import Post, Review, Slot
from content.refusal import Refusal
from projects.models import Channel, Project

LONGEST_TEXT = 65_000
LONGEST_WORDS = 4_000
FOLDS = (("0", "The first time"), ("1", "The second time"))


class Prose(forms.CharField):
    """A text as it was written, with the line ends of the network and not of the browser."""

    def __init__(self) -> None:
        super().__init__(required=False, max_length=LONGEST_TEXT, strip=False, widget=forms.Textarea)

    def to_python(self, value: Any) -> str:
        return (super().to_python(value) or "").replace("\r\n", "\n")


class AnswerForm(forms.Form):
    """The client's answer: yes, or what should be different."""

    ABOUT = (("facts", "Facts or price"), ("words", "Words"), ("picture", "Picture"), ("day", "Day"))

    decision = forms.ChoiceField(choices=(("yes", "Approve"), ("changes", "Ask for changes")))
    about = forms.MultipleChoiceField(choices=ABOUT, required=False)
    comment = forms.CharField(required=False, max_length=LONGEST_WORDS, strip=True)

    @property
    def is_yes(self) -> bool:
        return self.cleaned_data["decision"] == "yes"

    @property
    def words(self) -> str:
        """``Facts or price, day: the courier costs extra``; chips alone are words enough."""
        labels = dict(self.ABOUT)
        about = ", ".join(labels[name] for name in self.cleaned_data["about"]).capitalize()
        return ": ".join(filter(None, (about, self.cleaned_data["comment"])))

    @property
    def typed(self) -> str:
        return self.data.get("comment", "")

    @property
    def error(self) -> str:
        return " ".join(str(message) for errors in self.errors.values() for message in errors)


class ReviewForm(forms.Form):
    """A verdict on one version."""

    value = forms.ChoiceField(choices=Review.Verdict, error_messages={"required": "Say whether the value is there."})
    comment = forms.CharField(required=False, max_length=LONGEST_WORDS, widget=forms.Textarea)


class PlanForm(forms.Form):
    """A day and an hour in the post's own zone; a day alone keeps the hour; nothing takes it out of the calendar."""

    day = forms.DateField(required=False)
    time = forms.TimeField(required=False)
    fold = forms.TypedChoiceField(choices=FOLDS, coerce=int, required=False, empty_value=None)


class NewPostForm(forms.Form):
    """The least a draft starts from."""

    project = forms.ModelChoiceField(Project.objects.none(), to_field_name="slug")
    title = forms.CharField(max_length=160)
    day = forms.DateField(required=False, widget=forms.HiddenInput)
    time = forms.TimeField(required=False, widget=forms.HiddenInput)
    value_kind = forms.ChoiceField(choices=[("", ""), *Post.Value.choices], required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        projects = Project.objects.where(user, Permission.WRITE_POST).exclude(stage=Project.Stage.FINISHED)
        self.fields["project"].queryset = projects  # type: ignore[attr-defined]


class SlotForm(forms.ModelForm):
    """A recurring place in the calendar."""

    class Meta:
        model = Slot
        fields = ("weekday", "time", "value_kind", "channels")
        widgets = {
            "weekday": forms.Select(choices=list(enumerate(clock.WEEKDAYS))),
            "time": forms.TimeInput(attrs={"type": "time"}),
            "channels": forms.CheckboxSelectMultiple,
        }

    def __init__(self, *args: Any, project: Project, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.instance.project = project
        self.fields["channels"].queryset = project.channels.all()  # type: ignore[attr-defined]

    def validate_constraints(self) -> None:
        """The project is not in the form, and still the place must be free."""
        try:
            self.instance.validate_constraints()
        except forms.ValidationError:
            self.add_error("time", "There is a slot at this time already.")


class DraftForm(forms.ModelForm):
    """The whole composer. A channel has ``target-<id>-on``, ``-text`` and ``-comment``, a picture ``alt-<id>``."""

    fold = forms.TypedChoiceField(choices=FOLDS, coerce=int, required=False, empty_value=None)
    text = Prose()
    link = forms.CharField(
        required=False,
        max_length=500,
        validators=[URLValidator(["http", "https"], message="This is not an address. It starts with https://.")],
    )

    class Meta:
        model = Post
        fields = (
            "title",
            "format",
            "goal",
            "value_kind",
            "value_audience",
            "value_sentence",
            "text",
            "language",
            "link",
            "day",
            "time",
        )

    def __init__(self, *args: Any, channels: list[Channel], may_plan: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.channels = channels
        self.fields["goal"].queryset = self.instance.project.goals.all()  # type: ignore[attr-defined]
        self.fields["format"].required = self.fields["language"].required = False
        if not may_plan:
            for name in ("day", "time", "fold"):
                del self.fields[name]
        for name, field in self._extra_fields():
            self.fields[name] = field

    def _extra_fields(self) -> Iterator[tuple[str, forms.Field]]:
        for channel in self.channels:
            yield f"target-{channel.pk}-on", forms.BooleanField(required=False)
            yield f"target-{channel.pk}-text", Prose()
            yield f"target-{channel.pk}-comment", Prose()
        for picture in self.instance.pictures.all():
            yield f"alt-{picture.pk}", forms.CharField(required=False, max_length=1000)

    def clean(self) -> dict[str, Any]:
        """The hour must exist and be ahead, unless it is the one already planned."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        day, time = data.get("day"), data.get("time")
        if day and time and self._is_new_plan():
            try:
                clock.future_instant(day, time, self._zone, fold=data.get("fold") or 0)
            except Refusal as error:
                self.add_error("time", str(error))
        return data

    @property
    def _zone(self) -> str:
        return self.instance.time_zone

    def _is_new_plan(self) -> bool:
        return bool({"day", "time", "fold"} & set(self.changed_data))

    def _post_clean(self) -> None:
        """The post is saved by ``drafts.save``; nothing is written into the instance here."""

    @property
    def changes(self) -> dict[str, Any]:
        """The post's own fields that are fit to be saved, by name."""
        own = {name: self.cleaned_data[name] for name in self._meta.fields if name in self._sound}  # type: ignore[union-attr]
        return {name: value for name, value in own.items() if name not in ("format", "language") or value}

    @property
    def _sound(self) -> set[str]:
        broken = {"day", "time", "fold"} if {"day", "time", "fold"} & self.errors.keys() else set()
        return self.cleaned_data.keys() - broken

    @property
    def fold_said(self) -> int | None:
        return self.cleaned_data.get("fold") if "fold" in self._sound else None

    @property
    def targets(self) -> list[dict[str, Any]] | None:
        """What each chosen page gets; None, which leaves them as they are, when something there is not sound."""
        if any(name.startswith("target-") for name in self.errors):
            return None
        return [
            {
                "channel": channel,
                "text": self.cleaned_data.get(f"target-{channel.pk}-text", ""),
                "first_comment": self.cleaned_data.get(f"target-{channel.pk}-comment", ""),
            }
            for channel in self.channels
            if self.cleaned_data.get(f"target-{channel.pk}-on")
        ]

    @property
    def alts(self) -> Mapping[int, str]:
        return {int(name[4:]): value for name, value in self.cleaned_data.items() if name.startswith("alt-")}


def day_or_today(text: str, zone: Any) -> dt.date:
    """A day from an address; today for anything that is none."""
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        return dt.datetime.now(zone).date()
