"""The story of publications: every attempt in plain words, and the next step."""

from typing import Any

from django.db.models import QuerySet

from agency.models import User
from agency.permissions import Permission
from agency.transitions import open_to
from content.models import Publication
from projects.delivery_words import attempt_sentence
from projects.models import Project
from projects.networks.base import NetworkError, OutgoingPost

Status = Publication.Status
_HEADLINES = {
    Status.WAITING: "waits for its time",
    Status.SENDING: "is on its way",
    Status.ASKED: "waits for a hand",
    Status.PUBLISHED: "is out",
    Status.FAILED: "did not go out",
    Status.UNCONFIRMED: "may or may not be out",
    Status.CANCELLED: "is not sent",
}
_LOOKS_LIKE = {
    "started": ("arrow-path", "scheduled"),
    "accepted": ("check-circle-solid", "published"),
    "found": ("check-circle-solid", "published"),
    "absent": ("magnifying-glass", "draft"),
    "rate_limited": ("clock", "scheduled"),
    "captcha": ("hand-raised", "changes"),
    "unavailable": ("arrow-path", "changes"),
    "unconfirmed": ("question-mark-circle", "changes"),
}


def in_trouble(user: User) -> QuerySet[Publication]:
    """Failed, missed or perhaps out, in the projects that ``user`` sees from inside."""
    return with_row(Publication.objects.where(user, Permission.VIEW_INSIDE).in_trouble())


def of_project(project: Project) -> QuerySet[Publication]:
    return with_row(project.publications.all())


def with_row(publications: QuerySet[Publication]) -> QuerySet[Publication]:
    related = publications.select_related("post", "project", "channel", "version")
    return related.with_pause().prefetch_related("attempts")  # type: ignore[attr-defined]


def tell(publication: Publication, user: User) -> dict[str, Any]:
    return {
        "publication": publication,
        "headline": _headline(publication),
        "mood": _mood(publication),
        "next_step": publication.next_step,
        "attempts": [_attempt(attempt, publication) for attempt in publication.attempts.all()],
        "moves": _moves(publication, user),
        "by_hand": _by_hand(publication),
        "reconnect": publication.needs_person and _may_reconnect(publication, user),
    }


def _may_reconnect(publication: Publication, user: User) -> bool:
    return not publication.channel.is_usable and user.has_perm(Permission.CONNECT_CHANNEL, publication)


def _by_hand(publication: Publication) -> dict[str, Any] | None:
    """What a person needs who publishes it: the text as this channel has it, its files; None when nobody has to, or
    when it may not go out as it is."""
    if not _is_handed_over(publication) or publication.refusal():
        return None
    try:
        outgoing = publication.outgoing()
    except NetworkError as error:
        return {"text": str(error)}
    words = [outgoing.text, outgoing.link, *_poll(outgoing)]
    return {
        "text": "\n\n".join(word for word in words if word),
        "first_comment": outgoing.first_comment,
        "files": [*outgoing.pictures, *outgoing.videos],
    }


def _is_handed_over(publication: Publication) -> bool:
    return bool(publication.status == Status.ASKED and publication.error_kind == "by_hand")


def _poll(outgoing: OutgoingPost) -> list[str]:
    if outgoing.poll is None:
        return []
    return [outgoing.poll.question, "\n".join(f"– {option}" for option in outgoing.poll.options)]


def _moves(publication: Publication, user: User) -> dict[str, str]:
    """What ``user`` may do, without what is refused or in vain: sending what may not go, hurrying what is on time."""
    moves = {move["name"]: move["label"] for move in open_to(publication, user)}
    refused = publication.refusal() or publication.pause_reason
    late = publication.is_missed or publication.is_kept_back
    if refused or _is_handed_over(publication):
        moves.pop("retry", None)
    if refused or not late:
        moves.pop("send_now", None)
    if late and "cancel" in moves:
        moves["plan_again"] = "Another time"
    if publication.error_kind == "captcha" and publication.status == Status.ASKED and "cancel" in moves:
        moves["answer_captcha"] = "Send it with this answer"
        moves |= {"retry": "Show another picture"} if "retry" in moves else {}
    return moves


def _headline(publication: Publication) -> str:
    if publication.is_missed or publication.is_kept_back:
        return f"“{publication.post}” missed its time."
    if publication.is_out_nevertheless:
        return f"“{publication.post}” was cancelled and is out nevertheless."
    return f"“{publication.post}” {_HEADLINES[publication.status]}."


def _mood(publication: Publication) -> str:
    """How loud its card speaks: something went wrong, a picture is to be read or Rapport is at it, all is well. To be
    asked for a hand is planned."""
    if _is_handed_over(publication):
        return "info"
    if publication.needs_person and publication.status != Status.ASKED:
        return "danger"
    return "warn" if publication.status == Status.UNCONFIRMED or publication.error_kind else ""


def _attempt(attempt: Any, publication: Publication) -> dict[str, Any]:
    icon, status = _LOOKS_LIKE.get(attempt.outcome, ("exclamation-triangle", "failed"))
    sentence = attempt_sentence(attempt, publication.channel.get_network_display())
    return {"attempt": attempt, "sentence": sentence, "icon": icon, "status": status}
