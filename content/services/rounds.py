"""Whose yes a project's posts need: the rule, the people, and what a change of either means for what waits.

Posts already approved stay so: they had the yeses that were needed then. Posts that wait are looked at anew.
"""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from agency import audit
from agency.models import User
from agency.notifications import notify
from agency.permissions import Permission, Role
from agency.transitions import move
from content import rounds
from content.models import Approval, Approver, Post, ProjectRules, Version
from content.refusal import Refusal
from content.services import approvals, versions
from projects.access import require
from projects.models import Project
from projects.people import answerable_for

MOST_APPROVERS = 10
MOST = 200


@transaction.atomic
def set_rounds(*, project: Project, rounds: str, by: Any) -> ProjectRules:
    """Choose one of ``ProjectRules.Rounds``. Under “our review is enough” what is with the client stays with them."""
    require(by, Permission.EDIT_PROJECT, project)
    if rounds not in ProjectRules.Rounds.values:
        raise Refusal(rounds=f"Choose one of: {', '.join(ProjectRules.Rounds.values)}.")
    rules, _ = ProjectRules.objects.select_for_update().get_or_create(project=project)
    if rules.rounds != rounds:
        rules.rounds = rounds
        rules.save(update_fields=["rounds"])
        audit.record("content.projectrules.rounds", rules, by=by, shared=True, project=str(project),
                     rule=rules.get_rounds_display().lower())  # fmt: skip
    settle(project=project, by=by)
    return rules


@transaction.atomic
def name_approver(*, project: Project, by: Any, user: User | None = None, name: str = "", email: str = "") -> Approver:
    """Somebody whose yes each post will need: one of the client's approvers, or a name and an address."""
    require(by, Permission.EDIT_PROJECT, project)
    if user and not project.client.members.filter(user=user, role=Role.APPROVER).exists():
        raise PermissionDenied(f"{user} does not answer for {project.client}.")
    if project.approvers.count() >= MOST_APPROVERS:
        raise Refusal(email=f"More than {MOST_APPROVERS} people never say yes in time. Remove somebody first.")
    said = {"name": str(user), "email": user.email} if user else {"name": name.strip(), "email": email.strip()}
    try:
        with transaction.atomic():
            approver: Approver = project.approvers.create(user=user, **said)
    except IntegrityError as error:
        raise Refusal(email=f"{said['email']} is on the list already.") from error
    audit.record("content.approver.named", approver, by=by, shared=True, name=approver.name)
    return approver


@transaction.atomic
def remove_approver(*, approver: Approver, by: Any) -> None:
    """Their yes is not needed any more; what they said stays, and what the others said may be enough now."""
    require(by, Permission.EDIT_PROJECT, approver.project)
    audit.record("content.approver.removed", approver, by=by, shared=True, name=approver.name)
    approver.delete()
    settle(project=approver.project, by=by)


def settle(*, project: Project, by: Any = None) -> int:
    """Approve what waits in ``project`` and has every yes it needs now; how many."""
    return sum(_settle(post, by) for post in _partly_approved().filter(project=project).order_by("pk"))


def settle_left() -> int:
    """The same everywhere, after somebody left their client. May run any number of times at once."""
    return sum(_settle(post, None) for post in _partly_approved().order_by("pk")[:MOST])


def _partly_approved() -> Any:
    yeses = Approval.objects.filter(decision=Approval.Decision.APPROVED, taken_back_at=None, decides=False)
    return Post.objects.filter(status=Post.Status.WITH_CLIENT, pk__in=yeses.values("version__post"))


@transaction.atomic
def _settle(post: Post, by: Any) -> bool:
    post = versions.hold(post)
    version = versions.latest(post)
    if post.status != Post.Status.WITH_CLIENT or version is None or version.content_hash != post.content_hash:
        return False
    last = version.approvals.filter(decision=Approval.Decision.APPROVED, taken_back_at=None).first()
    if last is None or not _is_enough(rounds.standing(post, version), post):
        return False
    last.decides = True
    last.save(update_fields=["decides"])
    _approve(post, version, by)
    return True


def _is_enough(standing: rounds.Yeses, post: Post) -> bool:
    """Everybody has said it. Where all must and nobody is left to, nobody has."""
    if not standing.people:
        return ProjectRules.rounds_of(post.project) != ProjectRules.Rounds.ALL
    return not standing.missing


def _approve(post: Post, version: Version, by: Any) -> None:
    said = {"title": post.title, "version": version.number, "hash": version.content_hash}
    fields = ("approved_hash", "updated_at")
    move(post, "approve_by_rule", by=by, fields=fields, shared=True, check_permission=False, **said)
    approvals.follow_yes(post, version, by=by)
    notify(answerable_for(post.project), "post_approved", key=f"version:{version.pk}:by-rule",
           title=f"“{post}” is approved: nobody else has to say yes any more",
           url=post.get_absolute_url(), project=post.project)  # fmt: skip
