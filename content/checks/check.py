"""One line of the list of checks."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Check:
    """One line of the list: ``danger`` refuses submission, ``warn`` wants a second look; ``field`` is where to go."""

    kind: str
    text: str
    hint: str = ""
    field: str = ""

    @property
    def icon(self) -> str:
        return {"ok": "check", "danger": "exclamation-triangle"}.get(self.kind, "exclamation-circle")


def counted(number: int, noun: str) -> str:
    """1 picture, 2 pictures."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
