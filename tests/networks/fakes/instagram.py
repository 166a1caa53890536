"""A Graph API whose page has an account on Instagram, which fetches what it publishes as Meta does."""

from collections.abc import Callable

from tests.networks.fakes import graph_schema as schemas
from tests.networks.fakes.graph import ACCOUNT, FakeGraph, Node, error
from tests.networks.fakes.server import Answer, Asked

OWN_TOKEN, FRESH_TOKEN = "IGAA-lullaby", "IGAA-lullaby-fresh"
PICTURE, FILM = "image/jpeg", "video/"


class FakeInstagram(FakeGraph):
    """``fetch`` gets an address' status, type and body. ``states``: what the next containers turn into."""

    def __init__(self, fetch: Callable[[str], tuple[int, str, bytes]]) -> None:
        super().__init__()
        self.fetch, self.states, self.retired = fetch, [], set()
        self.quota, self.fetched = 0, []
        us = {"username": "lullaby", "name": "Lullaby", "followers_count": 940}
        self.account = self.keep(Node("IGUser", id=ACCOUNT, **us))
        self.page["instagram_business_account"] = self.account

    def _who(self, said: dict[str, str]) -> Answer | None:
        return None if said.get("access_token") in (OWN_TOKEN, FRESH_TOKEN) else super()._who(said)

    def _refresh(self, said: dict[str, str]) -> Answer:
        if wrong := schemas.wrong("IGRefreshAccessTokenForIGOnlyAPI", "GET", "", said, set()):
            return error(100, wrong)
        if said["access_token"] != OWN_TOKEN:
            return error(190, "Session has expired", subcode=463)
        return Answer({"access_token": FRESH_TOKEN, "token_type": "bearer", "expires_in": 5_184_000})

    def _shown(self, node: Node, said: dict[str, str]) -> Answer:
        """With its own login the account calls itself by another name; what names it elsewhere is shown on demand."""
        wanted = schemas.expanded(said.get("fields", "id"))
        if node is self.page and said.get("access_token") == OWN_TOKEN:
            assert set(wanted) <= schemas.fields_of("IGUserForIGOnlyAPI")
            told = {name: self.account[name] for name in wanted if name in self.account}
            return Answer(told | {"user_id": ACCOUNT, "id": "9001"})
        for name in ("mentioned_comment", "mentioned_media"):
            if name in wanted:
                modifiers, inside = wanted[name]
                [number] = modifiers.values()
                return Answer({name: self._seen(self.nodes[number], schemas.expanded(inside)), "id": node["id"]})
        return super()._shown(node, said)

    # --- publishing -------------------------------------------------------------------------------------------------

    def post_media(self, account: Node, said: dict[str, str], asked: Asked) -> Answer:
        children = [one for one in said.get("children", "").split(",") if one]
        if said.get("media_type") == "CAROUSEL":
            if not 2 <= len(children) <= 10 or any(child not in self.nodes for child in children):
                return error(100, "carousel", subcode=2207028)
        elif refused := self._fetch(said):
            return refused
        state = self.states.pop(0) if self.states else {"status_code": "FINISHED", "status": "Finished"}
        container = self.made("Container", str(next(self.numbers)), **state)
        container.said, container.children = said, [self.nodes[child] for child in children]
        return Answer({"id": container["id"]})

    def _fetch(self, said: dict[str, str]) -> Answer | None:
        address, kind = said.get("image_url") or said.get("video_url", ""), PICTURE if "image_url" in said else FILM
        if not address.startswith("https://"):
            return error(9004, "Only photo or video can be accepted as media type", subcode=2207052)
        status, mime, body = self.fetch(address)
        if status != 200 or not body:
            return error(-2, "The media could not be fetched", subcode=2207003)
        self.fetched.append(body)
        return None if mime.startswith(kind) else error(36001, "The image format is not supported", subcode=2207005)

    def post_media_publish(self, account: Node, said: dict[str, str], asked: Asked) -> Answer:
        container = self.nodes.get(said["creation_id"])
        if container is None or container.kind != "Container":
            return error(24, "The requested resource does not exist", subcode=2207006)
        container["status_code"] = "PUBLISHED"
        number = str(next(self.numbers))
        media = self.made("IGMedia", number, caption=container.said.get("caption", ""), shortcode=f"C{number}",
                          permalink=f"https://www.instagram.com/p/C{number}/", username="lullaby",
                          media_product_type="FEED", like_count=3, comments_count=0)  # fmt: skip
        media.children = container.children or [container]
        media.edges["comments"] = []
        account.list("media").append(media)
        self.quota += 1
        return Answer({"id": number})

    def get_content_publishing_limit(self, account: Node, said: dict[str, str], asked: Asked) -> Answer:
        assert set(said["fields"].split(",")) <= schemas.fields_of("ContentPublishingLimitResponse")
        told = schemas.recorded("instagram_api.json")["publish_limit_resp.json"]["data"][0]
        return Answer({"data": [told | {"quota_usage": self.quota}]})

    # --- talking ----------------------------------------------------------------------------------------------------

    def comment(self, under: Node, message: str, *, id: str, name: str) -> Node:
        more = {"parent_id": under["id"]} if under.kind == "IGComment" else {}
        said = self.made("IGComment", str(next(self.numbers)), text=message, username=name, hidden=False,
                         **{"from": {"id": id, "username": name}}, **more)  # fmt: skip
        under.list("replies" if more else "comments").append(said)
        if not more:
            under["comments_count"] = len(under.list("comments"))
        return said

    def _us(self) -> dict[str, str]:
        return {"id": ACCOUNT, "name": "lullaby"}

    def post_replies(self, node: Node, said: dict[str, str], asked: Asked) -> Answer:
        return self.post_comments(node, said, asked)

    def post_mentions(self, account: Node, said: dict[str, str], asked: Asked) -> Answer:
        under = self.nodes[said.get("comment_id") or said["media_id"]]
        return Answer({"id": self.comment(under, said["message"], **self._us())["id"]})

    def post_node(self, node: Node, said: dict[str, str], asked: Asked) -> Answer:
        node["hidden"] = said["hide"] == "true"
        return Answer({"success": True})
