"""The table of the API: every endpoint, who may ask it, and with what they are tried."""

from typing import Any

from agency.permissions import Permission as P
from tests.access.rules import Agency, Anywhere, Mine, Named, On, Rule, SignedIn
from tests.access.world import Side
from tests.factories.content import image_file
from tests.factories.exchange import table

By = dict[str, Rule]


def letter(at: Side) -> dict[str, Any]:
    """A letter to the client about a post that waits for them."""
    return {"project": at.project.slug, "posts": [at.asked.pk], "to_name": "Hanna", "to_email": "hanna@example.org"}


def again(at: Side) -> dict[str, Any]:
    """A further draw with its reason."""
    return {"post": at.promoted.pk, "reason": "The winner does not answer"}


def upload(at: Side) -> dict[str, Any]:
    return {"project": at.project.slug, "file": image_file()}


def post_table(at: Side) -> dict[str, Any]:
    return {"project": at.project.slug, "file": table("First spoon;x;;;")}


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
    "project-lost-access": On("project", P.VIEW_INSIDE),
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
    "channel-try-credentials": Named(
        "project",
        P.CONNECT_CHANNEL,
        body=lambda at: {"project": at.project.slug, "network": "playground", "token": "open-sesame"},
    ),
    "channel-detail": {"get": On("channel", P.VIEW_PROJECT), "patch": On("page", P.CONNECT_CHANNEL)},
    "channel-followers": {"get": On("page", P.VIEW_PROJECT), "post": On("page", P.CONNECT_CHANNEL)},
    "channel-check": On("channel", P.CONNECT_CHANNEL),
    "channel-disconnect": On("channel", P.CONNECT_CHANNEL),
    "channel-reconnect": On("channel", P.CONNECT_CHANNEL),
    "connectionlink-list": {
        "get": SignedIn(),
        "post": Named(
            "project",
            P.CONNECT_CHANNEL,
            body=lambda at: {"project": at.project.slug, "network": "playground", "to_name": "Iryna"},
        ),
    },
    "connectionlink-detail": On("connection_link", P.CONNECT_CHANNEL),
    "connectionlink-revoke": On("connection_link", P.CONNECT_CHANNEL),
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
    "pause-list": {
        "get": SignedIn(),
        "post": Named(
            "project",
            P.STOP_PROJECT,
            body=lambda at: {"scope": "project", "project": at.project.slug, "reason": "A leak"},
        ),
    },
    "pause-detail": On("pause", P.VIEW_INSIDE, inside=True),
    "pause-resume": On("pause", P.STOP_PROJECT, inside=True),
    "publication-list": SignedIn(),
    "publication-detail": On("publication", P.VIEW_INSIDE),
    "publication-answer-captcha": On("publication", P.SEND_POST),
    "publication-cancel": On("publication", P.SEND_POST),
    "publication-confirm-by-hand": On("publication", P.SEND_POST),
    "publication-plan-again": On("publication", P.SEND_POST),
    "publication-retry": On("publication", P.SEND_POST),
    "publication-send-now": On("publication", P.SEND_POST),
    "metric-list": {
        "get": SignedIn(),
        "post": Named(
            "publication",
            P.WRITE_POST,
            also=P.VIEW_INSIDE,
            body=lambda at: {"publication": at.publication.pk, "day": "2026-01-01", "likes": 3},
        ),
    },
    "metric-detail": On("metric", P.WRITE_POST, also=P.VIEW_INSIDE),
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
    "remark-list": {
        "get": SignedIn(),
        "post": Named("asked", P.VIEW_INSIDE, body=lambda at: {"post": at.asked.pk, "text": "Whose advice?"}),
    },
    "remark-detail": {
        "get": On("remark", P.VIEW_INSIDE, hides=True),
        "patch": On("remark", P.VIEW_INSIDE, inside=True, whose=("copywriter",)),
        "delete": On("remark", P.VIEW_INSIDE, inside=True, whose=("copywriter",)),
    },
    "remark-resolve": On("remark", P.VIEW_INSIDE, hides=True),
    "remark-reopen": On("remark", P.VIEW_INSIDE, hides=True),
    "clientcomment-list": {
        "get": SignedIn(),
        "post": Named("asked", P.TALK_ABOUT_POST, body=lambda at: {"post": at.asked.pk, "text": "Is it so?"}),
    },
    "clientcomment-detail": On("comment", P.VIEW_POST),
    "api-waiting": SignedIn(),
    "api-what-works": On("project", P.VIEW_INSIDE),
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
    "approver-list": {
        "get": SignedIn(),
        "post": Named(
            "project",
            P.EDIT_PROJECT,
            body=lambda at: {"project": at.project.slug, "name": "Oksana", "email": "oksana@example.org"},
        ),
    },
    "approver-detail": {"get": On("approver", P.VIEW_INSIDE), "delete": On("approver", P.EDIT_PROJECT)},
    "rounds-detail": {
        "get": On("project", P.VIEW_INSIDE),
        "patch": On("project", P.EDIT_PROJECT, body=lambda at: {"rounds": "any"}),
    },
    "wait-list": SignedIn(),
    "wait-detail": On("wait", P.VIEW_INSIDE),
    "media-list": {"get": SignedIn(), "post": Named("project", P.WRITE_POST, body=upload, as_form=True)},
    "media-detail": {
        "get": On("media", P.VIEW_INSIDE),
        "patch": On("media", P.KEEP_LIBRARY),
        "delete": On("unused", P.KEEP_LIBRARY, inside=True),
    },
    "media-uses": On("media", P.VIEW_INSIDE),
    "media-bring-back": On("media", P.KEEP_LIBRARY),
    "folder-list": {
        "get": SignedIn(),
        "post": Named("project", P.KEEP_LIBRARY, body=lambda at: {"project": at.project.slug, "name": "Autumn"}),
    },
    "folder-detail": {
        "get": On("folder", P.VIEW_INSIDE, inside=True),
        "patch": On("folder", P.KEEP_LIBRARY, inside=True),
        "delete": On("folder", P.KEEP_LIBRARY, inside=True),
    },
    "feed-list": {
        "get": SignedIn(),
        "post": Named("project", P.VIEW_POST, body=lambda at: {"project": at.project.slug}),
    },
    "feed-detail": Mine("feed"),
    "postimport-list": {"get": SignedIn(), "post": Named("project", P.WRITE_POST, body=post_table, as_form=True)},
    "postimport-detail": On("postimport", P.WRITE_POST, inside=True),
    "postimport-rows": On("postimport", P.WRITE_POST, inside=True),
    "postimport-map-columns": On("postimport", P.WRITE_POST, inside=True),
    "postimport-confirm": On("postimport", P.WRITE_POST, inside=True),
    "postimport-cancel": On("postimport", P.WRITE_POST, inside=True),
    "postimport-undo": On("postimport", P.WRITE_POST, inside=True),
    "api-export": Anywhere(P.VIEW_INSIDE),
    "feed-revoke": Mine("feed"),
    "feed-rotate": Mine("feed"),
    "answer-list": {
        "get": SignedIn(),
        "post": Named(
            "promoted",
            P.WRITE_POST,
            also=P.VIEW_INSIDE,
            body=lambda at: {"post": at.promoted.pk, "person_name": "Hanna"},
        ),
    },
    "answer-detail": On("entry", P.VIEW_INSIDE),
    "answer-pick": On("entry", P.WRITE_POST, also=P.VIEW_INSIDE),
    "answer-drop": On("entry", P.WRITE_POST, also=P.VIEW_INSIDE),
    "answer-take-out": On("entry", P.WRITE_POST, also=P.VIEW_INSIDE, body=lambda at: {"reason": "A colleague"}),
    "answer-put-back": On("entry", P.WRITE_POST, also=P.VIEW_INSIDE),
    "draw-list": {
        "get": SignedIn(),
        "post": Named("promoted", P.WRITE_POST, also=P.VIEW_INSIDE, body=again),
    },
    "draw-detail": On("draw", P.VIEW_INSIDE),
    "idea-list": {
        "get": SignedIn(),
        "post": Named(
            "project",
            P.WRITE_POST,
            either=P.VIEW_INSIDE,
            body=lambda at: {"project": at.project.slug, "text": "A lullaby a week"},
        ),
    },
    "idea-detail": On("idea", P.VIEW_INSIDE, inside=True),
    "idea-take": On("idea", P.WRITE_POST, inside=True),
    "idea-set-aside": On("idea", P.WRITE_POST, inside=True),
    "idea-bring-back": On("idea", P.WRITE_POST, inside=True),
    "post-presence": On("post", P.WRITE_POST, inside=True),
    "post-earlier": On("post", P.WRITE_POST, inside=True),
    "post-bring-back-text": On("post", P.WRITE_POST, inside=True, body=lambda at: {"earlier": at.earlier["row"]}),
    "hashtaggroup-list": {
        "get": SignedIn(),
        "post": Named(
            "project", P.WRITE_POST, body=lambda at: {"project": at.project.slug, "name": "Tea", "tags": "#tea"}
        ),
    },
    "hashtaggroup-detail": On("hashtag_group", P.WRITE_POST),
    "posttemplate-list": {
        "get": SignedIn(),
        "post": Named(
            "project", P.WRITE_POST, body=lambda at: {"project": at.project.slug, "title": "Tea", "text": "Tea"}
        ),
    },
    "posttemplate-detail": On("post_template", P.WRITE_POST),
    "posttemplate-start": On("post_template", P.WRITE_POST),
    "linktagging-detail": {
        "get": On("project", P.WRITE_POST, kwargs=lambda at: {"slug": at.project.slug}),
        "patch": On("project", P.EDIT_PROJECT, kwargs=lambda at: {"slug": at.project.slug}),
    },
    "slot-list": {
        "get": SignedIn(),
        "post": Named(
            "project", P.PLAN_POST, body=lambda at: {"project": at.project.slug, "weekday": 5, "time": "18:00"}
        ),
    },
    "campaign-list": {
        "get": SignedIn(),
        "post": Named(
            "project",
            P.PLAN_POST,
            body=lambda at: {
                "project": at.project.slug,
                "name": "Autumn",
                "starts_on": "2030-05-01",
                "ends_on": "2030-05-31",
            },
        ),
    },
    "campaign-detail": {
        "get": On("campaign", P.VIEW_INSIDE),
        "patch": On("campaign", P.PLAN_POST),
        "delete": On("campaign", P.PLAN_POST),
    },
    "series-list": {
        "get": SignedIn(),
        "post": Named("asked", P.PLAN_POST, body=lambda at: {"post": at.asked.pk, "count": 3}),
    },
    "series-detail": On("series", P.VIEW_INSIDE),
    "series-stop": On("series", P.PLAN_POST),
    "post-bulk": SignedIn(body=lambda at: {"posts": [at.post.pk], "verb": "move_by", "days": 7}),
    "post-spread": On("repeated", P.WRITE_POST, inside=True),
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
    "reply-answer-captcha": On("reply", P.ANSWER_CASE),
    "reply-retry": On("reply", P.ANSWER_CASE),
    "reply-cancel": On("reply", P.ANSWER_CASE),
    "saved-reply-list": SignedIn(),
    "saved-reply-detail": On("saved_reply", P.VIEW_CASE),
}

API_REPORTS: dict[str, Rule | By] = {
    "api-picture": Agency(P.SEE_PICTURE),
    "api-report": On("project", P.VIEW_REPORT),
}

ENDPOINTS: dict[str, Rule | By] = {
    **API_GROUND,
    **API_PROJECTS,
    **API_CONTENT,
    **API_MONITORING,
    **API_MODERATION,
    **API_REPORTS,
}
