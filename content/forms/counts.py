"""What somebody read on the network about a publication."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from content.models import COUNTS, Metric
from content.services.counting import NOTHING
from projects.forms.base import add_errors
from projects.forms.fields import CountField, DayInput


class CountsForm(forms.Form):
    """Seven numbers of a day; what nobody can tell stays empty."""

    day = forms.DateField(
        label="Read on", widget=DayInput(), error_messages={"required": "Say on which day you read them."}
    )
    views = CountField(required=False)
    reach = CountField(required=False, label="People reached")
    likes = CountField(required=False)
    comments = CountField(required=False)
    shares = CountField(required=False)
    clicks = CountField(required=False)
    followers = CountField(required=False, label="Followers then")

    @property
    def counts(self) -> list[forms.BoundField]:
        return [self[name] for name in COUNTS]

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or {}
        wrong = any(name in self.errors for name in COUNTS)
        if not wrong and all(said.get(name) is None for name in COUNTS if name != "followers"):
            raise forms.ValidationError(NOTHING)
        return said

    def refuse(self, error: ValidationError) -> None:
        add_errors(self, error)


def as_typed(metric: Metric) -> dict[str, Any]:
    """What the form begins with when a reading is corrected."""
    return {"day": metric.day, **dict(metric.said)}
