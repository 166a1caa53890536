import pytest

from monitoring.tonality.labels import Language
from monitoring.tonality.language import languages_of
from monitoring.tonality.tokens import tokens


def language_of(text):
    return languages_of([tokens(text)])[0]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Когда вы привезёте мой заказ", Language.RUSSIAN),
        ("Сколько стоит", Language.RUSSIAN),
        ("Коли ви привезете моє замовлення", Language.UKRAINIAN),
        ("дуже дякую", Language.UKRAINIAN),
        ("When will you bring my order", Language.ENGLISH),
        ("ok", Language.ENGLISH),
        ("Купил iPhone 15 Pro Max в Apple Store, всё ок", Language.RUSSIAN),
        ("Замовила Dyson Airwrap на Rozetka, їде до Києва", Language.UKRAINIAN),
        ("Bought it at Київ station last week and I love it", Language.ENGLISH),
        ("Wo kann ich das kaufen?", Language.OTHER),
        ("Hola, ¿cuánto cuesta?", Language.OTHER),
        ("Bardzo dobry produkt, polecam", Language.OTHER),
        ("Много добър продукт, благодаря", Language.OTHER),
        ("Рахмет, өте жақсы", Language.OTHER),
        ("これはいいですね", Language.OTHER),
        ("شكرا جزيلا", Language.OTHER),
        ("супер", Language.UNDECIDED),
        ("👍", Language.UNDECIDED),
        ("12345 !!!", Language.UNDECIDED),
        ("", Language.UNDECIDED),
    ],
)
def test_the_language_is_told(text, language):
    assert language_of(text) is language


def test_texts_of_a_batch_are_told_apart():
    texts = ["Thank you", "", "Дякую", "Спасибо"]

    told = languages_of([tokens(text) for text in texts])

    assert told == [Language.ENGLISH, Language.UNDECIDED, Language.UKRAINIAN, Language.RUSSIAN]


def test_no_texts_no_languages():
    assert languages_of([]) == []
