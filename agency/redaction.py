"""What must not be read in a log: the tokens of links that carry a right."""

import logging
import re

TOKEN = re.compile(r"(?<=/)[A-Za-z0-9_-]{43}(?![A-Za-z0-9_-])")  # agency.links.make
HIDDEN = "(token)"


class Discreet(logging.Formatter):
    """Hides the tokens in a line and in the traceback under it: a copy of the log opens no door."""

    def format(self, record: logging.LogRecord) -> str:
        return TOKEN.sub(HIDDEN, super().format(record))
