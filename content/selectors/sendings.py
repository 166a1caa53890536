"""The story of publications: every attempt in plain words, and the next step."""

from typing import Any

from django.db.models import QuerySet

from agency.models import User
from agency.permissions import Permission
from agency.transitions import open_to
from content.models import Publication
from projects.delivery_words import attempt_sentence
from projects.models import Project


def in_trouble(user: User) -> QuerySet[Publication]:
    """Failed, missed or perhaps out, in the projects in which ``user`` decides about sending."""
    return with_row(Publication.objects.where(user, Permission.SEND_POST).in_trouble())


def of_project(project: Project) -> QuerySet[Publication]:
    return with_row(project.publications.all())


def with_row(publications: QuerySet[Publication]) -> QuerySet[Publication]:
    return publications.select_related("post", "project", "channel", "version").prefetch_related("attempts")


def told(publications: list[Publication], user: User) -> list[dict[str, Any]]:
    """Each with its attempts as sentences and what ``user`` may do."""
    return [tell(publication, user) for publication in publications]


def tell(publication: Publication, user: User) -> dict[str, Any]:
    network = publication.channel.get_network_display()
    return {
        "publication": publication,
        "attempts": [
            {"attempt": attempt, "sentence": attempt_sentence(attempt, network)}
            for attempt in publication.attempts.all()
        ],
        "next_step": publication.next_step,
        "moves": {move["name"]: move["label"] for move in open_to(publication, user)},
    }
