"""What only the inbox draws."""

from django import template

from moderation.models.relationship import Rung

register = template.Library()


@register.filter
def ladder_steps(rung: int | None) -> list[dict[str, str]]:
    """The rungs from the top down: reached, where the person stands, the next one to aim at, and what is beyond."""
    here = rung or Rung.COMMENTED
    return [{"label": step.label, "state": _state(step, here)} for step in reversed(Rung)]


def _state(step: int, here: int) -> str:
    if step == here:
        return "is-here"
    if step == here + 1:
        return "is-aim"
    return "is-on" if step < here else "is-next"
