"""The conversation with the client about a post, for people with an account on either side."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from agency.http import HttpRequest
from agency.permissions import Permission
from content.access import post_or_404
from content.models import Post
from content.refusal import Refusal
from content.selectors.conversation import conversation_of
from content.services import comments
from content.services.approvals import Voice


def conversation(request: HttpRequest, pk: int) -> HttpResponse:
    """What was said about the post, and a place to answer; a sentence that cannot be is kept and said why (422)."""
    speaks = request.method == "POST"
    post = post_or_404(request, pk, Permission.TALK_ABOUT_POST if speaks else Permission.VIEW_POST)
    if not speaks:
        return _shown(request, post)
    typed = request.POST.get("text", "")
    try:
        comments.say(post=post, voice=Voice(user=request.user), text=typed)
    except Refusal as refusal:
        return _shown(request, post, status=422, error=str(refusal), typed=typed)
    if request.htmx:
        return _shown(request, post)
    messages.success(request, "They get a message now.")
    return redirect(f"{post.get_absolute_url()}#conversation")


def _shown(request: HttpRequest, post: Post, *, status: int = 200, **typed: Any) -> HttpResponse:
    template = "content/conversation.html" if request.htmx else "content/conversation_page.html"
    context = {"post": post, "project": post.project, **talk(request, post), **typed}
    return render(request, template, context, status=status)


def talk(request: HttpRequest, post: Post) -> dict[str, Any]:
    """What ``content/conversation.html`` takes, for somebody with an account."""
    may_say = comments.may_say(request.user, post)
    return {
        "comments": conversation_of(post),
        "say_url": reverse("content:conversation", args=[post.pk]) if may_say else "",
        "inside": request.user.has_perm(Permission.VIEW_INSIDE, post),
    }
