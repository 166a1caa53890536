from moderation.models.case import Case, Escalation, Note
from moderation.models.relationship import Relationship
from moderation.models.reply import Reply, ReplyAttempt
from moderation.models.saved_reply import SavedReply

__all__ = ["Case", "Escalation", "Note", "Relationship", "Reply", "ReplyAttempt", "SavedReply"]
