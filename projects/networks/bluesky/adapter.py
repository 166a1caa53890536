"""One account on Bluesky.

A person gives ``{"handle", "password"}`` (an app password); kept is a session: ``{"did", "handle", "server", "access",
"refresh"}``. The first token lasts two hours, the second renews both, under the channel's lock, and lasts for months;
the password is forgotten. The channel's ``external_id`` is the DID, an id of a post is its ``at://`` address.

The key of a record is made of ours, so a server never keeps two of the same post, and ``find`` looks at that very key.
"""

import datetime as dt
import re
import uuid
from typing import Any

from django.conf import settings

from projects.models.channel import Channel
from projects.networks.abilities import abilities_of
from projects.networks.base import (
    Adapter,
    Budget,
    CannotDo,
    CommentPage,
    CredentialsExpired,
    CredentialsRevoked,
    Gone,
    NetworkError,
    Outgoing,
    OutgoingPost,
    OutgoingReply,
    Picture,
    Rejected,
    RemoteMetrics,
    RemotePage,
    Renewed,
    Sent,
    Unavailable,
    Unconfirmed,
    Video,
    opened,
)
from projects.networks.bluesky import identity, line, reading, writing
from projects.networks.limits import limits_for
from projects.networks.objections import refuse_early

PAGE = 100
PAGES = 10  # of news at a time
HEARD = ("reply", "mention", "quote")
MOST_HIDDEN = 300
READ_WITHIN = dt.timedelta(minutes=15)  # usually seconds


class BlueskyAdapter(Adapter):
    limits = limits_for("bluesky")
    abilities = abilities_of("bluesky")
    budgets = (Budget(calls=2_800, seconds=300), Budget(calls=1_500, seconds=3_600, work=("send",)))
    repeat_after = dt.timedelta(0)

    def __init__(self, channel: Channel) -> None:
        self.kept: dict[str, Any] = dict(channel.credentials or {})
        self.did = str(self.kept.get("did") or channel.external_id)
        self.server = str(self.kept.get("server", ""))

    # --- sending ----------------------------------------------------------------------------------------------------

    def send(self, outgoing: Outgoing) -> Sent:
        refuse_early(outgoing, self.limits)
        if isinstance(outgoing, OutgoingReply):
            place = self._below(outgoing.comment_id)
            return self._say(outgoing.text, key=outgoing.idempotency_key, reply=place)
        text, facets = writing.words_of(outgoing, self.limits)
        embed = writing.embed_of(outgoing, self._upload)
        sent = self._say(text, key=outgoing.idempotency_key, facets=facets, **({"embed": embed} if embed else {}))
        return self._completed(sent, outgoing)

    def _say(self, text: str, *, key: uuid.UUID, **more: Any) -> Sent:
        """Publish, or hand back what is published under this key already."""
        rkey = writing.key_of(key)
        record = writing.record(text, did_of=self._did_of, **more)
        said = {"repo": self.did, "collection": writing.POST, "rkey": rkey, "record": record}
        try:
            answer = self._do("com.atproto.repo.createRecord", changes=True, json=said)
        except line.KeyTaken:
            found = self._mine(rkey)
            if found is None:
                raise
            return found
        if not answer.get("uri"):
            raise Unconfirmed("Bluesky took it and gave no address.")
        return Sent(remote_id=str(answer["uri"]), url=reading.address(str(answer["uri"])))

    def _completed(self, sent: Sent, post: OutgoingPost) -> Sent:
        """With its first comment. A post that is out stays out, whatever becomes of the comment."""
        if not post.first_comment:
            return sent
        try:
            key = uuid.uuid5(post.idempotency_key, "first comment")
            self._say(post.first_comment, key=key, reply=self._below(sent.remote_id))
        except NetworkError as error:
            return Sent(remote_id=sent.remote_id, url=sent.url, note=f"The first comment is missing. {error}")
        return sent

    def _below(self, uri: str) -> dict[str, Any]:
        """The place of an answer: below ``uri``, in the talk that one is in."""
        parent = self._record(uri)
        here = {"uri": parent["uri"], "cid": parent["cid"]}
        return {"root": ((parent.get("value") or {}).get("reply") or {}).get("root") or here, "parent": here}

    def _upload(self, medium: Picture | Video) -> dict[str, Any]:
        """Nothing is published by an upload; what no record uses is thrown away there."""
        with opened(medium) as file:
            answer = self._do("com.atproto.repo.uploadBlob", content=file, headers={"Content-Type": medium.mime})
        if not isinstance(answer.get("blob"), dict):
            raise Unavailable("Bluesky did not keep a picture or a video.")
        blob: dict[str, Any] = answer["blob"]
        return blob

    def _did_of(self, handle: str) -> str:
        return identity.known(handle, server=self.server)

    # --- what is out ------------------------------------------------------------------------------------------------

    def find(self, outgoing: Outgoing, *, since: dt.datetime) -> Sent | None:
        """By its key, whenever it was sent; a post found so gets its first comment."""
        found = self._mine(writing.key_of(outgoing.idempotency_key))
        return self._completed(found, outgoing) if found and isinstance(outgoing, OutgoingPost) else found

    def _mine(self, rkey: str) -> Sent | None:
        uri = f"at://{self.did}/{writing.POST}/{rkey}"
        try:
            self._record(uri)
        except Gone:
            return None
        return Sent(remote_id=uri, url=reading.address(uri))

    def remote_id_of(self, url: str) -> str:
        found = re.fullmatch(rf"{re.escape(settings.BLUESKY_SITE)}/profile/([\w.:%-]+)/post/(\w+)/?", url.strip())
        if not found or found[1] not in (self.did, self.kept.get("handle")):
            return ""
        return f"at://{self.did}/{writing.POST}/{found[2]}"

    def delete(self, *, remote_id: str) -> None:
        self._record(remote_id)
        self._do("com.atproto.repo.deleteRecord", json=reading.parts(remote_id))

    # --- listening --------------------------------------------------------------------------------------------------

    def comments(self, *, cursor: dict[str, Any]) -> CommentPage:
        """From the notifications: answers to what the account said, and posts that name or quote it."""
        told = self._listed("app.bsky.notification.listNotifications", "notifications", cursor)
        new, place = reading.fresh([one for one in told if one.get("reason") in HEARD], cursor)
        return CommentPage(comments=[reading.comment(one, me=self.did) for one in new], cursor=place)

    def search_mentions(self, *, query: str, cursor: dict[str, Any]) -> CommentPage:
        more = {"since": begin} if (begin := reading.horizon(cursor)) else {}
        found = self._listed("app.bsky.feed.searchPosts", "posts", cursor, q=query, sort="latest", **more)
        new, place = reading.fresh(found, cursor)
        return CommentPage(comments=[reading.comment(one, me=self.did) for one in new], cursor=place)

    def _listed(self, method: str, name: str, cursor: dict[str, Any], **params: Any) -> list[dict[str, Any]]:
        """Newest first, page after page, until what is known already."""
        found: list[dict[str, Any]] = []
        place: dict[str, str] = {}
        for _ in range(PAGES):
            answer = self._ask(method, limit=PAGE, **params, **place)
            page = [item for item in answer.get(name) or () if isinstance(item, dict) and item.get("uri")]
            found += page
            if not page or not answer.get("cursor") or reading.is_known(page[-1], cursor):
                break
            place = {"cursor": str(answer["cursor"])}
        return found

    def metrics(self, *, remote_id: str) -> RemoteMetrics:
        posts = self._ask("app.bsky.feed.getPosts", uris=remote_id).get("posts") or []
        if not posts:
            raise self._why_unseen(remote_id)
        shares = [reading.count(posts[0].get(name)) for name in ("repostCount", "quoteCount")]
        return RemoteMetrics(
            likes=reading.count(posts[0].get("likeCount")),
            comments=reading.count(posts[0].get("replyCount")),
            shares=sum(filter(None, shares)) if shares != [None, None] else None,
            followers=reading.count(self._profile().get("followersCount")),
        )

    def _why_unseen(self, uri: str) -> NetworkError:
        """A post that is kept may not have been read by the network yet; one that is not kept raises Gone by itself."""
        written = reading.moment((self._record(uri).get("value") or {}).get("createdAt"))
        if dt.datetime.now(dt.UTC) - written < READ_WITHIN:
            return Unavailable("Bluesky does not show the post yet.")
        return Gone("Bluesky does not show it any more.")

    def hide(self, *, comment_id: str, hidden: bool) -> None:
        """In the gate of our own post, which lists the answers that stay folded away; for everybody."""
        reply = (self._record(comment_id).get("value") or {}).get("reply") or {}
        root = str((reply.get("root") or {}).get("uri") or "")
        if not root.startswith(f"at://{self.did}/"):
            raise Rejected("Only answers under one’s own posts can be hidden on Bluesky.")
        where = reading.parts(root) | {"collection": writing.GATE}
        before = self._gate(root, where)
        kept = [uri for uri in before["value"].get("hiddenReplies") or () if uri != comment_id]
        gate = before["value"] | {"hiddenReplies": [*kept, comment_id][-MOST_HIDDEN:] if hidden else kept}
        self._do("com.atproto.repo.putRecord", json=where | {"record": gate, "swapRecord": before["cid"]})

    def _gate(self, root: str, where: dict[str, str]) -> dict[str, Any]:
        """The post's gate as it is; a new one lets everybody answer. ``cid`` None: there is none yet."""
        try:
            return self._ask("com.atproto.repo.getRecord", **where)
        except Gone:
            return {"cid": None, "value": {"$type": writing.GATE, "post": root, "createdAt": writing.now()}}

    # --- access -----------------------------------------------------------------------------------------------------

    def enter(self, *, trying: bool = False) -> Renewed | None:
        """A session for an app password, made once: logging in is allowed a few times an hour only."""
        password = str(self.kept.get("password", ""))
        if not password:
            return None
        did = identity.did_of(str(self.kept.get("handle", "")))
        server = identity.server_of(did)
        said = {"identifier": did, "password": password}
        session = line.ask(server, "com.atproto.server.createSession", post=True, json=said)
        return self._session(session, did=did, server=server)

    def refresh_credentials(self) -> Renewed:
        try:
            refresh = str(self.kept.get("refresh", ""))
            session = line.ask(self.server, "com.atproto.server.refreshSession", post=True, token=refresh)
        except CredentialsExpired as error:
            raise CredentialsRevoked("Access to Bluesky ran out. Connect the account again.") from error
        return self._session(session, did=self.did, server=self.server)

    def _session(self, session: dict[str, Any], *, did: str, server: str) -> Renewed:
        _of_nobody_else(did, session)
        access, refresh = str(session.get("accessJwt") or ""), str(session.get("refreshJwt") or "")
        if not access or not refresh:
            raise Unavailable("Bluesky let us in and gave no tokens.")
        if session.get("active") is False:
            raise CredentialsRevoked("The account is switched off on Bluesky.")
        kept = {"did": did, "handle": session.get("handle", ""), "server": server}
        return Renewed(credentials=kept | {"access": access, "refresh": refresh}, expire_at=reading.ends_at(refresh))

    def page(self) -> RemotePage:
        session = self._ask("com.atproto.server.getSession")
        _of_nobody_else(self.did, session)
        handle = str(session.get("handle", ""))
        profile = self._profile()
        return RemotePage(
            external_id=self.did,
            name=str(profile.get("displayName") or handle),
            url=f"{settings.BLUESKY_SITE}/profile/{handle}",
            followers=reading.count(profile.get("followersCount")),
            credentials_expire_at=reading.ends_at(str(self.kept.get("refresh", ""))),
        )

    def _profile(self) -> dict[str, Any]:
        """How others see the account; empty on a server that does not read the network."""
        try:
            return self._ask("app.bsky.actor.getProfile", actor=self.did)
        except CannotDo:
            return {}

    # --- the line ---------------------------------------------------------------------------------------------------

    def _record(self, uri: str) -> dict[str, Any]:
        return self._ask("com.atproto.repo.getRecord", **reading.parts(uri))

    def _ask(self, method: str, **params: Any) -> dict[str, Any]:
        return line.ask(self.server, method, token=self._token(), params=params)

    def _do(self, method: str, *, changes: bool = False, **request: Any) -> dict[str, Any]:
        return line.ask(self.server, method, token=self._token(), changes=changes, post=True, **request)

    def _token(self) -> str:
        token = str(self.kept.get("access", ""))
        if not self.server or not re.fullmatch(r"[\w.~+/=-]+", token, re.ASCII):
            raise CredentialsRevoked("The account was never connected. Connect it with an app password.")
        return token


def _of_nobody_else(did: str, session: dict[str, Any]) -> None:
    """A server is believed about the account it was asked about only, or it could take the place of any."""
    if session.get("did") != did:
        raise CredentialsRevoked("The account’s server says that the session is of another account. It is not used.")
