"""Telegram channels through the Bot API: https://core.telegram.org/bots/api, version 10.1.

A channel is a chat in which our bot is an administrator; comments live in the group linked to it, where every post
arrives as an automatic forward that they answer. The API shows a bot neither what it has published nor how often it
was seen, so a post whose answer was lost is a person's to find, and nothing is counted.

Credentials: ``{"token": "123456:ABC…", "chat": "@name" or "-100…", "secret": "…"}``; the secret guards the webhook.
The token stands in every address, which is why no address is ever part of an error.
"""

import datetime as dt
import hmac
import json
import re
from collections.abc import Mapping
from contextlib import ExitStack
from typing import Any

import httpx
from django.conf import settings
from django.core.cache import cache

from projects.models.channel import Channel
from projects.networks import http, telegram_calls, telegram_groups
from projects.networks.abilities import Ability, abilities_of
from projects.networks.base import (
    Adapter,
    Budget,
    Call,
    CannotDo,
    CommentPage,
    CredentialsExpired,
    CredentialsRevoked,
    Gone,
    Misused,
    NetworkError,
    News,
    Outgoing,
    OutgoingPost,
    OutgoingReply,
    PermissionMissing,
    Picture,
    RateLimited,
    Rejected,
    RemoteComment,
    RemotePage,
    Sent,
    Unavailable,
    Unconfirmed,
    Video,
    opened,
)
from projects.networks.limits import limits_for
from projects.networks.objections import refuse_early

HEARD = ("message", "edited_message", "my_chat_member")
PAGE = 100
REMEMBERED = 300  # posts whose place in the group is kept
NOT_MODIFIED = "message is not modified"
THREADS_LAST = dt.timedelta(days=60).total_seconds()


class TelegramAdapter(Adapter):
    limits = limits_for("telegram")
    abilities = abilities_of("telegram")
    budgets = (
        Budget(calls=25, seconds=1),
        Budget(calls=18, seconds=60, share="channel", work=("send",)),
    )
    repeat_after = None

    def __init__(self, channel: Channel) -> None:
        credentials: Any = channel.credentials or {}
        self.token = str(credentials.get("token", ""))
        self.chat = str(credentials.get("chat") or channel.external_id)
        self.secret = str(credentials.get("secret", ""))

    # --- sending ----------------------------------------------------------------------------------------------------

    def send(self, outgoing: Outgoing) -> Sent:
        refuse_early(outgoing, self.limits)
        if isinstance(outgoing, OutgoingReply):
            return self._answer(outgoing)
        media: list[Picture | Video] = [*outgoing.pictures, *outgoing.videos]
        body = self.limits.body(outgoing.text, outgoing.link)
        match media:
            case []:
                message = self._publish("sendMessage", {"text": body})
            case [Picture() as picture]:
                message = self._publish("sendPhoto", {"caption": body}, photo=picture)
            case [Video() as video]:
                message = self._publish("sendVideo", {"caption": body} | _shape(video), video=video)
            case _:
                message = self._album(body, media)
        return self._proof(message)

    def _answer(self, reply: OutgoingReply) -> Sent:
        """In the linked group, where a comment's id is its number there."""
        group = self._group()
        target = {"message_id": _number(reply.comment_id), "allow_sending_without_reply": False}
        message = self._call("sendMessage", changes=True, chat_id=group["id"], text=reply.text, reply_parameters=target)
        return Sent(remote_id=str(message["message_id"]), url=_address(group, message["message_id"]))

    def _album(self, body: str, media: list[Picture | Video]) -> Any:
        items: list[dict[str, Any]] = [
            {"type": _kind(medium), "media": f"attach://m{number}"} | _shape(medium)
            for number, medium in enumerate(media)
        ]
        items[0]["caption"] = body
        files = {f"m{number}": medium for number, medium in enumerate(media)}
        return self._publish("sendMediaGroup", {"media": items}, **files)

    def _publish(self, method: str, said: dict[str, Any], **files: Picture | Video) -> Any:
        if not files:
            return self._call(method, changes=True, chat_id=self.chat, **said)
        with ExitStack() as open_files:
            parts = {
                name: (medium.path.name, open_files.enter_context(opened(medium)), medium.mime)
                for name, medium in files.items()
            }
            return self._ask(method, changes=True, data=_flat({"chat_id": self.chat, **said}), files=parts)

    def _proof(self, answer: Any) -> Sent:
        """An album is several messages; readers see one post, whose address is the first one's."""
        messages = answer if isinstance(answer, list) else [answer]
        numbers = [str(message["message_id"]) for message in messages if message.get("message_id")]
        if not numbers:
            raise Unconfirmed("Telegram took it and gave no number.")
        return Sent(remote_id=",".join(numbers), url=_address(messages[0]["chat"], numbers[0]))

    def find(self, outgoing: Outgoing, *, since: dt.datetime) -> Sent | None:
        raise CannotDo("Telegram shows a bot nothing of what it has published. Look into the channel.")

    def remote_id_of(self, url: str) -> str:
        found = re.fullmatch(r"https://t\.me/(?:c/\d+|\w{4,32})/(\d+)(?:\?single)?", url.strip())
        return found[1] if found else ""

    def edit(self, outgoing: OutgoingPost, *, remote_id: str) -> Sent:
        """The words only; what is equal already is fine."""
        body = self.limits.body(outgoing.text, outgoing.link)
        number = _number(remote_id.split(",")[0])
        name, method = ("caption", "editMessageCaption") if outgoing.media_count else ("text", "editMessageText")
        try:
            self._call(method, changes=False, chat_id=self.chat, message_id=number, **{name: body})
        except Rejected as error:
            if NOT_MODIFIED not in str(error):
                raise
        return Sent(remote_id=remote_id, url=_address(self._chat(), number))

    def delete(self, *, remote_id: str) -> None:
        for number in remote_id.split(","):
            self._call("deleteMessage", changes=False, chat_id=self.chat, message_id=_number(number))

    # --- listening --------------------------------------------------------------------------------------------------

    def comments(self, *, cursor: dict[str, Any]) -> CommentPage:
        """What was said in the linked group since.

        Asking for the next updates tells Telegram that these have arrived, for every channel of the bot.
        """
        group, bot = self._linked(), self.called_about()
        if not group:
            return CommentPage(comments=[], cursor=cursor)
        updates = self._call(
            "getUpdates", changes=False, offset=cursor.get("offset", 0), limit=PAGE, timeout=0, allowed_updates=HEARD
        )
        telegram_groups.lay_down(updates, bot=bot)
        said, place, more = telegram_groups.read_on(group, bot=bot, place=cursor.get("place", 0), most=PAGE)
        posts = dict(cursor.get("posts", {}))
        heard = [comment for update in said if (comment := self._heard(update, posts))]
        offset = max((update["update_id"] + 1 for update in updates), default=cursor.get("offset", 0))
        kept = dict(list(posts.items())[-REMEMBERED:])
        new = {"offset": offset, "place": place, "posts": kept}
        return CommentPage(comments=heard, cursor=new, more=more or len(updates) == PAGE)

    def called_about(self) -> str:
        return self.token.partition(":")[0]

    def ask_for_calls(self, *, address: str, kept: Mapping[str, Any]) -> dict[str, Any]:
        return telegram_calls.begin(self._call, address=address, secret=self.secret, updates=HEARD, kept=kept)

    def end_calls(self, *, kept: Mapping[str, Any]) -> None:
        telegram_calls.end(self._call, kept)

    def parse_webhook(self, call: Call) -> News:
        sent = call.headers.get("X-Telegram-Bot-Api-Secret-Token", "")
        if not self.secret or not hmac.compare_digest(sent.encode(), self.secret.encode()):
            raise PermissionMissing("This call does not know the secret we agreed with Telegram.")
        try:
            update = json.loads(call.body)
        except (ValueError, RecursionError) as error:
            raise Misused("Telegram called with something that is no update.") from error
        group = telegram_groups.group_of(update) if isinstance(update, dict) else ""
        said = self._heard(update, {}) if group and group == self._linked() else None
        return News(comments=[said] if said else [])

    def _heard(self, update: dict[str, Any], posts: dict[str, str]) -> RemoteComment | None:
        """A comment; ``update`` is of the linked group.

        ``posts`` (it grows): a thread's number there to the post's in the channel.
        """
        message = update.get("message") or update.get("edited_message") or {}
        if message.get("is_automatic_forward"):
            self._remember(posts, message)
            return None
        text = message.get("text") or message.get("caption") or ""
        answered = message.get("reply_to_message") or {}
        if not text or not isinstance(text, str):
            return None
        if answered.get("is_automatic_forward"):
            post, parent = str((answered.get("forward_origin") or {}).get("message_id", "")), ""
        else:
            thread = str(message.get("message_thread_id", ""))
            post = posts.get(thread) or cache.get(self._thread(message, thread), "")
            parent = str(answered.get("message_id", ""))
        return self._comment(message, text, post=post, parent=parent)

    def _remember(self, posts: dict[str, str], forward: dict[str, Any]) -> None:
        """Beside ``posts``, which go with the cursor: Telegram calls without one."""
        thread, post = str(forward["message_id"]), str((forward.get("forward_origin") or {}).get("message_id", ""))
        posts[thread] = post
        cache.set(self._thread(forward, thread), post, THREADS_LAST)

    def _thread(self, message: dict[str, Any], number: str) -> str:
        return f"telegram-thread:{self.called_about()}:{(message.get('chat') or {}).get('id')}:{number}"

    def _comment(self, message: dict[str, Any], text: str, *, post: str, parent: str) -> RemoteComment:
        person, chat = message.get("from") or {}, message.get("sender_chat")
        who: dict[str, Any] = chat or person
        name = who.get("title") or " ".join(filter(None, (who.get("first_name"), who.get("last_name"))))
        return RemoteComment(
            external_id=str(message["message_id"]),
            text=text,
            published_at=dt.datetime.fromtimestamp(message.get("date", 0), dt.UTC),
            author_id=str(who.get("id", "")),
            author_name=name or str(who.get("username", "")),
            author_url=f"https://t.me/{who['username']}" if who.get("username") else "",
            url=_address(message["chat"], message["message_id"]),
            parent_id=parent,
            post_id=post,
            is_own=str(person.get("id")) == self.token.partition(":")[0] or self._is_us(chat),
        )

    def _is_us(self, chat: dict[str, Any] | None) -> bool:
        return chat is not None and self.chat in (str(chat.get("id")), f"@{chat.get('username')}")

    # --- the page ---------------------------------------------------------------------------------------------------

    def page(self) -> RemotePage:
        """The channel, if the bot may publish in it."""
        chat = self._chat()
        bot = self._call("getMe", changes=False)
        rights = self._call("getChatMember", changes=False, chat_id=self.chat, user_id=bot["id"])
        if not (rights.get("status") == "administrator" and rights.get("can_post_messages")):
            raise PermissionMissing(
                f"@{bot.get('username')} may not publish there. Make it an administrator of the channel.",
                permission="can_post_messages",
            )
        count = self._call("getChatMemberCount", changes=False, chat_id=self.chat)
        return RemotePage(
            external_id=str(chat["id"]),
            name=str(chat.get("title", "")),
            url=f"https://t.me/{chat['username']}" if chat.get("username") else "",
            followers=count if isinstance(count, int) else None,
            missing=_missing(chat, rights),
        )

    def _chat(self) -> dict[str, Any]:
        if not self.chat:
            raise Rejected("Say which channel the bot shall publish in: its @name or its number.")
        found: dict[str, Any] = self._call("getChat", changes=False, chat_id=self.chat)
        return found

    def _linked(self) -> str:
        return telegram_groups.linked_to(self.chat, bot=self.called_about(), ask=self._chat)

    def _group(self) -> dict[str, Any]:
        linked = self._chat().get("linked_chat_id")
        if not linked:
            raise Gone("The channel has no group for comments any more.")
        found: dict[str, Any] = self._call("getChat", changes=False, chat_id=linked)
        return found

    # --- the line ---------------------------------------------------------------------------------------------------

    def _call(self, method: str, *, changes: bool, **said: Any) -> Any:
        return self._ask(method, changes=changes, json=said)

    def _ask(self, method: str, *, changes: bool, **request: Any) -> Any:
        if not re.fullmatch(r"\d+:[\w-]+", self.token):
            raise CredentialsExpired("The channel was never given a bot token that can be used.")
        url = f"{settings.TELEGRAM_API_URL}/bot{self.token}/{method}"
        answer = http.ask("Telegram", "POST", url, changes=changes, refusal=_refusal, **request)
        if not isinstance(answer, dict) or "result" not in answer:
            raise (Unconfirmed if changes else Unavailable)("Telegram answered with something that is not an answer.")
        return answer["result"]


def _refusal(response: httpx.Response, body: Any, unclear: type[NetworkError]) -> NetworkError | None:
    """By number first; the words are no contract."""
    if not isinstance(body, dict) or body.get("ok") is not False:
        return None
    words = str(body.get("description") or "Telegram refused.")[:400]
    code, more = body.get("error_code", response.status_code), body.get("parameters") or {}
    match code:
        case 401 | 404:
            return CredentialsRevoked("Telegram does not know this bot token any more. Give the channel a new one.")
        case 403:
            return PermissionMissing(f"Telegram says: {words}. Make the bot an administrator of the channel again.")
        case 409:
            return Misused("Another program collects what this bot hears, or a webhook is set. Switch it off there.")
        case 413:
            return Rejected("A picture or a video is too large for Telegram.")
        case 429:
            return RateLimited(
                "Telegram asks to slow down.", retry_after=http.seconds_of(more.get("retry_after"), response)
            )
        case int() if code >= 500:
            return unclear(f"Telegram has trouble on its side (error {code}).")
    return _refused(words, more)


def _refused(words: str, more: dict[str, Any]) -> NetworkError:
    said = words.lower()
    if "migrate_to_chat_id" in more:
        return Gone(f"The group has moved. Connect it again as {more['migrate_to_chat_id']}.")
    if "not found" in said:
        return Gone(f"Telegram says: {words}.")
    if "can't parse" in said:
        return Misused(f"Telegram says: {words}.")
    return Rejected(f"Telegram says: {words}.")


def _missing(chat: dict[str, Any], rights: dict[str, Any]) -> list[str]:
    """What the bot may not do in the channel; the rights are the Bot API's own names."""
    lacking = [] if chat.get("linked_chat_id") else [Ability.COMMENTS, Ability.REPLY]
    needed = {"can_edit_messages": Ability.EDIT, "can_delete_messages": Ability.DELETE}
    refused = [ability for name, ability in needed.items() if rights.get(name) is False]
    return [ability.value for ability in (*lacking, *refused)]


def _flat(said: dict[str, Any]) -> dict[str, str]:
    """Beside files everything travels as text."""
    return {name: value if isinstance(value, str) else json.dumps(value) for name, value in said.items()}


def _kind(medium: Picture | Video) -> str:
    return "photo" if isinstance(medium, Picture) else "video"


def _shape(medium: Picture | Video) -> dict[str, Any]:
    if isinstance(medium, Picture):
        return {}
    seconds = round(medium.seconds)
    return {"width": medium.width, "height": medium.height, "duration": seconds, "supports_streaming": True}


def _address(chat: dict[str, Any], number: int | str) -> str:
    """The public address of a message; chats without a name show it to their members only."""
    if chat.get("username"):
        return f"https://t.me/{chat['username']}/{number}"
    return f"https://t.me/c/{str(chat['id']).removeprefix('-100')}/{number}"


def _number(text: str) -> int:
    if not text.isdecimal():
        raise Gone("This is not the number of a message on Telegram.")
    return int(text)
