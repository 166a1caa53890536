"""Who says yes to a project's posts."""

from typing import Any

from django import forms

from agency.models import User
from agency.permissions import Role
from content.forms.refusals import TakesRefusals
from content.models import ProjectRules
from projects.models import Project


class RoundsForm(TakesRefusals, forms.Form):
    rounds = forms.ChoiceField(
        choices=ProjectRules.Rounds.choices, widget=forms.RadioSelect, label="Before a post goes out"
    )


class ApproverForm(TakesRefusals, forms.Form):
    """One of the client's people with an account, or somebody with an address alone."""

    user = forms.ModelChoiceField(
        User.objects.none(), required=False, label="Who", empty_label="Somebody without an account"
    )
    name = forms.CharField(max_length=120, required=False, label="Their name")
    email = forms.EmailField(required=False, label="Their e-mail")

    def __init__(self, *args: Any, project: Project, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        members = User.objects.filter(client_memberships__client=project.client, client_memberships__role=Role.APPROVER)
        self.fields["user"].queryset = members.distinct()  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        for name in ("name", "email"):
            if not data.get("user") and not data.get(name) and name not in self.errors:
                self.add_error(name, "Needed for somebody without an account.")
        return data
