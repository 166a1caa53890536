"""What is given to connect a page: the fields of its network's door."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from projects.forms.base import add_errors
from projects.models.network import Network
from projects.networks import is_by_hand
from projects.networks.doors import Ask, door_of
from projects.networks.oauth import room_of
from projects.services.trying import TooOften


class AskedForm(forms.Form):
    """What is typed here a network has to agree to. ``status`` is that of the page which shows the form."""

    was_too_often = False

    def refuse(self, error: ValidationError) -> None:
        self.was_too_often = isinstance(error, TooOften)
        add_errors(self, error)

    @property
    def status(self) -> int:
        if self.was_too_often:
            return 429
        return 422 if self.errors else 200


class CredentialsForm(AskedForm):
    """Secrets are pasted and never shown again; the rest stays as typed."""

    def __init__(self, *args: Any, network: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.door = door_of(network)
        self.fields |= {ask.name: _field(ask) for ask in self.door.asks}


def _field(ask: Ask) -> forms.CharField:
    attrs = {"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}
    look = forms.PasswordInput(attrs=attrs) if ask.is_secret else forms.TextInput(attrs=attrs)
    return forms.CharField(label=ask.label, help_text=ask.help, required=ask.is_needed, max_length=2000, widget=look)


class AskingForm(AskedForm):
    """What a network's dialog needs to know before a person goes there."""

    def __init__(self, *args: Any, network: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        room = room_of(network)
        self.rights = tuple(room.rights) if room else ()
        self.fields |= {ask.name: _field(ask) for ask in room.asks} if room else {}


class LinkForm(forms.Form):
    """For whom, and for a page on which network."""

    network = forms.ChoiceField(choices=lambda: [(one, one.label) for one in Network if not is_by_hand(one)])
    to_name = forms.CharField(max_length=120, label="Who connects the page", help_text="They are greeted by it.")
