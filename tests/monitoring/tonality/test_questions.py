import pytest

from monitoring.tonality import is_question

ASKED = [
    ("ru", "подскажите, есть ли размер"),
    ("ru", "сколько стоит доставка"),
    ("ru", "цена какая"),
    ("ru", "Добрый день! Когда будет поступление"),
    ("ru", "Почему так долго?!"),
    ("ru", "Серьезно? А когда привезут?"),
    ("uk", "скільки коштує"),
    ("uk", "чи є в наявності"),
    ("uk", "Підкажіть графік роботи"),
    ("uk", "Ви працюєте в неділю?"),
    ("en", "how much is it"),
    ("en", "Hi! Do you ship to Wales"),
    ("en", "Does anyone know their opening hours"),
    ("en", "Where is my parcel??"),
    ("other", "Wo kann ich das kaufen?"),
]
NOT_ASKED = [
    ("ru", "Вы издеваетесь?!"),
    ("ru", "Сколько можно?"),
    ("ru", "как красиво"),
    ("ru", "Спасибо, всё понравилось"),
    ("uk", "Ви знущаєтесь?"),
    ("uk", "Та невже?!"),
    ("uk", "як гарно у вас"),
    ("en", "Are you kidding me?!"),
    ("en", "What a lovely day"),
    ("en", "Really?!"),
    ("en", "When I came the shop was closed, so I went home"),
    ("other", "Das ist ein Haus."),
    ("ru", ""),
]


@pytest.mark.parametrize(("language", "text"), ASKED)
def test_what_wants_an_answer_is_a_question(language, text):
    assert is_question(text, language) is True


@pytest.mark.parametrize(("language", "text"), NOT_ASKED)
def test_what_wants_no_answer_is_no_question(language, text):
    assert is_question(text, language) is False


def test_a_story_without_a_mark_is_no_question():
    story = "Когда будете в центре, зайдите в этот магазин " + "и посмотрите на витрину " * 10

    assert is_question(story, "ru") is False


def test_an_unknown_language_is_read_as_other():
    assert is_question("Wat kost dit?", "nl") is True
