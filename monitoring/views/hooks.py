"""Where networks call us. They are answered at once; what they told is taken in by a worker."""

import logging
from contextlib import suppress

from allauth.core import ratelimit
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from agency.guessing import has_tried_too_often
from monitoring.services.hearing import packed
from monitoring.tasks import hear_news
from projects.models import Channel
from projects.networks import adapter_for, graph_hooks, hooks
from projects.networks.base import (
    Call,
    CannotDo,
    CredentialsExpired,
    NetworkError,
    News,
    NotConnected,
    PermissionMissing,
)
from projects.services import calling

JSON = "application/json"
UNKNOWN_SHAPE = (AttributeError, LookupError, TypeError, ValueError, OverflowError)
logger = logging.getLogger(__name__)
STATUS: dict[type[NetworkError], int] = {
    PermissionMissing: 403,
    CredentialsExpired: 403,
    NotConnected: 404,
    CannotDo: 404,
}


class OtherContent(Exception):
    """It is not what networks send."""


@csrf_exempt
@login_not_required
@require_http_methods(["GET", "POST"])
def hook(request: HttpRequest, network: str, pk: int, seal: str) -> HttpResponse:
    """One call: proven by its signature, and answered as the network wants it."""
    channel = hooks.channel_at(network, pk, seal)
    if channel is None:
        return _said(429 if has_tried_too_often(request) else 404)
    if not ratelimit.consume(request, action="hook", key=str(pk)):
        return _said(429)
    try:
        news = _told(channel, _call(request))
    except RequestDataTooBig:
        return _said(413)
    except OtherContent:
        return _said(415)
    except NetworkError as error:
        return _refused(error)
    calling.note_call(channel)
    _take_in(channel, news)
    return HttpResponse(news.answer, content_type="text/plain")


@csrf_exempt
@login_not_required
@require_http_methods(["GET", "POST"])
def meta_hook(request: HttpRequest) -> HttpResponse:
    """Meta knows one address for all pages and accounts of our app: everybody a call is about hears their part."""
    try:
        call = _call(request)
        if call.method == "GET":
            return HttpResponse(graph_hooks.challenge(call), content_type="text/plain")
        for channel in hooks.channels_at_meta(graph_hooks.believed_owners(call)):
            _hear_from_meta(channel, call)
    except RequestDataTooBig:
        return _said(413)
    except OtherContent:
        return _said(415)
    except PermissionMissing:
        return _said(404)  # anybody can find this address; for whoever does not know our secret nothing is there
    except NetworkError as error:
        return _refused(error)
    return HttpResponse(News().answer, content_type="text/plain")


def _hear_from_meta(channel: Channel, call: Call) -> None:
    """A channel of another app of ours does not keep the others from hearing."""
    with suppress(NetworkError):
        news = _told(channel, call)
        calling.note_call(channel)
        _take_in(channel, news)


def _told(channel: Channel, call: Call) -> News:
    """What a call says. Of a shape nobody promised: nothing, and it is accepted, or it would come again and again."""
    try:
        return adapter_for(channel).parse_webhook(call)
    except UNKNOWN_SHAPE:
        logger.exception("A call of %s about channel %s has an unknown shape", channel.network, channel.pk)
        return News()


def _take_in(channel: Channel, news: News) -> None:
    if news.comments or news.gone:
        hear_news.delay(channel=channel.pk, news=packed(news))


def _refused(error: NetworkError) -> HttpResponse:
    return _said(next((status for kind, status in STATUS.items() if isinstance(error, kind)), 400))


def _call(request: HttpRequest) -> Call:
    """What came, of the kind and size that networks send. RequestDataTooBig, OtherContent."""
    said = request.META.get("CONTENT_LENGTH") or "0"
    if not said.isdecimal() or int(said) > settings.HOOK_MAX_BYTES:
        raise RequestDataTooBig
    if request.method == "POST" and request.content_type != JSON:
        raise OtherContent
    return Call(method=request.method or "", headers=request.headers, query=request.GET.dict(), body=request.body)


def _said(status: int) -> HttpResponse:
    """No word more than needed to somebody who may be anybody."""
    return HttpResponse(status=status, content_type="text/plain")
