"""Room for every network: one that hangs holds its own calls only."""

from collections import Counter
from collections.abc import Iterable

from projects.models.channel import Network

OF_ONE = 24  # calls of one run to the servers of one company
_HOUSES = {Network.INSTAGRAM: Network.FACEBOOK}


class Room:
    """What may still be taken for each network, given the networks of what is in the air."""

    def __init__(self, in_the_air: Iterable[str] = ()) -> None:
        self.taken = Counter(_house_of(network) for network in in_the_air)

    def full(self) -> list[str]:
        """Networks for which nothing more is taken."""
        return [network for network in Network.values if self.taken[_house_of(network)] >= OF_ONE]

    def take(self, network: str) -> bool:
        """One more for ``network``, if there is room."""
        house = _house_of(network)
        if self.taken[house] >= OF_ONE:
            return False
        self.taken[house] += 1
        return True


def _house_of(network: str) -> str:
    return str(_HOUSES.get(Network(network), network))
