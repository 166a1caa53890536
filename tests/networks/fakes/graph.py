"""A Graph API with one page, the people who talk to it, and one Instagram account; driven by Meta's published schemas.

What a schema does not have is refused with Meta's own kind of error, and nothing is answered that is not in it.
"""

import hashlib
import hmac
import json
import time
from itertools import count
from typing import Any

from tests.networks.fakes import graph_schema as schemas
from tests.networks.fakes.server import Answer, Asked, FakeNetwork

VERSION = "v24.0"
APP, SECRET = "4815162342", "the-apps-own-secret"
TOKEN, PERSON_TOKEN = "EAAB-lullaby-page-token", "EAAB-person-token"
PAGE, ACCOUNT = "1050", "17841400001"
PART_BYTES = 1_000  # of a film at once


def error(code: int, message: str, *, subcode: int = 0, status: int = 400, headers: Any = None, **more: Any) -> Answer:
    """As in the recorded ones: ``error_subcode`` only where there is one."""
    told = {"message": message, "type": "OAuthException", "code": code, "fbtrace_id": "A1m6KK6iBqv"} | more
    return Answer({"error": told | ({"error_subcode": subcode} if subcode else {})}, status, headers or {})


def missing(number: str) -> Answer:
    return error(100, f"Unsupported request. Object with ID '{number}' does not exist", subcode=33)


class Node(dict):
    """An object: its kind in the schemas, its fields, and its edges as lists of other nodes."""

    def __init__(self, kind: str, **fields: Any) -> None:
        super().__init__(fields)
        self.kind, self.edges, self.made = kind, {}, time.time()

    def list(self, edge: str) -> list["Node"]:
        return self.edges.setdefault(edge, [])


class FakeGraph(FakeNetwork):
    def __init__(self) -> None:
        super().__init__()
        self.numbers = count(2_000)
        self.clock = 0  # seconds from now; everything made is a second later than what was made before
        self.retired = {"post_total_media_view_unique", "post_media_view"}
        self.films: dict[str, dict[str, Any]] = {}
        self.nodes: dict[str, Node] = {}
        self.subscribed: set[str] = set()
        self.page = self.keep(Node("Page", id=PAGE, name="Lullaby", link=f"https://www.facebook.com/{PAGE}",
                                   followers_count=6140, fan_count=6000))  # fmt: skip

    def keep(self, node: Node) -> Node:
        self.nodes[node["id"]] = node
        return node

    # --- the API ----------------------------------------------------------------------------------------------------

    def answer(self, asked: Asked) -> Answer:
        version, _, path = asked.path.lstrip("/").partition("/")
        said = asked.said
        if version == "refresh_access_token":
            return self._refresh(said)
        if version != VERSION:
            return error(2635, "You are calling a deprecated version of the API")
        if path == "oauth/access_token":
            return self._exchange(said)
        if path == "debug_token":
            return self._token_info(said)
        if refused := self._who(said):
            return refused
        if path == "me/accounts":
            return self._accounts(said)
        number, _, edge = path.partition("/")
        node = self.nodes.get(PAGE if number == "me" else number)
        if node is None:
            return missing(number)
        if node.kind != "Container" and (wrong := schemas.wrong(node.kind, asked.method, edge, said, set(asked.files))):
            return error(100, f"(#100) {wrong}")
        return self._carried_out(node, asked, edge, said)

    def _carried_out(self, node: Node, asked: Asked, edge: str, said: dict[str, str]) -> Answer:
        if asked.method == "GET" and not edge:
            return self._shown(node, said)
        if asked.method == "GET" and not hasattr(self, f"get_{edge}"):
            return self._listed(node, edge, said)
        doing = getattr(self, f"{asked.method.lower()}_{edge or 'node'}")
        return doing(node, said, asked)

    def _refresh(self, said: dict[str, str]) -> Answer:
        return error(100, "Unsupported get request")

    def _who(self, said: dict[str, str]) -> Answer | None:
        token = said.get("access_token", "")
        if token not in (TOKEN, PERSON_TOKEN):
            return error(190, f"Malformed access token {token}")
        due = hmac.new(SECRET.encode(), token.encode(), hashlib.sha256).hexdigest()
        if said.get("appsecret_proof") != due:
            return error(100, "API calls from the server require an appsecret_proof argument")
        return None

    def _exchange(self, said: dict[str, str]) -> Answer:
        if (said.get("client_id"), said.get("client_secret")) != (APP, SECRET):
            return error(101, "Error validating application")
        if said.get("code") == "used":
            return Answer(schemas.recorded("facebook_api.json")["exampleOauthError.json"], 400)
        return Answer(schemas.recorded("facebook_api.json")["long_term_token.json"] | {"access_token": PERSON_TOKEN})

    def _token_info(self, said: dict[str, str]) -> Answer:
        if said.get("access_token") != f"{APP}|{SECRET}":
            return error(190, "Invalid OAuth access token")
        told = schemas.recorded("facebook_api.json")["token_info.json"]["data"]
        now = int(time.time())
        ends = {"expires_at": 0, "data_access_expires_at": now + 90 * 86_400, "is_valid": said["input_token"] == TOKEN}
        return Answer({"data": told | ends})

    def _accounts(self, said: dict[str, str]) -> Answer:
        """The recorded list, with our page in the place of its only one."""
        told = schemas.recorded("facebook_api.json")["user_accounts_token.json"]
        ours = {"id": PAGE, "name": "Lullaby", "access_token": TOKEN,
                "instagram_business_account": {"id": ACCOUNT, "username": "lullaby"}}  # fmt: skip
        return Answer({"data": [told["data"][0] | ours], "paging": {"cursors": {"before": "b", "after": "a"}}})

    # --- reading ----------------------------------------------------------------------------------------------------

    def _shown(self, node: Node, said: dict[str, str]) -> Answer:
        wanted = schemas.expanded(said.get("fields", "id"))
        if strange := set(wanted) - schemas.fields_of(node.kind):
            return error(100, f"(#100) Tried accessing nonexisting field ({sorted(strange)[0]})")
        return Answer(self._seen(node, wanted))

    def _seen(self, node: Node, wanted: dict[str, Any]) -> dict[str, Any]:
        """The fields wanted; empty edges are absent, as in the recorded answers, unless their sum was asked for."""
        shown = {name: self._value(node[name], inside) for name, (_, inside) in wanted.items() if name in node}
        shown["id"] = node["id"]
        assert set(shown) <= schemas.fields_of(node.kind), set(shown) - schemas.fields_of(node.kind)
        for edge, (modifiers, inside) in wanted.items():
            if edge in node.edges and (node.edges[edge] or modifiers.get("summary")):
                shown[edge] = self._some(node, edge, modifiers, inside)
        return shown

    def _value(self, value: Any, inside: str) -> Any:
        return self._seen(value, schemas.expanded(inside or "id")) if isinstance(value, Node) else value

    def _listed(self, node: Node, edge: str, said: dict[str, str]) -> Answer:
        returned = schemas.call_of(node.kind, "GET", edge)["return"]
        if strange := set(schemas.expanded(said.get("fields", "id"))) - schemas.fields_of(returned):
            return error(100, f"(#100) Tried accessing nonexisting field ({sorted(strange)[0]})")
        return Answer(self._some(node, edge, said, said.get("fields", "id")))

    def _some(self, node: Node, edge: str, said: dict[str, str], fields: str) -> dict[str, Any]:
        nodes = self._of(node, edge, said)
        begin, limit = int(said.get("after") or 0), int(said.get("limit") or 25)
        wanted = schemas.expanded(fields or "id")
        told: dict[str, Any] = {"data": [self._seen(one, wanted) for one in nodes[begin : begin + limit]]}
        if limit and begin + limit < len(nodes):
            told["paging"] = {"cursors": {"before": str(begin), "after": str(begin + limit)}, "next": "https://…"}
        if said.get("summary") == "true":
            told["summary"] = {"total_count": len(nodes)}
        return told

    def _of(self, node: Node, edge: str, said: dict[str, str]) -> list[Node]:
        """Posts newest first; comments oldest first unless asked otherwise, answers among them with filter=stream."""
        nodes = [one for one in node.list(edge) if one["id"] in self.nodes]
        if edge == "comments" and said.get("filter") == "stream":
            nodes = [one for top in nodes for one in (top, *self._of(top, "comments", {}))]
        since = int(said.get("since") or 0)
        nodes = sorted((one for one in nodes if one.made >= since), key=lambda one: one.made)
        is_newest_first = edge not in ("comments", "replies") or said.get("order") == "reverse_chronological"
        is_newest_first |= (node.kind, edge) == ("IGMedia", "comments")
        return nodes[::-1] if is_newest_first else nodes

    def get_insights(self, node: Node, said: dict[str, str], asked: Asked) -> Answer:
        names = said["metric"].split(",")
        if self.retired & set(names):
            return error(100, "(#100) The value must be a valid insights metric")
        return Answer({"data": [
            {"name": name, "period": "lifetime", "values": [{"value": 40 + number}], "title": name,
             "description": name, "id": f"{node['id']}/insights/{name}/lifetime"}
            for number, name in enumerate(names)
        ]})  # fmt: skip

    # --- writing ----------------------------------------------------------------------------------------------------

    def made(self, kind: str, number: str, **fields: Any) -> Node:
        self.clock += 1
        node = Node(kind, id=number, **fields)
        node.made = time.time() + self.clock
        node["timestamp" if kind.startswith("IG") else "created_time"] = _stamp(node.made)
        return self.keep(node)

    def post_feed(self, page: Node, said: dict[str, str], asked: Asked) -> Answer:
        photos = [json.loads(value)["media_fbid"] for name, value in said.items() if name.startswith("attached_media[")]
        if any(photo not in self.nodes for photo in photos):
            return error(100, "(#100) Invalid photo")
        if not said.get("message") and not photos and not said.get("link"):
            return error(100, "(#100) Missing message or attachment")
        return Answer({"id": self._published(said.get("message", ""), photos=photos)["id"]})

    def _published(self, message: str, *, number: str = "", photos: Any = ()) -> Node:
        post = self.made("PagePost", f"{PAGE}_{number or next(self.numbers)}", message=message, **{"from": self._us()})
        post.photos = [self.nodes[photo] for photo in photos]
        post.edges |= {"comments": [], "reactions": []}
        self.page.list("published_posts").append(post)
        return post

    def _us(self) -> dict[str, str]:
        return {"id": PAGE, "name": "Lullaby"}

    def post_photos(self, page: Node, said: dict[str, str], asked: Asked) -> Answer:
        if len(asked.files["source"].body) > 4_000_000:
            return error(100, "Photos should be less than 4 MB", subcode=1366046)
        photo = self.made("Photo", str(next(self.numbers)), alt_text_custom=said.get("alt_text_custom", ""))
        return Answer({"id": photo["id"]})

    def post_videos(self, page: Node, said: dict[str, str], asked: Asked) -> Answer:
        match said.get("upload_phase"):
            case "start":
                film = {"session": str(next(self.numbers)), "size": int(said["file_size"]), "body": b""}
                film["video"] = self.made("AdVideo", str(next(self.numbers)))["id"]
                self.films[film["session"]] = film
                return Answer({"upload_session_id": film["session"], "video_id": film["video"]} | _next(film))
            case "transfer":
                film = self.films[said["upload_session_id"]]
                if int(said["start_offset"]) != len(film["body"]):
                    return error(6001, "wrong offset", subcode=1363037)
                film["body"] += asked.files["video_file_chunk"].body
                return Answer(_next(film))
        film = self.films[said["upload_session_id"]]
        self._published(said.get("description", ""), number=film["video"])
        self.nodes[film["video"]] |= {"status": {"video_status": "ready"}, "post_id": f"{PAGE}_{film['video']}"}
        return Answer({"success": True})

    def post_comments(self, node: Node, said: dict[str, str], asked: Asked) -> Answer:
        return Answer({"id": self.comment(node, said["message"], **self._us())["id"]})

    def comment(self, under: Node, message: str, *, id: str, name: str) -> Node:
        post = under["id"].rpartition("_")[2] if under.kind == "PagePost" else under["id"].partition("_")[0]
        more = {"parent": {"id": under["id"]}} if under.kind == "Comment" else {}
        number = f"{post}_{next(self.numbers)}"
        more |= {"from": {"id": id, "name": name}, "permalink_url": f"https://www.facebook.com/{PAGE}/posts/{post}"}
        said = self.made("Comment", number, message=message, is_hidden=False, **more)
        under.list("comments").append(said)
        return said

    def post_node(self, node: Node, said: dict[str, str], asked: Asked) -> Answer:
        changed = {name: value for name, value in said.items() if name in ("message", "is_hidden")}
        node |= {name: value == "true" if name == "is_hidden" else value for name, value in changed.items()}
        return Answer({"success": True})

    def delete_node(self, node: Node, said: dict[str, str], asked: Asked) -> Answer:
        del self.nodes[node["id"]]
        return Answer({"success": True})

    def post_subscribed_apps(self, page: Node, said: dict[str, str], asked: Asked) -> Answer:
        self.subscribed = set(said["subscribed_fields"].split(","))
        return Answer({"success": True})

    def delete_subscribed_apps(self, page: Node, said: dict[str, str], asked: Asked) -> Answer:
        self.subscribed = set()
        return Answer({"success": True})


def _next(film: dict[str, Any]) -> dict[str, str]:
    start = len(film["body"])
    return {"start_offset": str(start), "end_offset": str(min(start + PART_BYTES, film["size"]))}


def _stamp(moment: float) -> str:
    return time.strftime("%Y-%m-%dT%H:%M:%S+0000", time.gmtime(moment))
