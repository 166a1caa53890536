"""What a person decides about a delivery. The network is asked by the next tick, never here."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from agency.models import User
from agency.transitions import move
from projects.networks import CONNECTED, adapter_for
from projects.networks.errors import NetworkError


@transaction.atomic
def send_again(delivery: Any, *, by: User) -> None:
    """What failed, or is not known to have gone out, goes again, as it was approved since: with the same key, so a
    network that knows keys never publishes a second one. Raises ValidationError when it may not go at all."""
    if not delivery.catch_up():
        raise ValidationError("The post is not meant for this page any more.", code="refused")
    _refuse_what_may_not_go(delivery)
    move(delivery, "retry", by=by, fields=delivery.MOVES, title=str(delivery))


def send_now(delivery: Any, *, by: User) -> None:
    """What waits, or missed its time, goes with the next tick. Raises ValidationError when it may not go at all."""
    _refuse_what_may_not_go(delivery)
    move(delivery, "send_now", by=by, fields=delivery.MOVES, title=str(delivery))


@transaction.atomic
def answer_captcha(delivery: Any, *, answer: str, by: User) -> None:
    """A person read the network's picture. Raises ValidationError when there is none to read."""
    picture = delivery.captcha or {}
    if "image_url" not in picture:
        raise ValidationError("The network does not ask about a picture any more.")
    delivery.captcha = {"sid": picture["sid"], "answer": answer.strip()}
    move(delivery, "answer_captcha", by=by, fields=delivery.MOVES, title=str(delivery))


def do_not_send(delivery: Any, *, by: User) -> None:
    """It waits no longer and is not tried again."""
    move(delivery, "cancel", by=by, fields=delivery.MOVES, title=str(delivery))


@transaction.atomic
def it_is_there(delivery: Any, *, url: str, by: User) -> None:
    """A person saw it at ``url``. Raises ValidationError when that is no address of this network."""
    delivery.remote_id, delivery.remote_url = _id_at(delivery, url), url
    move(delivery, "confirm_by_hand", by=by, fields=delivery.MOVES, title=str(delivery), url=url)
    delivery.after_published()


def _refuse_what_may_not_go(delivery: Any) -> None:
    paused = type(delivery).objects.filter(pk=delivery.pk).with_pause().values_list("pause_reason", flat=True).get()
    refusal = f"Publishing is stopped: {paused}" if paused else delivery.refusal()
    if refusal:
        raise ValidationError(refusal, code="refused")


def _id_at(delivery: Any, url: str) -> str:
    """The network's own id where Rapport knows the network; otherwise the address itself is the best there is."""
    if delivery.channel.network not in CONNECTED:
        return url[-200:]
    try:
        found = adapter_for(delivery.channel).remote_id_of(url)
    except NetworkError:
        return url[-200:]  # some networks tell the id only to those who are connected
    if not found:
        network = delivery.channel.get_network_display()
        raise ValidationError({"url": f"This is not the address of a post on {network}. Copy it from the post itself."})
    return found
