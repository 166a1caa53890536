"""One post: the composer while it is a draft of ours, the reading page otherwise."""

from django.http import HttpResponse
from django.shortcuts import render

from agency.http import HttpRequest
from agency.permissions import Permission
from content.access import post_or_404


def post(request: HttpRequest, pk: int) -> HttpResponse:
    post = post_or_404(request, pk, Permission.VIEW_POST)
    return render(request, "content/post.html", {"post": post})
