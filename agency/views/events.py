"""The story of one object, for any page that wants to show it."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from agency.http import HttpRequest
from agency.pages import keyset_page
from agency.selectors import object_or_404, story_of


@require_GET
def events(request: HttpRequest, label: str, pk: int) -> HttpResponse:
    """A fragment: ``hx-get="{% url 'agency:events' 'content.post' post.pk %}"``."""
    story = story_of(object_or_404(label, pk, user=request.user), user=request.user)
    page = keyset_page(story, by=("-id",), after=request.GET.get("after"))
    return render(request, "agency/events.html", {"page": page, "label": label, "pk": pk})
