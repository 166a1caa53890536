"""Before sleep."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from agency.http import HttpRequest
from agency.permissions import Permission
from projects.access import require_somewhere
from reports.evening import Evening, NotEverythingSeen, evening_of, sign_off


@require_http_methods(["GET", "HEAD", "POST"])
def evening(request: HttpRequest) -> HttpResponse:
    require_somewhere(request.user, Permission.SIGN_OFF)
    if request.method != "POST":
        return _show(request, evening_of(request.user), seen=set())
    seen = set(request.POST.getlist("seen"))
    try:
        sign_off(user=request.user, seen=seen)
    except NotEverythingSeen as error:
        return _show(request, evening_of(request.user), seen=seen, error=str(error), status=422)
    messages.success(request, "Good night. We wake you only for a negative spike on your projects.")
    return redirect("reports:evening")


def _show(request: HttpRequest, found: Evening, *, seen: set[str], error: str = "", status: int = 200) -> HttpResponse:
    context = {"evening": found, "seen": seen, "error": error}
    return render(request, "reports/evening.html", context, status=status)
