"""Who may do what, as a table a manager could read.

``user.has_perm(Permission.REVIEW_POST, post)`` is the one question Django, templates, the admin and the API all ask.
The object answers who the user is around it (``obj.roles_of(user)``); this table answers what those roles may do.
"""

from collections.abc import Iterable
from typing import Protocol

from django.db import models


class Role(models.TextChoices):
    """A hat a person wears: one in the agency, any number in projects, or one at a client."""

    HEAD = "head", "SMM head"
    STAFF = "staff", "Staff"
    MANAGER = "manager", "Manager"
    COPYWRITER = "copywriter", "Copywriter"
    MODERATOR = "moderator", "Moderator"
    APPROVER = "approver", "Client approver"
    EXPERT = "expert", "Client expert"
    AUTHOR = "author", "Client author"


AGENCY_ROLES = (Role.HEAD, Role.STAFF)
TEAM_ROLES = (Role.MANAGER, Role.COPYWRITER, Role.MODERATOR)
CLIENT_ROLES = (Role.APPROVER, Role.EXPERT, Role.AUTHOR)


class Permission(models.TextChoices):
    """What can be allowed. The value's first part is the floor that asks."""

    MANAGE_PEOPLE = "agency.manage_people", "invite people and change their roles"
    SEE_PICTURE = "reports.see_picture", "see the whole picture"
    DECIDE_LEAD = "projects.decide_lead", "take or turn away a lead"
    ADD_CLIENT = "projects.add_client", "add a client"

    VIEW_PROJECT = "projects.view_project", "see the project"
    VIEW_INSIDE = "projects.view_inside", "see what stays inside the agency"
    EDIT_PROJECT = "projects.edit_project", "change the goal, the agreement and the facts"
    FILL_TEAM = "projects.fill_team", "seat people in the team"
    LAUNCH_PROJECT = "projects.launch_project", "launch, pause and finish the project"
    CONNECT_CHANNEL = "projects.connect_channel", "connect channels"
    STOP_PROJECT = "projects.stop_project", "stop and resume publishing of the project"
    STOP_ALL = "projects.stop_all", "stop and resume publishing of a client, a network, the agency"

    VIEW_POST = "content.view_post", "see posts"
    WRITE_POST = "content.write_post", "write posts"
    KEEP_LIBRARY = "content.keep_library", "keep the media library in order"
    REVIEW_POST = "content.review_post", "review posts"
    APPROVE_POST = "content.approve_post", "approve posts for the client"
    ASK_CLIENT = "content.ask_client", "send posts to the client"
    TALK_ABOUT_POST = "content.talk_about_post", "talk about a post with the other side"
    PLAN_POST = "content.plan_post", "set the time of a post"
    SEND_POST = "content.send_post", "publish, retry and cancel"

    VIEW_MENTION = "monitoring.view_mention", "see what people say"
    CORRECT_MENTION = "monitoring.correct_mention", "correct tonality and category"
    KEEP_SOURCE = "monitoring.keep_source", "set up sources"

    VIEW_CASE = "moderation.view_case", "see the queue"
    ANSWER_CASE = "moderation.answer_case", "claim, answer and solve"
    TAKE_ESCALATION = "moderation.take_escalation", "take what was escalated"
    ANSWER_FACT = "moderation.answer_fact", "answer a fact for the moderator"

    VIEW_REPORT = "reports.view_report", "see reports"
    SIGN_OFF = "reports.sign_off", "sign off for the night"


_READ_INSIDE = {
    Permission.VIEW_PROJECT,
    Permission.VIEW_INSIDE,
    Permission.VIEW_POST,
    Permission.VIEW_MENTION,
    Permission.VIEW_CASE,
    Permission.VIEW_REPORT,
}
_MANAGER = _READ_INSIDE | {
    Permission.EDIT_PROJECT,
    Permission.LAUNCH_PROJECT,
    Permission.CONNECT_CHANNEL,
    Permission.STOP_PROJECT,
    Permission.WRITE_POST,
    Permission.KEEP_LIBRARY,
    Permission.REVIEW_POST,
    Permission.ASK_CLIENT,
    Permission.TALK_ABOUT_POST,
    Permission.PLAN_POST,
    Permission.SEND_POST,
    Permission.CORRECT_MENTION,
    Permission.KEEP_SOURCE,
    Permission.ANSWER_CASE,
    Permission.TAKE_ESCALATION,
    Permission.SIGN_OFF,
}

GRANTS: dict[str, frozenset[Permission]] = {
    Role.HEAD: frozenset(
        _MANAGER
        | {
            Permission.MANAGE_PEOPLE,
            Permission.SEE_PICTURE,
            Permission.DECIDE_LEAD,
            Permission.ADD_CLIENT,
            Permission.FILL_TEAM,
            Permission.STOP_ALL,
        }
    ),
    Role.STAFF: frozenset(),
    Role.MANAGER: frozenset(_MANAGER),
    Role.COPYWRITER: frozenset(_READ_INSIDE | {Permission.WRITE_POST, Permission.KEEP_LIBRARY, Permission.PLAN_POST}),
    Role.MODERATOR: frozenset(_READ_INSIDE | {Permission.ANSWER_CASE, Permission.CORRECT_MENTION}),
    Role.APPROVER: frozenset(
        {
            Permission.VIEW_PROJECT,
            Permission.VIEW_POST,
            Permission.APPROVE_POST,
            Permission.TALK_ABOUT_POST,
            Permission.VIEW_REPORT,
        }
    ),
    Role.EXPERT: frozenset({Permission.VIEW_PROJECT, Permission.ANSWER_FACT}),
    Role.AUTHOR: frozenset({Permission.VIEW_PROJECT, Permission.VIEW_POST, Permission.WRITE_POST}),
}


class KnowsRoles(Protocol):
    """Anything that can say who a user is around it."""

    def roles_of(self, user) -> frozenset[str]: ...


def allowed(roles: Iterable[str], permission: str) -> bool:
    """Whether any of ``roles`` grants ``permission``."""
    return any(permission in GRANTS[role] for role in roles)


def roles_that_may(permission: str) -> frozenset[str]:
    """The roles that grant ``permission``: for querysets that must ask the same table."""
    return frozenset(role for role, permissions in GRANTS.items() if permission in permissions)
