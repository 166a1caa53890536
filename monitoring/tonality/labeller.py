"""Labels texts. Loads NumPy and the model, so it is imported only where texts are labelled."""

from collections.abc import Iterator, Sequence

from monitoring.tonality.categories import categories_of
from monitoring.tonality.labels import Label, Language, Tonality
from monitoring.tonality.language import languages_of
from monitoring.tonality.model import CLASSES, load, probabilities, scores
from monitoring.tonality.promo import promotes
from monitoring.tonality.questions import wants_answer
from monitoring.tonality.reading import Reading, read
from monitoring.tonality.signs import judge_by_signs
from monitoring.tonality.tokens import LONGEST, tokens
from monitoring.tonality.words import Tag

PORTION, PORTION_CHARACTERS = 2_000, 400_000
"""Texts are labelled in portions of at most this size, so that memory stays flat however much is asked for."""


def label_all(texts: Sequence[str]) -> list[Label]:
    return [label for portion in _portions(texts) for label in _label_portion(portion)]


def _portions(texts: Sequence[str]) -> Iterator[list[str]]:
    portion: list[str] = []
    characters = 0
    for text in texts:
        portion.append(text)
        characters += min(len(text), LONGEST)
        if len(portion) >= PORTION or characters >= PORTION_CHARACTERS:
            yield portion
            portion, characters = [], 0
    yield portion


def _label_portion(texts: list[str]) -> list[Label]:
    cut = [tokens(text) for text in texts]
    languages = languages_of(cut)
    read_as = list(map(_read_as, languages, cut))
    labels: dict[int, Label] = {}
    for spoken in sorted(set(read_as)):
        places = [place for place, language in enumerate(read_as) if language is spoken]
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
    judged = _judge(reading, spoken)
    tonalities, confidences = [each for each, _ in judged], [sure for _, sure in judged]
    asks, promo = wants_answer(reading), promotes(reading)
    categories = categories_of(reading, tonalities, asks, promo)
    return map(Label, tonalities, confidences, languages, asks.tolist(), categories, promo.tolist())


def _judge(reading: Reading, spoken: Language) -> list[tuple[Tonality, float]]:
    """Tonality and confidence of each text; neutral with confidence 0 where there are neither words nor signs."""
    if spoken is Language.OTHER:
        return judge_by_signs(reading)
    weights = load()[spoken.value]
    chances = probabilities(scores(reading, weights), weights.warmth)
    speaking = reading.words() | reading.has(Tag.GOOD_SIGN) | reading.has(Tag.BAD_SIGN)
    says = (reading.count(speaking) > 0).tolist()
    judged = zip(says, chances.argmax(axis=1).tolist(), chances.max(axis=1).round(3).tolist(), strict=True)
    return [(CLASSES[best], sure) if something else (Tonality.NEUTRAL, 0.0) for something, best, sure in judged]


def asks(text: str, language: str) -> bool:
    spoken = Language(language) if language in set(Language) else Language.OTHER
    cut = tokens(text)
    return bool(wants_answer(read([cut], _read_as(spoken, cut)))[0])
