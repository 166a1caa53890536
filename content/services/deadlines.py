"""What silence means when the time to answer is over: the post waits, goes out as agreed, or the deputy is asked.

Silence is a yes only where the letter said so, the agreement still says so, nothing changed since, and somebody opened
the letter: who never saw a post has not been silent about it. Otherwise it waits and the manager is told why.
"""

import datetime as dt

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from agency import audit
from agency.notifications import notify
from agency.transitions import move
from content import rounds, terms
from content.models import Approval, ApprovalRequest, Post, Version
from content.services import client_mail, letters, lineup, versions
from projects.models import Project
from projects.people import answerable_for

LOOK_BACK = dt.timedelta(days=30)  # what was missed longer ago simply waits
MOST = 200
OnSilence = terms.OnSilence


def pass_deadlines(*, now: dt.datetime | None = None) -> int:
    """Act on every deadline that has passed; how many posts. May run any number of times at once."""
    now = now or timezone.now()
    late = ApprovalRequest.objects.filter(
        silence_at=None,
        answer_by__lte=now,
        answer_by__gt=now - LOOK_BACK,
        batch__revoked_at=None,
        version__post__status=Post.Status.WITH_CLIENT,
        version__post__project__stage=Project.Stage.ACTIVE,
    )
    posts = Post.objects.filter(pk__in=late.values("version__post")).order_by("pk")[:MOST]
    return sum(_pass(post, now) for post in posts)


@transaction.atomic
def _pass(post: Post, now: dt.datetime) -> bool:
    """The post's last deadline decides: as long as somebody still has time, it waits for them."""
    post = versions.hold(post)
    asked = _asked(post)
    late = [request for request in asked if request.answer_by and request.answer_by <= now]
    if post.status != Post.Status.WITH_CLIENT or not late or len(late) < len(asked):
        return False
    ApprovalRequest.objects.filter(pk__in=[request.pk for request in late]).update(silence_at=now)
    newest = versions.latest(post)
    doubt = _doubt(post, late, newest) if newest else ""
    match _meaning(post, late):
        case OnSilence.PUBLISH if newest and not doubt:
            _say_yes(post, newest, late)
        case OnSilence.PUBLISH:
            _hold(post, late, why=doubt)
        case OnSilence.DEPUTY if newest:
            _ask_deputy(post, newest, late)
        case _:
            _hold(post, late)
    return True


def _asked(post: Post) -> list[ApprovalRequest]:
    """The questions about ``post`` that are still open: not called back, their time not over, not answered by a yes."""
    requests = ApprovalRequest.objects.select_related("batch__sent_by", "version").filter(version__post=post)
    still = requests.filter(silence_at=None, batch__revoked_at=None, answer_by__isnull=False).order_by("id")
    yeses = Approval.objects.filter(version__post=post, taken_back_at=None, decision__in=Approval.YES)
    said = set(yeses.values_list("version", "voice"))
    return [request for request in still if (request.version_id, request.batch.to_email.lower()) not in said]


def _meaning(post: Post, late: list[ApprovalRequest]) -> str:
    """What every letter said and the agreement still says; a post waits where they disagree."""
    told = {request.on_silence for request in late} | {terms.on_silence(post.project)}
    return told.pop() if len(told) == 1 else OnSilence.HOLD


def _doubt(post: Post, late: list[ApprovalRequest], newest: Version) -> str:
    """Why this silence is no yes; empty when it is one."""
    if any(request.version_id != newest.pk for request in late):
        return "It changed after the letter, so silence is no yes to it."
    if not any(request.batch.opened_at for request in late):
        return "Nobody opened the letter, so silence is no yes. Call them or send it again."
    standing = rounds.standing(post, newest)
    unseen = [person.name for person in standing.missing if person.voice not in standing.looked]
    return f"{' and '.join(unseen)} did not open a letter, so silence is no yes." if unseen else ""


def _say_yes(post: Post, version: Version, late: list[ApprovalRequest]) -> None:
    until = terms.spoken_moment(max(_deadlines(late)), post.project)
    agreed = terms.agreement_of(post.project)
    words = f"No answer by {until}. By the agreement of {_full(agreed.agreed_on)} that is a yes." if agreed else ""
    version.approvals.create(
        request=late[-1],
        decision=Approval.Decision.SILENCE,
        content_hash=version.content_hash,
        comment=words,
        by_name="Silence, as agreed",
    )
    _approve(post, version, until)
    lineup.line_up(post, version=version, by=None)
    _tell_everybody(post, version, until)


def _full(day: dt.date) -> str:
    """``31 May 2026``: of a paper one wants the year too."""
    return f"{day.day} {day:%B %Y}"


def _approve(post: Post, version: Version, until: str) -> None:
    said = {"title": post.title, "version": version.number, "hash": version.content_hash, "until": until}
    fields = ("approved_hash", "updated_at")
    move(post, "approve_by_silence", by=None, fields=fields, shared=True, check_permission=False, **said)


def _deadlines(late: list[ApprovalRequest]) -> list[dt.datetime]:
    return [request.answer_by for request in late if request.answer_by]


def _tell_everybody(post: Post, version: Version, until: str) -> None:
    key, title = f"version:{version.pk}:silence", f"“{post}” goes out as agreed: no answer by {until}"
    if not lineup.has_time_ahead(post):
        title = f"“{post}” is approved as agreed: no answer by {until}"
    kind, own = "approved_by_silence", [*answerable_for(post.project), post.author]
    later = "" if lineup.has_time_ahead(post) else "Its time has passed: choose another."
    notify(own, kind, key=key, title=title, body=later, url=post.get_absolute_url(), project=post.project)
    client_mail.tell_client(post, kind, key=key, title=title, url=reverse("content:approvals"),
                            body="You can stop it until it is out: open your letter or call us.")  # fmt: skip


def _ask_deputy(post: Post, version: Version, late: list[ApprovalRequest]) -> None:
    agreement = terms.agreement_of(post.project)
    deputy = agreement.deputy if agreement else None
    if deputy is None or not deputy.is_active or deputy.pk in {request.batch.to_user_id for request in late}:
        _hold(post, late, why="There is no deputy to ask.")
        return
    letters.write(project=post.project, asked=[version], sent_by=late[-1].batch.sent_by, by=None,
                  to_name=str(deputy), to_email=deputy.email, to_user=deputy, to_deputy=True)  # fmt: skip
    silent = ", ".join(sorted({request.batch.to_name for request in late}))
    notify(answerable_for(post.project), "approval_late", key=f"version:{version.pk}:deputy",
           title=f"{silent} did not answer about “{post}”: {deputy} is asked",
           url=post.get_absolute_url(), project=post.project)  # fmt: skip


def _hold(post: Post, late: list[ApprovalRequest], *, why: str = "It waits until they answer.") -> None:
    silent = ", ".join(sorted({request.batch.to_name for request in late}))
    audit.record("content.post.held", post, shared=True, title=post.title, names=silent)
    notify(answerable_for(post.project), "approval_late", key=f"request:{late[-1].pk}:held",
           title=f"No answer about “{post}” from {silent}", body=why,
           url=post.get_absolute_url(), project=post.project)  # fmt: skip


def tell_of_passed_times(*, now: dt.datetime | None = None) -> None:
    """A post whose time goes by while it waits for the client needs a new one: its manager hears it once."""
    now = now or timezone.now()
    waiting = Post.objects.filter(status=Post.Status.WITH_CLIENT, project__stage=Project.Stage.ACTIVE)
    for post in waiting.between(now - dt.timedelta(hours=1), now).select_related("project")[:MOST]:
        notify(answerable_for(post.project), "post_needs_time", key=f"post:{post.pk}:{post.scheduled_at:%Y%m%d%H%M}",
               title=f"The time of “{post}” went by without the client’s yes", body="Choose another time.",
               url=post.get_absolute_url(), project=post.project)  # fmt: skip
