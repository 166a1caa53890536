"""Labels texts. Loads NumPy and the model, so it is imported only where texts are labelled."""

from collections.abc import Iterator, Sequence
from itertools import starmap

import numpy as np

from .categories import categories_of
from .labels import Label, Language, Tonality
from .language import languages_of
from .model import CLASSES, SIGNS, load, probabilities, scores
from .promo import promotes
from .questions import wants_answer
from .reading import Reading, read
from .tokens import tokens
from .words import Tag

Judgement = tuple[Tonality, float]


def label_all(texts: Sequence[str]) -> list[Label]:
    cut = [tokens(text) for text in texts]
    languages = languages_of(cut)
    read_as = list(starmap(_read_as, zip(languages, cut, strict=True)))
    labels: dict[int, Label] = {}
    for spoken in sorted(set(read_as)):
        places = [place for place, language in enumerate(read_as) if language == spoken]
        reading = read([cut[place] for place in places], spoken)
        labels.update(zip(places, _labels(reading, spoken, [languages[place] for place in places]), strict=True))
    return [labels[place] for place in range(len(cut))]


def _read_as(language: Language, cut: Sequence[str]) -> Language:
    """Whose tables and model to use: an undecided text is read as its script's likeliest language."""
    if language is not Language.UNDECIDED:
        return language
    letters = "".join(cut)
    if any("а" <= letter <= "я" for letter in letters):
        return Language.RUSSIAN
    return Language.ENGLISH if any("a" <= letter <= "z" for letter in letters) else Language.OTHER


def _labels(reading: Reading, spoken: Language, languages: Sequence[Language]) -> Iterator[Label]:
    judged = judge(reading, spoken)
    tonalities, confidences = [each for each, _ in judged], [sure for _, sure in judged]
    asks, promo = wants_answer(reading), promotes(reading)
    categories = categories_of(reading, tonalities, asks, promo)
    return map(Label, tonalities, confidences, languages, asks.tolist(), categories, promo.tolist())


def judge(reading: Reading, spoken: Language) -> list[Judgement]:
    """Tonality and confidence of each text; neutral with confidence 0 where there is nothing to judge by."""
    name = spoken.value
    speaking = reading.words()
    if spoken is Language.OTHER:
        name, reading = SIGNS, reading.signs()
        speaking = reading.has(Tag.GOOD_SIGN) | reading.has(Tag.BAD_SIGN)
    weights = load()[name]
    chances = probabilities(scores(reading, weights), float(weights.warmth))
    best, sure = chances.argmax(axis=1).tolist(), chances.max(axis=1).round(3).tolist()
    silent = reading.count(speaking) == 0
    return [(Tonality.NEUTRAL, 0.0) if silent[text] else (CLASSES[best[text]], sure[text]) for text in range(reading.size)]


def asks(text: str, language: str) -> bool:
    spoken = Language(language) if language in set(Language) else Language.OTHER
    cut = tokens(text)
    return bool(wants_answer(read([cut], _read_as(spoken, cut)))[0])
