"""Does a text ask something that wants an answer? A question mark is a hint, not the answer.

| what stands in the text                               | wants an answer                      |
| ----------------------------------------------------- | ------------------------------------ |
| an asking word ("подскажіть", "how much is")          | yes, with or without a mark          |
| no mark, a sentence opens as questions do ("коли буде") | yes, if short and not exclaimed     |
| no mark, the text ends as questions do ("цена какая") | yes, if short and not exclaimed     |
| a mark                                                | yes, except for the next two rows    |
| a mark and a rhetorical phrase ("are you kidding")    | only if a sentence opens as a question |
| only "?!"                                             | only if a sentence opens as a question |
"""

import numpy as np

from monitoring.tonality.reading import Reading
from monitoring.tonality.words import Tag

LONGEST_UNMARKED = 25
"""Words. Someone who writes more than this without a mark is telling a story."""


def wants_answer(reading: Reading) -> np.ndarray:
    """For each text: does it want an answer."""
    words = np.bincount(reading.owner, minlength=reading.size)
    asks, rhetoric = (reading.count(reading.has(tag)) > 0 for tag in (Tag.ASKS, Tag.RHETORIC))
    opens = reading.count(reading.has(Tag.OPENS) & ~reading.has(Tag.RHETORIC) & _opening(reading)) > 0
    closes = reading.count(reading.has(Tag.CLOSES) & _closing(reading)) > 0
    marked = reading.count(reading.tokens_with("?")) > 0
    plainly = reading.count(reading.tokens_with("?") & ~reading.tokens_with("!")) > 0
    exclaimed = reading.count(reading.tokens_with("!") & _closing(reading)) > 0
    unmarked = (opens | closes) & ~exclaimed & (words <= LONGEST_UNMARKED)
    return asks | np.where(marked, opens | (plainly & ~rhetoric), unmarked)


def _opening(reading: Reading) -> np.ndarray:
    """For each token: does a text or a sentence begin with it."""
    begins = np.ones(len(reading.tokens), dtype=bool)
    begins[1:] = (reading.owner[1:] != reading.owner[:-1]) | ~reading.words()[:-1]
    return begins


def _closing(reading: Reading) -> np.ndarray:
    """For each token: does a text end with it."""
    ends = np.ones(len(reading.tokens), dtype=bool)
    ends[:-1] = reading.owner[:-1] != reading.owner[1:]
    return ends
