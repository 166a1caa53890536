"""Facebook pages through Meta's Graph API; its objects, edges and parameters are those of Meta's published schemas.

Credentials: ``{"token": "…"}``, the page's own token (``graph_access.list_pages``). A post's id is ``PAGE_POST``. There
is no key to recognise a post by, so one whose answer was lost is looked for by its words and time. Facebook lets nobody
search in public posts; what people write to the page, or with its name, comes with the comments.
"""

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import parse_qs, urlsplit

from django.conf import settings

from projects.models.channel import Channel
from projects.networks import graph_access, graph_hooks, graph_insights
from projects.networks.abilities import abilities_of
from projects.networks.base import (
    Adapter,
    Budget,
    Call,
    CommentPage,
    Misused,
    NetworkError,
    News,
    Outgoing,
    OutgoingPost,
    OutgoingReply,
    PermissionMissing,
    Picture,
    RemoteComment,
    RemoteMetrics,
    RemotePage,
    Sent,
    Unavailable,
    Unconfirmed,
    opened,
)
from projects.networks.facebook_films import publish_film
from projects.networks.facebook_heard import comment_of, heard, latest, visitor_post_of
from projects.networks.graph import after_of, count, facebook, items_of, moment, total
from projects.networks.limits import limits_for
from projects.networks.objections import refuse_early

HOME = "https://www.facebook.com"
CLOCKS_APART = dt.timedelta(minutes=2)
OVERLAP = dt.timedelta(minutes=5)  # comments arrive late and out of order
POSTS, COMMENTS = 50, 100  # a page; older posts are heard of by webhook
SAID = "id,from,message,created_time,parent,permalink_url"
WRITTEN = "id,from,message,created_time,permalink_url"


class FacebookAdapter(Adapter):
    limits = limits_for("facebook")
    abilities = abilities_of("facebook")
    budgets = (Budget(calls=settings.META_CALLS_AN_HOUR, seconds=3_600),)
    repeat_after = None

    def __init__(self, channel: Channel) -> None:
        credentials: Any = channel.credentials or {}
        self.graph = facebook(str(credentials.get("token", "")))
        self.page_id = channel.external_id

    # --- sending ----------------------------------------------------------------------------------------------------

    def send(self, outgoing: Outgoing) -> Sent:
        refuse_early(outgoing, self.limits)
        if isinstance(outgoing, OutgoingReply):
            said = self._say(outgoing.comment_id, outgoing.text)
            return Sent(remote_id=said, url=self._comment_url(outgoing.post_id or outgoing.comment_id, said))
        if outgoing.videos:
            post_id = publish_film(self.graph, self.page_id, outgoing.videos[0], words=_words(outgoing))
        elif outgoing.pictures:
            post_id = self._publish(message=_words(outgoing), **self._attached(outgoing))
        else:
            post_id = self._publish(message=outgoing.text, link=outgoing.link)
        return self._completed(self._proof(post_id), outgoing)

    def _attached(self, post: OutgoingPost) -> dict[str, Any]:
        """Pictures nobody sees before the post that shows them; uploading one twice does no harm."""
        uploaded = [self._upload(picture) for picture in post.pictures]
        return {f"attached_media[{number}]": {"media_fbid": photo} for number, photo in enumerate(uploaded)}

    def _upload(self, picture: Picture) -> str:
        with opened(picture) as file:
            answer = self.graph.post(
                f"{self.page_id}/photos", changes=False, published=False, alt_text_custom=picture.alt,
                files={"source": (picture.path.name, file, picture.mime)},
            )  # fmt: skip
        if not answer.get("id"):
            raise Unavailable("Facebook did not keep a picture.")
        return str(answer["id"])

    def _publish(self, **said: Any) -> str:
        return _id(self.graph.post(f"{self.page_id}/feed", changes=True, **said))

    def _say(self, under: str, text: str) -> str:
        return _id(self.graph.post(f"{under}/comments", changes=True, message=text))

    def _completed(self, sent: Sent, post: OutgoingPost) -> Sent:
        """With its first comment. A post that is out stays out, whatever becomes of the comment."""
        if not post.first_comment:
            return sent
        try:
            self._say(sent.remote_id, post.first_comment)
        except NetworkError as error:
            return Sent(remote_id=sent.remote_id, url=sent.url, note=f"The first comment is missing. {error}")
        return sent

    def find(self, outgoing: Outgoing, *, since: dt.datetime) -> Sent | None:
        """By words and time; the first comment of a post found so is written unless it is there."""
        if isinstance(outgoing, OutgoingReply):
            said = self._same(self._said(outgoing.comment_id), outgoing.text, since, by_us=True)
            return said and Sent(remote_id=said, url=self._comment_url(outgoing.post_id or outgoing.comment_id, said))
        words = _words(outgoing) if outgoing.media_count else outgoing.text
        found = self._same(self._published(since), words, since)
        if not found:
            return None
        proof, comment = self._proof(found), outgoing.first_comment
        is_whole = not comment or self._same(self._said(found), comment, since, by_us=True)
        return proof if is_whole else self._completed(proof, outgoing)

    def _same(self, items: Iterator[dict[str, Any]], words: str, since: dt.datetime, *, by_us: bool = False) -> Any:
        """The id of the item with these words that was written since; None when there is none."""
        for item in items:
            written = moment(item.get("created_time"))
            ours = not by_us or str((item.get("from") or {}).get("id", self.page_id)) == self.page_id
            if written and written >= since - CLOCKS_APART and ours and _plain(item.get("message")) == _plain(words):
                return str(item["id"])
        return None

    def _published(self, since: dt.datetime) -> Iterator[dict[str, Any]]:
        """The page's posts, newest first, as far back as ``since``."""
        for post in self.graph.listed(f"{self.page_id}/published_posts", fields=WRITTEN, limit=POSTS):
            written = moment(post.get("created_time"))
            if written and written < since - CLOCKS_APART:
                return
            yield post

    def _said(self, under: str) -> Iterator[dict[str, Any]]:
        return self.graph.listed(f"{under}/comments", fields=SAID, order="reverse_chronological", limit=COMMENTS)

    def remote_id_of(self, url: str) -> str:
        place = urlsplit(url.strip())
        if place.scheme != "https" or place.hostname not in ("www.facebook.com", "facebook.com", "m.facebook.com"):
            return ""
        if whole := re.fullmatch(r"/(\d+_\d+)/?", place.path):
            return whole[1]
        story = re.fullmatch(r"/([\w.-]+)/(?:posts|videos)/(?:[\w-]+/)?(\d+)/?", place.path)
        query = parse_qs(place.query)
        owner, post = (story[1], story[2]) if story else (query.get("id", [""])[0], query.get("story_fbid", [""])[0])
        if not post.isdecimal():
            return ""
        return f"{owner if owner.isdecimal() else self.page_id}_{post}"

    def edit(self, outgoing: OutgoingPost, *, remote_id: str) -> Sent:
        """The words only, of what this app published; a link's preview stays as it was."""
        words = _words(outgoing) if outgoing.media_count else outgoing.text
        self.graph.post(remote_id, changes=False, message=words)
        return self._proof(remote_id)

    def delete(self, *, remote_id: str) -> None:
        self.graph.delete(remote_id)

    def _proof(self, post_id: str) -> Sent:
        return Sent(remote_id=post_id, url=_address(post_id))

    def _comment_url(self, under: str, comment: str) -> str:
        return f"{_address(under)}/?comment_id={comment.rpartition('_')[2]}"

    # --- listening --------------------------------------------------------------------------------------------------

    def comments(self, *, cursor: dict[str, Any]) -> CommentPage:
        """Under the page's latest posts, and what visitors wrote to the page or with its name.

        Cursor: ``{"since": seconds, "seen": [ids]}``. What is a little older than the newest is asked for again,
        and left out where it was seen.
        """
        self.graph.breathe()
        since = int(cursor.get("since", 0))
        seen = {*cursor.get("seen", [])}
        told = [*self._under_posts(since), *self._by_visitors(since)]
        fresh = {said.external_id: said for said in told if said.text and said.external_id not in seen}
        items = sorted(fresh.values(), key=lambda said: said.published_at)
        return CommentPage(comments=items, cursor=latest(told, cursor, overlap=OVERLAP))

    def _under_posts(self, since: int) -> Iterator[RemoteComment]:
        """One call for all posts; only what does not fit into it is asked for post by post."""
        after = f".since({since})" if since else ""
        wanted = f"comments.filter(stream).order(chronological){after}.limit({COMMENTS}){{{SAID}}}"
        answer = self.graph.get(f"{self.page_id}/published_posts", fields=f"id,{wanted}", limit=POSTS)
        for post in items_of(answer):
            for item in self._all_of(post, since):
                yield comment_of(item, post_id=str(post["id"]), page=self.page_id)

    def _all_of(self, post: dict[str, Any], since: int) -> Iterator[dict[str, Any]]:
        first = post.get("comments") or {}
        yield from items_of(first)
        if after := after_of(first):
            yield from self.graph.listed(
                f"{post['id']}/comments", fields=SAID, filter="stream", order="chronological", limit=COMMENTS,
                after=after, since=since or None,
            )  # fmt: skip

    def _by_visitors(self, since: int) -> Iterator[RemoteComment]:
        for edge in ("tagged", "visitor_posts"):
            try:
                answer = self.graph.get(f"{self.page_id}/{edge}", fields=WRITTEN, limit=POSTS)
            except PermissionMissing:
                continue  # a token may read comments and not this
            told = [visitor_post_of(item, page=self.page_id) for item in items_of(answer)]
            yield from (said for said in told if said.published_at.timestamp() >= since and not said.is_own)

    def hide(self, *, comment_id: str, hidden: bool) -> None:
        self.graph.post(comment_id, changes=False, is_hidden=hidden)

    def metrics(self, *, remote_id: str) -> RemoteMetrics:
        self.graph.breathe()
        post = self.graph.get(
            remote_id, fields="shares,comments.summary(true).limit(0),reactions.summary(true).limit(0)"
        )
        names = [*settings.META_REACH_METRICS, *settings.META_VIEWS_METRICS, *settings.META_CLICKS_METRICS]
        seen = graph_insights.counts(self.graph, remote_id, names, kind="post")
        return RemoteMetrics(
            likes=total(post, "reactions"),
            comments=total(post, "comments"),
            shares=count((post.get("shares") or {"count": 0}).get("count")),
            clicks=graph_insights.first(seen, settings.META_CLICKS_METRICS),
            reach=graph_insights.first(seen, settings.META_REACH_METRICS),
            views=graph_insights.first(seen, settings.META_VIEWS_METRICS),
            followers=_followers(self.graph.get(self.page_id, fields="followers_count,fan_count")),
        )

    # --- the page ---------------------------------------------------------------------------------------------------

    def page(self) -> RemotePage:
        """The token's own page; a person has no followers to tell of."""
        try:
            page = self.graph.get("me", fields="id,name,link,followers_count,fan_count")
        except Misused as error:
            raise PermissionMissing(
                "This token is not a page's own. Give the channel the token of the page."
            ) from error
        facts = graph_access.facts_of(self.graph.token) if graph_access.is_possible() else graph_access.TokenFacts()
        return RemotePage(
            external_id=str(page.get("id", "")),
            name=str(page.get("name", "")),
            url=str(page.get("link") or f"{HOME}/{page.get('id', '')}"),
            followers=_followers(page),
            credentials_expire_at=facts.ends_at,
            missing=facts.missing,
        )

    def check(self) -> dt.datetime | None:
        if graph_access.is_possible():
            return graph_access.ends_at(self.graph.token)
        return self.page().credentials_expire_at

    def called_about(self) -> str:
        return self.page_id

    def ask_for_calls(self, *, address: str, kept: Mapping[str, Any]) -> dict[str, Any]:
        return graph_access.subscribe(self.graph.token)

    def end_calls(self, *, kept: Mapping[str, Any]) -> None:
        graph_access.unsubscribe(self.graph.token)

    def parse_webhook(self, call: Call) -> News:
        if call.method == "GET":
            return News(answer=graph_hooks.challenge(call))
        entries = graph_hooks.entries(call, secret=settings.META_APP_SECRET, kind="page")
        return heard(graph_hooks.changes_of(entries, owner=self.page_id), page=self.page_id)


def _words(post: OutgoingPost) -> str:
    """Beside pictures and films a link has no place of its own."""
    return FacebookAdapter.limits.body(post.text, post.link, media=post.media_count)


def _plain(words: Any) -> str:
    """As it is compared: Facebook tidies up white space."""
    return " ".join(str(words or "").split())


def _id(answer: dict[str, Any]) -> str:
    if not answer.get("id"):
        raise Unconfirmed("Facebook took it and gave no id.")
    return str(answer["id"])


def _address(post_id: str) -> str:
    owner, _, post = post_id.rpartition("_")
    return f"{HOME}/{owner}/posts/{post}" if owner else f"{HOME}/{post}"


def _followers(page: dict[str, Any]) -> int | None:
    found = count(page.get("followers_count"))
    return found if found is not None else count(page.get("fan_count"))
