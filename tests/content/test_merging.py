from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from content.merging import merge, merge_words

words = st.lists(st.sampled_from(["one", "two", "three,", "four\n", "five"]), max_size=8).map(" ".join)


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])  # a busy machine is no failure
@given(base=words, theirs=words, mine=words)
def test_a_merge_keeps_both_or_says_where_it_could_not(base, theirs, mine):
    assert merge_words(base, theirs, base) == (theirs, True)
    assert merge_words(base, base, mine) == (mine, True)
    assert merge_words(base, mine, mine) == (mine, True)
    text, is_whole = merge_words(base, theirs, mine)
    assert (text, is_whole) == merge_words(base, theirs, mine, prefer="mine") or not is_whole


def test_words_changed_in_different_places_are_both_there():
    base = "Three signs that the baby is ready.\n\nWhat did yours try first?"
    theirs = "Four signs that the baby is ready.\n\nWhat did yours try first?"
    mine = "Three signs that the baby is ready.\n\nWhat did yours taste first?"
    assert merge_words(base, theirs, mine) == (
        "Four signs that the baby is ready.\n\nWhat did yours taste first?",
        True,
    )


def test_one_word_changed_by_both_is_for_a_person_to_choose():
    state = {"text": "Three signs"}, {"text": "Four signs"}, {"text": "Five signs"}
    assert merge(*state).overlaps == ["text"]
    assert merge(*state, prefer="mine").values == {"text": "Five signs"}


def test_fields_are_merged_each_on_its_own():
    base = {"title": "One", "format": "post", "day": None, "target-1-on": True}
    theirs = {"title": "One", "format": "question", "day": None, "target-1-on": True, "target-2-on": True}
    mine = {"title": "Two", "format": "post", "target-1-on": None}
    merged = merge(base, theirs, mine)
    assert merged.overlaps == []
    assert merged.values == {
        "title": "Two", "format": "question", "day": None, "target-1-on": None, "target-2-on": True,
    }  # fmt: skip


def test_a_choice_made_by_both_overlaps():
    assert merge({"format": "post"}, {"format": "question"}, {"format": "survey"}).overlaps == ["format"]


def test_a_very_long_text_is_merged_by_lines():
    base = "word " * 3000 + "\nlast"
    text, is_whole = merge_words(base, f"First.\n{base}", f"{base} line")
    assert is_whole
    assert text.startswith("First.\nword")
    assert text.endswith("last line")
