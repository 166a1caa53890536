"""What a text is about. The first row that fits gives the category; topics come from the tables in `words/`.

| row | category              | fits when                                                        |
| --- | --------------------- | ---------------------------------------------------------------- |
| 1   | spam/ad               | it promotes something                                            |
| 2   | complaint/…           | it is negative and names a topic: the topic named most often;    |
|     |                       | of equals delivery, then service, then quality                   |
| 3   | price question        | it asks and speaks of price                                      |
| 4   | availability question | it asks and speaks of sizes, stock, free places                  |
| 5   | praise                | it is positive and does not ask                                  |
| 6   | other                 | anything else                                                    |
"""

import numpy as np

from monitoring.tonality.labels import Category, Tonality
from monitoring.tonality.reading import Reading
from monitoring.tonality.words import Tag

COMPLAINTS = (
    (Tag.DELIVERY, Category.COMPLAINT_DELIVERY),
    (Tag.SERVICE, Category.COMPLAINT_SERVICE),
    (Tag.QUALITY, Category.COMPLAINT_QUALITY),
)


def categories_of(
    reading: Reading, tonalities: list[Tonality], asks: np.ndarray, promotes: np.ndarray
) -> list[Category]:
    negative = np.array([tonality is Tonality.NEGATIVE for tonality in tonalities], dtype=bool)
    positive = np.array([tonality is Tonality.POSITIVE for tonality in tonalities], dtype=bool)
    topics = np.stack([reading.count(reading.has(tag)) for tag, _ in COMPLAINTS])
    most = topics.argmax(axis=0)
    rows = [(promotes, Category.SPAM)]
    rows += [
        (negative & (most == place) & (topics[place] > 0), category) for place, (_, category) in enumerate(COMPLAINTS)
    ]
    rows += [
        (asks & (reading.count(reading.has(Tag.PRICE)) > 0), Category.PRICE_QUESTION),
        (asks & (reading.count(reading.has(Tag.AVAILABILITY)) > 0), Category.AVAILABILITY_QUESTION),
        (positive & ~asks, Category.PRAISE),
    ]
    return [next((name for fits, name in rows if fits[text]), Category.OTHER) for text in range(reading.size)]
