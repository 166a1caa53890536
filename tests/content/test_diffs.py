from hypothesis import given
from hypothesis import strategies as st

from content import diffs
from content.diffs import Piece

texts = st.text(st.sampled_from("abв 1.\né👩‍👧"), max_size=60)
EMPTY = {"text": "", "day": None, "link": "", "targets": [], "pictures": []}


@given(old=texts, new=texts)
def test_words_hold_both_texts(old, new):
    pieces = diffs.words(old, new)
    assert "".join(piece.text for piece in pieces if piece.op != "ins") == old
    assert "".join(piece.text for piece in pieces if piece.op != "del") == new


def test_words_are_not_cut():
    assert diffs.words("первым ел ваш?", "первым попробовал ваш?") == [
        Piece("same", "первым "),
        Piece("del", "ел"),
        Piece("ins", "попробовал"),
        Piece("same", " ваш?"),
    ]


def test_long_texts_are_compared_by_lines():
    line = "слово " * 3_000
    assert diffs.words(f"{line}\nold", f"{line}\nnew") == [
        Piece("same", f"{line}\n"),
        Piece("del", "old"),
        Piece("ins", "new"),
    ]


def test_changes_name_only_what_differs():
    old = EMPTY | {"text": "One", "day": "2026-10-15"}
    new = EMPTY | {"text": "One", "day": "2026-10-16"}
    (change,) = diffs.changes(old, new, channels={})
    assert change.label == "Day"
    assert Piece("ins", "Friday") in change.pieces


def test_changes_call_pages_by_their_names():
    old = EMPTY | {"targets": [{"channel": 1, "text": "", "first_comment": ""}]}
    new = EMPTY | {"targets": [{"channel": 1, "text": "Own", "first_comment": ""}, {"channel": 2}]}
    found = diffs.changes(old, new, channels={1: "Topotun", 2: "Club"})
    assert [change.label for change in found] == ["Pages", "Text for Topotun"]


def test_a_swapped_picture_shows_even_with_the_same_description():
    old = EMPTY | {"pictures": [{"alt": "A spoon", "sha256": "aaaaaaaa"}]}
    new = EMPTY | {"pictures": [{"alt": "A spoon", "sha256": "bbbbbbbb"}]}
    assert [change.label for change in diffs.changes(old, new, channels={})] == ["Pictures"]
