"""Who works here, and as what."""

from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password

from agency.models import User
from agency.permissions import AGENCY_ROLES, Role

ROLES = [(role.value, role.label) for role in reversed(AGENCY_ROLES)]


class InviteForm(forms.Form):
    email = forms.EmailField(label="Work email", max_length=254)
    name = forms.CharField(label="Name", max_length=120)
    role = forms.ChoiceField(label="Role", choices=ROLES, initial=Role.STAFF)
    job = forms.CharField(label="What they do", max_length=80, required=False, help_text="Manager, Copywriter …")


class RoleForm(forms.Form):
    role = forms.ChoiceField(label="Role", choices=ROLES)
    job = forms.CharField(label="What they do", max_length=80, required=False)


class JoinForm(forms.Form):
    """The password somebody new chooses for ``user``."""

    password = forms.CharField(
        label="Choose a password",
        max_length=128,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text="At least 10 characters.",
    )

    def __init__(self, data: Any = None, *, user: User) -> None:
        super().__init__(data)
        self.user = user

    def clean_password(self) -> str:
        password = self.cleaned_data["password"]
        validate_password(password, self.user)
        return password
