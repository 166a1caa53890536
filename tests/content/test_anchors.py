from hypothesis import given
from hypothesis import strategies as st

from content import anchors
from content.anchors import Noted, Span
from content.diffs import Piece, words


def test_words_are_found_where_they_were_even_if_they_stand_twice():
    assert anchors.find("ab ab", "ab", 3) == Span(3, 5)


def test_words_that_moved_are_found_if_they_still_stand_once():
    assert anchors.find("Good morning 🐑 world", "world", 0) == Span(15, 20)


def test_words_that_are_gone_or_stand_twice_elsewhere_are_not():
    assert anchors.find("other", "world", 0) is None
    assert anchors.find("ab and ab", "ab", 1) is None


def test_line_breaks_count_one_however_they_came():
    assert anchors.find("one\r\ntwo", "two", 4) == Span(4, 7)


def test_nearest_takes_the_place_somebody_pointed_at():
    assert anchors.nearest("ab ab ab", "ab", 4) == Span(3, 5)
    assert anchors.nearest("ab", "cd") is None
    assert anchors.nearest("ab", "") is None


def test_pieces_are_cut_where_remarks_begin_and_end():
    pieces = [Piece("same", "one "), Piece("del", "two "), Piece("ins", "three")]
    assert anchors.annotate(pieces, {1: Span(2, 6)}) == [
        Noted("same", "on"),
        Noted("same", "e ", (1,)),
        Noted("del", "two "),
        Noted("ins", "th", (1,), (1,)),
        Noted("ins", "ree"),
    ]


texts = st.text(alphabet="ab \n🐑", max_size=20)


@given(old=texts, new=texts, edges=st.lists(st.tuples(st.integers(0, 20), st.integers(1, 20)), max_size=3))
def test_marking_loses_no_letter(old, new, edges):
    spans = {n: Span(start, start + length) for n, (start, length) in enumerate(edges)}
    noted = anchors.annotate(words(old, new), spans)
    assert "".join(piece.text for piece in noted if piece.op != "del") == new
    for number, span in spans.items():
        marked = "".join(piece.text for piece in noted if number in piece.notes)
        assert marked == new[span.start : span.end] or span.end > len(new)
