"""What is asked of the mentions, and where to listen."""

from typing import Any

from django import forms

from monitoring.models.mention import Category, Tonality
from projects.models import Channel, Project
from projects.networks import Ability, networks_that_can

LANGUAGES = (("uk", "Ukrainian"), ("ru", "Russian"), ("en", "English"))


class MentionFilter(forms.Form):
    """Everything may be left out; what makes no sense is ignored."""

    words = forms.CharField(required=False, max_length=100, label="Words")
    project = forms.ModelChoiceField(
        Project.objects.none(), required=False, to_field_name="slug", empty_label="All projects"
    )
    tonality = forms.ChoiceField(required=False, choices=[("", "Any tone"), *Tonality.choices], label="Tone")
    category = forms.ChoiceField(required=False, choices=[("", "Any category"), *Category.choices])
    language = forms.ChoiceField(required=False, choices=[("", "Any language"), *LANGUAGES])

    def __init__(self, data: Any, *, projects: Any) -> None:
        super().__init__(data)
        self.fields["project"].queryset = projects  # type: ignore[attr-defined]

    def wanted(self) -> dict[str, Any]:
        """What was asked and makes sense."""
        self.is_valid()
        return self.cleaned_data


class SearchForm(forms.Form):
    """Look for the brand's words on a channel's network."""

    channel = forms.ModelChoiceField(
        Channel.objects.none(), error_messages={"invalid_choice": "Choose one of your pages."}
    )
    query = forms.CharField(max_length=300, min_length=2, label="Words to look for")

    def __init__(self, *args: Any, channels: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        searched = channels.filter(network__in=networks_that_can(Ability.SEARCH))
        self.fields["channel"].queryset = searched  # type: ignore[attr-defined]
