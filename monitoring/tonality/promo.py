"""Is a text paid for, or selling something? Points from the tables; a text that asks is not selling.

| clue                                                    | points           |
| ------------------------------------------------------- | ---------------- |
| says so itself ("#ad", "на правах рекламы")             | enough alone     |
| offers ("скидка", "promo code")                         | 1 each, 2 at most |
| invites ("link in bio", "пишіть в особисті")            | 1 each, 2 at most |
| promises income, credit, luck ("заработок", "casino")   | 1                |
| links                                                   | 1; three or more 2 |
| five or more #tags                                      | 1                |
"""

import numpy as np

from monitoring.tonality.reading import Reading
from monitoring.tonality.tokens import LINK
from monitoring.tonality.words import Tag

ENOUGH = 3
MANY_LINKS, MANY_TAGS = 3, 5


def promotes(reading: Reading) -> np.ndarray:
    """For each text: is it an advertisement or a paid mention."""
    offers, invites, earns = (reading.count(reading.has(tag)) for tag in (Tag.OFFER, Tag.INVITE, Tag.EARN))
    links, tags = reading.count(reading.tokens_with(LINK)), reading.count(reading.tokens_with("#"))
    points = np.minimum(offers, 2) + np.minimum(invites, 2) + (earns > 0)
    points += (links > 0).astype(int) + (links >= MANY_LINKS) + (tags >= MANY_TAGS)
    asks = reading.count(reading.has(Tag.ASKS)) > 0
    return (reading.count(reading.has(Tag.ADVERT)) > 0) | ((points >= ENOUGH) & ~asks)
