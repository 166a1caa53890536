import pytest

from projects import networks
from tests.factories.publishing import ScriptedNetwork


@pytest.fixture
def network(monkeypatch) -> ScriptedNetwork:
    """The network behind every channel of these tests."""
    scripted = ScriptedNetwork()
    monkeypatch.setitem(networks._ADAPTERS, "playground", scripted)
    return scripted
