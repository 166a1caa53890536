"""Whom to tell, and in which words, when a publication needs a person. Once for each trouble."""

from typing import Any

from django.utils import timezone

from agency.models import Event, User
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


def tell_turned_up(publication: Any) -> None:
    """The manager (or who covers), the author and whoever had cancelled it hear that it is out nevertheless."""
    notify(
        [*answerable_for(publication.project), publication.post.author, *_who_cancelled(publication)],
        "publication_turned_up",
        key=f"publication:{publication.pk}:turned-up:{publication.attempts.count()}",
        title=f"“{publication.post}” was cancelled and is out nevertheless on {publication.channel}",
        body=f"{publication.remote_url} {publication.next_step}",
        url=publication.get_absolute_url(),
        project=publication.project,
    )


def _who_cancelled(publication: Any) -> list[User]:
    events = Event.objects.about(publication).filter(verb="content.publication.cancel").select_related("actor")
    return [event.actor for event in events if event.actor]


def tell_asked(publication: Any) -> None:
    """The manager (or who covers) hears that their hands are wanted: to publish, or to read the network's picture."""
    wants = "wants you to read a picture" if publication.error_kind == "captcha" else "waits for your hands"
    notify(
        answerable_for(publication.project),
        "publication_by_hand",
        key=f"publication:{publication.pk}:asked:{publication.attempts.count()}:{timezone.now():%Y-%m-%d %H:%M}",
        title=f"“{publication.post}” {wants}: {publication.channel}",
        body=f"{publication.error_text} {publication.next_step}",
        url=publication.get_absolute_url(),
        project=publication.project,
    )
