"""A JSON field whose column holds only ciphertext."""

import base64
import hashlib
import json
import logging
from functools import lru_cache
from typing import Any

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.db import models

logger = logging.getLogger(__name__)


class Unreadable(dict[str, Any]):
    """What stands for a value no key reads: nothing is in it. Saved again, the column stays as it is."""

    def __init__(self, ciphertext: str) -> None:
        super().__init__()
        self.ciphertext = ciphertext


@lru_cache(maxsize=4)
def _cipher(keys: tuple[Any, ...], secret: str) -> MultiFernet:
    derived = base64.urlsafe_b64encode(hashlib.sha256(b"credentials:" + secret.encode()).digest())
    return MultiFernet([Fernet(key) for key in (*keys, derived)])


def cipher() -> MultiFernet:
    """The newest of ``CREDENTIALS_KEYS`` writes, every one of them reads; a key from SECRET_KEY comes last."""
    return _cipher(tuple(settings.CREDENTIALS_KEYS), settings.SECRET_KEY)


class EncryptedJSONField(models.TextField):
    """Stores any JSON value encrypted (Fernet); cannot be searched, never leaves in a log or a serializer.

    One row whose key is lost must not keep others from being read: its value is ``Unreadable``.
    """

    _pyi_private_set_type: Any
    _pyi_private_get_type: Any

    def get_prep_value(self, value: Any) -> str | None:
        if value is None:
            return None
        if isinstance(value, Unreadable):
            return value.ciphertext
        return cipher().encrypt(json.dumps(value).encode()).decode()

    def from_db_value(self, value: str | None, expression: Any, connection: Any) -> Any:
        if value is None:
            return None
        try:
            return json.loads(cipher().decrypt(value.encode()))
        except (InvalidToken, ValueError):
            _complain(value)
            return Unreadable(value)

    def to_python(self, value: Any) -> Any:
        return value

    def value_to_string(self, obj: models.Model) -> str:
        return "(encrypted)"


@lru_cache(maxsize=1024)
def _complain(ciphertext: str) -> None:
    """Once a process."""
    logger.error("A stored credential cannot be read: the key that wrote it is not in CREDENTIALS_KEYS.")
