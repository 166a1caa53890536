"""Every address × every kind of user × their own client and somebody else's.

The rules are in :mod:`tests.access.table`, a line for every address; what they mean is in :mod:`tests.access.rules`;
what is tried with is in :mod:`tests.access.world`.
"""

import re

import pytest
from django.test import TestCase, override_settings

from tests.access.addresses import Address, every_address
from tests.access.rules import Rule
from tests.access.table import APART, DESCRIPTIONS, KEY_PAGES, SIGN_IN_PAGES, TABLE
from tests.access.walk import Visitors, leaks, wrong
from tests.access.world import build

EVERY = every_address()
ELSEWHERE = {*SIGN_IN_PAGES, *KEY_PAGES, *DESCRIPTIONS, "nameless"}
OURS = [one for one in EVERY if one.name not in ELSEWHERE and not one.route.startswith(APART)]
RULED = [one for one in OURS if one.name in TABLE]


def rule_of(address: Address, method: str) -> Rule:
    rule = TABLE[address.name]
    return rule[method] if isinstance(rule, dict) else rule


@pytest.mark.parametrize("address", OURS, ids=lambda one: one.name)
def test_every_address_has_a_rule(address):
    assert address.name in TABLE, (
        f"{address.name} ({address.route}) has no rule. Say in tests/access/table.py who may open it, for example:"
        f' "{address.name}": On("post", P.VIEW_POST)'
    )
    ruled = TABLE[address.name]
    missing = set(address.methods) - set(ruled if isinstance(ruled, dict) else address.methods)
    assert not missing, f"{address.name} answers {', '.join(missing)}, too: give it a rule in tests/access/table.py."


def test_every_rule_has_an_address():
    gone = {*TABLE, *ELSEWHERE} - {one.name for one in EVERY}
    assert gone == set(), f"There is no such address any more: take {sorted(gone)} out of tests/access/table.py."


@override_settings(PLAYGROUND_URL="http://127.0.0.1:1")  # nobody there
class TestEverybodyGetsWhatTheRuleSays(TestCase):
    """A test for each address, all in one world; whatever is tried in it is rolled back."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.visitors = Visitors(build())

    def check(self, address):
        rules = {method: rule_of(address, method) for method in address.methods}
        served = {method: rule for method, rule in rules.items() if self.visitors.is_served(address, method, rule)}
        assert served, f"Nobody may open {address.name}: if that is meant, the address can go."
        problems = []
        for method, rule in served.items():
            tries = self.visitors.walk(address, method, rule)
            problems += [f"{method} {line}" for line in (*wrong(tries, rule), *leaks(tries, rule))]
        assert problems == []


def add_test(address: Address) -> None:
    def test(self):
        self.check(address)

    name = re.sub(r"\W", "_", f"test_{address.name}")
    setattr(TestEverybodyGetsWhatTheRuleSays, name, test)


for one in RULED:
    add_test(one)
