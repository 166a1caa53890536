"""A secret kept in a file of this installation, made on first use."""

import os
import secrets
from pathlib import Path


def local_secret(path: Path) -> str:
    """Read the secret at ``path``, making it (owner-readable only) when it is not there yet."""
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text().strip()
    with os.fdopen(handle, "w") as file:
        secret = secrets.token_urlsafe(64)
        file.write(secret)
    return secret
