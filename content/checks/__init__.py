"""What stands between a draft and its review, and what only deserves a second look.

``sheet_of(post)`` lays everything out (five queries); ``checks_of(sheet)`` judges it without touching anything, so the
composer's list, the refusal at submission and the API all say the same. A new kind of line is a new room in ``listed``.
"""

from content.checks.check import Check
from content.checks.listed import checks_of, obstacles
from content.checks.sheet import Leaf, Sheet, lay_out, sheet_of

__all__ = ["Check", "Leaf", "Sheet", "checks_of", "lay_out", "obstacles", "sheet_of"]
