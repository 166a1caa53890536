"""A page on which people publish by hand, and how many follow it."""

from django import forms
from django.core.exceptions import ValidationError

from projects.forms.base import add_errors
from projects.forms.fields import AddressInput, CountField, DayInput
from projects.models.network import Network
from projects.networks import is_by_hand


class PageForm(forms.Form):
    name = forms.CharField(max_length=120, label="Its name", help_text="As the team calls it: Lullaby on Prom.")
    url = forms.URLField(
        max_length=300,
        label="Its address",
        assume_scheme="https",
        widget=AddressInput,
        error_messages={"invalid": "This is not an address. Copy it from the page."},
    )
    longest = CountField(
        required=False,
        min_value=1,
        max_value=100_000,
        label="Longest text, in characters",
        help_text="Only where this page takes more or less than is usual there.",
        error_messages=CountField.errors | {"max_value": "Give at most 100 000.", "min_value": "Give at least 1."},
    )

    def refuse(self, error: ValidationError) -> None:
        add_errors(self, error)


class NewPageForm(PageForm):
    """The kind of place first, and how many follow it today."""

    network = forms.ChoiceField(
        label="Where it is", choices=lambda: [(one, one.label) for one in Network if is_by_hand(one)]
    )
    followers = CountField(required=False, label="Followers today", help_text="Empty where nobody can tell.")
    field_order = ("network", "name", "url", "followers", "longest")


class FollowersForm(forms.Form):
    """How many follow a page on a day."""

    day = forms.DateField(label="On", widget=DayInput())
    count = CountField(label="Followers")

    def refuse(self, error: ValidationError) -> None:
        add_errors(self, error)
