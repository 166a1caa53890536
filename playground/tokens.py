"""A page's token: random, shown once, kept as a digest."""

import hashlib
import secrets
from datetime import datetime, timedelta

from django.utils import timezone

LIFETIME = timedelta(days=60)


def new_token() -> str:
    return f"pg_{secrets.token_urlsafe(30)}"


def digest(token: str) -> str:
    return hashlib.sha256(token.encode(errors="replace")).hexdigest()


def expiry() -> datetime:
    return timezone.now() + LIFETIME
