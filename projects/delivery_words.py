"""What is said about anything that is delivered: in the audit log, about its attempts, about what comes next."""

from typing import Any

from django.utils import timezone
from django.utils.timesince import timeuntil

NEVERTHELESS = "cancelled"  # the ``error_kind`` of what is out although somebody had decided not to send it
OUT_NEVERTHELESS = "It was cancelled, and is on the network nevertheless."

_SENTENCES = {
    "confirm": "{title} is out",
    "turn_up": "{title} was cancelled and is on the network nevertheless: {url}",
    "fail": "{title} did not go out: {text}",
    "lose": "Nobody knows yet whether {title} went out: {text}",
    "retry": "{actor} had {title} sent again",
    "send_now": "{actor} had {title} sent at once",
    "ask": "{title} waits for a hand: {text}",
    "answer_captcha": "{actor} read the network's picture for {title}",
    "keep_back": "{title} came due while publishing was stopped and waits for a decision",
    "plan_again": "{actor} gave {title} a new time",
    "cancel": "{actor} decided not to send {title}",
    "confirm_by_hand": "{actor} saw {title} on the network",
}

_ATTEMPTS = {
    "started": "On its way.",
    "accepted": "{network} took it.",
    "rejected": "{network} refused it: {text}",
    "credentials": "{network} no longer takes our access: {text}",
    "rate_limited": "{network} asked to slow down: {text}",
    "captcha": "{network} wants a person to read a picture: {text}",
    "unavailable": "It did not get through: {text}",
    "unconfirmed": "The answer was lost: {text}",
}
_LOOKS = {
    "found": "Rapport looked and found it there.",
    "absent": "Rapport looked and it is not there.",
}


def delivery_sentences(label: str) -> dict[str, str]:
    """For ``content.publication``: ``content.publication.confirm`` and so on. Events carry ``title``."""
    return {f"{label}.{verb}": sentence for verb, sentence in _SENTENCES.items()}


def attempt_sentence(attempt: Any, network: str) -> str:
    """What happened in one call to the network."""
    if attempt.is_look:
        return _LOOKS.get(attempt.outcome) or f"Rapport could not look: {attempt.text}"
    sentence = _ATTEMPTS[attempt.outcome].format(network=network, text=attempt.text)
    return f"{sentence} {attempt.text}".strip() if attempt.outcome == "accepted" else sentence


def next_step(delivery: Any) -> str:
    """What happens next by itself, or what a person can do."""
    if delivery.status == "waiting" and delivery.pause_reason:
        return f"Publishing is stopped: {delivery.pause_reason} When it goes on, what came due is decided one by one."
    if delivery.is_kept_back:
        return "It came due while publishing was stopped. Send it now, give it a new time, or drop it."
    if delivery.is_missed:
        return f"Its time passed. {delivery.refusal() or 'Send it now, or give it a new time.'}"
    match delivery.status:
        case "waiting":
            return _waiting(delivery)
        case "sending":
            return "It is on its way to the network this moment."
        case "published" if delivery.is_out_nevertheless:
            return "Delete it there if nobody shall see it. While it stays, its comments are read and it is counted."
        case "published":
            return "It is out. Nothing is left to do."
        case "asked" if delivery.error_kind == "captcha":
            return f"Type what the network's picture shows. It is given up {_in(delivery.due_at)}."
        case "asked":
            by_hand = "Publish it there by hand, then give its address. It counts as published only then."
            return delivery.refusal() or by_hand
        case "failed":
            return "Nothing of it is on the network. Send it again, or publish it there by hand and give its address."
        case "unconfirmed" if delivery.due_at:
            return f"Rapport looks for it on the page again {_in(delivery.due_at)}. It is not sent twice."
        case "unconfirmed":
            return "Look at the page yourself. If it is there, give its address; if it is not, send it again."
        case "cancelled" if delivery.error_kind == "unconfirmed":
            return "It is not sent again. Whether it had gone out, nobody knows: if it is there, give its address."
    return "It is not sent."


def _waiting(delivery: Any) -> str:
    refusal = delivery.refusal()
    if refusal:
        return refusal
    if delivery.due_at is None:
        return "It has no time yet."
    if delivery.error_kind:
        return f"Rapport tries again {_in(delivery.due_at)}. {delivery.error_text}"
    return f"It goes out {_in(delivery.due_at)}."


def _in(moment: Any) -> str:
    """``in 3 minutes``, ``within a minute``."""
    if (moment - timezone.now()).total_seconds() < 60:
        return "within a minute"
    return f"in {timeuntil(moment, depth=1)}"
