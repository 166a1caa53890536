"""What VKontakte calls us with: https://dev.vk.com/api/callback/getting-started.

It repeats a call until it gets its answer; whoever takes the call tells repeated ones by ``event_id``.
"""

import hmac
import json
from typing import Any

from projects.networks.base import Call, Misused, NetworkError, News, PermissionMissing, RemoteComment
from projects.networks.vk.line import Line
from projects.networks.vk.things import People, name_of, remote_comment, remote_post

SAID = ("wall_reply_new", "wall_reply_edit", "wall_reply_restore")
POSTED = ("wall_post_new", "wall_repost")
CONFIRMATION, TAKEN_DOWN = "confirmation", "wall_reply_delete"


def read(line: Line, group: int, secret: str, call: Call) -> News:
    event = _event(call.body)
    _believe(event, group, secret)
    kind, about = event.get("type"), event.get("object") or {}
    if kind == CONFIRMATION:
        code = line.call("groups.getCallbackConfirmationCode", group_id=group)
        return News(answer=str(code.get("code", "")))
    if kind == TAKEN_DOWN and "id" in about:
        return News(gone=[name_of(about.get("owner_id", -group), about["id"])])
    if kind in (*SAID, *POSTED) and isinstance(about.get("id"), int) and _words(about):
        return News(comments=[_said(kind, about, _author(line, about), group)])
    return News()


def _event(body: bytes) -> dict[str, Any]:
    try:
        event = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise Misused("VKontakte called with something that is no event.") from error
    if not isinstance(event, dict) or not isinstance(event.get("object", {}), dict):
        raise Misused("VKontakte called with something that is no event.")
    return event


def _believe(event: dict[str, Any], group: int, secret: str) -> None:
    """The question for the code may come before a secret was agreed; nothing else may."""
    given = str(event.get("secret", ""))
    is_asking = event.get("type") == CONFIRMATION and not given
    knows = bool(secret) and hmac.compare_digest(_raw(given), _raw(secret))
    if event.get("group_id") != group or not (knows or is_asking):
        raise PermissionMissing("This call does not know the secret we agreed with VKontakte.")


def _words(about: dict[str, Any]) -> str:
    words = about.get("text")
    return words if isinstance(words, str) else ""


def _raw(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")


def _said(kind: str, about: dict[str, Any], people: People, group: int) -> RemoteComment:
    if kind in POSTED:
        return remote_post({"owner_id": -group} | about, people, own=-group)
    owner = about.get("owner_id") or about.get("post_owner_id") or -group
    return remote_comment(about, people, owner=owner, post=about.get("post_id", 0), own=-group)


def _author(line: Line, about: dict[str, Any]) -> People:
    """Events carry numbers only. A name that cannot be had now is not worth losing the words for."""
    author = about.get("from_id", 0)
    try:
        if author > 0:
            found = line.call("users.get", user_ids=[author], fields=["screen_name", "followers_count"])
            return {who["id"]: who for who in found}
        found = line.call("groups.getById", group_ids=[-author], fields=["screen_name", "members_count"])
        return {-who["id"]: who for who in found.get("groups", [])}
    except NetworkError:
        return {}
