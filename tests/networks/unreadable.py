"""A file that is there, can be opened, and whose first byte is an error of the disk."""

from pathlib import Path

import pytest

UNREADABLE = Path("/proc/self/mem")
on_linux = pytest.mark.skipif(not UNREADABLE.exists(), reason="Only Linux has such a file.")
