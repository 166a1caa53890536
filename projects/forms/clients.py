"""The client, its agreement and its people."""

from typing import Any

from django import forms

from agency.models import User
from agency.permissions import CLIENT_ROLES, Role
from projects.forms.base import OnACopy, offer
from projects.forms.fields import ClockInput, DayInput, LanguagesField
from projects.kinds import WEEKDAYS
from projects.models import Client, InteractionAgreement
from projects.services.clients import FACTS, TERMS, check_terms


class ClientForm(OnACopy, forms.ModelForm):
    class Meta:
        model = Client
        fields = FACTS
        labels = {
            "contact_name": "Contact",
            "contact_email": "E-mail",
            "contact_phone": "Phone",
            "time_zone": "Time zone",
        }

    about = forms.CharField(max_length=4000, required=False, widget=forms.Textarea(attrs={"rows": 3}))
    tone_of_voice = forms.CharField(
        max_length=4000, required=False, label="Tone of voice", widget=forms.Textarea(attrs={"rows": 3}),
        help_text="How the brand speaks, and what it never says.",
    )  # fmt: skip
    languages = LanguagesField(required=False)


class AgreementForm(OnACopy, forms.ModelForm):
    """What the brand answers itself, how fast, in which hours, and what silence means."""

    class Meta:
        model = InteractionAgreement
        fields = TERMS
        widgets = {"hours_from": ClockInput(), "hours_until": ClockInput(), "agreed_on": DayInput()}
        labels = {
            "first_answer_minutes": "First answer within, minutes",
            "solve_hours": "Solved within, hours",
            "hours_from": "We answer from",
            "hours_until": "until",
            "client_approves": "The client approves every post",
            "approve_hours": "A yes within, hours",
            "on_silence": "If the client is silent",
            "agreed_on": "Agreed on",
        }

    we_answer = forms.CharField(
        max_length=4000, label="What we answer by ourselves", widget=forms.Textarea(attrs={"rows": 3})
    )
    client_answers = forms.CharField(
        max_length=4000, required=False, label="What goes to the client first", widget=forms.Textarea(attrs={"rows": 3})
    )
    weekdays = forms.TypedMultipleChoiceField(
        choices=tuple(enumerate(WEEKDAYS)), coerce=int, label="On these days", widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Choose at least one day."},
    )  # fmt: skip
    deputy = forms.ModelChoiceField(
        User.objects.none(), required=False, empty_label="Nobody", label="Whom we ask when the client is silent"
    )
    first_answer_minutes = forms.IntegerField(min_value=1, max_value=10_080, label="First answer within, minutes")
    solve_hours = forms.IntegerField(min_value=1, max_value=2_400, label="Solved within, hours")
    approve_hours = forms.IntegerField(min_value=1, max_value=2_400, label="A yes within, hours")

    def __init__(self, *args: Any, people: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "deputy", people)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not self.errors:
            check_terms(None, cleaned)
        return cleaned


class MemberForm(forms.Form):
    """One of the client's people; a new person gets an invitation by mail."""

    name = forms.CharField(max_length=120)
    email = forms.EmailField(max_length=254, label="E-mail")
    role = forms.ChoiceField(choices=[(role, role.label) for role in CLIENT_ROLES], initial=Role.APPROVER)
