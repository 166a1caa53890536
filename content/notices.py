"""Whom to tell, and in which words, when a publication needs a person. Once for each trouble."""

from typing import Any

from agency.notifications import notify
from projects.people import answerable_for


def tell_trouble(publication: Any) -> None:
    """The manager (or who covers) and the author hear that it failed, or that nobody knows whether it went out."""
    kind = "publication_failed" if publication.status == "failed" else "publication_unconfirmed"
    title = "did not go out" if kind == "publication_failed" else "may or may not be out"
    last = publication.attempts.last()
    notify(
        [*answerable_for(publication.project), publication.post.author],
        kind,
        key=f"publication:{publication.pk}:{publication.status}:{last.number if last else 0}",
        title=f"“{publication.post}” {title} on {publication.channel}",
        body=publication.error_text,
        url=publication.get_absolute_url(),
        project=publication.project,
    )
