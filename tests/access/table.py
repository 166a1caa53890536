"""The table: every address and who may open it. One rule for all methods, or one for each. The API is next door.

A new address without a line here fails ``tests/test_access_matrix.py``, and so does a line whose address is gone.
"""

from agency.permissions import Permission as P
from tests.access.api_table import ENDPOINTS
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

By = dict[str, Rule]

GROUND: dict[str, Rule | By] = {
    "agency:healthz": Public(may_fail=True),
    "agency:gallery": AgencyPeople(),
    "agency:account": SignedIn(),
    "agency:set_avatar": SignedIn(),
    "agency:preferences": SignedIn(),
    "agency:tokens": SignedIn(),
    "agency:revoke_token": Mine("token", kwargs=lambda at: {"token_key": at.token.token_key}),
    "agency:notifications": SignedIn(),
    "agency:bell": Public(),  # who is not signed in is told to stop asking
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
    "projects:seat-fill": On("seat", P.FILL_TEAM),
    "projects:seat-suggestions": On("seat", P.FILL_TEAM),
    "projects:seat-cover": On("seat", P.FILL_TEAM),
    "projects:cover-end": Agency(P.FILL_TEAM, of="cover"),
    "projects:wish": AgencyPeople(of="project", names_everybody=True),
    "projects:profile": SignedIn(names_everybody=True),
}

CONTENT: dict[str, Rule | By] = {
    "content:publications": Anywhere(P.VIEW_INSIDE),
    "content:publication": On("publication", P.VIEW_INSIDE),
    "content:publication-retry": On("publication", P.SEND_POST),
    "content:publication-send-now": On("publication", P.SEND_POST),
    "content:publication-cancel": On("publication", P.SEND_POST),
    "content:publication-confirm-by-hand": On("publication", P.SEND_POST),
    "content:publication-plan-again": On("publication", P.SEND_POST),
    "content:publication-answer-captcha": On("publication", P.SEND_POST),
    "content:publication-file": On(
        "publication", P.VIEW_INSIDE, kwargs=lambda at: {"pk": at.publication.pk, "number": 1}
    ),
    "content:publications-retry": Anywhere(P.VIEW_INSIDE),
    "content:channels": Anywhere(P.VIEW_INSIDE),
    "content:project-channels": On("project", P.VIEW_INSIDE),
    "content:pauses": Anywhere(P.VIEW_INSIDE),
    "content:pause-stop": Anywhere(P.STOP_PROJECT),
    "content:pause": On("pause", P.VIEW_INSIDE, inside=True),
    "content:pause-resume": On("pause", P.STOP_PROJECT, inside=True),
    "content:post-publications": On("asked", P.VIEW_INSIDE),
    "content:project-publications": On("project", P.VIEW_INSIDE),
    "content:result": On("promoted", P.VIEW_INSIDE),
    "content:result-read": On("promoted", P.WRITE_POST, also=P.VIEW_INSIDE),
    "content:result-note": On("promoted", P.WRITE_POST, also=P.VIEW_INSIDE),
    "content:result-draw": On("promoted", P.WRITE_POST, also=P.VIEW_INSIDE, body=lambda at: {"reason": "No answer"}),
    "content:result-follow-up": On("promoted", P.WRITE_POST, also=P.VIEW_INSIDE),
    "content:answers-add": On("promoted", P.WRITE_POST, also=P.VIEW_INSIDE),
    "content:answer-mark": On(
        "entry", P.WRITE_POST, also=P.VIEW_INSIDE, kwargs=lambda at: {"pk": at.entry.pk, "verb": "best"}
    ),
    "content:draw": On("draw", P.VIEW_INSIDE),
    "content:ideas": On("project", P.WRITE_POST, either=P.VIEW_INSIDE),
    "content:ideas-waiting": SignedIn(),
    "content:idea-move": On(
        "idea", P.VIEW_INSIDE, inside=True, kwargs=lambda at: {"pk": at.idea.pk, "verb": "interest"}
    ),
    "content:calendar": SignedIn(),
    "content:today": SignedIn(),
    "content:project-calendar": On("project", P.VIEW_POST),
    "content:project-week": On("project", P.VIEW_POST),
    "content:feeds": SignedIn(),
    "content:feed-rotate": Mine("feed"),
    "content:feed-revoke": Mine("feed"),
    "content:imports": On("project", P.WRITE_POST),
    "content:import-example": On("project", P.WRITE_POST),
    "content:import": On("postimport", P.WRITE_POST, inside=True),
    "content:import-rows": On("postimport", P.WRITE_POST, inside=True),
    "content:import-columns": On("postimport", P.WRITE_POST, inside=True),
    "content:import-move": On(
        "postimport", P.WRITE_POST, inside=True, kwargs=lambda at: {"pk": at.postimport.pk, "verb": "confirm"}
    ),
    "content:export": Anywhere(P.VIEW_INSIDE, query=lambda at: {"kind": "csv"}),
    "content:feed": ByLink(kwargs=lambda at: {"token": at.client_feed}),
    "content:slots": On("project", P.PLAN_POST),
    "content:slot-remove": On("slot", P.PLAN_POST),
    "content:post-new": Anywhere(P.WRITE_POST),
    "content:post": On("asked", P.VIEW_POST),
    "content:post-history": On("asked", P.VIEW_INSIDE),
    "content:conversation": {"get": On("asked", P.VIEW_POST), "post": On("asked", P.TALK_ABOUT_POST)},
    "content:what-works": {"get": On("project", P.VIEW_INSIDE), "post": On("project", P.EDIT_PROJECT)},
    "content:remarks": On("asked", P.VIEW_INSIDE),
    "content:remark-answer": On("remark", P.VIEW_INSIDE),
    "content:remark-edit": On("remark", P.VIEW_INSIDE, whose=("copywriter",)),
    "content:remark-move": On("remark", P.VIEW_INSIDE, kwargs=lambda at: {"pk": at.remark.pk, "verb": "resolve"}),
    "content:post-save": On("post", P.WRITE_POST, inside=True),
    "content:post-submit": On("post", P.WRITE_POST, inside=True),
    "content:post-plan": On("post", P.PLAN_POST, inside=True),
    "content:post-move": On("post", P.WRITE_POST, inside=True, kwargs=lambda at: {"pk": at.post.pk, "verb": "archive"}),
    "content:pictures-add": On("post", P.WRITE_POST, inside=True),
    "content:picture-first": On("drafted", P.WRITE_POST, inside=True, kwargs=lambda at: at.drafted_picture),
    "content:picture-remove": On("drafted", P.WRITE_POST, inside=True, kwargs=lambda at: at.drafted_picture),
    "content:picture": On("media", P.VIEW_POST, hides=True),
    "content:video": On("film", P.VIEW_POST, hides=True),
    "content:picture-as": On("asked", P.VIEW_POST, kwargs=lambda at: at.asked_picture),
    "content:pictures-pick": On("post", P.WRITE_POST, inside=True),
    "content:library": On("project", P.WRITE_POST),
    "content:library-add": On("project", P.WRITE_POST),
    "content:library-move": On("project", P.KEEP_LIBRARY),
    "content:folder-add": On("project", P.KEEP_LIBRARY),
    "content:folder-change": On("folder", P.KEEP_LIBRARY, inside=True),
    "content:folder-remove": On("folder", P.KEEP_LIBRARY, inside=True),
    "content:media": {"get": On("media", P.WRITE_POST), "post": On("media", P.KEEP_LIBRARY)},
    "content:media-remove": On("media", P.KEEP_LIBRARY),
    "content:media-bring-back": On("media", P.KEEP_LIBRARY),
    "content:review-queue": Anywhere(P.VIEW_INSIDE),
    "content:review-post": On("handed_in", P.REVIEW_POST, inside=True),
    "content:review-decide": On("handed_in_version", P.REVIEW_POST, inside=True),
    "content:review-look": On("handed_in_version", P.REVIEW_POST, inside=True),
    "content:review-undo": On("review", P.REVIEW_POST, whose=("manager", "outsider")),
    "content:letter": On("project", P.ASK_CLIENT),
    "content:letter-revoke": On("batch", P.ASK_CLIENT),
    "content:letter-resend": On("batch", P.ASK_CLIENT),
    "content:rounds": On("project", P.EDIT_PROJECT),
    "content:approver-add": On("project", P.EDIT_PROJECT),
    "content:approver-remove": On("approver", P.EDIT_PROJECT),
    "content:waits": AgencyPeople(),
    "content:waits-project": On("project", P.VIEW_INSIDE),
    "content:waits-client": On("client", P.VIEW_INSIDE),
    "content:client-approval": ByLink(),
    "content:client-answer": ByLink(body=lambda at: {"version": at.version.pk}),
    "content:client-answer-all": ByLink(),
    "content:client-say": ByLink(kwargs=lambda at: {"token": at.letter, "pk": at.asked.pk}),
    "content:client-undo": ByLink(body=lambda at: {"approval": at.approval_by_link.pk}),
    "content:client-seen": ByLink(),
    "content:client-picture": ByLink(kwargs=lambda at: {"token": at.letter, "pk": at.media.pk}),
    "content:client-video": ByLink(kwargs=lambda at: {"token": at.letter, "pk": at.film.pk}),
    "content:client-picture-as": ByLink(
        kwargs=lambda at: {"token": at.letter, "pk": at.media.pk, "network": "instagram"}
    ),
    "content:approvals": Anywhere(P.APPROVE_POST),
    "content:approvals-history": Anywhere(P.APPROVE_POST),
    "content:approvals-seen": Anywhere(P.APPROVE_POST),
    "content:approvals-answer": AtDesk("version", P.APPROVE_POST, body=lambda at: {"version": at.version.pk}),
    "content:approvals-answer-all": Anywhere(P.APPROVE_POST),
    "content:approvals-undo": AtDesk("approval", P.APPROVE_POST, body=lambda at: {"approval": at.approval.pk}),
    "content:approvals-picture": AtDesk("media", P.APPROVE_POST),
    "content:approvals-video": AtDesk("film", P.APPROVE_POST),
    "content:approvals-picture-as": AtDesk(
        "media", P.APPROVE_POST, kwargs=lambda at: {"pk": at.media.pk, "network": "instagram"}
    ),
}

MONITORING: dict[str, Rule | By] = {
    "monitoring:mentions": Anywhere(P.VIEW_MENTION),
    "monitoring:alert-close": On("alert", P.CORRECT_MENTION),
    "monitoring:source-add": Named(
        "connected", P.KEEP_SOURCE, body=lambda at: {"channel": at.connected.pk, "query": "wool"}, refusal=302
    ),
    "monitoring:source-switch": On("source", P.KEEP_SOURCE),
}

MODERATION: dict[str, Rule | By] = {
    "moderation:inbox": Anywhere(P.VIEW_CASE),
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
    "reports:evening": Anywhere(P.SIGN_OFF),
    "reports:reports": SignedIn(),
    "reports:project-report": On("project", P.VIEW_REPORT),
}

TABLE: dict[str, Rule | By] = {
    **GROUND,
    **PROJECTS,
    **CONTENT,
    **MONITORING,
    **MODERATION,
    **REPORTS,
    **ENDPOINTS,
}

# Other people's rooms: tests/test_access_elsewhere.py looks after them.
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
