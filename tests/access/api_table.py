"""The table of the API: every endpoint, who may ask it, and with what they are tried."""

from agency.permissions import Permission as P
from tests.access.api_content import API_CONTENT
from tests.access.rules import Agency, Mine, Named, On, Rule, SignedIn

By = dict[str, Rule]


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
