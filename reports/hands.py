"""Where a hand is needed: one annotation, asked by the sidebar, the picture and the evening page."""

from typing import Any

from django.db.models import BooleanField, Exists, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce
from django.http import HttpRequest
from django.utils import timezone

from content.models import Post, Publication
from moderation.models import Case
from monitoring.models import Alert
from projects.counting import count_of
from projects.models import Channel, Project, Seat


def hands_of(request: HttpRequest) -> list[Any]:
    """The person's unfinished projects with hands, read once a request for the shell and the page inside it."""
    if not hasattr(request, "_hands"):
        mine = Project.objects.visible_to(request.user).exclude(stage=Project.Stage.FINISHED)
        request._hands = list(with_hands(mine, request.user).order_by("name"))  # type: ignore[attr-defined]
    return request._hands  # type: ignore[attr-defined]


def with_hands(projects: QuerySet[Project], user: Any) -> QuerySet[Project]:
    """Add ``waiting``, ``late``, ``to_review``, ``with_client`` (counts), ``next_due`` and ``needs_hand``; one query.

    ``to_review`` leaves out the posts ``user`` wrote: nobody reviews their own.
    """
    mine = {"project": OuterRef("pk")}
    now = timezone.now()
    waiting = Case.objects.filter(**mine).waiting()
    posts = Post.objects.filter(**mine)
    trouble = Publication.objects.filter(**mine, status__in=["failed", "unconfirmed"])
    return projects.annotate(
        waiting=count_of(waiting),
        next_due=Subquery(waiting.order_by("answer_due_at").values("answer_due_at")[:1]),
        late=count_of(waiting.filter(answer_due_at__lt=now)),
        to_review=count_of(posts.filter(status=Post.Status.IN_REVIEW).exclude(author=user)),
        with_client=count_of(posts.filter(status=Post.Status.WITH_CLIENT)),
        needs_hand=Coalesce(
            Exists(waiting.filter(answer_due_at__lt=now))
            | Exists(trouble)
            | Exists(Alert.objects.filter(**mine).open())
            | Exists(Channel.objects.filter(**mine, state=Channel.State.BROKEN))
            | Exists(Seat.objects.filter(Q(**mine), user=None, project__stage=Project.Stage.ACTIVE)),
            Value(False),
            output_field=BooleanField(),
        ),
    )
