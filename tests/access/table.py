"""The table: every address and who may open it. One rule for all methods, or one for each.

A new address without a line here fails ``tests/test_access_matrix.py``, and so does a line whose address is gone.
"""

from typing import Any

from agency.permissions import Permission as P
from tests.access.rules import (
    Agency,
    AgencyPeople,
    Anywhere,
    AtDesk,
    ByLink,
    Mine,
    Named,
    On,
    Public,
    Rule,
    SignedIn,
)
from tests.access.world import Side
from tests.factories.content import image_file

By = dict[str, Rule]


def letter(at: Side) -> dict[str, Any]:
    """A letter to the client about a post that waits for them."""
    return {"project": at.project.slug, "posts": [at.asked.pk], "to_name": "Hanna", "to_email": "hanna@example.org"}


def upload(at: Side) -> dict[str, Any]:
    return {"project": at.project.slug, "file": image_file()}


GROUND: dict[str, Rule | By] = {
    "agency:healthz": Public(may_fail=True),
    "agency:gallery": AgencyPeople(),
    "agency:account": SignedIn(),
    "agency:set_avatar": SignedIn(),
    "agency:preferences": SignedIn(),
    "agency:tokens": SignedIn(),
    "agency:revoke_token": Mine("token", kwargs=lambda at: {"token_key": at.token.token_key}),
    "agency:notifications": SignedIn(),
    "agency:bell": SignedIn(),
    "agency:read_all": SignedIn(),
    "agency:open_notification": Mine("notification"),
    "agency:people": Agency(P.MANAGE_PEOPLE),
    "agency:invite": Agency(P.MANAGE_PEOPLE),
    "agency:person": Agency(P.MANAGE_PEOPLE, of="person"),
    "agency:change_role": Agency(P.MANAGE_PEOPLE, of="person"),
    "agency:deactivate": Agency(P.MANAGE_PEOPLE, of="person"),
    "agency:activate": Agency(P.MANAGE_PEOPLE, of="person"),
    "agency:invite_again": Agency(P.MANAGE_PEOPLE, of="person"),
    "agency:take_back": Agency(P.MANAGE_PEOPLE, of="person"),
    "agency:join": Public(kwargs=lambda at: {"token": at.invitation}),
    "agency:events": On(
        "project", P.VIEW_PROJECT, kwargs=lambda at: {"label": "projects.project", "pk": at.project.pk}
    ),
    "agency:avatar": SignedIn(kwargs=lambda at: {"stem": at.face}),
    "demo:sign_in": Public(kwargs=lambda at: {"who": "nobody"}, finds_nothing=True),
}

PROJECTS: dict[str, Rule | By] = {
    "projects:contact": Public(),
    "projects:contact-thanks": Public(),
    "projects:leads": Agency(P.DECIDE_LEAD),
    "projects:lead-new": Agency(P.DECIDE_LEAD),
    "projects:lead": Agency(P.DECIDE_LEAD, of="lead"),
    "projects:lead-answers": Agency(P.DECIDE_LEAD, of="lead"),
    "projects:lead-decide": Agency(P.DECIDE_LEAD, of="lead"),
    "projects:lead-reopen": Agency(P.DECIDE_LEAD, of="decided_lead"),
    "projects:clients": SignedIn(),
    "projects:client-new": Agency(P.ADD_CLIENT),
    "projects:client": On("client", P.VIEW_PROJECT),
    "projects:client-edit": On("client", P.EDIT_PROJECT),
    "projects:client-agreement": On("client", P.EDIT_PROJECT),
    "projects:client-people": On("client", P.EDIT_PROJECT),
    "projects:client-person-remove": On(
        "client", P.EDIT_PROJECT, kwargs=lambda at: {"pk": at.project.client_id, "member_pk": at.member.pk}
    ),
    "projects:projects": SignedIn(),
    "projects:project-new": Agency(P.ADD_CLIENT),
    "projects:project": On("project", P.VIEW_PROJECT),
    "projects:project-edit": On("project", P.EDIT_PROJECT),
    "projects:project-story": On("project", P.VIEW_PROJECT),
    "projects:project-launch": On("project", P.LAUNCH_PROJECT),
    "projects:project-pause": On("project", P.LAUNCH_PROJECT),
    "projects:project-finish": On("project", P.LAUNCH_PROJECT),
    "projects:goal-new": On("project", P.EDIT_PROJECT),
    "projects:goal-edit": On("goal", P.EDIT_PROJECT),
    "projects:goal-tasks": On("goal", P.EDIT_PROJECT),
    "projects:goal-read": On("goal", P.EDIT_PROJECT),
    "projects:channel-connect": On("project", P.CONNECT_CHANNEL),
    "projects:channel-reconnect": On("channel", P.CONNECT_CHANNEL),
    "projects:channel-disconnect": On("channel", P.CONNECT_CHANNEL),
    "projects:channel-check": On("channel", P.CONNECT_CHANNEL),
    "projects:teams": AgencyPeople(names_everybody=True),
    "projects:seat": On("seat", P.FILL_TEAM),
    "projects:seat-empty": On("seat", P.FILL_TEAM),
    "projects:seat-suggestions": On("seat", P.FILL_TEAM),
    "projects:seat-cover": On("seat", P.FILL_TEAM),
    "projects:cover-end": Agency(P.FILL_TEAM, of="cover"),
    "projects:wish": AgencyPeople(of="project", names_everybody=True),
    "projects:profile": SignedIn(),
}

CONTENT: dict[str, Rule | By] = {
    "content:publications": Anywhere(P.VIEW_INSIDE),
    "content:publication": On("publication", P.VIEW_INSIDE),
    "content:publication-retry": On("publication", P.SEND_POST),
    "content:publication-send-now": On("publication", P.SEND_POST),
    "content:publication-cancel": On("publication", P.SEND_POST),
    "content:publication-confirm-by-hand": On("publication", P.SEND_POST),
    "content:post-publications": On("asked", P.VIEW_INSIDE),
    "content:project-publications": On("project", P.VIEW_INSIDE),
    "content:calendar": SignedIn(),
    "content:today": SignedIn(),
    "content:project-calendar": On("project", P.VIEW_POST),
    "content:project-week": On("project", P.VIEW_POST),
    "content:slots": On("project", P.PLAN_POST),
    "content:slot-remove": On("slot", P.PLAN_POST),
    "content:post-new": Anywhere(P.WRITE_POST),
    "content:post": On("asked", P.VIEW_POST),
    "content:post-history": On("asked", P.VIEW_INSIDE),
    "content:post-save": On("post", P.WRITE_POST, inside=True),
    "content:post-submit": On("post", P.WRITE_POST, inside=True),
    "content:post-plan": On("post", P.PLAN_POST, inside=True),
    "content:post-move": On("post", P.WRITE_POST, inside=True, kwargs=lambda at: {"pk": at.post.pk, "verb": "archive"}),
    "content:pictures-add": On("post", P.WRITE_POST, inside=True),
    "content:picture-first": On("drafted", P.WRITE_POST, inside=True, kwargs=lambda at: at.drafted_picture),
    "content:picture-remove": On("drafted", P.WRITE_POST, inside=True, kwargs=lambda at: at.drafted_picture),
    "content:picture": On("media", P.VIEW_POST, hides=True),
    "content:review-queue": Anywhere(P.REVIEW_POST),
    "content:review-post": On("handed_in", P.REVIEW_POST, inside=True),
    "content:review-decide": On("handed_in_version", P.REVIEW_POST, inside=True),
    "content:review-undo": On("review", P.REVIEW_POST, whose=("manager", "outsider")),
    "content:letter": On("project", P.ASK_CLIENT),
    "content:letter-revoke": On("batch", P.ASK_CLIENT),
    "content:letter-resend": On("batch", P.ASK_CLIENT),
    "content:client-approval": ByLink(),
    "content:client-answer": ByLink(body=lambda at: {"version": at.version.pk}),
    "content:client-answer-all": ByLink(),
    "content:client-undo": ByLink(body=lambda at: {"approval": at.approval_by_link.pk}),
    "content:client-seen": ByLink(),
    "content:client-picture": ByLink(kwargs=lambda at: {"token": at.letter, "pk": at.media.pk}),
    "content:approvals": Anywhere(P.APPROVE_POST),
    "content:approvals-answer": AtDesk("version", P.APPROVE_POST, body=lambda at: {"version": at.version.pk}),
    "content:approvals-answer-all": Anywhere(P.APPROVE_POST),
    "content:approvals-undo": AtDesk("approval", P.APPROVE_POST, body=lambda at: {"approval": at.approval.pk}),
    "content:approvals-picture": AtDesk("media", P.APPROVE_POST),
}

MONITORING: dict[str, Rule | By] = {
    "monitoring:mentions": SignedIn(),
    "monitoring:alert-close": On("alert", P.CORRECT_MENTION),
    "monitoring:source-add": Named(
        "connected", P.KEEP_SOURCE, body=lambda at: {"channel": at.connected.pk, "query": "wool"}, refusal=302
    ),
    "monitoring:source-switch": On("source", P.KEEP_SOURCE),
}

MODERATION: dict[str, Rule | By] = {
    "moderation:inbox": SignedIn(),
    "moderation:case": On("case", P.VIEW_CASE),
    "moderation:case-claim": On("case", P.ANSWER_CASE),
    "moderation:case-take-over": On("case", P.ANSWER_CASE),
    "moderation:case-release": On("case", P.ANSWER_CASE),
    "moderation:case-reply": On("case", P.ANSWER_CASE),
    "moderation:case-note": On("case", P.ANSWER_CASE),
    "moderation:case-escalate": On("case", P.ANSWER_CASE),
    "moderation:case-resolve": On("case", P.ANSWER_CASE),
    "moderation:case-dismiss": On("case", P.ANSWER_CASE),
    "moderation:case-reopen": On("case", P.ANSWER_CASE),
    "moderation:case-hide": On("case", P.ANSWER_CASE),
    "moderation:case-show": On("case", P.ANSWER_CASE),
    "moderation:case-correct": On("case", P.CORRECT_MENTION),
    "moderation:facts": {"get": SignedIn(), "post": SignedIn(finds_nothing=True)},
    "moderation:project-waiting": On("project", P.VIEW_CASE),
}

REPORTS: dict[str, Rule | By] = {
    "reports:home": SignedIn(),
    "reports:picture": Agency(P.SEE_PICTURE),
    "reports:evening": SignedIn(),
    "reports:reports": SignedIn(),
    "reports:project-report": On("project", P.VIEW_REPORT),
}

API_GROUND: dict[str, Rule | By] = {
    "me": SignedIn(),
    "events": On(
        "project", P.VIEW_PROJECT, query=lambda at: {"object_type": "projects.project", "object_id": at.project.pk}
    ),
    "person-list": Agency(P.MANAGE_PEOPLE),
    "person-detail": Agency(P.MANAGE_PEOPLE, of="person"),
    "person-activate": Agency(P.MANAGE_PEOPLE, of="person"),
    "person-change-role": Agency(P.MANAGE_PEOPLE, of="person"),
    "person-deactivate": Agency(P.MANAGE_PEOPLE, of="person"),
    "notification-list": SignedIn(),
    "notification-read-all": SignedIn(),
    "notification-detail": Mine("notification"),
    "notification-read": Mine("notification"),
    "token-list": SignedIn(),
    "token-detail": Mine("token", kwargs=lambda at: {"key": at.token.token_key}),
}

API_PROJECTS: dict[str, Rule | By] = {
    "lead-list": {
        "get": SignedIn(),
        "post": Agency(P.DECIDE_LEAD, body=lambda at: {"company": "Kozak Lifts", "words": "We want to be there"}),
    },
    "lead-detail": Agency(P.DECIDE_LEAD, of="lead", hides=True),
    "lead-accept": Agency(P.DECIDE_LEAD, of="clear_lead", hides=True),
    "lead-decline": Agency(P.DECIDE_LEAD, of="lead", hides=True),
    "lead-mark-duplicate": Agency(P.DECIDE_LEAD, of="lead", hides=True),
    "lead-postpone": Agency(P.DECIDE_LEAD, of="lead", hides=True),
    "lead-reopen": Agency(P.DECIDE_LEAD, of="decided_lead", hides=True),
    "client-list": {"get": SignedIn(), "post": Agency(P.ADD_CLIENT, body=lambda at: {"name": "Kozak Lifts"})},
    "client-detail": {"get": On("client", P.VIEW_PROJECT), "patch": On("client", P.EDIT_PROJECT)},
    "clientmember-list": {
        "get": SignedIn(),
        "post": Named(
            "client",
            P.EDIT_PROJECT,
            body=lambda at: {
                "client": at.client.pk,
                "email": "new@example.org",
                "name": "Nadia New",
                "role": "approver",
            },
        ),
    },
    "clientmember-detail": {"get": On("member", P.VIEW_PROJECT), "delete": On("member", P.EDIT_PROJECT)},
    "interactionagreement-list": {
        "get": SignedIn(),
        "post": Named("client", P.EDIT_PROJECT, body=lambda at: {"client": at.client.pk, "we_answer": "Sizes"}),
    },
    "interactionagreement-detail": {"get": On("agreement", P.VIEW_PROJECT), "patch": On("agreement", P.EDIT_PROJECT)},
    "project-list": {
        "get": SignedIn(),
        "post": Agency(P.ADD_CLIENT, body=lambda at: {"client": at.client.pk, "name": "Spring", "size": "small"}),
    },
    "project-detail": {"get": On("project", P.VIEW_PROJECT), "patch": On("project", P.EDIT_PROJECT)},
    "project-finish": On("project", P.LAUNCH_PROJECT),
    "project-launch": On("project", P.LAUNCH_PROJECT),
    "project-pause": On("project", P.LAUNCH_PROJECT),
    "goal-list": {
        "get": SignedIn(),
        "post": Named("project", P.EDIT_PROJECT, body=lambda at: {"project": at.project.slug} | GOAL),
    },
    "goal-detail": {"get": On("goal", P.VIEW_PROJECT), "patch": On("goal", P.EDIT_PROJECT)},
    "goal-readings": {"get": On("goal", P.VIEW_PROJECT), "post": On("goal", P.EDIT_PROJECT)},
    "seat-list": SignedIn(),
    "seat-detail": {"get": On("seat", P.VIEW_PROJECT), "patch": On("seat", P.FILL_TEAM)},
    "channel-list": {
        "get": SignedIn(),
        "post": Named(
            "project",
            P.CONNECT_CHANNEL,
            body=lambda at: {"project": at.project.slug, "network": "playground", "token": "open-sesame"},
        ),
    },
    "channel-detail": On("channel", P.VIEW_PROJECT),
    "channel-check": On("channel", P.CONNECT_CHANNEL),
    "channel-disconnect": On("channel", P.CONNECT_CHANNEL),
    "channel-reconnect": On("channel", P.CONNECT_CHANNEL),
}
GOAL = {
    "kind": "reputation",
    "title": "Be asked first",
    "why": "Mothers ask each other, not us",
    "audience": "Young mothers, Kyiv",
    "kpi_name": "club members",
    "baseline": 10,
    "target": 80,
    "starts_on": "2026-01-01",
    "due_on": "2030-12-31",
}

API_CONTENT: dict[str, Rule | By] = {
    "publication-list": SignedIn(),
    "publication-detail": On("publication", P.VIEW_INSIDE),
    "publication-cancel": On("publication", P.SEND_POST),
    "publication-confirm-by-hand": On("publication", P.SEND_POST),
    "publication-retry": On("publication", P.SEND_POST),
    "publication-send-now": On("publication", P.SEND_POST),
    "metric-list": SignedIn(),
    "post-list": {
        "get": SignedIn(),
        "post": Named("project", P.WRITE_POST, body=lambda at: {"project": at.project.slug, "title": "First spoon"}),
    },
    "post-detail": {"get": On("asked", P.VIEW_POST), "patch": On("post", P.WRITE_POST, inside=True)},
    "post-submit": On("post", P.WRITE_POST, inside=True),
    "post-take-back": On("handed_in", P.WRITE_POST, inside=True),
    "post-revise": On("asked", P.WRITE_POST),
    "post-archive": On("post", P.WRITE_POST, inside=True),
    "post-bring-back": On("post", P.WRITE_POST, inside=True),
    "post-pass-review": On("handed_in", P.REVIEW_POST, inside=True),
    "post-approve-inside": On("handed_in", P.REVIEW_POST, inside=True),
    "post-return-to-author": On("handed_in", P.REVIEW_POST, inside=True),
    "post-approve": On("asked", P.APPROVE_POST),
    "post-ask-changes": On("asked", P.APPROVE_POST),
    "post-schedule": On("asked", P.PLAN_POST, body=lambda at: {"day": "2030-05-01", "time": "09:00"}),
    "post-unschedule": On("asked", P.PLAN_POST),
    "post-send-now": On("asked", P.SEND_POST),
    "version-list": SignedIn(),
    "version-detail": On("version", P.VIEW_INSIDE),
    "review-list": SignedIn(),
    "review-detail": On("review", P.VIEW_INSIDE),
    "review-take-back": On("review", P.REVIEW_POST, whose=("manager", "outsider")),
    "approval-list": SignedIn(),
    "approval-detail": On("approval", P.VIEW_POST),
    "approval-take-back": On("approval", P.APPROVE_POST),
    "approvalbatch-list": {
        "get": SignedIn(),
        "post": Named("project", P.ASK_CLIENT, body=letter),
    },
    "approvalbatch-detail": On("batch", P.ASK_CLIENT),
    "approvalbatch-resend": On("batch", P.ASK_CLIENT),
    "approvalbatch-revoke": On("batch", P.ASK_CLIENT),
    "media-list": {"get": SignedIn(), "post": Named("project", P.WRITE_POST, body=upload, as_form=True)},
    "media-detail": On("media", P.VIEW_INSIDE),
    "slot-list": {
        "get": SignedIn(),
        "post": Named(
            "project", P.PLAN_POST, body=lambda at: {"project": at.project.slug, "weekday": 5, "time": "18:00"}
        ),
    },
    "slot-detail": {"get": On("slot", P.VIEW_INSIDE), "delete": On("slot", P.PLAN_POST)},
}

API_MONITORING: dict[str, Rule | By] = {
    "mention-list": SignedIn(),
    "mention-detail": On("mention", P.VIEW_MENTION),
    "mention-correct": On("mention", P.CORRECT_MENTION),
    "source-list": SignedIn(),
    "source-detail": On("source", P.VIEW_MENTION),
    "source-switch": On("source", P.KEEP_SOURCE),
    "alert-list": SignedIn(),
    "alert-detail": On("alert", P.VIEW_MENTION),
    "alert-close": On("alert", P.CORRECT_MENTION),
}

API_MODERATION: dict[str, Rule | By] = {
    "case-list": SignedIn(),
    "case-detail": On("case", P.VIEW_CASE),
    "case-claim": On("case", P.ANSWER_CASE),
    "case-dismiss": On("case", P.ANSWER_CASE),
    "case-escalate": On("case", P.ANSWER_CASE),
    "case-release": On("case", P.ANSWER_CASE),
    "case-reopen": On("case", P.ANSWER_CASE),
    "case-resolve": On("case", P.ANSWER_CASE),
    "case-take-over": On("case", P.ANSWER_CASE),
    "reply-list": {
        "get": SignedIn(),
        "post": Named("case", P.ANSWER_CASE, body=lambda at: {"case": at.case.pk, "text": "Write us the size"}),
    },
    "reply-detail": On("reply", P.VIEW_CASE),
    "saved-reply-list": SignedIn(),
    "saved-reply-detail": On("saved_reply", P.VIEW_CASE),
}

API_REPORTS: dict[str, Rule | By] = {
    "api-picture": Agency(P.SEE_PICTURE),
    "api-report": On("project", P.VIEW_REPORT),
}

TABLE: dict[str, Rule | By] = {
    **GROUND,
    **PROJECTS,
    **CONTENT,
    **MONITORING,
    **MODERATION,
    **REPORTS,
    **API_GROUND,
    **API_PROJECTS,
    **API_CONTENT,
    **API_MONITORING,
    **API_MODERATION,
    **API_REPORTS,
}

# Other people's rooms: each kind has a check of its own in tests/test_access_matrix.py.
SIGN_IN_PAGES = (
    "account_login",
    "account_logout",
    "account_inactive",
    "account_signup",
    "account_reset_password",
    "account_reset_password_done",
    "account_reset_password_from_key",
    "account_reset_password_from_key_done",
    "account_request_login_code",
    "account_confirm_login_code",
    "mfa_authenticate",
    "mfa_login_webauthn",
)
KEY_PAGES = (
    "account_reauthenticate",
    "account_change_password",
    "account_set_password",
    "mfa_index",
    "mfa_reauthenticate",
    "mfa_activate_totp",
    "mfa_deactivate_totp",
    "mfa_view_recovery_codes",
    "mfa_generate_recovery_codes",
    "mfa_download_recovery_codes",
    "mfa_list_webauthn",
    "mfa_add_webauthn",
    "mfa_reauthenticate_webauthn",
    "mfa_remove_webauthn",
    "mfa_edit_webauthn",
)
DESCRIPTIONS = ("schema", "docs")
# The playground is a network for anybody; its API asks for a page's token, which tests/playground tries.
APART = ("admin/", "playground/")
