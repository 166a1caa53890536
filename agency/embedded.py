"""PostgreSQL and Valkey from wheels, for a machine where nobody installed them."""

import os
from pathlib import Path


def data_dir() -> Path:
    """Where this installation keeps its database, media and mail: ``RAPPORT_DATA`` or ``.rapport`` beside manage.py."""
    return Path(os.environ.get("RAPPORT_DATA") or Path(__file__).resolve().parent.parent / ".rapport")


def database_url() -> str:
    return os.environ.get("DATABASE_URL") or ""


def redis_url() -> str:
    return os.environ.get("REDIS_URL") or "redis://127.0.0.1:6379/0"
