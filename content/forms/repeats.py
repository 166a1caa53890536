"""How a post comes again."""

from typing import Any

from django import forms

from content.clock import WEEKDAYS
from content.forms.refusals import TakesRefusals
from content.models import Series
from content.models.series import MOST

ENDS = (("count", "After so many times"), ("until", "On a day"))


class RepeatForm(TakesRefusals, forms.Form):
    """The rule; whether it ends after a count or on a day is one choice, so both can be filled in."""

    unit = forms.ChoiceField(choices=Series.Unit.choices, initial=Series.Unit.WEEK, label="Every so many")
    every = forms.IntegerField(min_value=1, max_value=12, initial=1, label="How many")
    weekdays = forms.TypedMultipleChoiceField(
        choices=list(enumerate(WEEKDAYS)), coerce=int, required=False, widget=forms.CheckboxSelectMultiple, label="On"
    )
    ends = forms.ChoiceField(choices=ENDS, initial="count", widget=forms.RadioSelect, label="It ends")
    count = forms.IntegerField(min_value=2, max_value=MOST, initial=4, required=False, label="Times")
    until = forms.DateField(required=False, widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
                            label="Last day")  # fmt: skip

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        ends = data.get("ends")
        if ends and not data.get(ends) and ends not in self.errors:
            self.add_error(ends, "Say when it ends.")
        for other in {"count", "until"} - {ends}:
            data[other] = None
        return data

    @property
    def rule(self) -> dict[str, Any]:
        """As ``series.repeat`` takes it."""
        names = ("unit", "every", "weekdays", "until", "count")
        return {name: self.cleaned_data.get(name) for name in names}


class StopForm(forms.Form):
    """The last day a series may still be on; today unless said."""

    after = forms.DateField(required=False)
