"""What Rapport can do on each network, as a table: the interface hides what is missing, manual work takes its place.

Read without loading an adapter. A network without a line cannot be reached at all.
"""

from enum import Enum


class Ability(Enum):
    """The value is how it is said: "Rapport cannot …"."""

    PUBLISH = "publish posts"
    PICTURES = "add pictures"
    VIDEO = "add a video"
    POLL = "ask in a poll"
    STORY = "publish stories"
    FIRST_COMMENT = "write the first comment"
    EDIT = "change what is out"
    DELETE = "delete what is out"
    REPLY = "answer comments"
    HIDE = "hide comments"
    COMMENTS = "collect comments"
    SEARCH = "search in public posts"
    METRICS = "count reactions"
    REFRESH = "renew access by itself"
    WEBHOOK = "be told at once"


_ABILITIES: dict[str, frozenset[Ability]] = {
    "facebook": frozenset(
        {
            Ability.PUBLISH,
            Ability.PICTURES,
            Ability.VIDEO,
            Ability.FIRST_COMMENT,
            Ability.EDIT,
            Ability.DELETE,
            Ability.REPLY,
            Ability.HIDE,
            Ability.COMMENTS,
            Ability.METRICS,
            Ability.WEBHOOK,
        }
    ),
    "vk": frozenset({*Ability} - {Ability.STORY}),
    "odnoklassniki": frozenset(
        {
            Ability.PUBLISH,
            Ability.PICTURES,
            Ability.VIDEO,
            Ability.FIRST_COMMENT,
            Ability.REPLY,
            Ability.COMMENTS,
            Ability.METRICS,
            Ability.REFRESH,
        }
    ),
    "instagram": frozenset(
        {
            Ability.PUBLISH,
            Ability.PICTURES,
            Ability.VIDEO,
            Ability.FIRST_COMMENT,
            Ability.DELETE,
            Ability.REPLY,
            Ability.HIDE,
            Ability.COMMENTS,
            Ability.METRICS,
            Ability.REFRESH,
            Ability.WEBHOOK,
        }
    ),
    "telegram": frozenset(
        {
            Ability.PUBLISH,
            Ability.PICTURES,
            Ability.VIDEO,
            Ability.EDIT,
            Ability.DELETE,
            Ability.REPLY,
            Ability.COMMENTS,
            Ability.WEBHOOK,
        }
    ),
    "bluesky": frozenset(
        {
            Ability.PUBLISH,
            Ability.PICTURES,
            Ability.VIDEO,
            Ability.FIRST_COMMENT,
            Ability.DELETE,
            Ability.REPLY,
            Ability.HIDE,
            Ability.COMMENTS,
            Ability.SEARCH,
            Ability.METRICS,
            Ability.REFRESH,
        }
    ),
    "mastodon": frozenset(
        {
            Ability.PUBLISH,
            Ability.PICTURES,
            Ability.VIDEO,
            Ability.POLL,
            Ability.FIRST_COMMENT,
            Ability.EDIT,
            Ability.DELETE,
            Ability.REPLY,
            Ability.COMMENTS,
            Ability.SEARCH,
            Ability.METRICS,
        }
    ),
    "playground": frozenset(
        {
            Ability.PUBLISH,
            Ability.PICTURES,
            Ability.POLL,
            Ability.VIDEO,
            Ability.FIRST_COMMENT,
            Ability.DELETE,
            Ability.REPLY,
            Ability.HIDE,
            Ability.COMMENTS,
            Ability.SEARCH,
            Ability.METRICS,
        }
    ),
}


def abilities_of(network: str) -> frozenset[Ability]:
    """What Rapport can do on a ``Network``; nothing where it has no adapter."""
    return _ABILITIES.get(network, frozenset())


def can(network: str, ability: Ability) -> bool:
    return ability in abilities_of(network)


def networks_that_can(ability: Ability) -> list[str]:
    """For querysets that must ask the same table."""
    return sorted(network for network, abilities in _ABILITIES.items() if ability in abilities)
