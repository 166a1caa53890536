"""Forms answer bad input in place: 422, the form again, what was typed still in it, a sentence beside each field.

form = PersonForm(request.POST or None)
if form.is_valid():
    try:
        invite(**form.cleaned_data, by=request.user)
        return redirect("agency:people")
    except ValidationError as error:        # what only the verb could know
        form.add_error(None, error)
return render_form(request, "agency/people/invite.html", form)
"""

from typing import Any

from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def render_form(request: HttpRequest, template: str, form: BaseForm, **context: Any) -> HttpResponse:
    """The page of ``form``: 422 when it was sent and something in it does not do, 200 otherwise."""
    status = 422 if form.is_bound and form.errors else 200
    return render(request, template, {"form": form, **context}, status=status)
