import tomllib

import pytest

from monitoring.tonality.reading import read
from monitoring.tonality.tokens import tokens
from monitoring.tonality.words import TABLES, Tag, tags_of


def entries(language):
    content = tomllib.loads((TABLES / f"{language}.toml").read_text("utf-8"))
    lists = [entries for section in content.values() for entries in section.values()]
    return [entry.strip() for entries in lists for entry in entries.replace("\n", " ").split(",")]


def tags_in(text, language):
    return read([tokens(text)], language).tags.tolist()


@pytest.mark.parametrize("language", ["ru", "uk", "en", "other"])
def test_every_entry_is_written_as_texts_are_cut(language):
    """An entry with a capital, ё or a number would never be found."""
    written = [(entry, entry.replace("*", "").split()) for entry in entries(language)]

    assert [entry for entry, words in written if tokens(" ".join(words)) != words] == []


@pytest.mark.parametrize("language", ["ru", "uk", "en", "other"])
def test_no_list_says_the_same_twice(language):
    content = tomllib.loads((TABLES / f"{language}.toml").read_text("utf-8"))
    lists = [entries.replace("\n", " ").split(", ") for section in content.values() for entries in section.values()]

    assert all(len(each) == len(set(each)) for each in lists)


def test_the_longer_of_two_entries_is_believed():
    assert tags_of("довольно", "ru") & Tag.GOOD
    assert tags_of("недовольна", "ru") & Tag.BAD


def test_a_word_carries_its_tone_and_its_topic():
    assert tags_of("сломался", "ru") & Tag.BAD
    assert tags_of("сломался", "ru") & Tag.QUALITY


def test_a_stretched_word_is_found():
    assert tags_of("суупер", "ru") & Tag.GOOD


def test_a_neighbours_word_is_found():
    assert tags_of("awesome", "uk") & Tag.GOOD


@pytest.mark.parametrize(
    ("token", "tag"), [("😍", Tag.GOOD_SIGN), (":)", Tag.GOOD_SIGN), ("💩", Tag.BAD_SIGN), (":(", Tag.BAD_SIGN)]
)
def test_signs_mean_the_same_in_every_language(token, tag):
    assert [tags_of(token, language) for language in ("ru", "uk", "en", "other")] == [tag] * 4


def test_a_phrase_speaks_instead_of_its_words():
    first, second, *_ = tags_in("let down again", "en")

    assert first & Tag.BAD
    assert not second & (Tag.GOOD | Tag.BAD)


def test_a_phrase_does_not_reach_into_the_next_text():
    apart = read([["let"], ["down"]], "en")

    assert not any(tags & Tag.BAD for tags in apart.tags.tolist())
