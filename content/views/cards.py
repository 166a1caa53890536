"""A publication's card: its story, and the forms of what may be done about it."""

from typing import Any

from django import forms

from agency.http import HttpRequest
from content.forms.counts import CountsForm, as_typed
from content.forms.pauses import CaptchaForm, TimeForm
from content.models import Publication
from content.selectors import sendings
from content.selectors.counts import counts_of
from projects.forms.fields import AddressInput


class ProofForm(forms.Form):
    """Where a person saw the post."""

    url = forms.URLField(
        label="Its address on the network",
        max_length=500,
        assume_scheme="https",
        widget=AddressInput,
        error_messages={"required": "Give its address.", "invalid": "This is not an address. Copy it from the post."},
    )


FORMS: dict[str, type[forms.Form]] = {"proof": ProofForm, "time": TimeForm, "captcha": CaptchaForm}


def card(found: Publication, request: HttpRequest, **bound: forms.Form) -> dict[str, Any]:
    """``bound``: the forms somebody has just filled wrongly, by name; the others are blank."""
    made = {name: bound.get(name) or kind(auto_id=f"id_%s_{found.pk}_{name}") for name, kind in FORMS.items()}
    return sendings.tell(found, request.user) | made | {"form": bool(bound)}


def counts_card(found: Publication, request: HttpRequest, form: forms.Form | None = None) -> dict[str, Any]:
    """What it brought, and the form for what somebody read there; ``?day=2026-10-14`` begins with that day's."""
    counts = counts_of(found, request.user)
    if counts is None or form or not counts.may_type:
        return {"counts": counts, "counts_form": form}
    corrected = counts.of(request.GET.get("day", ""))
    begin = as_typed(corrected) if corrected else {"day": found.project.today}
    made = CountsForm(auto_id=f"id_%s_{found.pk}_counts", initial=begin)
    return {"counts": counts, "counts_form": made, "corrected": corrected}
