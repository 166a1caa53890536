"""Sign-in by email and password, as our page words it."""

from typing import Any

from allauth.account.forms import LoginForm as AllauthLoginForm
from django.urls import reverse
from django.utils.html import format_html


class LoginForm(AllauthLoginForm):
    """Labels stand above the fields, so nothing is written inside them."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.widget.attrs.pop("placeholder", None)
        self.fields["login"].label = "Work email"
        self.fields["remember"].label = "Stay signed in on this device"
        self.fields["password"].help_text = format_html(
            '<a href="{}">I forgot my password</a>', reverse("account_reset_password")
        )
