"""Intake: who came, the four answers, the decision."""

from typing import Any

from django import forms

from projects.forms.base import offer
from projects.forms.fields import DayInput
from projects.kinds import ToolKind
from projects.models import Client, Lead
from projects.services.leads import ANSWERS

QUESTIONS = {
    "goal": ("goal_kind", "why"),
    "measure": ("kpi_baseline", "kpi_target", "kpi_name", "kpi_due_on"),
    "audience": ("audience",),
    "tools": ("tools",),
}


class LeadForm(forms.ModelForm):
    """Somebody called, wrote or came by; we write down their words."""

    class Meta:
        model = Lead
        fields = ("company", "contact_name", "contact_email", "about", "words")
        widgets = {"about": forms.Textarea(attrs={"rows": 2}), "words": forms.Textarea(attrs={"rows": 4})}
        labels = {
            "company": "Company",
            "contact_name": "Who speaks for them",
            "contact_email": "Their e-mail",
            "about": "Who they are",
            "words": "What they said, in their words",
        }

    words = forms.CharField(
        max_length=4000, label="What they said, in their words", widget=forms.Textarea(attrs={"rows": 4})
    )
    about = forms.CharField(
        max_length=1000, required=False, label="Who they are", help_text="Trade, people, place.",
        widget=forms.Textarea(attrs={"rows": 2}),
    )  # fmt: skip


class ContactForm(LeadForm):
    """They write to us themselves. ``website`` is a trap: people do not see it, machines fill it in."""

    class Meta(LeadForm.Meta):
        labels = {"company": "Your company", "contact_name": "Your name", "contact_email": "Your e-mail"}

    contact_name = forms.CharField(max_length=120, label="Your name")
    contact_email = forms.EmailField(max_length=254, label="Your e-mail", help_text="The answer goes there.")
    about = forms.CharField(
        max_length=1000, required=False, label="Who you are", help_text="What you do, how many you are, where.",
        widget=forms.Textarea(attrs={"rows": 2}),
    )  # fmt: skip
    words = forms.CharField(
        max_length=4000, label="What do you want to change with social networks?",
        widget=forms.Textarea(attrs={"rows": 5}),
    )  # fmt: skip
    website = forms.CharField(required=False, max_length=200)

    @property
    def is_machine(self) -> bool:
        return bool(self.cleaned_data.get("website"))

    def said(self) -> dict[str, Any]:
        return {name: value for name, value in self.cleaned_data.items() if name != "website"}


class AnswersForm(forms.ModelForm):
    """The four answers, each optional: they are kept as they come and judged by the gate."""

    class Meta:
        model = Lead
        fields = ANSWERS
        widgets = {"kpi_due_on": DayInput(), "goal_kind": forms.RadioSelect}

    why = forms.CharField(required=False, max_length=4000, widget=forms.Textarea(attrs={"rows": 2}))
    audience = forms.CharField(required=False, max_length=4000, widget=forms.Textarea(attrs={"rows": 3}))
    tools = forms.MultipleChoiceField(required=False, choices=ToolKind.choices)

    @property
    def problems(self) -> dict[str, str]:
        """What could not be kept, by question of the gate."""
        said = {
            question: " ".join(str(error) for name in names for error in self.errors.get(name, ()))
            for question, names in QUESTIONS.items()
        }
        return {question: text for question, text in said.items() if text}

    def good_answers(self) -> dict[str, Any]:
        """What can be kept, also when a neighbouring field cannot."""
        self.full_clean()
        return {name: self.cleaned_data[name] for name in ANSWERS if name in self.cleaned_data}

    def _post_clean(self) -> None:
        """The lead itself is not touched here: the verb does that."""


class ReasonForm(forms.Form):
    reason = forms.CharField(
        max_length=4000, label="Reason, they will read it", widget=forms.Textarea(attrs={"rows": 6}),
        error_messages={"required": "They will read why. Write a sentence or two."},
    )  # fmt: skip


class AcceptForm(forms.Form):
    """Yes. Without a client a new one is made of the lead."""

    client = forms.ModelChoiceField(Client.objects.none(), required=False, empty_label="A new client")
    reason = forms.CharField(max_length=4000, required=False, label="A word to them", widget=forms.Textarea)

    def __init__(self, *args: Any, clients: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "client", clients)


class PostponeForm(ReasonForm):
    until = forms.DateField(
        widget=DayInput(), label="Until", error_messages={"required": "Name a day to come back to it."}
    )


class DeclineForm(ReasonForm):
    better_purpose = forms.CharField(
        max_length=2000, required=False, label="A better purpose", widget=forms.Textarea(attrs={"rows": 3})
    )


class DuplicateForm(forms.Form):
    duplicate_of = forms.ModelChoiceField(
        Lead.objects.none(), label="Of which lead", error_messages={"required": "Choose the lead it repeats."}
    )

    def __init__(self, *args: Any, leads: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "duplicate_of", leads)
