"""What happens after a post that asks people to take part is out: answers come in, somebody wins, a result is noted."""

from typing import Any

from agency.permissions import Permission
from projects.access import require


def require_writer(by: Any, around: Any) -> None:
    """Results are kept by whoever writes for the project inside the agency."""
    require(by, Permission.VIEW_INSIDE, around)
    require(by, Permission.WRITE_POST, around)
