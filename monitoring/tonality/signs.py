"""Tone by emoji and faces alone, for languages whose words the tables do not know."""

from monitoring.tonality.labels import Tonality
from monitoring.tonality.reading import Reading
from monitoring.tonality.words import Tag

MORE_GOOD, MORE_BAD = 0.785, 0.908
"""Share of the training rows of all three languages with more good signs than bad that people call positive (966 rows),
and with more bad signs than good that people call negative (457 rows)."""


def judge_by_signs(reading: Reading) -> list[tuple[Tonality, float]]:
    """Tonality and confidence of each text; neutral with confidence 0 where signs are absent or balanced."""
    balance = reading.count(reading.has(Tag.GOOD_SIGN)) - reading.count(reading.has(Tag.BAD_SIGN))
    return [_judgement(more) for more in balance.tolist()]


def _judgement(more: float) -> tuple[Tonality, float]:
    if more > 0:
        return Tonality.POSITIVE, MORE_GOOD
    return (Tonality.NEGATIVE, MORE_BAD) if more < 0 else (Tonality.NEUTRAL, 0.0)
