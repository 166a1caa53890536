"""The project and its goal."""

from typing import Any

from django import forms

from projects.forms.base import OnACopy, offer
from projects.forms.fields import DayInput
from projects.kinds import LANGUAGES, ToolKind
from projects.models import Client, Goal, Project
from projects.services import goals
from projects.services.goals import TaskPlan
from projects.services.projects import FACTS

TOOLS_A_TASK = 4


class ProjectForm(OnACopy, forms.ModelForm):
    class Meta:
        model = Project
        fields = FACTS
        widgets = {"starts_on": DayInput(), "tile": forms.RadioSelect}
        labels = {
            "about": "In a few words",
            "hue": "Colour",
            "tile": "Repeat",
            "emotional_target": "Emotional posts aimed at, %",
            "starts_on": "With us since",
            "time_zone": "Time zone",
        }

    language = forms.ChoiceField(choices=LANGUAGES.items(), help_text="What its posts are mostly written in.")


class NewProjectForm(forms.Form):
    client = forms.ModelChoiceField(Client.objects.none(), empty_label=None)
    name = forms.CharField(max_length=120)
    about = forms.CharField(max_length=200, required=False, label="In a few words")
    size = forms.ChoiceField(choices=Project.Size.choices, initial=Project.Size.MAIN)

    def __init__(self, *args: Any, clients: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "client", clients)


class GoalForm(OnACopy, forms.ModelForm):
    class Meta:
        model = Goal
        fields = goals.FACTS
        widgets = {name: DayInput() for name in ("starts_on", "due_on", "agreed_on")}
        labels = {
            "title": "The goal in one sentence",
            "kpi_name": "Of what",
            "kpi_unit": "Unit",
            "source": "Where the number comes from",
            "baseline": "From",
            "target": "To",
            "starts_on": "Since",
            "due_on": "By",
            "agreed_on": "Agreed with the client on",
        }

    why = forms.CharField(max_length=4000, label="Why, in the client’s words", widget=forms.Textarea(attrs={"rows": 3}))
    audience = forms.CharField(
        max_length=4000, label="Who are they, where are they?", widget=forms.Textarea(attrs={"rows": 3})
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if {"baseline", "target", "starts_on", "due_on"} <= cleaned.keys():
            goals.check(cleaned)
        return cleaned


class TaskForm(forms.Form):
    """One task and up to four tools. Without a title the task is left out."""

    title = forms.CharField(max_length=200, required=False, label="Task")
    measure = forms.CharField(max_length=120, required=False, label="Its own small measure")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for number in range(TOOLS_A_TASK):
            self.fields[f"kind_{number}"] = forms.ChoiceField(
                choices=ToolKind.choices, required=False, label=f"Kind of tool {number + 1}"
            )
            self.fields[f"tool_{number}"] = forms.CharField(max_length=120, required=False, label=f"Tool {number + 1}")

    @property
    def tool_fields(self) -> list[tuple[forms.BoundField, forms.BoundField]]:
        return [(self[f"kind_{number}"], self[f"tool_{number}"]) for number in range(TOOLS_A_TASK)]

    def plan(self) -> TaskPlan:
        said = self.cleaned_data
        rows = [(said.get(f"kind_{number}"), said.get(f"tool_{number}")) for number in range(TOOLS_A_TASK)]
        tools = [(kind or ToolKind.CONTENT, title) for kind, title in rows if title]
        return TaskPlan(title=said["title"], measure=said.get("measure", ""), tools=tools)


class BaseTaskFormSet(forms.BaseFormSet):
    def plans(self) -> list[TaskPlan]:
        return [form.plan() for form in self.forms if form.cleaned_data.get("title")]


TaskFormSet: Any = forms.formset_factory(
    TaskForm, formset=BaseTaskFormSet, extra=1, max_num=12, absolute_max=20, validate_max=True
)


def tasks_as_typed(goal: Goal) -> list[dict[str, str]]:
    """What the formset begins with."""
    rows = []
    for task in goal.tasks.all():
        row = {"title": task.title, "measure": task.measure}
        for number, tool in enumerate(list(task.tools.all())[:TOOLS_A_TASK]):
            row |= {f"kind_{number}": tool.kind, f"tool_{number}": tool.title}
        rows.append(row)
    return rows


class ReadingForm(forms.Form):
    """The measure on a day, counted by hand."""

    day = forms.DateField(widget=DayInput())
    value = forms.DecimalField(max_digits=14, decimal_places=2, label="Counted")
