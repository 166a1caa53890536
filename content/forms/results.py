"""What people note about a result by hand."""

from typing import Any

from django import forms

from content.forms.refusals import TakesRefusals
from content.models import Activity

LARGEST_LIST = 500_000  # bytes


class EntriesForm(TakesRefusals, forms.Form):
    """People entered by hand: typed, or from a text file with one a line."""

    people = forms.CharField(
        required=False, label="People, one a line", widget=forms.Textarea(attrs={"rows": 4}), strip=False,
        help_text="A name, then a semicolon and the address of the page or comment if there is one.",
    )  # fmt: skip
    file = forms.FileField(required=False, label="Or a list from a file", help_text="CSV or text, one person a line.")

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file and file.size > LARGEST_LIST:
            raise forms.ValidationError("The list is larger than 500 kB.")
        return file

    @property
    def lines(self) -> str:
        """Everything that was typed and sent, a person a line."""
        file = self.cleaned_data.get("file")
        sent = file.read().decode("utf-8-sig", "replace").replace("\x00", "") if file else ""
        return "\n".join(filter(None, (self.cleaned_data.get("people", ""), sent)))


class ReasonForm(TakesRefusals, forms.Form):
    """Why somebody may not take part, or why a draw is repeated."""

    reason = forms.CharField(required=False, max_length=180, label="Why")


class CountForm(forms.Form):
    counted = forms.IntegerField(min_value=0, max_value=10_000_000, label="How many people took part")


class AttendanceForm(TakesRefusals, forms.ModelForm):
    """How an offline activity went."""

    class Meta:
        model = Activity
        fields = ("expected", "came", "known_how", "cost")
        labels = {"expected": "How many were expected", "came": "How many came", "known_how": "How it is known",
                  "cost": "What it cost, ₴"}  # fmt: skip

    def _post_clean(self) -> None:
        """``noting.note_attendance`` writes it."""
