import pytest

from monitoring.tonality.tokens import LONGEST, LONGEST_WORD, tokens


@pytest.mark.parametrize(
    ("text", "cut"),
    [
        ("Привет, мир!", ["привет", ",", "мир", "!"]),
        ("ЕЩЁ", ["еще"]),
        ("об’єкт обʼєкт об'єкт", ["об'єкт"] * 3),
        ("кто-нибудь don't", ["кто-нибудь", "don't"]),
        ("@anna #ad 12:30", ["<at>", "#ad", "<0>", ":", "<0>"]),
        ("см. https://a.b/c?d=1, t.me/example", ["см", ".", "<link>", "<link>"]),
        ("супер:) ну:( ок)))", ["супер", ":)", "ну", ":(", "ок", "))"]),
        ("😍😍 ❤️", ["😍", "😍", "❤"]),
        ("что??!", ["что", "??!"]),
        ("𝓱𝓮𝓵𝓵𝓸 ﬁne", ["hello", "fine"]),
        ("", []),
    ],
)
def test_a_text_is_cut_into_words_and_signs(text, cut):
    assert tokens(text) == cut


def test_stretched_letters_are_drawn_together():
    assert tokens("суууупер") == tokens("сууупер") == ["суупер"]


def test_a_text_is_read_up_to_its_cap():
    assert len(tokens("а " * LONGEST)) == LONGEST / 2


def test_an_endless_word_is_cut_short():
    assert [len(token) for token in tokens("абвг" * 1_000)] == [LONGEST_WORD]
