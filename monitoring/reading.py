"""What the labeller says, in the words of our tables."""

from collections.abc import Sequence
from typing import Any

from monitoring.models.mention import Category
from monitoring.tonality import Label, label

CATEGORIES = {
    "complaint/quality": Category.QUALITY,
    "complaint/delivery": Category.DELIVERY,
    "complaint/service": Category.SERVICE,
    "price question": Category.PRICE,
    "availability question": Category.AVAILABILITY,
    "praise": Category.PRAISE,
    "spam/ad": Category.SPAM,
}
LANGUAGES = {"uk", "ru", "en"}


def read(texts: Sequence[str]) -> list[dict[str, Any]]:
    """Per text: tonality, confidence, language (empty where nobody can tell), category, is_question, is_promo."""
    return [_facts(found) for found in label(texts)]


def _facts(found: Label) -> dict[str, Any]:
    plain = Category.QUESTION if found.is_question else Category.OTHER
    return {
        "tonality": found.tonality.value,
        "confidence": found.confidence,
        "language": found.language.value if found.language.value in LANGUAGES else "",
        "category": CATEGORIES.get(found.category.value, plain).value,
        "is_question": found.is_question,
        "is_promo": found.is_promo,
    }
