"""Reads of the ground floor that join several things."""

from typing import Any

from django.apps import apps
from django.db.models import Case, Model, OuterRef, Q, QuerySet, Subquery, Value, When
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone

from agency.models import Event, Invitation, User
from agency.models.event import EventQuerySet
from agency.permissions import Permission


def object_or_404(label: str, pk: Any, *, user: User) -> Model:
    """The object of model ``label`` (``content.post``) if ``user`` may see it; 404 for everything else."""
    try:
        model = apps.get_model(label)
    except (LookupError, ValueError) as error:
        raise Http404("There is no such thing.") from error
    rows: Any = model._default_manager
    if not hasattr(rows, "visible_to") or not hasattr(model, "roles_of"):
        raise Http404("Nothing is told about this.")
    return get_object_or_404(rows.visible_to(user), pk=pk)


def story_of(obj: Model, *, user: User) -> EventQuerySet:
    """What happened to ``obj``, as far as ``user`` may read: all of it inside, for clients what was shared."""
    events = Event.objects.about(obj).select_related("actor")
    return events if user.has_perm(Permission.VIEW_INSIDE, obj) else events.for_client()


def with_standing(people: QuerySet[User]) -> QuerySet[User]:
    """``people``, each with how their account stands: ``closed``, ``taken_back``, ``expired``, ``not_sent``,
    ``invited``, or "" when all is well; and until when the latest link is good."""
    latest = Invitation.objects.filter(user=OuterRef("pk")).order_by("-pk")
    facts = ("expires_at", "accepted_at", "revoked_at", "mailed_at")
    known = people.annotate(**{f"link_{fact}": Subquery(latest.values(fact)[:1]) for fact in facts})
    return known.annotate(
        standing=Case(
            When(is_active=False, then=Value("closed")),
            When(Q(link_expires_at=None) | Q(link_accepted_at__isnull=False), then=Value("")),
            When(link_revoked_at__isnull=False, then=Value("taken_back")),
            When(link_expires_at__lte=timezone.now(), then=Value("expired")),
            When(link_mailed_at=None, then=Value("not_sent")),
            default=Value("invited"),
        )
    )
