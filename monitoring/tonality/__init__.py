"""Reads a mention as a person would at first glance: tone, language, question, topic, advertisement.

`label` and `is_question` are the whole seam. What is measured, and how well, is in docs/tonality.md.
"""

from collections.abc import Sequence

from monitoring.tonality.labels import Category, Label, Language, Tonality

__all__ = ["Category", "Label", "Language", "Tonality", "is_question", "label"]


def label(texts: Sequence[str]) -> list[Label]:
    """One `Label` for each text, in order.

    Any string is accepted: empty, very long (the first 4,000 characters are read), with NUL or lone surrogates. Nothing
    is raised, and a text's label does not depend on its neighbours. Hand over batches: 200 texts and more are labelled
    several times faster than one by one. A text with nothing to judge by is neutral with confidence 0.
    """
    # Inside, so that the model and NumPy stay out of processes that only show labels.
    from monitoring.tonality.labeller import label_all

    return label_all(texts)


def is_question(text: str, language: str) -> bool:
    """Does `text`, in `language` ("ru", "uk", "en", anything else), ask something that wants an answer?

    "Are you kidding me?!" does not; "подскажите, есть ли размер" does.
    """
    from monitoring.tonality.labeller import asks

    return asks(text, language)
