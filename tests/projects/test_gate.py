import datetime as dt

import pytest

from projects.gate import Verdict, advise, judge, tool_ideas
from projects.gate.words import left_over
from projects.models import Lead

TODAY = dt.date(2026, 10, 14)
CLEAR = {
    "company": "Pidiom lifts",
    "words": "We want to be in social networks.",
    "goal_kind": "employer",
    "why": "Nineteen fitters left in a year, we need to hire twenty",
    "audience": "Lift fitters and electricians, 22 to 45, Khmelnytskyi and Vinnytsia regions",
    "kpi_name": "applications from fitters",
    "kpi_baseline": 0,
    "kpi_target": 60,
    "kpi_due_on": dt.date(2027, 4, 30),
    "tools": ["content"],
}


def gate_of(**changes):
    return judge(Lead(**CLEAR | changes), today=TODAY)


def test_gate_opens_when_all_four_are_clear():
    gate = gate_of()
    assert (gate.answered, gate.is_open, gate.questions) == (4, True, [])


def test_gate_of_an_empty_lead_is_shut():
    gate = judge(Lead(company="Zhyto", words="We want reviews"), today=TODAY)
    assert [answer.verdict for answer in gate.answers] == [Verdict.MISSING] * 4


@pytest.mark.parametrize(
    "why",
    [
        "All our competitors are there already",
        "Everybody is there",
        "We want to be in social networks because our competitors have pages",
        "Our director wants a page on Facebook",
        "Усі наші конкуренти вже там",
        "Треба бути в соцмережах, бо конкуренти є в інстаграмі",
        "Это модно и современно",
        "Все наши конкуренты уже там",
        "Хотим быть в социальных сетях, потому что там все",
    ],
)
def test_reason_that_others_are_there_is_never_accepted(why):
    answer = gate_of(why=why).goal
    assert (answer.verdict, answer.ask) == (
        Verdict.VAGUE,
        "That others are there is not a purpose. What will be different for you in a year?",
    )


@pytest.mark.parametrize(
    "why",
    [
        "More awareness",
        "Increase sales",
        "To be popular and known",
        "Підвищити впізнаваність бренду",
        "Більше продажів",
        "Увеличить узнаваемость бренда",
        "Больше лояльности и вовлечённости",
    ],
)
def test_reason_that_names_only_a_direction_is_vague(why):
    assert gate_of(why=why).goal.verdict == Verdict.VAGUE


@pytest.mark.parametrize(
    "why",
    [
        "Competitors are hiring our fitters, we lost nineteen in a year",
        "Young mothers come to us with questions first",
        "Молоді мами приходять із питаннями спочатку до нас",
        "За рік пішли дев’ятнадцять монтажників, треба найняти двадцять",
        "Молодые мамы сначала спрашивают у нас, а не на форумах",
    ],
)
def test_reason_with_a_change_in_it_is_clear(why):
    assert gate_of(why=why).goal.verdict == Verdict.CLEAR


def test_reason_without_a_kind_asks_for_the_kind():
    answer = gate_of(goal_kind="").goal
    assert (answer.verdict, answer.field) == (Verdict.VAGUE, "goal_kind")


def test_kind_without_a_reason_is_vague():
    assert gate_of(why="  ").goal.verdict == Verdict.VAGUE


@pytest.mark.parametrize(
    ("changes", "verdict", "field"),
    [
        ({"kpi_name": ""}, Verdict.MISSING, "kpi_name"),
        ({"kpi_name": "more awareness"}, Verdict.VAGUE, "kpi_name"),
        ({"kpi_name": "впізнаваність бренду"}, Verdict.VAGUE, "kpi_name"),
        ({"kpi_name": "узнаваемость"}, Verdict.VAGUE, "kpi_name"),
        ({"kpi_target": None}, Verdict.MISSING, "kpi_target"),
        ({"kpi_baseline": None}, Verdict.VAGUE, "kpi_baseline"),
        ({"kpi_baseline": 60}, Verdict.VAGUE, "kpi_target"),
        ({"kpi_due_on": None}, Verdict.VAGUE, "kpi_due_on"),
        ({"kpi_due_on": TODAY}, Verdict.VAGUE, "kpi_due_on"),
    ],
)
def test_measure_names_what_it_lacks(changes, verdict, field):
    answer = gate_of(**changes).measure
    assert (answer.verdict, answer.field) == (verdict, field)


@pytest.mark.parametrize("name", ["engagement rate", "orders", "продажі", "заявки от монтажников", "sales"])
def test_measure_that_can_be_counted_is_clear(name):
    assert gate_of(kpi_name=name).measure.verdict == Verdict.CLEAR


@pytest.mark.parametrize(
    ("audience", "verdict"),
    [
        ("", Verdict.MISSING),
        ("Everybody", Verdict.VAGUE),
        ("All people on the internet", Verdict.VAGUE),
        ("Усі люди", Verdict.VAGUE),
        ("Наши клиенты", Verdict.VAGUE),
        ("Women", Verdict.VAGUE),
        ("Young mothers, Kyiv", Verdict.CLEAR),
        ("Жінки 25–40, Львів", Verdict.CLEAR),
        ("Молодые мамы, Харьков", Verdict.CLEAR),
    ],
)
def test_audience_must_be_somebody(audience, verdict):
    assert gate_of(audience=audience).audience.verdict == verdict


def test_tools_wait_for_the_goal():
    assert gate_of(why="").tools.verdict == Verdict.VAGUE


def test_no_tool_is_missing():
    assert gate_of(tools=[]).tools.verdict == Verdict.MISSING


def test_questions_come_in_the_order_of_the_gate():
    gate = gate_of(kpi_target=None, audience="")
    assert gate.questions == [
        "How many do you need? We cannot guess this one.",
        "Who are they, and where are they?",
    ]


def test_left_over_keeps_only_words_that_say_something():
    assert left_over("We want to hire twenty fitters") == ["hire", "twenty", "fitters"]


@pytest.mark.parametrize("about", ["Lifts for houses and clinics", "Завод автобусів", "Производство станков"])
def test_selling_heavy_things_is_doubted_and_hiring_proposed(about):
    advice = advise(Lead(company="X", about=about, words="", goal_kind="sales"))[0]
    assert (advice.kind, advice.better) == ("sales", "employer")


def test_selling_for_a_bank_is_hard_to_tell_apart():
    advice = advise(Lead(company="Yavir Bank", words="", goal_kind="sales"))[0]
    assert advice.better == "support"


@pytest.mark.parametrize("about", ["Blankets, a family business", "T-shirts", "Design studio"])
def test_selling_what_people_buy_is_not_doubted(about):
    assert advise(Lead(company="X", about=about, words="", goal_kind="sales")) == ()


def test_tool_ideas_begin_with_what_worked_for_the_goal_and_leave_none_out():
    ideas = tool_ideas("employer")
    assert ideas[0] == ("content", "A day at work")
    assert len({kind for kind, _title in ideas}) == 8
