"""A publication's card: its story, and the forms of what may be done about it."""

from typing import Any

from django import forms

from agency.http import HttpRequest
from content.forms.pauses import CaptchaForm, TimeForm
from content.models import Publication
from content.selectors import sendings


class ProofForm(forms.Form):
    """Where a person saw the post."""

    url = forms.URLField(
        label="Its address on the network",
        max_length=500,
        assume_scheme="https",
        error_messages={"required": "Give its address.", "invalid": "This is not an address. Copy it from the post."},
    )


FORMS: dict[str, type[forms.Form]] = {"proof": ProofForm, "time": TimeForm, "captcha": CaptchaForm}


def card(found: Publication, request: HttpRequest, **bound: forms.Form) -> dict[str, Any]:
    """``bound``: the forms somebody has just filled wrongly, by name; the others are blank."""
    made = {name: bound.get(name) or kind(auto_id=f"id_%s_{found.pk}_{name}") for name, kind in FORMS.items()}
    return sendings.tell(found, request.user) | made | {"form": bool(bound)}
