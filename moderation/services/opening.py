"""Mentions that want an answer become cases. The upper floor looks down: monitoring never calls us."""

import datetime as dt

from django.db import transaction
from django.utils import timezone

from agency import audit
from moderation.models import Case, Relationship
from moderation.models.relationship import Rung
from moderation.rules import priority_of, reason_of
from monitoring.models import Mention
from projects.hours import hours_of
from projects.models import InteractionAgreement, Project

BATCH = 500
LOOK_BACK = dt.timedelta(days=7)
USUAL_ANSWER = dt.timedelta(hours=1)
USUAL_SOLUTION = dt.timedelta(hours=24)


def open_cases(limit: int = BATCH) -> int:
    """Open a case for every recent mention that wants an answer and has none; return how many.

    Running twice at once opens each case once: the mention is unique among cases.
    """
    mentions = list(_without_case()[:limit])
    agreements = _agreements({mention.project_id for mention in mentions})
    return len([case for mention in mentions if (case := _open(mention, agreements.get(mention.project.client_id)))])


def _without_case():
    return (
        Mention.objects.wanting_answer()
        .filter(case=None, collected_at__gte=timezone.now() - LOOK_BACK, is_deleted=False)
        .filter(project__stage=Project.Stage.ACTIVE)
        .select_related("project", "author", "author__relationship")
        .order_by("published_at", "id")
    )


def _agreements(projects: set[int]) -> dict[int, InteractionAgreement]:
    rows = InteractionAgreement.objects.filter(client__projects__in=projects).select_related("client")
    return {agreement.client_id: agreement for agreement in rows}


@transaction.atomic
def _open(mention: Mention, agreement: InteractionAgreement | None) -> Case | None:
    relationship, _ = Relationship.objects.get_or_create(author=mention.author, defaults={"rung": Rung.COMMENTED})
    hours = hours_of(agreement, mention.project)
    answer, solution = _spans(agreement)
    case, made = Case.objects.get_or_create(
        mention=mention,
        defaults={
            "project": mention.project,
            "reason": reason_of(mention),
            "priority": priority_of(mention, relationship.rung),
            "answer_due_at": hours.after(mention.published_at, answer),
            "solve_due_at": hours.after(mention.published_at, solution),
        },
    )
    if not made:
        return None
    audit.record("moderation.case.opened", case, author=mention.author.name)
    return case


def _spans(agreement: InteractionAgreement | None) -> tuple[dt.timedelta, dt.timedelta]:
    if agreement is None:
        return USUAL_ANSWER, USUAL_SOLUTION
    return dt.timedelta(minutes=agreement.first_answer_minutes), dt.timedelta(hours=agreement.solve_hours)
