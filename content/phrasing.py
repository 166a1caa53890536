"""Places in the text of a template: ``{brand}``."""

from collections.abc import Mapping

import regex

_PLACE = regex.compile(r"\{([\p{L}_]{2,30})\}")


def filled(text: str, places: Mapping[str, str]) -> str:
    """``text`` with its places filled; one that nothing fills stays for the writer to see."""
    return _PLACE.sub(lambda found: places.get(found[1]) or found[0], text)


def places_left(text: str) -> list[str]:
    """The places still to be filled, each once."""
    return list(dict.fromkeys(_PLACE.findall(text)))
