"""The queue and the conversation, as the inbox shows them."""

import datetime as dt
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from agency.models import User
from agency.pages import Page, keyset_page
from agency.permissions import Permission
from content.models import Publication
from moderation.hands import Hand, hand_for
from moderation.models import Case, Escalation, Note, Reply, SavedReply
from monitoring.models import Mention
from projects.models import Project

PAGE = 25
AROUND = ("project", "mention__author__relationship", "mention__publication__post")  # what a conversation shows
THREAD = 30
BEFORE = 5
HALF_AN_HOUR = dt.timedelta(minutes=30)
TABS = {"waiting": "Waiting", "mine": "Mine", "escalated": "Escalated", "done": "Done"}


@dataclass
class Queue:
    """One tab of the queue. ``groups`` are (heading, cases); ``after`` is the key of the next page or empty."""

    tab: str
    counts: dict[str, int]
    groups: list[tuple[str, list[Case]]]
    after: str

    @property
    def cases(self) -> list[Case]:
        return [case for _, cases in self.groups for case in cases]


@dataclass
class Said:
    """One line of the thread: a comment of somebody, a reply of ours, or a note among us."""

    at: dt.datetime
    mention: Mention | None = None
    reply: Reply | None = None
    hand: Hand | None = None
    note: Note | None = None


@dataclass
class Conversation:
    case: Case
    post: Publication | None
    lines: list[Said]
    before: list[Mention]
    saved: list[SavedReply]
    escalation: Any = None
    people: list[User] = field(default_factory=list)


def cases_for(user: User, *, project: str = "") -> Any:
    """Every case ``user`` may see, of one project if its slug is given."""
    projects = Project.objects.where(user, Permission.VIEW_CASE)
    cases = Case.objects.filter(project__in=projects)
    return cases.filter(project__slug=project) if project else cases


def queue(user: User, *, tab: str, project: str = "", after: str = "") -> Queue:
    """A page of a tab; four queries whatever stands in it."""
    tab = tab if tab in TABS else "waiting"
    cases = cases_for(user, project=project)
    page = _page(_in_tab(cases, tab, user), tab, after)
    return Queue(tab, _counts(cases, user), _grouped(page.rows, tab), page.next)


def _in_tab(cases: Any, tab: str, user: User) -> QuerySet[Case]:
    waiting = cases.waiting().filter(~_being_sent())
    return {
        "waiting": waiting.exclude(status=Case.Status.ESCALATED),
        "mine": waiting.filter(Q(claimed_by=user, status=Case.Status.CLAIMED) | Q(_asked(user))),
        "escalated": waiting.filter(status=Case.Status.ESCALATED),
        "done": cases.exclude(status__in=Case.WAITING_STATES),
    }[tab]


def _being_sent() -> Exists:
    """A reply is on its way: nobody has to do anything."""
    return Exists(Reply.objects.filter(case=OuterRef("pk")).on_their_way())


def _counts(cases: Any, user: User) -> dict[str, int]:
    """Of the three tabs that ask for work; what is done is not counted."""
    escalated = Q(status=Case.Status.ESCALATED)
    mine = Q(claimed_by=user, status=Case.Status.CLAIMED) | Q(_asked(user))
    sums = {"waiting": ~escalated, "mine": mine, "escalated": escalated}
    waiting = cases.waiting().filter(~_being_sent())
    return waiting.aggregate(**{name: Count("pk", filter=condition) for name, condition in sums.items()})


def _asked(user: User) -> Exists:
    return Exists(Escalation.objects.filter(case=OuterRef("pk"), to=user, ended_at=None))


def _page(cases: QuerySet[Case], tab: str, after: str) -> Page:
    """By deadline (the queue) or the last first (what is done)."""
    order = ("-id",) if tab == "done" else ("answer_due_at", "id")
    return keyset_page(cases.select_related("claimed_by", *AROUND), by=order, after=after, size=PAGE)


def _grouped(cases: list[Case], tab: str) -> list[tuple[str, list[Case]]]:
    if tab == "done":
        return [("", cases)] if cases else []
    now = timezone.now()
    groups: dict[str, list[Case]] = {"Past the deadline": [], "In the next half hour": [], "Later": []}
    for case in cases:
        groups[_when(case.answer_due_at - now)].append(case)
    return [(name, rows) for name, rows in groups.items() if rows]


def _when(left: dt.timedelta) -> str:
    if left < dt.timedelta(0):
        return "Past the deadline"
    return "In the next half hour" if left < HALF_AN_HOUR else "Later"


def conversation(case: Case, user: User) -> Conversation:
    """Everything around one case, bounded: the post, the thread, our replies and notes, what the author said before."""
    mention = case.mention
    lines = [Said(line.published_at, mention=line) for line in _thread(mention)]
    lines += [_reply(reply, case, user) for reply in case.replies.select_related("by", "project", "channel")]
    lines += [Said(note.at, note=note) for note in case.notes.select_related("by")]
    return Conversation(
        case=case,
        post=mention.publication,
        lines=sorted(lines, key=lambda line: line.at),
        before=_before(mention),
        saved=list(case.project.saved_replies.all()[:20]),
        escalation=_escalation(case),
    )


def _reply(reply: Reply, case: Case, user: User) -> Said:
    return Said(reply.published_at or reply.written_at, reply=reply, hand=hand_for(reply, case, user))


def _escalation(case: Case) -> Escalation | None:
    if case.status != Case.Status.ESCALATED:
        return None
    return case.escalations.filter(ended_at=None).select_related("to", "by").first()


def _before(mention: Mention) -> list[Mention]:
    """What the author said earlier, newest first."""
    earlier = mention.author.mentions.filter(project=mention.project_id, published_at__lt=mention.published_at)
    return list(earlier.order_by("-published_at")[:BEFORE])


def _thread(mention: Mention) -> list[Mention]:
    """The comment, what it answers and what answers it."""
    root = mention.parent_external_id or mention.external_id
    around = Mention.objects.filter(source=mention.source_id).filter(
        Q(external_id__in=[root, mention.external_id]) | (Q(parent_external_id=root) & ~Q(parent_external_id=""))
    )
    return list(around.select_related("author__relationship").order_by("published_at")[:THREAD])
