"""Days, hours and places in the calendar."""

import datetime as dt
from typing import Any

from django import forms

from agency.permissions import Permission
from content import clock
from content.forms.refusals import TakesRefusals
from content.models import Slot
from projects.models import Project

FOLDS = (("0", "The first time"), ("1", "The second time"))


class PlanForm(forms.Form):
    """A day and an hour in the post's own zone; a day alone keeps the hour; nothing takes it out of the calendar."""

    day = forms.DateField(required=False)
    time = forms.TimeField(required=False)
    fold = forms.TypedChoiceField(choices=FOLDS, coerce=int, required=False, empty_value=None)


class NewPostForm(forms.Form):
    """The least a draft starts from, and the place in the calendar one came from."""

    title = forms.CharField(max_length=160, label="What is it about?")
    project = forms.ModelChoiceField(Project.objects.none(), to_field_name="slug", empty_label=None)
    slot = forms.ModelChoiceField(Slot.objects.none(), required=False, widget=forms.HiddenInput)
    day = forms.DateField(required=False, widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}))
    time = forms.TimeField(required=False, widget=forms.TimeInput(format="%H:%M", attrs={"type": "time"}))

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        projects = Project.objects.where(user, Permission.WRITE_POST).exclude(stage=Project.Stage.FINISHED)
        self.fields["project"].queryset = projects  # type: ignore[attr-defined]
        slots = Slot.objects.where(user, Permission.WRITE_POST).select_related("project")
        self.fields["slot"].queryset = slots  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        slot = data.get("slot")
        if slot and slot.project != data.get("project"):
            data["slot"] = None
        return data


class SlotForm(TakesRefusals, forms.ModelForm):
    """A recurring place in the calendar."""

    class Meta:
        model = Slot
        fields = ("weekday", "time", "value_kind", "channels")
        labels = {"value_kind": "Added value", "channels": "Pages"}
        widgets = {
            "weekday": forms.Select(choices=list(enumerate(clock.WEEKDAYS))),
            "time": forms.TimeInput(format="%H:%M", attrs={"type": "time"}),
            "channels": forms.CheckboxSelectMultiple,
        }

    def __init__(self, *args: Any, project: Project, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.instance.project = project
        self.fields["channels"].queryset = project.channels.all()  # type: ignore[attr-defined]


def day_or(text: str, fallback: dt.date) -> dt.date:
    """A day from an address; ``fallback`` for anything that is none."""
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        return fallback
