"""Tags on a link: what says where a visit came from. The rest of the address stays as it was, to the letter."""

import re
from collections.abc import Mapping
from urllib.parse import unquote_plus, urlencode

from django.utils.text import slugify

from projects.services.slugs import latin

LONGEST = 100
_PLACE = re.compile(r"\{(\w+)\}")


def tagged(link: str, tags: Mapping[str, str]) -> str:
    """``link`` with every tag it does not have yet; what somebody wrote into it by hand wins, empty tags are left out.

    Tagging twice is tagging once. Fragment, order, encoding and host (a Cyrillic one too) are kept.
    """
    address, mark, fragment = link.partition("#")
    path, _, query = address.partition("?")
    has = {unquote_plus(part.partition("=")[0]).lower() for part in re.split("[&;]", query)}
    added = urlencode({name: value for name, value in tags.items() if value and name not in has})
    if not added:
        return link
    between = "" if not query or query.endswith("&") else "&"
    return f"{path}?{query}{between}{added}{mark}{fragment}"


def filled(pattern: str, places: Mapping[str, str]) -> str:
    """``pattern`` with its ``{places}`` as short Latin words; what is left of an empty place is no stray dash."""
    said = _PLACE.sub(lambda found: slugify(latin(places.get(found[1], ""))), pattern)
    return re.sub(r"(?<=[-_])[-_]+|^[-_]+|[-_]+$", "", said.strip())[:LONGEST]


def unknown_places(pattern: str, known: tuple[str, ...]) -> list[str]:
    """The ``{places}`` of a pattern that nothing would fill."""
    return [name for name in _PLACE.findall(pattern) if name not in known]
