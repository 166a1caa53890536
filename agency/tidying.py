"""What nobody needs any more is thrown away."""

import datetime as dt

from django.contrib.sessions.backends.cached_db import SessionStore
from django.utils import timezone

from agency.models import IdempotentRequest

KEPT_KEYS = dt.timedelta(days=2)


def tidy_up() -> None:
    """Forget idempotency keys after two days, and sessions that have ended."""
    IdempotentRequest.objects.filter(created_at__lt=timezone.now() - KEPT_KEYS).delete()
    SessionStore.clear_expired()
