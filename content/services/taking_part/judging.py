"""Whether what somebody said counts, and as what. Pure: the same words under the same rules are judged the same."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import regex

from content.models import Details, Interactive, Promotion, Question, Survey

_NUMBER = regex.compile(r"(?<![\p{L}\p{N}])\d{1,2}(?![\p{L}\p{N}])")


@dataclass(frozen=True)
class Judgement:
    """``why_not`` is empty when it counts; ``options`` are the numbers of a survey's options that were named."""

    why_not: str = ""
    options: tuple[int, ...] = ()


COUNTS = Judgement()


def judge(details: Details, text: str, said_at: dt.datetime) -> Judgement:
    """By the rules of the format: in time, and what was asked for."""
    if details.opens_at and said_at < details.opens_at:
        return Judgement("before the beginning")
    if details.closes_at and said_at > details.closes_at:
        return Judgement("after the end")
    return _ROOMS[type(details)](details, text)


def _promotion(promotion: Any, text: str) -> Judgement:
    by_likes = promotion.entering == Promotion.Entering.LIKE
    return Judgement("likes count here, comments do not") if by_likes else COUNTS


def _survey(survey: Any, text: str) -> Judgement:
    named = named_options(survey.options, text)
    if not named:
        return Judgement("names no answer")
    if len(named) > 1 and not survey.several:
        return Judgement("names more than one answer", named)
    return Judgement(options=named)


def named_options(options: list[str], text: str) -> tuple[int, ...]:
    """The numbers of the options a comment names, from 1: by number, or by the whole words of one."""
    numbers = {int(found) for found in _NUMBER.findall(text)} & set(range(1, len(options) + 1))
    bare = text.strip().strip(".!").casefold()
    exact = {number for number, option in enumerate(options, 1) if option.casefold() == bare}
    return tuple(sorted(exact or numbers))


def _interactive(interactive: Any, text: str) -> Judgement:
    match interactive.counting:
        case Interactive.Counting.WORD:
            return COUNTS if has_word(interactive.word, text) else Judgement(f"without {interactive.word}")
        case Interactive.Counting.PICTURES:
            return Judgement("pictures are counted by hand")
    return COUNTS


def has_word(word: str, text: str) -> bool:
    """Whether ``word`` or hashtag stands in ``text`` as a word of its own, whatever its capitals."""
    return bool(regex.search(rf"(?<!\w){regex.escape(word.strip())}(?!\w)", text, regex.IGNORECASE))


def _question(question: Any, text: str) -> Judgement:
    return COUNTS


_ROOMS: dict[type[Details], Callable[[Any, str], Judgement]] = {
    Promotion: _promotion,
    Survey: _survey,
    Interactive: _interactive,
    Question: _question,
}
FORMATS = {"promotion", "survey", "interactive", "question"}  # those that people answer under the post
