"""The link in a letter of invitation."""

from django.contrib.auth import login
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from agency.forms import render_form
from agency.forms.people import JoinForm
from agency.models import Invitation
from agency.services.invitations import accept, find
from agency.transitions import MovedMeanwhile


@login_not_required
@never_cache
@sensitive_post_parameters("password")
@require_http_methods(["GET", "POST"])
def join(request: HttpRequest, token: str) -> HttpResponse:
    """GET shows, POST decides: scanners that open every link of a mail change nothing."""
    invitation = find(token)
    if not invitation or not invitation.is_open:
        return _closed(request, invitation)
    form = JoinForm(request.POST or None, user=invitation.user)
    if form.is_valid():
        try:
            login(request, accept(invitation=invitation, password=form.cleaned_data["password"]))
            return redirect("/")
        except MovedMeanwhile:
            return _closed(request, find(token))
    return render_form(request, "agency/join.html", form, invitation=invitation)


def _closed(request: HttpRequest, invitation: Invitation | None) -> HttpResponse:
    """What to do now: 404 for a link we never gave, 410 for one that had its time."""
    status = 410 if invitation else 404
    return render(request, "agency/join_closed.html", {"invitation": invitation}, status=status)
