"""What moderators type."""

from typing import Any

from django import forms
from django.db.models import Exists, Q

from agency.models import User
from agency.permissions import AGENCY_ROLES, Permission, Role, roles_that_may
from moderation.models import Case
from projects.models import ClientMember, Delegation, Seat
from projects.networks import limits_for


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
    """The manager or who covers (the heads where there is none), and the client’s people who answer facts."""
    manager = {"project": case.project_id, "role": Role.MANAGER}
    managed = Exists(Seat.objects.filter(**manager, user__isnull=False))
    covering = Delegation.objects.running().filter(seat__project=case.project_id, seat__role=Role.MANAGER)
    experts = ClientMember.objects.filter(
        client=case.project.client_id, role__in=roles_that_may(Permission.ANSWER_FACT) - set(AGENCY_ROLES)
    )
    return User.objects.filter(
        Q(pk__in=Seat.objects.filter(**manager).values("user"))
        | Q(pk__in=covering.values("to"))
        | Q(pk__in=experts.values("user"))
        | (Q(role=Role.HEAD) & ~managed),
        is_active=True,
    )
