"""Stopping everything in a scope, and giving another time to what missed its own."""

from typing import Any

from django import forms

from agency.models import User
from agency.permissions import Permission
from content.forms.refusals import TakesRefusals
from projects.models import Client, Pause, Project
from projects.models.network import Network

Scope = Pause.Scope
Choices = list[tuple[str, Any]]


class StopForm(TakesRefusals, forms.Form):
    """One list of everything this person may stop: ``agency``, ``client:3``, ``network:vk``, ``project:7``."""

    what = forms.ChoiceField(label="What stops")
    reason = forms.CharField(
        max_length=300, label="Why", help_text="Everybody concerned reads it.",
        error_messages={"required": "Say why. Everybody concerned reads it."},
    )  # fmt: skip
    until = forms.DateTimeField(
        required=False, label="Until", help_text="Empty: until somebody lets it go on.",
        widget=forms.DateTimeInput(format="%Y-%m-%dT%H:%M", attrs={"type": "datetime-local"}),
    )  # fmt: skip
    answers_too = forms.BooleanField(required=False, label="Answers of moderators wait too")
    sure = forms.BooleanField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["what"].choices = choices_of(user)  # type: ignore[attr-defined]

    @property
    def scope(self) -> dict[str, Any]:
        """As the verb takes it."""
        scope, _, name = self.cleaned_data["what"].partition(":")
        match scope:
            case Scope.CLIENT:
                return {"scope": scope, "client": Client.objects.get(pk=name)}
            case Scope.NETWORK:
                return {"scope": scope, "network": name}
            case Scope.PROJECT:
                return {"scope": scope, "project": Project.objects.select_related("client").get(pk=name)}
        return {"scope": scope}

    @property
    def said(self) -> dict[str, Any]:
        rest = {name: self.cleaned_data[name] for name in ("reason", "until", "answers_too")}
        return self.scope | rest


class TimeForm(forms.Form):
    """A day and an hour on the post's own wall clock."""

    day = forms.DateField(widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}))
    time = forms.TimeField(widget=forms.TimeInput(format="%H:%M", attrs={"type": "time"}))


class CaptchaForm(forms.Form):
    answer = forms.CharField(max_length=60, label="What the picture shows", widget=forms.TextInput)


def choices_of(user: User) -> Choices:
    """What ``user`` may stop, widest first; empty for most people."""
    projects = Project.objects.where(user, Permission.STOP_PROJECT).exclude(stage=Project.Stage.FINISHED)
    own: Choices = [(f"project:{pk}", name) for pk, name in projects.order_by("name").values_list("pk", "name")]
    if not user.has_perm(Permission.STOP_ALL):
        return [("Projects", own)] if own else []
    clients = Client.objects.order_by("name").values_list("pk", "name")
    return [
        ("agency", "The whole agency"),
        ("Clients", [(f"client:{pk}", name) for pk, name in clients]),
        ("Networks", [(f"network:{value}", label) for value, label in Network.choices]),
        ("Projects", own),
    ]
