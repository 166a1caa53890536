"""Seats, covers, and what people say about themselves."""

from typing import Any

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator

from agency.models import User
from agency.permissions import TEAM_ROLES
from projects.forms.base import OnACopy, offer
from projects.forms.fields import DayInput, LanguagesField, WordsField
from projects.models import Profile, Wish


class SeatForm(forms.Form):
    """Who takes the seat, and why."""

    person = forms.ModelChoiceField(User.objects.none())
    reason = forms.CharField(max_length=300, required=False)

    def __init__(self, *args: Any, people: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "person", people)


class CoverForm(forms.Form):
    to = forms.ModelChoiceField(User.objects.none(), label="Who covers", empty_label="Choose a person")
    starts_on = forms.DateField(widget=DayInput(), label="From")
    ends_on = forms.DateField(widget=DayInput(), label="Until, that day included")
    reason = forms.CharField(max_length=200, required=False, label="Why", help_text="They read it.")

    def __init__(self, *args: Any, people: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "to", people)


class ProfileForm(OnACopy, forms.ModelForm):
    """Self-described, voluntary, used only with a yes."""

    class Meta:
        model = Profile
        fields = ("roles", "about", "traits", "share_traits", "topics", "languages", "capacity")
        labels = {
            "share_traits": "Use these when teams are put together",
            "capacity": "How many projects at once",
        }

    roles = forms.MultipleChoiceField(
        choices=[(role, role.label) for role in TEAM_ROLES], required=False, label="The seats I take",
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip
    about = forms.CharField(max_length=300, required=False, label="About me", widget=forms.Textarea(attrs={"rows": 2}))
    traits = WordsField(
        required=False, label="Who I am", help_text="Only if you like: new mother, cyclist, lives in Lviv.",
        widget=forms.Textarea(attrs={"rows": 2}),
    )  # fmt: skip
    topics = WordsField(
        required=False, label="What I know", help_text="Banks, skincare, trains.",
        widget=forms.Textarea(attrs={"rows": 2}),
    )  # fmt: skip
    languages = LanguagesField(required=False, label="I write in")
    capacity = forms.IntegerField(
        label="How many projects at once", validators=[MinValueValidator(1), MaxValueValidator(20)]
    )


class WishForm(forms.Form):
    feeling = forms.ChoiceField(choices=Wish.Feeling.choices)
