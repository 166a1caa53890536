"""An idea, typed or taken from what somebody said."""

from django import forms

from content.forms.refusals import TakesRefusals
from content.models import Idea
from content.services.ideas import LONGEST


class IdeaForm(TakesRefusals, forms.Form):
    text = forms.CharField(
        required=False, max_length=LONGEST, label="What could one write about?",
        widget=forms.Textarea(attrs={"rows": 2}),
    )  # fmt: skip
    source = forms.ChoiceField(required=False, choices=Idea.Source.choices, widget=forms.HiddenInput)
    source_text = forms.CharField(required=False, widget=forms.HiddenInput)
    source_url = forms.CharField(required=False, max_length=500, widget=forms.HiddenInput)

    @property
    def said(self) -> dict[str, str]:
        return self.cleaned_data | {"source": self.cleaned_data["source"] or Idea.Source.PERSON}
