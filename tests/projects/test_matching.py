import dataclasses

import pytest

from projects.matching import Person, Place, best_first, match, room_in_words

PLACE = Place(audience="Young mothers, Kyiv", about="Kids’ products", language="uk")
OLENA = Person(name="Olena", load=1, capacity=4)


def having(**changes):
    return dataclasses.replace(OLENA, **changes)


def test_match_says_that_a_person_is_the_audience():
    found = match(having(traits=("new mother", "cyclist")), PLACE)
    assert (found.is_audience, found.reasons) == (True, ("Is the audience: new mother", "Has room for three"))


def test_match_says_what_a_person_knows():
    found = match(having(topics=("products for kids", "cars")), PLACE)
    assert (found.audience, found.reasons[0]) == (1, "Knows products for kids")


def test_match_does_not_count_function_words():
    assert match(having(traits=("the one and only",)), dataclasses.replace(PLACE, audience="the and")).audience == 0


@pytest.mark.parametrize(
    ("languages", "says"), [(("uk",), "Writes Ukrainian"), (("ru",), "Did not name Ukrainian"), ((), None)]
)
def test_match_says_whether_the_language_fits(languages, says):
    reasons = match(having(languages=languages), PLACE).reasons
    assert (reasons[0] if len(reasons) > 1 else None) == says


def test_audience_marks_stop_at_five():
    person = having(traits=("mother", "young", "from Kyiv"), topics=("kids",), languages=("uk",))
    assert match(person, PLACE).audience == 5


def test_wish_outweighs_a_topic():
    names = [
        found.person.name
        for found in best_first([having(name="Knows", topics=("kids",)), having(name="Wants", feeling="want")], PLACE)
    ]
    assert names == ["Wants", "Knows"]


def test_who_would_rather_not_comes_after_who_is_indifferent():
    people = [having(name="Not", feeling="rather_not", traits=("mother",)), having(name="Fine")]
    assert [found.person.name for found in best_first(people, PLACE)] == ["Fine", "Not"]


def test_full_person_comes_last_however_well_they_fit():
    people = [having(name="Full", load=4, traits=("mother", "young"), feeling="want"), having(name="Free", load=3)]
    assert [found.person.name for found in best_first(people, PLACE)] == ["Free", "Full"]


def test_equal_people_come_by_room_then_by_name():
    people = [having(name="B"), having(name="A"), having(name="C", load=0)]
    assert [found.person.name for found in best_first(people, PLACE)] == ["C", "A", "B"]


@pytest.mark.parametrize(
    ("load", "capacity", "says"),
    [
        (2, 4, "Has room for two"),
        (4, 4, "Is full"),
        (5, 4, "Has 1 too many"),
        (0, 12, "Has room for 12"),
    ],
)
def test_room_in_words(load, capacity, says):
    assert room_in_words(load, capacity) == says


def test_sentence_joins_the_reasons():
    assert match(having(feeling="want"), PLACE).sentence == "Wants it. Has room for three."
