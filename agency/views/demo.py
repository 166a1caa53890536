"""One click to be anybody; only in the demo."""

from django.contrib.auth import login
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from agency.demo_people import BY_WHO
from agency.models import User


@login_not_required
@require_POST
def sign_in(request: HttpRequest, who: str) -> HttpResponse:
    """Sign in as the demo's ``who``."""
    if who not in BY_WHO:
        raise Http404("Nobody of the demo is called that.")
    login(request, get_object_or_404(User.objects.active(), email=BY_WHO[who].email))
    return redirect("/")
