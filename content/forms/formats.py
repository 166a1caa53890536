"""How people take part, typed in the composer: one form a format, saved with everything else on the page."""

import re
from collections.abc import Mapping
from typing import Any, ClassVar

from django import forms
from django.forms import BoundField

from content.forms.refusals import TakesRefusals
from content.models import Activity, Details, Interactive, Post, Promotion, Question, Survey, details_of
from content.models.formats import DETAILS
from content.models.formats.survey import MOST
from content.refusal import Refusal
from content.selectors.facts import prize_line
from content.services.taking_part.details import settle_window

MOST_PRIZES, MOST_WINNERS, LONGEST_LINE = 10, 100, 100
_NUMBERED = re.compile(r"^(\d{1,3})\s*(?:[×xх*]\s*)(\S.*)$")


class Lines(forms.CharField):
    """A list of short texts, one a line; empty lines are only air."""

    def __init__(self, *, most: int, rows: int = 4, **kwargs: Any) -> None:
        super().__init__(required=False, widget=forms.Textarea(attrs={"rows": rows}), **kwargs)
        self.most = most

    def prepare_value(self, value: Any) -> Any:
        """As text: what was typed stays as it is, a kept list (or one sent to the API) is a line for each."""
        return value if isinstance(value, str) else "\n".join(self.line(item) for item in value or ())

    def line(self, item: Any) -> str:
        return str(item)

    def clean(self, value: Any) -> list[Any]:
        text = super().clean(self.prepare_value(value)) or ""
        lines = [line.strip() for line in text.splitlines() if line.strip()]
        if len(lines) > self.most:
            raise forms.ValidationError(f"At most {self.most} lines.")
        if any(len(line) > LONGEST_LINE for line in lines):
            raise forms.ValidationError(f"A line has at most {LONGEST_LINE} characters.")
        return [self.item(line) for line in self.told_apart(lines)]

    def told_apart(self, lines: list[str]) -> list[str]:
        if len({line.casefold() for line in lines}) < len(lines):
            raise forms.ValidationError("Two lines say the same.")
        return lines

    def item(self, line: str) -> Any:
        return line


class Prizes(Lines):
    """``3 × Blanket``: how many people win it, and what; without a number it is one."""

    def line(self, item: Any) -> str:
        return prize_line(item)

    def item(self, line: str) -> dict[str, Any]:
        found = _NUMBERED.match(line)
        winners, name = (int(found[1]), found[2]) if found else (1, line)
        if not 1 <= winners <= MOST_WINNERS:
            raise forms.ValidationError(f"A prize has 1 to {MOST_WINNERS} winners.")
        return {"name": name.strip(), "winners": winners}


class DetailsForm(TakesRefusals, forms.ModelForm):
    """``layout``: the rows of the form. Like the composer's own form it writes nothing; ``drafts`` gets ``changes``."""

    layout: ClassVar[tuple[tuple[str, ...], ...]] = ()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("opens_on", "closes_on"):
            if name in self.fields:
                self.fields[name].widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
        for name in ("opens_time", "closes_time"):
            if name in self.fields:
                self.fields[name].widget = forms.TimeInput(format="%H:%M", attrs={"type": "time"})

    def clean(self) -> dict[str, Any]:
        """The end comes after the beginning, and both exist on the clock."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        window = {name: data[name] for name in Details.WINDOW if name in data}
        said = type(self.instance)(time_zone=self.instance.time_zone, **window)
        try:
            settle_window(said)
        except Refusal as refusal:
            for name, sentence in refusal.errors.items():
                self.add_error(name, sentence)
        return data

    def refuse(self, errors: Mapping[str, str]) -> None:
        """Of everything a verb refused, what is about these fields: ``promotion-rules`` is about ``rules``."""
        mine = {name.removeprefix(f"{self.prefix}-"): sentence for name, sentence in errors.items()}
        self.refused.update({name: sentence for name, sentence in mine.items() if name in self.fields})

    def _post_clean(self) -> None:
        """The details stay as they are; ``drafts.save`` writes them."""

    @property
    def changes(self) -> dict[str, Any]:
        """What is fit to be saved; a stretch of time is saved whole or not at all."""
        wrong = {*Details.WINDOW} if {*Details.WINDOW} & self.errors.keys() else set()
        return {name: value for name, value in self.cleaned_data.items() if name not in wrong}

    @property
    def rows(self) -> list[list[BoundField]]:
        return [[self[name] for name in names] for names in self.layout]


class PromotionForm(DetailsForm):
    layout = (
        ("prizes",), ("rules",), ("opens_on", "opens_time", "closes_on", "closes_time"),
        ("entering", "barred", "bars_winners_days"), ("shows_fingerprint",),
    )  # fmt: skip
    prizes = Prizes(
        most=MOST_PRIZES, rows=3, label="Prizes", help_text="One a line. 3 × Blanket means that three people win one."
    )

    class Meta:
        model = Promotion
        fields = Promotion.WRITTEN
        labels = {
            "rules": "Rules", "entering": "How to take part", "opens_on": "From", "opens_time": "Hour",
            "closes_on": "Until", "closes_time": "Hour", "barred": "Who may not",
            "bars_winners_days": "Nobody wins twice within so many days",
            "shows_fingerprint": "Add the draw’s fingerprint under the text, so that anybody can check the draw",
        }  # fmt: skip
        help_texts = {"barred": "", "bars_winners_days": "0: earlier winners may win again."}
        widgets = {"rules": forms.Textarea(attrs={"rows": 4})}


class SurveyForm(DetailsForm):
    layout = (("question",), ("options",), ("several",), ("closes_on", "closes_time"))
    options = Lines(most=MOST, label="Answers", help_text="2 to 10, one a line.")

    class Meta:
        model = Survey
        fields = Survey.WRITTEN
        labels = {"question": "What do we ask?", "several": "One may choose several", "closes_on": "Until",
                  "closes_time": "Hour"}  # fmt: skip


class InteractiveForm(DetailsForm):
    layout = (("asked",), ("counting", "word"), ("opens_on", "opens_time", "closes_on", "closes_time"))

    class Meta:
        model = Interactive
        fields = Interactive.WRITTEN
        labels = {"asked": "What shall people do?", "counting": "What counts", "word": "Word or hashtag",
                  "opens_on": "From", "opens_time": "Hour", "closes_on": "Until", "closes_time": "Hour"}  # fmt: skip


class QuestionForm(DetailsForm):
    layout = (("asked",), ("closes_on", "closes_time"))

    class Meta:
        model = Question
        fields = Question.WRITTEN
        labels = {"asked": "Question of the day", "closes_on": "Until", "closes_time": "Hour"}


class ActivityForm(DetailsForm):
    layout = (("place", "capacity"), ("address",), ("map_link",),
              ("opens_on", "opens_time", "closes_on", "closes_time"))  # fmt: skip

    map_link = forms.URLField(required=False, max_length=500, assume_scheme="https", label="Link to a map")

    class Meta:
        model = Activity
        fields = Activity.WRITTEN
        labels = {"place": "Place", "address": "Address", "capacity": "Room for",
                  "opens_on": "Begins", "opens_time": "Hour", "closes_on": "Ends", "closes_time": "Hour"}  # fmt: skip


FORMS: dict[str, type[DetailsForm]] = {
    Post.Format.PROMOTION: PromotionForm,
    Post.Format.SURVEY: SurveyForm,
    Post.Format.INTERACTIVE: InteractiveForm,
    Post.Format.QUESTION: QuestionForm,
    Post.Format.OFFLINE: ActivityForm,
}


def details_form(post: Post, data: Mapping[str, Any] | None = None) -> DetailsForm | None:
    """The form of what the page shows: the format named in ``data`` (``taking_part``), else the post's own.

    Somebody who has just chosen another format still sends the fields of the one before; they are saved too.
    """
    name = data.get("taking_part", "") if data is not None else post.format
    if name not in FORMS:
        return None
    found = details_of(post) if name == post.format else DETAILS[name].objects.filter(post=post).first()
    instance = found or DETAILS[name](post=post, time_zone=post.time_zone)
    return FORMS[name](data, instance=instance, prefix=name)
