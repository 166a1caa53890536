"""Seeing to an alarm."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from agency.http import HttpRequest
from agency.permissions import Permission
from monitoring.models import Alert
from monitoring.services.watching import close
from projects.access import require


@require_POST
def alert_close(request: HttpRequest, pk: int) -> HttpResponse:
    alert = get_object_or_404(Alert.objects.visible_to(request.user), pk=pk)
    require(request.user, Permission.CORRECT_MENTION, alert)
    close(alert=alert, by=request.user)
    messages.success(request, f"{alert.project} is seen to.")
    return redirect("monitoring:mentions")
