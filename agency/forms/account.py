"""What people keep about themselves."""

import zoneinfo
from functools import cache
from typing import Any

from django import forms

from agency.forms.widgets import LongSelect
from agency.models import NotificationPreference, User
from agency.notifications import KINDS

REGIONS = ("Africa", "America", "Antarctica", "Asia", "Atlantic", "Australia", "Europe", "Indian", "Pacific")


@cache
def time_zones() -> list[tuple[str, str]]:
    """Zones named after places, as people look for them."""
    names = sorted(name for name in zoneinfo.available_timezones() if name.startswith(REGIONS) and "/" in name)
    return [(name, name.replace("_", " ")) for name in ("UTC", *names)]


class ProfileForm(forms.Form):
    name = forms.CharField(label="Name", max_length=120, widget=forms.TextInput(attrs={"autocomplete": "name"}))
    locale = forms.ChoiceField(label="Language", choices=User.Locale.choices)
    time_zone = forms.ChoiceField(label="Time zone", choices=time_zones, widget=LongSelect)


class AvatarForm(forms.Form):
    """Checked by :mod:`agency.images`, which says what is wrong in its own words."""

    picture = forms.FileField(
        label="Picture",
        help_text="JPEG, PNG, WebP or GIF, up to 20 MB. Only a small square is kept.",
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp,image/gif"}),
    )


class TokenForm(forms.Form):
    name = forms.CharField(label="What is it for", max_length=80)


class PreferencesForm(forms.Form):
    """Quiet hours and a pair of fields for each kind of notification this person can get."""

    quiet_from = forms.TimeField(
        label="No mail from", required=False, widget=forms.TimeInput(format="%H:%M", attrs={"type": "time"})
    )
    quiet_until = forms.TimeField(
        label="until", required=False, widget=forms.TimeInput(format="%H:%M", attrs={"type": "time"})
    )

    def __init__(self, data: Any = None, *, user: User) -> None:
        chosen = {row.kind: row for row in user.notification_preferences.all()}
        now: dict[str, Any] = {"quiet_from": user.quiet_from, "quiet_until": user.quiet_until}
        self.kinds = [name for name, kind in KINDS.items() if user.is_agency or kind.for_clients]
        for name in self.kinds:
            row = chosen.get(name) or NotificationPreference(kind=name, mail=KINDS[name].mail)
            now |= {f"{name}_in_app": row.in_app, f"{name}_mail": row.mail}
        super().__init__(data, initial=now)
        for name in self.kinds:
            label = KINDS[name].label
            self.fields[f"{name}_in_app"] = forms.BooleanField(label=f"{label}: in the app", required=False)
            self.fields[f"{name}_mail"] = forms.ChoiceField(
                label=f"{label}: by mail", choices=NotificationPreference.Mail.choices
            )

    def rows(self) -> list[dict[str, Any]]:
        """What the page draws as a table: label, switch, choice."""
        return [
            {"label": KINDS[name].label, "in_app": self[f"{name}_in_app"], "mail": self[f"{name}_mail"]}
            for name in self.kinds
        ]

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if (said.get("quiet_from") is None) != (said.get("quiet_until") is None) and not self.errors:
            self.add_error("quiet_until", "Quiet hours need a beginning and an end.")
        return said

    def choices(self) -> dict[str, dict[str, Any]]:
        said = self.cleaned_data
        return {name: {"in_app": said[f"{name}_in_app"], "mail": said[f"{name}_mail"]} for name in self.kinds}
