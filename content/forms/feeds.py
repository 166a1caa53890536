"""What a calendar address can be of."""

from typing import Any

from django import forms

from agency.permissions import Permission
from content.forms.refusals import TakesRefusals
from projects.models import Client, Project

EVERYTHING = "everything"


class FeedForm(TakesRefusals, forms.Form):
    """Everything one sees, a project, or what a client sees. ``said`` is what the verb takes."""

    of = forms.ChoiceField(label="What should be in it?")

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        projects = Project.objects.where(user, Permission.VIEW_POST).exclude(stage=Project.Stage.FINISHED)
        self.projects = {f"project-{project.slug}": project for project in projects}
        self.clients = {f"client-{each.pk}": each for each in Client.objects.where(user, Permission.ASK_CLIENT)}
        self.fields["of"].choices = [  # type: ignore[attr-defined]
            (EVERYTHING, "Everything I see"),
            *([("One project", [(key, str(one)) for key, one in self.projects.items()])] if self.projects else []),
            *([("What a client sees", [(key, str(one)) for key, one in self.clients.items()])] if self.clients else []),
        ]

    @property
    def said(self) -> dict[str, Any]:
        of = self.cleaned_data["of"]
        return {"project": self.projects.get(of), "client": self.clients.get(of)}
