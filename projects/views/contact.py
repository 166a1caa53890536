"""The door for those who do not know us yet: anybody may leave a lead, nobody may leave hundreds."""

from allauth.core import ratelimit
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from projects.forms.leads import ContactForm
from projects.services.leads import receive_lead

TOO_MANY = "Several letters came from here within the hour. What you wrote is still below: send it a little later."


@login_not_required
def contact(request: HttpRequest) -> HttpResponse:
    form = ContactForm(request.POST or None)
    if request.method != "POST" or not form.is_valid():
        return _show(request, form, status=422 if form.errors else 200)
    if form.is_machine:
        return redirect("projects:contact-thanks")
    if not ratelimit.consume(request, action="contact"):
        form.add_error(None, TOO_MANY)
        return _show(request, form, status=429)
    receive_lead(**form.said())
    return redirect("projects:contact-thanks")


@login_not_required
def thanks(request: HttpRequest) -> HttpResponse:
    return render(request, "projects/contact/thanks.html")


def _show(request: HttpRequest, form: ContactForm, *, status: int) -> HttpResponse:
    return render(request, "projects/contact/form.html", {"form": form}, status=status)
