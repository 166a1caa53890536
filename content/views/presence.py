"""Who else has a draft open."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST

from agency.http import HttpRequest
from agency.permissions import Permission
from agency.text import storable
from content.access import post_or_404
from content.services import presence


@require_POST
def at(request: HttpRequest, pk: int) -> HttpResponse:
    """An open page says that it is open, or (``leave``) that it was left; it is told who else is there."""
    post = post_or_404(request, pk, Permission.WRITE_POST)
    editor = storable(request.POST.get("editor", ""))[:32]
    if request.POST.get("leave"):
        presence.gone(post=post, by=request.user, editor=editor)
        return HttpResponse(status=204)
    presence.here(post=post, by=request.user, editor=editor)
    others = presence.others_at(post, than=request.user)
    return render(request, "content/composer/presence.html", {"post": post, "others": others, "editor": editor})
