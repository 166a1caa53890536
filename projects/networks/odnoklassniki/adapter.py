"""A group on Odnoklassniki. Credentials: ``{"token", "group_id", "refresh_token", "is_long"}``.

Nothing marks a repeated call, so what may be out is looked for among the latest topics by its words, and when it is
not found a person decides. Topics are neither changed nor deleted from here: the documentation that can be read does
not say how. Hiding a comment would be deleting it for good, and how people voted in a poll is not told: neither is
offered.
"""

import datetime as dt
import json
import re
from typing import Any

from django.conf import settings

from projects.models.channel import Channel
from projects.networks.abilities import abilities_of
from projects.networks.base import (
    Adapter,
    CommentPage,
    Gone,
    NetworkError,
    Outgoing,
    OutgoingPost,
    OutgoingReply,
    Rejected,
    RemoteMetrics,
    RemotePage,
    Renewed,
    Sent,
    Unavailable,
    Unconfirmed,
    Video,
    size_of,
)
from projects.networks.limits import limits_for
from projects.networks.objections import refuse_early
from projects.networks.odnoklassniki import groups, tokens, topics
from projects.networks.odnoklassniki.line import Line

CLOCKS_APART = dt.timedelta(minutes=2)
NOT_AN_ANSWER = "Odnoklassniki answered with something that is not an answer."


class OdnoklassnikiAdapter(Adapter):
    limits = limits_for("odnoklassniki")
    abilities = abilities_of("odnoklassniki")
    repeat_after = None

    def __init__(self, channel: Channel) -> None:
        self.credentials: Any = channel.credentials or {}
        self.line = Line(str(self.credentials.get("token", "")))
        self._named = str(self.credentials.get("group_id") or channel.external_id or "").strip()

    @property
    def group(self) -> str:
        if not re.fullmatch(r"[0-9]{1,20}", self._named):
            raise Rejected("Say which group shall be published in: its number, as in ok.ru/group/51234567890.")
        return self._named

    # --- sending ----------------------------------------------------------------------------------------------------

    def send(self, outgoing: Outgoing) -> Sent:
        refuse_early(outgoing, self.limits)
        if isinstance(outgoing, OutgoingReply):
            if not outgoing.post_id:
                raise Rejected("It is not known under which topic this was said.")
            return self._say(outgoing.post_id, outgoing.text, reply_to_comment_id=outgoing.comment_id)
        attachment = json.dumps({"media": self._media(outgoing), "onBehalfOfGroup": "true"}, ensure_ascii=False)
        answer = self.line.call(
            "mediatopic.post", changes=True, type="GROUP_THEME", gid=self.group, attachment=attachment
        )
        return self._completed(self._proof(_id_in(answer)), outgoing)

    def _media(self, post: OutgoingPost) -> list[dict[str, Any]]:
        """The parts of a topic, top to bottom; pictures and films are brought first."""
        films = [{"type": "movie", "list": [{"id": self._film(video, post)}]} for video in post.videos]
        text = [{"type": "text", "text": post.text}] if post.text.strip() else []
        link = [{"type": "link", "url": post.link}] if post.link else []
        return [*text, *self._pictures(post), *films, *link]

    def _pictures(self, post: OutgoingPost) -> list[dict[str, Any]]:
        if not post.pictures:
            return []
        place = self.line.call("photosV2.getUploadUrl", gid=self.group, count=len(post.pictures))
        kept = self.line.upload_pictures(_part(place, "upload_url"), [*post.pictures]).get("photos") or {}
        tokens = [_part(kept.get(number), "token") for number in _part(place, "photo_ids")]
        return [{"type": "photo", "list": [{"id": token} for token in tokens]}]

    def _film(self, video: Video, post: OutgoingPost) -> str:
        place = self.line.call(
            "video.getUploadUrl", gid=self.group, file_name=video.path.name, file_size=size_of(video)
        )
        number = str(_part(place, "video_id"))
        self.line.upload_film(_part(place, "upload_url"), video)
        title = (video.alt or post.text).strip().split("\n")[0][:100] or video.path.stem
        self.line.call("video.update", vid=number, title=title, publish=True)
        return number

    def _say(self, topic: str, text: str, **more: Any) -> Sent:
        answer = self.line.call(
            "discussions.addDiscussionComment", changes=True, entityId=topic, entityType=topics.KIND, comment=text,
            as_admin=True, **more,
        )  # fmt: skip
        return Sent(remote_id=_id_in(answer), url=topics.address(self.group, topic))

    def _completed(self, sent: Sent, outgoing: OutgoingPost) -> Sent:
        """With its first comment. A topic that is out stays out, whatever becomes of the comment."""
        if not outgoing.first_comment:
            return sent
        try:
            self._say(sent.remote_id, outgoing.first_comment)
        except NetworkError as error:
            return Sent(remote_id=sent.remote_id, url=sent.url, note=f"The first comment is missing. {error}")
        return sent

    def _proof(self, topic: str) -> Sent:
        return Sent(remote_id=topic, url=topics.address(self.group, topic))

    def find(self, outgoing: Outgoing, *, since: dt.datetime) -> Sent | None:
        """By words and time. A first comment is not made up for: nothing would keep it from being a second one."""
        earliest = (since - CLOCKS_APART).timestamp() * 1000
        if isinstance(outgoing, OutgoingReply):
            return self._find_answer(outgoing, earliest)
        if not outgoing.text.strip():
            return None  # one picture looks like another to a program
        for topic in topics.latest(self.line, self.group):
            is_recent = int(topic.get("created_ms") or 0) >= earliest
            if is_recent and _same(topics.words_of(topic), outgoing.text):
                found = self._proof(str(topic["id"]))
                note = "Look whether the first comment is there." if outgoing.first_comment else ""
                return Sent(remote_id=found.remote_id, url=found.url, note=note)
        return None

    def _find_answer(self, reply: OutgoingReply, earliest: float) -> Sent | None:
        for said, _ in topics.under(self.line, reply.post_id):
            if topics.moment_ms(said) < earliest:
                return None
            if topics.author_of(said) == self.group and _same(str(said.get("text", "")), reply.text):
                return Sent(remote_id=str(said["id"]), url=topics.address(self.group, reply.post_id))
        return None

    def remote_id_of(self, url: str) -> str:
        found = re.fullmatch(r"https://(?:m\.)?ok\.ru/(?:group/)?[\w.-]+/topic/(\d+)/?(?:[?#]\S*)?", url.strip())
        return found[1] if found else ""

    # --- listening --------------------------------------------------------------------------------------------------

    def comments(self, *, cursor: dict[str, Any]) -> CommentPage:
        return topics.read(self.line, self.group, cursor)

    def metrics(self, *, remote_id: str) -> RemoteMetrics:
        answer = self.line.call("mediatopic.getByIds", topic_ids=remote_id, fields=settings.OK_TOPIC_FIELDS)
        found = answer.get("media_topics") or [] if isinstance(answer, dict) else []
        if not found:
            raise Gone("The topic is not on Odnoklassniki any more.")
        reached = self._reached(remote_id)
        return RemoteMetrics(
            likes=_count(found[0], "like_summary", "count"),
            comments=_count(found[0], "discussion_summary", "comments_count"),
            shares=_count(found[0], "reshare_summary", "count"),
            reach=_count(reached, "topic", "reach"),
            views=_count(reached, "topic", "renderings"),
            followers=self._followers(),
        )

    def _reached(self, remote_id: str) -> Any:
        """The group's own statistics, where this token may read them; topics nobody else has seen have none."""
        try:
            return self.line.call("group.getStatTopic", topic_id=remote_id, fields=settings.OK_STATISTICS)
        except Rejected:
            return None

    def _followers(self) -> int | None:
        return _count(
            self.line.call("group.getCounters", group_id=self.group, counterTypes="members"), "counters", "members"
        )

    # --- the group --------------------------------------------------------------------------------------------------

    def enter(self, *, trying: bool = False) -> Renewed | None:
        """A token that can be renewed is renewed at once: only so its end is known, unless the dialog said it."""
        if ends_at := self.credentials.get("ends_at"):
            kept = {name: value for name, value in self.credentials.items() if name != "ends_at"}
            return Renewed(credentials=kept, expire_at=dt.datetime.fromisoformat(ends_at))
        return self.refresh_credentials() if self.credentials.get("refresh_token") and not trying else None

    def page(self) -> RemotePage:
        group = groups.described(self.line, [self.group]).get(self.group)
        if group is None:
            raise Gone("The group is not on Odnoklassniki any more.")
        return RemotePage(
            external_id=self.group,
            name=str(group.get("name", "")),
            url=f"{topics.SITE}/{group.get('shortname') or f'group/{self.group}'}",
            followers=self._followers(),
        )

    def refresh_credentials(self) -> Renewed:
        return tokens.renewed(self.line, self.credentials)


def _id_in(answer: Any) -> str:
    """A bare text or number, or an object with one."""
    if isinstance(answer, dict):
        answer = answer.get("id") or answer.get("comment_id")
    if not isinstance(answer, str | int) or not str(answer).strip():
        raise Unconfirmed("Odnoklassniki took it and gave no number.")
    return str(answer)


def _part(answer: Any, name: str) -> Any:
    if not isinstance(answer, dict) or not answer.get(name):
        raise Unavailable(NOT_AN_ANSWER)
    return answer[name]


def _count(answer: Any, *path: str) -> int | None:
    for name in path:
        answer = answer.get(name) if isinstance(answer, dict) else None
    return answer if isinstance(answer, int) else None


def _same(one: str, other: str) -> bool:
    return " ".join(one.split()) == " ".join(other.split())
