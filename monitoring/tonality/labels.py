"""What the labeller says about one text. Light to import: no model, no NumPy."""

from dataclasses import dataclass
from enum import StrEnum


class Tonality(StrEnum):
    POSITIVE = "positive"
    NEUTRAL = "neutral"
    NEGATIVE = "negative"


class Language(StrEnum):
    RUSSIAN = "ru"
    UKRAINIAN = "uk"
    ENGLISH = "en"
    OTHER = "other"
    UNDECIDED = "und"


class Category(StrEnum):
    COMPLAINT_QUALITY = "complaint/quality"
    COMPLAINT_DELIVERY = "complaint/delivery"
    COMPLAINT_SERVICE = "complaint/service"
    PRICE_QUESTION = "price question"
    AVAILABILITY_QUESTION = "availability question"
    PRAISE = "praise"
    SPAM = "spam/ad"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Label:
    """One text's label.

    `confidence` is the probability (0 to 1) that `tonality` is the one a person would give, checked against
    cross-validation; 0 means the text holds nothing to judge by. A person's correction always wins over a label.
    """

    tonality: Tonality
    confidence: float
    language: Language
    is_question: bool
    category: Category
    is_promo: bool
