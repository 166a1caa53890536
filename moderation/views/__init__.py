from moderation.views.actions import (
    case_claim,
    case_correct,
    case_dismiss,
    case_escalate,
    case_hide,
    case_note,
    case_release,
    case_reopen,
    case_reply,
    case_resolve,
    case_show,
    case_take_over,
)
from moderation.views.facts import facts
from moderation.views.inbox import case, inbox, project_waiting
from moderation.views.replies import reply_answer_captcha, reply_cancel, reply_retry

__all__ = [
    "case",
    "case_claim",
    "case_correct",
    "case_dismiss",
    "case_escalate",
    "case_hide",
    "case_note",
    "case_release",
    "case_reopen",
    "case_reply",
    "case_resolve",
    "case_show",
    "case_take_over",
    "facts",
    "inbox",
    "project_waiting",
    "reply_answer_captcha",
    "reply_cancel",
    "reply_retry",
]
