"""The API's table, of content: every endpoint, who may ask it, and with what they are tried."""

from typing import Any

from agency.permissions import Permission as P
from tests.access.rules import Anywhere, Mine, Named, On, Rule, SignedIn
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
