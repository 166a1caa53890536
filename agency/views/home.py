"""The first page after signing in, as long as no floor above has one for this person."""

from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from agency.http import HttpRequest


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    return redirect("agency:account")
