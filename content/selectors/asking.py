"""How a post stands with the client, in the words of the agency's page."""

from content import rounds, terms
from content.models import ApprovalRequest, Post


def how_it_stands(post: Post) -> str:
    """Who said yes and who has not looked, and what silence will mean; empty unless it waits for the client."""
    version = post.versions.first() if post.status == Post.Status.WITH_CLIENT else None  # type: ignore[attr-defined]
    if version is None:
        return ""
    yeses = str(rounds.standing(post, version))
    return " ".join(filter(None, (f"{yeses}." if yeses else "", _silence(post))))


def _silence(post: Post) -> str:
    asked = ApprovalRequest.objects.filter(version__post=post, batch__revoked_at=None)
    last = asked.order_by("-answer_by", "-id").first()
    if last and last.silence_at:
        return "The time for an answer has passed."
    return terms.silence_words(last, post.project, planned=post.scheduled_at)
