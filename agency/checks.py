"""What ``manage.py check`` says about this installation's keys."""

from typing import Any

from cryptography.fernet import Fernet
from django.conf import settings
from django.core import checks


def credentials_keys(**kwargs: Any) -> list[checks.CheckMessage]:
    """Every one of CREDENTIALS_KEYS must be a key, or the first credential read would break."""
    return [
        checks.Error(
            f"Number {number} of CREDENTIALS_KEYS is not a Fernet key.",
            hint="Make one in python: from cryptography.fernet import Fernet; Fernet.generate_key().decode()",
            id="agency.E001",
        )
        for number, key in enumerate(settings.CREDENTIALS_KEYS, start=1)
        if not _is_key(key)
    ]


def _is_key(key: str) -> bool:
    try:
        Fernet(key)
    except ValueError:
        return False
    return True
