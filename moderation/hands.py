"""A reply that did not go by itself: what it needs from a person, in words and as buttons."""

from dataclasses import dataclass

from agency.models import User
from agency.transitions import open_to
from moderation.models import Case, Reply
from moderation.models.reply import GONE

Status = Reply.Status
SENTENCES = {
    Status.FAILED: "Nothing of it is on the network. Send it again, or write another answer.",
    Status.UNCONFIRMED: "Look under the comment. If it is there, press Done; if it is not, send it again.",
}
LABELS = {
    Status.ASKED: {"retry": "Show another picture", "cancel": "Do not send"},
    Status.FAILED: {"retry": "Send again"},
    Status.UNCONFIRMED: {"retry": "Send again", "cancel": "Do not send"},
}


@dataclass(frozen=True)
class Hand:
    """``moves``: the name of a verb → its button. ``picture_url``: what the network wants read, or empty."""

    sentence: str
    moves: dict[str, str]
    picture_url: str = ""


def hand_for(reply: Reply, case: Case, user: User) -> Hand | None:
    """What ``user`` may do about ``reply`` while ``case`` waits; None when nothing is left to do or not by them."""
    if not reply.needs_person or reply.status not in LABELS or case.status not in Case.WAITING_STATES:
        return None
    labels, is_gone = LABELS[reply.status], case.mention.is_deleted
    moves = {move["name"]: labels[move["name"]] for move in open_to(reply, user) if move["name"] in labels}
    if is_gone:
        moves.pop("retry", None)
    if not moves:
        return None
    if is_gone:
        return Hand(GONE, moves)
    return Hand(SENTENCES.get(reply.status) or reply.next_step, moves, reply.picture_url)
