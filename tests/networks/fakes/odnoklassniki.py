"""An Odnoklassniki that knows one group, and its dialog of leave.

It reckons each call's signature itself, in its own way, and refuses others. There is no published schema to be held to:
parameters are those of the documentation's method descriptions.
"""

import json
import time
from hashlib import md5
from itertools import count
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from tests.networks.fakes.server import Answer, Asked, FakeNetwork

GROUP, TOKEN = "51234567890", "tkn-of-a-moderator"
APP_ID, APP_KEY, APP_SECRET = "512000", "CKPUBLIC", "S3CRET"
READER = {"uid": "42", "name": "Olena Kravets"}
PERSON = "577000"
# What the person is in groups: https://apiok.ru/dev/methods/rest/group/group.getUserGroupsV2
SEATS: list[dict[str, str]] = [
    {"groupId": "1", "userId": PERSON, "status": "ACTIVE"},
    {"groupId": GROUP, "userId": PERSON, "status": "ADMIN"},
    {"groupId": "52", "userId": PERSON, "status": "MODERATOR", "role": "EDITOR"},
    {"groupId": "53", "userId": PERSON, "status": "MODERATOR", "role": "ANALYST"},
]
NAMES = {"1": "Recipes", GROUP: "Lullaby", "52": "Brama", "53": "Topotun"}

# Parameters of each method, those it cannot do without first.
METHODS: dict[str, tuple[set[str], set[str]]] = {
    "mediatopic.post": ({"attachment"}, {"type", "gid", "text_link_preview", "hidden_post", "set_status", "uid"}),
    "mediatopic.getTopics": ({"gid"}, {"count", "anchor", "fields"}),
    "mediatopic.getByIds": ({"topic_ids"}, {"fields", "media_limit", "features"}),
    "photosV2.getUploadUrl": (set(), {"gid", "count"}),
    "video.getUploadUrl": ({"file_name", "file_size"}, {"gid"}),
    "video.update": ({"vid"}, {"title", "publish"}),
    "discussions.getComments": (
        {"discussionId", "discussionType"},
        {"anchor", "direction", "count", "fields", "mark_as_read", "includeRemoved"},
    ),
    "discussions.addDiscussionComment": (
        {"entityId", "entityType", "comment"},
        {"reply_to_comment_id", "as_admin", "attachments"},
    ),
    "group.getInfo": ({"uids"}, {"fields", "move_to_top"}),
    "group.getUserGroupsV2": (set(), {"uid", "anchor", "direction", "count"}),
    "auth.touchSession": (set(), set()),
    "group.getCounters": ({"group_id", "counterTypes"}, {"uid"}),
    "group.getStatTopic": ({"topic_id"}, {"fields"}),
}


def error(code: int, words: str = "NO") -> Answer:
    return Answer({"error_code": code, "error_msg": words, "error_data": None})


class FakeOdnoklassniki(FakeNetwork):
    def __init__(self) -> None:
        super().__init__()
        self.numbers = count(100)
        self.topics: dict[str, dict[str, Any]] = {}
        self.said: list[dict[str, Any]] = []
        self.films: dict[str, dict[str, Any]] = {}
        self.refresh_token, self.tells_counts = "refresh-1", True
        self.codes: dict[str, str] = {}  # to the way back it was given for; each good once
        self.lasts, self.seats = "1800", SEATS

    def answer(self, asked: Asked) -> Answer:
        match asked.path.split("/"):
            case [_, "fb.do"]:
                return self._method(asked.form)
            case [_, "photos"]:
                return Answer({"photos": {f"p{n}": {"token": f"t{n}"} for n in range(1, len(asked.files) + 1)}})
            case [_, "film", number]:
                self.films[number]["body"] = asked.files["data"].body
                return Answer("<retval>1</retval>", 200, {"Content-Type": "text/xml"})
            case [_, "token.do"]:
                return self._token(asked.form)
        return Answer("", 404)

    def agree(self, address: str) -> dict[str, str]:
        """A person opens the dialog and says yes: what they are sent back with."""
        said = dict(parse_qsl(urlsplit(address).query))
        assert (said["client_id"], said["response_type"], "VALUABLE_ACCESS" in said["scope"].split(";")) == (
            APP_ID, "code", True,
        )  # fmt: skip
        self.codes["code-1"] = said["redirect_uri"]
        return {"state": said["state"], "code": "code-1"}

    def _method(self, said: dict[str, str]) -> Answer:
        method = said.get("method", "")
        if method not in METHODS:
            return error(3, "METHOD : No such method")
        if said.get("access_token") != TOKEN:
            return error(103, "PARAM_SESSION_KEY : Session key is wrong")
        if said.get("application_key") != APP_KEY or said.get("sig") != _signature(said):
            return error(104, "PARAM_SIGNATURE : Invalid signature")
        needed, others = METHODS[method]
        given = set(said) - {"method", "application_key", "format", "access_token", "sig"}
        if needed - given or given - needed - others:
            return error(100, f"PARAM : {sorted(needed - given)} missing, {sorted(given - needed - others)} unknown")
        result = getattr(self, method.replace(".", "_"))(said)
        return result if isinstance(result, Answer) else Answer(json.dumps(result))  # a bare text is JSON too

    def _token(self, said: dict[str, str]) -> Answer:
        if (said.get("client_id"), said.get("client_secret")) != (APP_ID, APP_SECRET):
            return Answer({"error": "invalid_client", "error_description": "Wrong client secret"}, 401)
        fresh = {"access_token": TOKEN, "token_type": "session", "expires_in": self.lasts}
        if said.get("grant_type") == "authorization_code":
            if self.codes.pop(said.get("code", ""), "") != said.get("redirect_uri"):
                return Answer({"error": "invalid_request", "error_description": "Expired code"}, 400)
            return Answer(fresh | {"refresh_token": self.refresh_token})
        if said.get("grant_type") != "refresh_token" or said.get("refresh_token") != self.refresh_token:
            return Answer({"error": "invalid_grant"}, 400)
        return Answer(fresh)

    # --- topics -----------------------------------------------------------------------------------------------------

    def mediatopic_post(self, said: dict[str, str]) -> Any:
        if said.get("type") != "GROUP_THEME" or said.get("gid") != GROUP:
            return error(10, "PERMISSION_DENIED")
        number = str(next(self.numbers))
        media = json.loads(said["attachment"])["media"]
        if not media:
            return error(600, "MEDIA_TOPIC_BLOCK_LIMIT")
        self.topics[number] = {"id": number, "created_ms": int(time.time() * 1000), "author_ref": f"group:{GROUP}",
                               "owner_ref": f"group:{GROUP}", "media": media}  # fmt: skip
        return number

    def mediatopic_getTopics(self, said: dict[str, str]) -> Any:
        return {"media_topics": [self._seen(topic) for topic in reversed(self.topics.values())][: int(said["count"])]}

    def mediatopic_getByIds(self, said: dict[str, str]) -> Any:
        return {"media_topics": [self._seen(self.topics[n]) for n in said["topic_ids"].split(",") if n in self.topics]}

    def _seen(self, topic: dict[str, Any]) -> dict[str, Any]:
        if not self.tells_counts:
            return topic
        under = [one for one in self.said if one["topic"] == topic["id"]]
        counts = {"like_summary": {"count": 3}, "reshare_summary": {"count": 1}}
        return topic | counts | {"discussion_summary": {"comments_count": len(under)}}

    def photosV2_getUploadUrl(self, said: dict[str, str]) -> Any:
        return {"photo_ids": [f"p{n}" for n in range(1, int(said["count"]) + 1)], "upload_url": f"{self.url}/photos"}

    def video_getUploadUrl(self, said: dict[str, str]) -> Any:
        number = str(next(self.numbers))
        self.films[number] = {"size": int(said["file_size"])}
        return {"video_id": number, "upload_url": f"{self.url}/film/{number}"}

    def video_update(self, said: dict[str, str]) -> Any:
        self.films[said["vid"]] |= {"title": said["title"], "published": said["publish"] == "true"}
        return {"success": True}

    # --- what people say --------------------------------------------------------------------------------------------

    def discussions_addDiscussionComment(self, said: dict[str, str]) -> Any:
        if said["entityId"] not in self.topics:
            return error(300, "NOT_FOUND")
        author = f"group:{GROUP}" if said.get("as_admin") == "true" else "user:900"
        return self.say(said["comment"], under=said["entityId"], to=said.get("reply_to_comment_id", ""), author=author)

    def say(self, text: str, *, under: str, to: str = "", author: str = "user:42") -> str:
        made = {"id": f"c{next(self.numbers)}", "text": text, "topic": under, "author_ref": author,
                "author_id": author.partition(":")[2], "date_ms": int(time.time() * 1000) + len(self.said)}  # fmt: skip
        self.said.append(made | ({"reply_to_comment_id": to} if to else {}))
        return str(made["id"])

    def discussions_getComments(self, said: dict[str, str]) -> Any:
        newest = [one for one in reversed(self.said) if one["topic"] == said["discussionId"]]
        start = 0 if said["anchor"] == "LAST" else int(said["anchor"])
        page = newest[start : start + int(said["count"])]
        return {"comments": page, "anchor": str(start + len(page)), "entities": {"users": [READER]}}

    # --- the group --------------------------------------------------------------------------------------------------

    def group_getInfo(self, said: dict[str, str]) -> Any:
        return [{"uid": number, "name": NAMES[number]} for number in said["uids"].split(",") if number in NAMES]

    def group_getUserGroupsV2(self, said: dict[str, str]) -> Any:
        start = int(said.get("anchor", "0"))
        page = self.seats[start : start + int(said["count"])]
        return {"groups": page, "anchor": str(start + len(page))} if page else {"anchor": said.get("anchor")}

    def auth_touchSession(self, said: dict[str, str]) -> Any:
        return True

    def group_getCounters(self, said: dict[str, str]) -> Any:
        return {"counters": {"members": 6140}}

    def group_getStatTopic(self, said: dict[str, str]) -> Any:
        return {"topic": {"reach": 512, "renderings": 900}}


def _signature(said: dict[str, str]) -> str:
    secret = md5(f"{TOKEN}{APP_SECRET}".encode(), usedforsecurity=False).hexdigest()
    pairs = sorted(pair for pair in said.items() if pair[0] not in ("sig", "access_token"))
    return md5(("".join("=".join(pair) for pair in pairs) + secret).encode(), usedforsecurity=False).hexdigest()
