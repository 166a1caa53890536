"""Campaigns."""

from typing import Any, ClassVar

from django import forms

from content.forms.refusals import TakesRefusals
from content.models import Campaign
from projects.models import Project


class CampaignForm(TakesRefusals, forms.ModelForm):
    """What a campaign is called, when it runs, what for; ``campaigns`` saves it."""

    class Meta:
        model = Campaign
        fields = ("name", "starts_on", "ends_on", "goal", "colour", "note")
        labels: ClassVar = {"starts_on": "From", "ends_on": "Until", "goal": "Goal it serves"}
        help_texts: ClassVar = {"note": "Stays inside the agency."}
        widgets: ClassVar = {
            "starts_on": forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
            "ends_on": forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
            "note": forms.Textarea(attrs={"rows": 3}),
        }

    def __init__(self, *args: Any, project: Project, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["goal"].queryset = project.goals.all()  # type: ignore[attr-defined]
        self.fields["goal"].empty_label = "No goal"  # type: ignore[attr-defined]

    def _post_clean(self) -> None:
        """The campaign stays as it is; the verb writes it and says what the database refuses."""
