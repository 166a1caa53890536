"""Which posts leave as a table."""

from typing import Any

from django import forms

from agency.permissions import Permission
from content.models import Post
from content.models.post import PostQuerySet
from projects.models import Project

KINDS = (("csv", "CSV"), ("xlsx", "Excel"))
MOST_IN_WORKBOOK = 10_000


def _day() -> forms.DateInput:
    return forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})


class ExportForm(forms.Form):
    """A project or all, some days or all; ``posts`` are those this person may see whole."""

    project = forms.ModelChoiceField(
        Project.objects.none(), to_field_name="slug", required=False, empty_label="All my projects"
    )
    day_from = forms.DateField(required=False, label="From", widget=_day())
    day_to = forms.DateField(required=False, label="Until", widget=_day())
    kind = forms.ChoiceField(choices=KINDS, label="As", widget=forms.RadioSelect, initial="csv")

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        projects = Project.objects.where(user, Permission.VIEW_INSIDE)
        self.fields["project"].queryset = projects  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        first, last = data.get("day_from"), data.get("day_to")
        if first and last and last < first:
            self.add_error("day_to", "This is before the first day.")
        elif data.get("kind") == "xlsx" and not self.errors and self.posts.count() > MOST_IN_WORKBOOK:
            self.add_error("kind", "These are more than 10 000 posts. Choose fewer days, or CSV.")
        return data

    @property
    def posts(self) -> PostQuerySet:
        said = self.cleaned_data
        posts = Post.objects.where(self.user, Permission.VIEW_INSIDE).kept()
        if said["project"]:
            posts = posts.filter(project=said["project"])
        if said["day_from"]:
            posts = posts.filter(day__gte=said["day_from"])
        if said["day_to"]:
            posts = posts.filter(day__lte=said["day_to"])
        return posts

    @property
    def filename(self) -> str:
        project = self.cleaned_data["project"]
        return f"{project.slug if project else 'posts'}.{self.cleaned_data['kind']}"
