"""A Bot API that knows one bot, one channel and the group linked to it.

Methods and their parameters are taken from the published specification: what is not in it is refused, what it requires
is asked for, and every message sent back has the fields it promises.
"""

import json
import re
import time
from functools import cache
from itertools import count
from pathlib import Path
from typing import Any

from tests.networks.fakes.server import Answer, Asked, FakeNetwork

SPECIFICATION = Path(__file__).parents[1] / "official" / "telegram" / "api.excerpt.json"
TOKEN = "700700:AAF-lullaby_bot_token"
BOT = {"id": 700700, "is_bot": True, "first_name": "Lullaby", "username": "lullaby_bot"}
CHANNEL = {"id": -1001001, "type": "channel", "title": "Lullaby", "username": "lullaby"}
GROUP = {"id": -1002002, "type": "supergroup", "title": "Lullaby talk", "username": "lullaby_talk"}


@cache
def specification() -> dict[str, Any]:
    return json.loads(SPECIFICATION.read_text())


def error(code: int, description: str, **parameters: Any) -> Answer:
    more = {"parameters": parameters} if parameters else {}
    return Answer({"ok": False, "error_code": code, "description": description} | more, code)


class FakeTelegram(FakeNetwork):
    def __init__(self) -> None:
        super().__init__()
        self.numbers, self.updates = count(10), count(1)
        self.posts: dict[int, dict[str, Any]] = {}
        self.talk: dict[int, dict[str, Any]] = {}
        self.chats: list[dict[str, Any]] = [CHANNEL | {"linked_chat_id": GROUP["id"]}, GROUP]
        self.pending: list[dict[str, Any]] = []
        self.webhook: dict[str, Any] = {"url": "", "has_custom_certificate": False, "pending_update_count": 0}
        self.secret_token = ""
        self.rights = {"status": "administrator", "can_post_messages": True}

    # --- the API ----------------------------------------------------------------------------------------------------

    def answer(self, asked: Asked) -> Answer:
        _, bot, method = asked.path.split("/")
        if bot != f"bot{TOKEN}":
            return error(401, "Unauthorized")
        described = specification()["methods"].get(method)
        if described is None or not hasattr(self, method):
            return error(404, "Not Found: method not found")
        said = asked.json if asked.headers.get("content-type", "").startswith("application/json") else dict(asked.form)
        if wrong := _wrong(described.get("fields", []), said | _named(method, asked)):
            return error(400, f"Bad Request: {wrong}")
        result = getattr(self, method)(said, asked)
        return result if isinstance(result, Answer) else Answer({"ok": True, "result": result})

    def getMe(self, said: Any, asked: Asked) -> Any:
        return BOT

    def getChat(self, said: Any, asked: Asked) -> Any:
        found = (chat for chat in self.chats if _is(chat, said["chat_id"]))
        return next(found, error(400, "Bad Request: chat not found"))

    def getChatMember(self, said: Any, asked: Asked) -> Any:
        return self.rights | {"user": BOT}

    def getChatMemberCount(self, said: Any, asked: Asked) -> Any:
        return 6140

    def sendMessage(self, said: Any, asked: Asked) -> Any:
        if len(said["text"].encode("utf-16-le")) // 2 > 4096:
            return error(400, "Bad Request: message is too long")
        if _is(GROUP, said["chat_id"]):
            return self._talk(said["text"], said.get("reply_parameters", {}).get("message_id"), BOT)
        return self._post({"text": said["text"]})

    def sendPhoto(self, said: Any, asked: Asked) -> Any:
        return self._post({"caption": said.get("caption", ""), "photo": [_size(asked.files["photo"].body)]})

    def sendVideo(self, said: Any, asked: Asked) -> Any:
        film = {"file_id": "f", "file_unique_id": "u", "width": int(said["width"]), "height": int(said["height"]),
                "duration": int(said["duration"])}  # fmt: skip
        return self._post({"caption": said.get("caption", ""), "video": film})

    def sendMediaGroup(self, said: Any, asked: Asked) -> Any:
        items = json.loads(said["media"])
        sent = {item["media"].removeprefix("attach://") for item in items}
        if not 2 <= len(items) <= 10 or sent != set(asked.files):
            return error(400, "Bad Request: wrong file identifier/HTTP URL specified")
        return [self._post({"caption": item.get("caption", "")}) for item in items]

    def editMessageText(self, said: Any, asked: Asked) -> Any:
        return self._edit(said, "text")

    def editMessageCaption(self, said: Any, asked: Asked) -> Any:
        return self._edit(said, "caption")

    def _edit(self, said: Any, name: str) -> Any:
        post = self.posts.get(int(said["message_id"]))
        if post is None:
            return error(400, "Bad Request: message to edit not found")
        if post[name] == said[name]:
            return error(400, "Bad Request: message is not modified: specified new message content is the same")
        post[name] = said[name]
        return post

    def deleteMessage(self, said: Any, asked: Asked) -> Any:
        gone = self.posts.pop(int(said["message_id"]), None)
        return True if gone else error(400, "Bad Request: message to delete not found")

    def getUpdates(self, said: Any, asked: Asked) -> Any:
        if self.webhook["url"]:
            return error(409, "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook first")
        self.pending = [update for update in self.pending if update["update_id"] >= said.get("offset", 0)]
        return self.pending[: said.get("limit", 100)]

    def setWebhook(self, said: Any, asked: Asked) -> Any:
        if not said["url"].startswith("https://"):
            return error(400, "Bad Request: bad webhook: An HTTPS URL must be provided for webhook")
        if not re.fullmatch(r"[A-Za-z0-9_-]{1,256}", said.get("secret_token", "x")):
            return error(400, "Bad Request: secret token contains unallowed characters")
        self.webhook |= {"url": said["url"], "allowed_updates": said.get("allowed_updates", [])}
        self.secret_token = said.get("secret_token", "")
        return True

    def deleteWebhook(self, said: Any, asked: Asked) -> Any:
        self.webhook["url"] = ""
        if said.get("drop_pending_updates"):
            self.pending.clear()
        return True

    def getWebhookInfo(self, said: Any, asked: Asked) -> Any:
        return _kept("WebhookInfo", self.webhook | {"pending_update_count": len(self.pending)})

    def fail_to_call(self, words: str) -> None:
        """Telegram called the address just now, and was not answered."""
        self.webhook |= {"last_error_date": int(time.time()), "last_error_message": words}

    # --- what happens there -----------------------------------------------------------------------------------------

    def _post(self, what: dict[str, Any]) -> dict[str, Any]:
        message = {"message_id": next(self.numbers), "date": int(time.time()), "chat": CHANNEL, "sender_chat": CHANNEL}
        self.posts[message["message_id"]] = _kept("Message", message | what)
        self._forward(message)
        return self.posts[message["message_id"]]

    def _forward(self, post: dict[str, Any]) -> None:
        """Every post arrives in the group by itself."""
        origin = {"type": "channel", "chat": CHANNEL, "message_id": post["message_id"], "date": post["date"]}
        forward = {"message_id": next(self.numbers), "date": post["date"], "chat": GROUP, "sender_chat": CHANNEL,
                   "is_automatic_forward": True, "forward_origin": origin}  # fmt: skip
        self._tell(forward)

    def _talk(self, text: str, answered: int | None, who: dict[str, Any]) -> Any:
        before = self.talk.get(answered or 0)
        if answered and before is None:
            return error(400, "Bad Request: message to be replied not found")
        message = {"message_id": next(self.numbers), "date": int(time.time()), "chat": GROUP, "from": who, "text": text}
        if before:
            thread = before.get("message_thread_id", before["message_id"])
            message |= {"reply_to_message": _without_reply(before), "message_thread_id": thread}
        self._tell(message)
        return message

    def _tell(self, message: dict[str, Any]) -> None:
        self.talk[message["message_id"]] = _kept("Message", message)
        if message.get("from") != BOT:
            self.pending.append({"update_id": next(self.updates), "message": message})

    def say(self, text: str, *, under: int, name: str = "Olena") -> int:
        """A reader speaks under the post with this number, or under what was said there."""
        forwards = (m for m in self.talk.values() if (m.get("forward_origin") or {}).get("message_id") == under)
        answered = next((message["message_id"] for message in forwards), under)
        who = {"id": 42, "is_bot": False, "first_name": name}
        return self._talk(text, answered, who)["message_id"]

    def say_in(self, chat: dict[str, Any], text: str) -> dict[str, Any]:
        """Somebody speaks in another group the bot is in; its numbers are its own. What the bot is told."""
        who = {"id": 66, "is_bot": False, "first_name": "Iryna"}
        message = {"message_id": 501, "date": int(time.time()), "chat": chat, "from": who, "text": text}
        self.pending.append({"update_id": next(self.updates), "message": _kept("Message", message)})
        return self.pending[-1]


def _named(method: str, asked: Asked) -> dict[str, str]:
    """Files are parameters of their own, except in an album, which names them itself."""
    return {} if method == "sendMediaGroup" else dict.fromkeys(asked.files, "a file")


def _is(chat: dict[str, Any], named: Any) -> bool:
    return str(named) in (str(chat["id"]), f"@{chat['username']}")


def _size(body: bytes) -> dict[str, Any]:
    return {"file_id": "f", "file_unique_id": "u", "width": 1, "height": 1, "file_size": len(body)}


def _without_reply(message: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in message.items() if name != "reply_to_message"}


def _wrong(fields: list[dict[str, Any]], said: dict[str, Any]) -> str:
    """What of ``said`` the specification does not know, or misses."""
    known = {field["name"]: field for field in fields}
    if strange := set(said) - set(known):
        return f"unknown parameter {sorted(strange)}"
    missing = [name for name, field in known.items() if field["required"] and said.get(name) in (None, "")]
    return f"{missing[0]} is empty" if missing else ""


def _kept(kind: str, thing: dict[str, Any]) -> dict[str, Any]:
    """The thing, if it has what the specification promises and nothing else."""
    fields = {field["name"]: field for field in specification()["types"][kind]["fields"]}
    assert set(thing) <= set(fields), set(thing) - set(fields)
    assert {name for name, field in fields.items() if field["required"]} <= set(thing)
    return thing
