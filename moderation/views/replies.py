"""What a moderator does about a reply that did not go by itself. Each answers with its case as it is now."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_POST

from agency.http import HttpRequest
from agency.permissions import Permission
from agency.transitions import MovedMeanwhile
from content.forms.pauses import CaptchaForm
from moderation.models import Reply
from moderation.services import answering
from moderation.views.cases import case_or_404, show_inbox
from projects.access import require


@require_POST
def reply_answer_captcha(request: HttpRequest, pk: int) -> HttpResponse:
    reply = _reply_or_404(request, pk)
    form = CaptchaForm(request.POST)
    if not form.is_valid():
        return show_inbox(request, case_or_404(request, reply.case_id), status=422, captcha_form=form)
    return _decide(request, reply, answering.answer_captcha, "It is sent again with your answer.", **form.cleaned_data)


@require_POST
def reply_retry(request: HttpRequest, pk: int) -> HttpResponse:
    return _decide(request, _reply_or_404(request, pk), answering.retry, "It is sent again at once.")


@require_POST
def reply_cancel(request: HttpRequest, pk: int) -> HttpResponse:
    return _decide(request, _reply_or_404(request, pk), answering.cancel, "It is not sent.")


def _decide(request: HttpRequest, reply: Reply, verb: Callable[..., None], said: str, **typed: Any) -> HttpResponse:
    try:
        verb(reply=reply, by=request.user, **typed)
    except MovedMeanwhile as error:
        return show_inbox(request, case_or_404(request, reply.case_id), status=409, refusal=str(error))
    except ValidationError as error:
        words = " ".join(error.messages)
        return show_inbox(request, case_or_404(request, reply.case_id), status=422, refusal=words)
    messages.success(request, said)
    return show_inbox(request, case_or_404(request, reply.case_id))


def _reply_or_404(request: HttpRequest, pk: int) -> Reply:
    """404 for a stranger, 403 for a member who answers nobody."""
    replies = Reply.objects.visible_to(request.user).select_related("project", "channel", "case__mention")
    reply = get_object_or_404(replies, pk=pk)
    require(request.user, Permission.ANSWER_CASE, reply)
    return reply
