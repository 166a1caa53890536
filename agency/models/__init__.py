from agency.models.event import Event
from agency.models.heartbeat import Heartbeat
from agency.models.idempotency import IdempotentRequest
from agency.models.invitation import Invitation
from agency.models.notification import Notification, NotificationPreference
from agency.models.token import ApiToken
from agency.models.user import User

__all__ = [
    "ApiToken",
    "Event",
    "Heartbeat",
    "IdempotentRequest",
    "Invitation",
    "Notification",
    "NotificationPreference",
    "User",
]
