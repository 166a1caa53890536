"""A community on VKontakte. Credentials: ``{"token", "group_id", "device_id", "refresh_token", "secret"}``.

``guid`` keeps a repeated call from making a second post or comment; for how long is not published, so what may be out
is looked for on the wall first, and only what is still absent after ``repeat_after`` is sent again, with the same guid.
"Hidden" is taken down there: VKontakte hides nothing, and puts a comment back that was taken down.
"""

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from typing import Any
from uuid import uuid5

from django.conf import settings

from projects.models.channel import Channel
from projects.networks.abilities import abilities_of
from projects.networks.base import (
    Adapter,
    Budget,
    Call,
    CommentPage,
    CredentialsRevoked,
    Gone,
    NetworkError,
    News,
    Outgoing,
    OutgoingPost,
    OutgoingReply,
    PermissionMissing,
    Rejected,
    RemoteMetrics,
    RemotePage,
    RemotePoll,
    Renewed,
    Sent,
    Unconfirmed,
)
from projects.networks.limits import limits_for
from projects.networks.objections import refuse_early
from projects.networks.vk import callback, comments, search, server
from projects.networks.vk.attachments import attached, carried, linked
from projects.networks.vk.line import Line, fresh_token
from projects.networks.vk.refusals import WRONG_KIND
from projects.networks.vk.things import address, name_in, name_of, read_name, same_words

PAGE, FARTHEST = 100, 5
CLOCKS_APART = dt.timedelta(minutes=2)


class VKAdapter(Adapter):
    limits = limits_for("vk")
    abilities = abilities_of("vk")
    budgets = (Budget(calls=3, seconds=1),)
    repeat_after = dt.timedelta(minutes=2)

    def __init__(self, channel: Channel) -> None:
        credentials: Any = channel.credentials or {}
        self.credentials = credentials
        self.line = Line(str(credentials.get("token", "")))
        self._called = str(credentials.get("group_id") or channel.external_id or "").strip()

    @property
    def group(self) -> int:
        """The community's positive number."""
        if not re.fullmatch(r"[0-9]{1,18}", self._called):
            raise Rejected("Say which community shall be published in: its number, as in vk.com/club123.")
        return int(self._called)

    # --- sending ----------------------------------------------------------------------------------------------------

    def send(self, outgoing: Outgoing) -> Sent:
        refuse_early(outgoing, self.limits)
        if isinstance(outgoing, OutgoingReply):
            return self._answer(outgoing)
        answer = self.line.call(
            "wall.post",
            changes=True,
            owner_id=-self.group,
            from_group=True,
            message=outgoing.text,
            attachments=attached(self.line, self.group, outgoing),
            guid=outgoing.idempotency_key,
            **_read_by_a_person(outgoing),
        )
        return self._completed(self._proof(_number(answer, "post_id")), outgoing)

    def _answer(self, reply: OutgoingReply) -> Sent:
        """To a comment, or under a post that a search found."""
        owner, number = read_name(reply.comment_id)
        _, post = read_name(reply.post_id or reply.comment_id)
        target = {} if reply.comment_id == (reply.post_id or reply.comment_id) else {"reply_to_comment": number}
        answer = self._say(owner, post, reply.text, guid=reply.idempotency_key, **target, **_read_by_a_person(reply))
        said = _number(answer, "comment_id")
        thread = next(iter(answer.get("parents_stack") or ()), None)
        return Sent(remote_id=name_of(owner, said), url=address(owner, post, comment=said, thread=thread))

    def _say(self, owner: int, post: int, text: str, **more: Any) -> Any:
        return self.line.call(
            "wall.createComment",
            changes=True,
            owner_id=owner,
            post_id=post,
            from_group=self.group,
            message=text,
            **more,
        )

    def _completed(self, sent: Sent, outgoing: OutgoingPost) -> Sent:
        """With its first comment. A post that is out stays out, whatever becomes of the comment."""
        if not outgoing.first_comment:
            return sent
        guid = uuid5(outgoing.idempotency_key, "first comment")
        try:
            self._say(*read_name(sent.remote_id), outgoing.first_comment, guid=guid)
        except NetworkError as error:
            return Sent(remote_id=sent.remote_id, url=sent.url, note=f"The first comment is missing. {error}")
        return sent

    def _proof(self, number: int) -> Sent:
        return Sent(remote_id=name_of(-self.group, number), url=address(-self.group, number))

    def find(self, outgoing: Outgoing, *, since: dt.datetime) -> Sent | None:
        """By its words and its time among what the community said; a post found so gets its first comment."""
        earliest = (since - CLOCKS_APART).timestamp()
        if isinstance(outgoing, OutgoingReply):
            return self._find_answer(outgoing, earliest)
        for post in self._wall(earliest):
            if _is_same(post, outgoing):
                return self._completed(self._proof(post["id"]), outgoing)
        return None

    def _find_answer(self, reply: OutgoingReply, earliest: float) -> Sent | None:
        owner, post = read_name(reply.post_id or reply.comment_id)
        for said, _ in comments.under(self.line, owner, post):
            is_ours = said.get("from_id") == -self.group and said.get("date", 0) >= earliest
            if is_ours and same_words(said.get("text", ""), reply.text):
                url = address(owner, post, comment=said["id"], thread=next(iter(said.get("parents_stack") or ()), None))
                return Sent(remote_id=name_of(owner, said["id"]), url=url)
        return None

    def _wall(self, earliest: float) -> Iterator[dict[str, Any]]:
        """The community's own posts since then; one pinned above them may be older."""
        for number in range(FARTHEST):
            answer = self.line.call(
                "wall.get", owner_id=-self.group, filter="owner", count=PAGE, offset=number * PAGE or None
            )
            items = answer.get("items", [])
            yield from (post for post in items if post.get("date", 0) >= earliest)
            if len(items) < PAGE or items[-1].get("date", 0) < earliest:
                return

    def remote_id_of(self, url: str) -> str:
        return name_in(url)

    def edit(self, outgoing: OutgoingPost, *, remote_id: str) -> Sent:
        """The words and the link. Pictures, films and the poll stay as they are: a new poll would lose its votes."""
        owner, number = read_name(remote_id)
        kept = [*carried(self._post(remote_id)), *linked(outgoing)]
        self.line.call(
            "wall.edit", owner_id=owner, post_id=number, message=outgoing.text, attachments=kept,
        )  # fmt: skip
        return Sent(remote_id=remote_id, url=address(owner, number))

    def delete(self, *, remote_id: str) -> None:
        owner, number = read_name(remote_id)
        self._post(remote_id)
        self.line.call("wall.delete", owner_id=owner, post_id=number)

    # --- listening --------------------------------------------------------------------------------------------------

    def comments(self, *, cursor: dict[str, Any]) -> CommentPage:
        return comments.read(self.line, self.group, cursor)

    def search_mentions(self, *, query: str, cursor: dict[str, Any]) -> CommentPage:
        return search.find(self.line, self.group, query, cursor)

    def ask_for_calls(self, *, address: str, kept: Mapping[str, Any]) -> dict[str, Any]:
        return server.begin(self.line, self.group, address=address, secret=self._secret, kept=kept)

    def end_calls(self, *, kept: Mapping[str, Any]) -> None:
        server.end(self.line, self.group, kept)

    def parse_webhook(self, call: Call) -> News:
        return callback.read(self.line, self.group, self._secret, call)

    @property
    def _secret(self) -> str:
        return str(self.credentials.get("secret", ""))

    def hide(self, *, comment_id: str, hidden: bool) -> None:
        owner, number = read_name(comment_id)
        method = "wall.deleteComment" if hidden else "wall.restoreComment"
        self.line.call(method, owner_id=owner, comment_id=number)

    # --- counting ---------------------------------------------------------------------------------------------------

    def metrics(self, *, remote_id: str) -> RemoteMetrics:
        post = self._post(remote_id)
        reached = self._reach(remote_id)
        counted = {name: (post.get(name) or {}).get("count") for name in ("likes", "comments", "reposts", "views")}
        return RemoteMetrics(
            likes=counted["likes"],
            comments=counted["comments"],
            shares=counted["reposts"],
            views=counted["views"],
            reach=reached.get("reach_total"),
            clicks=reached.get("links"),
            followers=self._community().get("members_count"),
        )

    def _reach(self, remote_id: str) -> dict[str, Any]:
        """Whom the post reached; nothing where this person may not see the community's statistics."""
        owner, number = read_name(remote_id)
        try:
            found = self.line.call("stats.getPostReach", owner_id=owner, post_ids=[number])
        except Rejected:
            return {}
        return found[0] if found else {}

    def fetch_poll(self, *, remote_id: str) -> RemotePoll:
        attachments = self._post(remote_id).get("attachments") or []
        poll = next((one["poll"] for one in attachments if one.get("type") == "poll" and one.get("poll")), None)
        if poll is None:
            raise Rejected("VKontakte shows no poll under this post.")
        return RemotePoll(
            votes=[answer.get("votes", 0) for answer in poll.get("answers", [])],
            voters=poll.get("votes", 0),
            closed=bool(poll.get("closed")),
        )

    def _post(self, remote_id: str) -> dict[str, Any]:
        read_name(remote_id)
        answer = self.line.call("wall.getById", posts=[remote_id])
        found = [post for post in answer.get("items", []) if not post.get("is_deleted")]
        if not found:
            raise Gone("The post is not on VKontakte any more.")
        post: dict[str, Any] = found[0]
        return post

    # --- the community ----------------------------------------------------------------------------------------------

    def enter(self, *, trying: bool = False) -> Renewed | None:
        """With the community's number in the place of its name, and with a fresh token where it can be renewed:
        only so its end is known."""
        if not self._called.isdecimal():
            answer = self.line.call("groups.getById", group_id=self._called or None)
            found = next(iter(answer.get("groups") or []), None)
            if not found or not self._called:
                raise Rejected("VKontakte knows no community of this name. Give its number, as in vk.com/club123.")
            self._called = str(found["id"])
        self.credentials = {**self.credentials, "group_id": self._called}
        if self.credentials.get("refresh_token") and settings.VK_APP_ID and not trying:
            return self.refresh_credentials()
        return Renewed(credentials=self.credentials)

    def page(self) -> RemotePage:
        """The community, if this token's person runs it."""
        community = self._community()
        if not self.line.call("users.get"):
            raise PermissionMissing(WRONG_KIND, permission="user token")
        if not community.get("is_admin"):
            raise PermissionMissing(
                "The person behind this token does not run the community. Connect it as one of its managers.",
                permission="is_admin",
            )
        called = community.get("screen_name") or f"club{self.group}"
        return RemotePage(
            external_id=str(community["id"]),
            name=str(community.get("name", "")),
            url=f"https://vk.com/{called}",
            followers=community.get("members_count"),
        )

    def _community(self) -> dict[str, Any]:
        answer = self.line.call(
            "groups.getById", group_id=self.group, fields=["members_count", "screen_name", "is_admin"]
        )
        found = [group for group in answer.get("groups") or [] if group.get("id") == self.group]
        if not found or found[0].get("deactivated"):
            raise Gone("The community is not on VKontakte any more.")
        community: dict[str, Any] = found[0]
        return community

    def refresh_credentials(self) -> Renewed:
        if not settings.VK_APP_ID:
            raise CredentialsRevoked(
                "VKontakte's access cannot be renewed: VK_APP_ID is not set for this installation."
            )
        kept, device = (str(self.credentials.get(name) or "") for name in ("refresh_token", "device_id"))
        if not kept or not device:
            raise CredentialsRevoked("This access to VKontakte was given without a way to renew it. Connect it again.")
        fresh = fresh_token(kept, device)
        lasts = fresh.get("expires_in") or 0
        tokens = {"token": fresh["access_token"], "refresh_token": fresh.get("refresh_token") or kept}
        ends = dt.datetime.now(dt.UTC) + dt.timedelta(seconds=int(lasts)) if lasts else None
        return Renewed(credentials=self.credentials | tokens, expire_at=ends)


def _read_by_a_person(outgoing: Outgoing) -> dict[str, str]:
    captcha = outgoing.captcha
    return {"captcha_sid": captcha.sid, "captcha_key": captcha.answer} if captcha else {}


def _number(answer: Any, name: str) -> int:
    number = answer.get(name) if isinstance(answer, dict) else None
    if not isinstance(number, int):
        raise Unconfirmed("VKontakte took it and gave no number.")
    return number


def _is_same(post: dict[str, Any], outgoing: OutgoingPost) -> bool:
    """Words alone, or how many pictures and films there are where there are no words."""
    if not same_words(post.get("text", ""), outgoing.text):
        return False
    media = [name for name in carried(post) if not name.startswith("poll")]
    return bool(outgoing.text.strip()) or len(media) == outgoing.media_count
