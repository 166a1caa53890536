"""What moderators type."""

from typing import Any

from django import forms

from agency.models import User
from agency.permissions import Permission, roles_that_may
from moderation.models import Case
from projects.models import ClientMember
from projects.networks import limits_for
from projects.people import answerable_for


class ReplyForm(forms.Form):
    """As long as the network takes, counted the way it counts."""

    text = forms.CharField(
        label="Reply",
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=20_000,
        error_messages={"required": "Write something first."},
    )

    def __init__(self, *args: Any, case: Case, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.limits = limits_for(case.mention.network)

    def clean_text(self) -> str:
        text = self.cleaned_data["text"]
        length = self.limits.length(text)
        if length > self.limits.comment:
            raise forms.ValidationError(f"{length} characters; the network takes {self.limits.comment}.")
        return text


class NoteForm(forms.Form):
    text = forms.CharField(
        label="Internal note",
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=5_000,
        error_messages={"required": "Write something first."},
    )


class EscalationForm(forms.Form):
    """To the manager or to the client's expert, always with a reason they will read."""

    to = forms.ModelChoiceField(
        User.objects.none(), label="Who can help", widget=forms.RadioSelect, empty_label=None,
        error_messages={"required": "Choose who can help."},
    )  # fmt: skip
    reason = forms.CharField(
        label="What do you need",
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=1_000,
        error_messages={"required": "Say what you need; they will read it."},
    )

    def __init__(self, *args: Any, case: Case, by: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to"].queryset = helpers_for(case).exclude(pk=by.pk)  # type: ignore[attr-defined]


class FactForm(forms.Form):
    answer = forms.CharField(
        label="Your answer",
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=5_000,
        error_messages={"required": "Write the answer first."},
    )


def helpers_for(case: Case) -> Any:
    """The manager (or the heads), and the people of the client who answer facts."""
    roles = roles_that_may(Permission.ANSWER_FACT)
    experts = ClientMember.objects.filter(client=case.project.client_id, role__in=roles)
    managers = [user.pk for user in answerable_for(case.project)]
    people = User.objects.filter(is_active=True)
    return people.filter(pk__in=[*managers, *experts.values_list("user", flat=True)])
