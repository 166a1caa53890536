"""Our address among the community's servers of the Callback API: https://dev.vk.com/method/groups.addCallbackServer.

VKontakte calls a new address at once with ``confirmation`` and believes the address that answers with its code.
"""

from collections.abc import Mapping
from contextlib import suppress
from typing import Any

from django.conf import settings

from projects.networks.base import Gone, Rejected
from projects.networks.vk.callback import POSTED, SAID, TAKEN_DOWN
from projects.networks.vk.line import Line, part

TITLE = "Rapport"
EVENTS = (*SAID, *POSTED, TAKEN_DOWN)


def begin(line: Line, group: int, *, address: str, secret: str, kept: Mapping[str, Any]) -> dict[str, Any]:
    """One server with our address and secret, told what we want to hear; what was ours before is taken away."""
    if not secret:
        raise Rejected("No secret was agreed for the calls. Connect the community again.")
    ours = [one for one in _servers(line, group) if one.get("url") == address or _was_ours(one, kept)]
    good = next((one for one in ours if _is_right(one, address, secret)), None)
    is_refused = any(one.get("status") == "failed" for one in ours if one is good)
    for one in ours:
        if one is not good or is_refused:
            _remove(line, group, one["id"])
    if is_refused:
        raise Rejected("VKontakte called Rapport and did not get the answer it wants.")
    number = good["id"] if good else _added(line, group, address, secret)
    wanted: dict[str, Any] = dict.fromkeys(EVENTS, True)
    version = settings.VK_API_VERSION
    line.call("groups.setCallbackSettings", group_id=group, server_id=number, api_version=version, **wanted)
    return {"server": number}


def end(line: Line, group: int, kept: Mapping[str, Any]) -> None:
    if "server" in kept:
        _remove(line, group, kept["server"])


def _servers(line: Line, group: int) -> list[dict[str, Any]]:
    answer = line.call("groups.getCallbackServers", group_id=group)
    return [
        one
        for one in (answer.get("items") if isinstance(answer, dict) else None) or []
        if isinstance(one, dict) and "id" in one
    ]


def _was_ours(server: Mapping[str, Any], kept: Mapping[str, Any]) -> bool:
    return server["id"] == kept.get("server") and server.get("title") == TITLE


def _is_right(server: Mapping[str, Any], address: str, secret: str) -> bool:
    return (server.get("url"), server.get("secret_key")) == (address, secret)


def _added(line: Line, group: int, address: str, secret: str) -> int:
    added = line.call(
        "groups.addCallbackServer", changes=True, group_id=group, url=address, title=TITLE, secret_key=secret,
    )  # fmt: skip
    return int(part(added, "server_id"))


def _remove(line: Line, group: int, number: int) -> None:
    with suppress(Gone):
        line.call("groups.deleteCallbackServer", group_id=group, server_id=number)
