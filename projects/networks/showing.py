"""Files for networks that fetch them themselves: an address of ours that anybody may open, for an hour.

It names one file of one delivery and is signed, so nobody makes another; the seal is a part of its own, which the log
hides like every token in an address.
"""

import datetime as dt
import uuid
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

from django.conf import settings
from django.core.signing import BadSignature, TimestampSigner
from django.urls import reverse
from django.utils._os import safe_join

from projects.networks.base import NotConnected, Unavailable

LASTS = dt.timedelta(hours=1)
PICTURES = {".jpg": "image/jpeg", ".jpeg": "image/jpeg", ".png": "image/png"}
TYPES = {**PICTURES, ".mp4": "video/mp4", ".mov": "video/quicktime"}
_signer = TimestampSigner(salt="projects.networks.showing")


def address_of(path: Path, *, delivery: uuid.UUID) -> str:
    """Where a network may fetch the file until an hour from now. NotConnected where nobody outside can reach us."""
    base = settings.PUBLIC_MEDIA_URL or settings.BASE_URL
    if not base.startswith("https://"):
        raise NotConnected(
            "This network fetches pictures and videos from Rapport, which has no public https address. "
            "Set RAPPORT_BASE_URL or PUBLIC_MEDIA_URL."
        )
    what, _, seal = _signer.sign_object([_name(path), str(delivery)]).rpartition(":")
    return urljoin(base, reverse("projects:shown", args=[what, seal]))


def file_at(what: str, seal: str) -> Path | None:
    """The file an address names; None when it is not ours, is over, or the file is gone."""
    try:
        named: Any = _signer.unsign_object(f"{what}:{seal}", max_age=LASTS)
    except (BadSignature, ValueError):
        return None
    path = Path(safe_join(settings.MEDIA_ROOT, named[0]))
    return path if path.is_file() and path.suffix.lower() in TYPES else None


def _name(path: Path) -> str:
    try:
        return path.resolve().relative_to(Path(settings.MEDIA_ROOT).resolve()).as_posix()
    except ValueError:
        raise Unavailable("A picture or a video is not where files for networks are kept.") from None
