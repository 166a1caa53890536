"""A file no posts can be read from."""

from content.refusal import Refusal


class BadFile(Refusal):
    """What is wrong, and what to do about it."""

    def __init__(self, text: str) -> None:
        super().__init__(file=text)
