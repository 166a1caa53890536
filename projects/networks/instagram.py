"""Professional accounts of Instagram through Meta's Graph API; objects, edges, parameters as in its published schemas.

Credentials: ``{"token": "…"}``, that of the linked Facebook page, or one of Instagram's own login (``IG…``), which is
spoken to at another address and renews itself. Meta fetches pictures and films from us (``showing``). What is out can
not be changed; no key tells a post from others, so one whose answer was lost is looked for by its caption and time.
"""

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from typing import Any

from django.conf import settings
from django.utils import timezone

from projects.models.channel import Channel
from projects.networks import graph_access, graph_hooks, graph_insights, http, instagram_containers
from projects.networks.abilities import abilities_of
from projects.networks.base import (
    Adapter,
    Budget,
    Call,
    CannotDo,
    CommentPage,
    CredentialsRevoked,
    Gone,
    Misused,
    NetworkError,
    News,
    Outgoing,
    OutgoingPost,
    OutgoingReply,
    PermissionMissing,
    RateLimited,
    RemoteComment,
    RemoteMetrics,
    RemotePage,
    Renewed,
    Sent,
    Unconfirmed,
)
from projects.networks.facebook_heard import latest
from projects.networks.graph import Graph, after_of, count, items_of, moment
from projects.networks.instagram_heard import Heard, target_of
from projects.networks.limits import limits_for
from projects.networks.objections import refuse_early

HOME = "https://www.instagram.com"
OWN_LOGIN = "IG"  # what tokens of Instagram's own login begin with
CLOCKS_APART = dt.timedelta(minutes=2)
OVERLAP = dt.timedelta(minutes=5)
POSTS, COMMENTS, KNOWN = 25, 50, 100
REPLY = "id,text,timestamp,username,from"
SAID = f"{REPLY},replies.limit({COMMENTS}){{{REPLY}}}"
ADDRESS = re.compile(r"https://(?:www\.)?instagram\.com/(?:[\w.]+/)?(?:p|reel|tv)/([\w-]+)/?(?:\?.*)?")
COUNTS = ["reach", "views", "shares"]


class InstagramAdapter(Adapter):
    limits = limits_for("instagram")
    abilities = abilities_of("instagram")
    budgets = (Budget(calls=settings.META_CALLS_AN_HOUR, seconds=3_600),)
    repeat_after = None

    def __init__(self, channel: Channel) -> None:
        self.credentials: dict[str, Any] = dict(channel.credentials or {})
        token = str(self.credentials.get("token", ""))
        self.has_own_login = token.startswith(OWN_LOGIN)
        self.graph = _by_own_login(token) if self.has_own_login else _by_page(token)
        self.account = channel.external_id
        self.heard = Heard(self.graph, account=self.account, name=channel.url.rstrip("/").rpartition("/")[2])

    # --- sending ----------------------------------------------------------------------------------------------------

    def send(self, outgoing: Outgoing) -> Sent:
        refuse_early(outgoing, self.limits)
        if isinstance(outgoing, OutgoingReply):
            path, said = target_of(outgoing.comment_id, account=self.account)
            return self._answered(_id(self.graph.post(path, changes=True, message=outgoing.text, **said)), outgoing)
        self._refuse_over_quota()
        sent = self._proof(instagram_containers.publish(self.graph, self.account, outgoing))
        return self._completed(sent, outgoing)

    def _refuse_over_quota(self) -> None:
        """Instagram says how many posts it takes in which time; past that it is asked for nothing."""
        answer = self.graph.get(f"{self.account}/content_publishing_limit", fields="quota_usage,config")
        quota = next(iter(items_of(answer)), {})
        takes, used = (quota.get("config") or {}), count(quota.get("quota_usage")) or 0
        most, seconds = count(takes.get("quota_total")), count(takes.get("quota_duration")) or 86_400
        if most is not None and used >= most:
            raise RateLimited(
                f"Instagram takes {most} posts in {seconds // 3_600} hours, and that many are out.",
                retry_after=self._until_one_is_old(seconds),
            )

    def _until_one_is_old(self, seconds: int) -> float:
        begin = timezone.now() - dt.timedelta(seconds=seconds)
        since = int(begin.timestamp())
        posts = self.graph.listed(f"{self.account}/media", fields="timestamp", since=since, limit=KNOWN)
        oldest = min((at for post in posts if (at := moment(post.get("timestamp"))) and at > begin), default=None)
        return (oldest - begin).total_seconds() if oldest else 3_600.0

    def _completed(self, sent: Sent, post: OutgoingPost) -> Sent:
        """With its first comment. A post that is out stays out, whatever becomes of the comment."""
        if not post.first_comment:
            return sent
        try:
            self.graph.post(f"{sent.remote_id}/comments", changes=True, message=post.first_comment)
        except NetworkError as error:
            return Sent(remote_id=sent.remote_id, url=sent.url, note=f"The first comment is missing. {error}")
        return sent

    def _proof(self, media: str) -> Sent:
        """The address has a name of its own, which has to be asked for."""
        try:
            url = str(self.graph.get(media, fields="permalink").get("permalink") or "")
        except NetworkError:
            url = ""
        return Sent(remote_id=media, url=url or HOME, note="" if url else "Instagram did not say its address.")

    def _answered(self, said: str, reply: OutgoingReply) -> Sent:
        """An answer has no address of its own; its post has."""
        return Sent(remote_id=said, url=self._proof(reply.post_id).url if reply.post_id else HOME)

    def find(self, outgoing: Outgoing, *, since: dt.datetime) -> Sent | None:
        """By words and time; the first comment of a post found so is written unless it is there."""
        if isinstance(outgoing, OutgoingReply):
            said = self._same(self._replies(outgoing), outgoing.text, since, name="text", by_us=True)
            return self._answered(said, outgoing) if said else None
        posts = self.graph.listed(f"{self.account}/media", fields="id,caption,timestamp", limit=POSTS)
        found = self._same(posts, outgoing.text, since, name="caption")
        if not found:
            return None
        comment = outgoing.first_comment
        said_there = self.graph.listed(f"{found}/comments", fields=REPLY, limit=COMMENTS) if comment else iter(())
        is_whole = not comment or self._same(said_there, comment, since, name="text", by_us=True)
        proof = self._proof(found)
        return proof if is_whole else self._completed(proof, outgoing)

    def _replies(self, reply: OutgoingReply) -> Iterator[dict[str, Any]]:
        path, _ = target_of(reply.comment_id, account=self.account)
        return self.graph.listed(path, fields=REPLY, limit=COMMENTS) if path.endswith("/replies") else iter(())

    def _same(
        self, items: Iterator[dict[str, Any]], words: str, since: dt.datetime, *, name: str, by_us: bool = False
    ) -> str:
        """The id of the item with these words that was written since; empty when there is none."""
        for item in items:
            written = moment(item.get("timestamp"))
            if not written or (name == "caption" and written < since - CLOCKS_APART):
                break  # posts come newest first
            is_new = written >= since - CLOCKS_APART
            if is_new and _plain(item.get(name)) == _plain(words) and (not by_us or self.heard.is_own(item)):
                return str(item["id"])
        return ""

    def remote_id_of(self, url: str) -> str:
        """Looked up among the latest posts, because an address does not hold the id."""
        found = ADDRESS.fullmatch(url.strip())
        if not found:
            return ""
        posts = self.graph.get(f"{self.account}/media", fields="id,shortcode", limit=KNOWN)
        return next((str(post["id"]) for post in items_of(posts) if post.get("shortcode") == found[1]), "")

    def delete(self, *, remote_id: str) -> None:
        """Meta has this in its schema and refuses it for many accounts."""
        try:
            self.graph.delete(remote_id)
        except Gone:
            raise
        except (PermissionMissing, Misused) as error:
            raise PermissionMissing("Instagram lets no program delete this. Delete it there by hand.") from error

    # --- listening --------------------------------------------------------------------------------------------------

    def comments(self, *, cursor: dict[str, Any]) -> CommentPage:
        """Under the latest posts. Cursor: ``{"since": seconds, "seen": [ids]}``, as on Facebook."""
        self.graph.breathe()
        since = int(cursor.get("since", 0))
        seen = {*cursor.get("seen", [])}
        told = [said for said in self._under_posts(since) if said.published_at.timestamp() >= since]
        fresh = {said.external_id: said for said in told if said.text and said.external_id not in seen}
        items = sorted(fresh.values(), key=lambda said: said.published_at)
        return CommentPage(comments=items, cursor=latest(told, cursor, overlap=OVERLAP))

    def _under_posts(self, since: int) -> Iterator[RemoteComment]:
        fields = f"id,permalink,comments.limit({COMMENTS}){{{SAID}}}"
        answer = self.graph.get(f"{self.account}/media", fields=fields, limit=POSTS)
        for post in items_of(answer):
            for item in self._all_of(post, since):
                yield from self.heard.thread(item, post)

    def _all_of(self, post: dict[str, Any], since: int) -> Iterator[dict[str, Any]]:
        """They come newest first: further pages are asked for only while they may be new."""
        page = post.get("comments") or {}
        while True:
            items = items_of(page)
            yield from items
            oldest = moment(items[-1].get("timestamp")) if items else None
            after = after_of(page)
            if not after or not oldest or oldest.timestamp() < since:
                return
            page = self.graph.get(f"{post['id']}/comments", fields=SAID, limit=COMMENTS, after=after)

    def hide(self, *, comment_id: str, hidden: bool) -> None:
        self.graph.post(comment_id, changes=False, hide=hidden)

    def metrics(self, *, remote_id: str) -> RemoteMetrics:
        self.graph.breathe()
        media = self.graph.get(remote_id, fields="like_count,comments_count,media_product_type")
        seen = graph_insights.counts(self.graph, remote_id, COUNTS, kind=str(media.get("media_product_type", "FEED")))
        account = self.graph.get(self.account, fields="followers_count")
        return RemoteMetrics(
            likes=count(media.get("like_count")),
            comments=count(media.get("comments_count")),
            followers=count(account.get("followers_count")),
            **{name: seen.get(name) for name in COUNTS},
        )

    # --- the account ------------------------------------------------------------------------------------------------

    def page(self) -> RemotePage:
        if self.has_own_login:
            account = self.graph.get("me", fields="user_id,username,name,followers_count")
        else:
            wanted = "instagram_business_account{id,username,name,followers_count}"
            account = self.graph.get("me", fields=wanted).get("instagram_business_account") or {}
        number, username = account.get("user_id") or account.get("id"), str(account.get("username", ""))
        if not number:
            raise PermissionMissing("No professional account on Instagram is linked to the page of this token.")
        return RemotePage(
            external_id=str(number),
            name=str(account.get("name") or username),
            url=f"{HOME}/{username}",
            followers=count(account.get("followers_count")),
            credentials_expire_at=self._ends_at(),
        )

    def check(self) -> dt.datetime | None:
        return self._ends_at() if self._says_when() else self.page().credentials_expire_at

    def _says_when(self) -> bool:
        return graph_access.is_possible() and not self.has_own_login

    def _ends_at(self) -> dt.datetime | None:
        return graph_access.ends_at(self.graph.token) if self._says_when() else None

    def refresh_credentials(self) -> Renewed:
        """A token of Instagram's own login for 60 more days; it must be a day old. Others need a person."""
        if not self.has_own_login:
            raise CredentialsRevoked("Access through a Facebook page cannot be renewed without a person.")
        url = f"{settings.INSTAGRAM_GRAPH_URL}/refresh_access_token"
        said = {"grant_type": "ig_refresh_token", "access_token": self.graph.token}
        fresh = graph_access.renewed(
            http.ask("Instagram", "GET", url, changes=False, refusal=self.graph.refusal, params=said)
        )
        return Renewed(credentials=self.credentials | fresh.credentials, expire_at=fresh.expire_at)

    def called_about(self) -> str:
        """The linked page: the account calls when its page does."""
        return self.account if self.has_own_login else graph_access.page_of(self.graph.token)

    def ask_for_calls(self, *, address: str, kept: Mapping[str, Any]) -> dict[str, Any]:
        if self.has_own_login:
            raise CannotDo("An account with Instagram's own login is told to call in the settings of its app at Meta.")
        return graph_access.subscribe(self.graph.token)

    def end_calls(self, *, kept: Mapping[str, Any]) -> None:
        if not self.has_own_login:
            graph_access.unsubscribe(self.graph.token)

    def parse_webhook(self, call: Call) -> News:
        """Calls name what was said by number only at times; then it is asked for."""
        if call.method == "GET":
            return News(answer=graph_hooks.challenge(call))
        secret = settings.INSTAGRAM_APP_SECRET if self.has_own_login else settings.META_APP_SECRET
        entries = graph_hooks.entries(call, secret=secret, kind="instagram")
        return self.heard.news(graph_hooks.changes_of(entries, owner=self.account))


def _by_own_login(token: str) -> Graph:
    return Graph("Instagram", token, url=settings.INSTAGRAM_GRAPH_URL)


def _by_page(token: str) -> Graph:
    return Graph("Instagram", token, url=settings.META_GRAPH_URL, secret=settings.META_APP_SECRET)


def _id(answer: dict[str, Any]) -> str:
    if not answer.get("id"):
        raise Unconfirmed("Instagram took it and gave no id.")
    return str(answer["id"])


def _plain(words: Any) -> str:
    return " ".join(str(words or "").split())
