"""A VKontakte that knows one community, the person who runs it, and what is said around.

Every call is checked against the published schema before it is carried out and every answer before it is sent.
"""

import json
import re
import time
from itertools import count
from typing import Any

from tests.networks.fakes.server import Answer, Asked, FakeNetwork
from tests.networks.fakes.vk_schema import answer_of, error_codes, methods, prove, wrong_in

GROUP = 178
TOKEN, GROUP_TOKEN, DEVICE = "vk1.a.person-of-lullaby", "vk1.a.community-lullaby", "device-7"
MANAGER, READER = 900, 42
PEOPLE = [
    {"id": READER, "first_name": "Olena", "last_name": "Kravets", "screen_name": "olena.k", "followers_count": 31},
    {"id": MANAGER, "first_name": "Marta", "last_name": "Bondar", "screen_name": "marta.b"},
]
UNAVAILABLE = "Group authorization failed: method is unavailable with group auth."


def error(code: int, words: str = "", **more: Any) -> Answer:
    """As VKontakte says no: with status 200. Only numbers of its own table."""
    return Answer(
        {"error": {"error_code": code, "error_msg": words or error_codes()[code], "request_params": []} | more}
    )


class FakeVK(FakeNetwork):
    def __init__(self) -> None:
        super().__init__()
        self.numbers, self.now = count(10), int(time.time())
        self.posts: dict[int, dict[str, Any]] = {}
        self.said: dict[int, dict[str, Any]] = {}
        self.elsewhere: list[dict[str, Any]] = []
        self.photos: dict[str, dict[str, Any]] = {}
        self.polls: dict[str, dict[str, Any]] = {}
        self.films: dict[str, bytes] = {}
        self.guids: dict[str, int] = {}
        self.is_admin, self.reachable, self.calls_a_second = 1, 1_000, None
        self.refresh_token = "refresh-1"
        self.captcha = ""
        self.servers: dict[int, dict[str, Any]] = {}
        self.told: dict[int, set[str]] = {}

    # --- the doors --------------------------------------------------------------------------------------------------

    def answer(self, asked: Asked) -> Answer:
        match asked.path.split("/"):
            case [_, "method", method]:
                return self._method(method, asked.form)
            case [_, "upload", "photo"]:
                return Answer({"server": 7, "photo": json.dumps([len(asked.files["photo"].body)]), "hash": "h4sh"})
            case [_, "upload", film]:
                self.films[film] = asked.files["video_file"].body
                return Answer({"size": len(self.films[film]), "video_id": 1})
            case [_, "oauth2", "auth"]:
                return self._renew(asked.form)
        return Answer("", 404)

    def _method(self, method: str, said: dict[str, str]) -> Answer:
        described = methods().get(method)
        if described is None:
            return error(3)
        if said.get("v") != "5.199":
            return error(8, "Invalid request: v (version) is required")
        if refused := self._not_let_in(described, said.get("access_token", "")):
            return refused
        if wrong := wrong_in(method, said):
            return error(100, f"One of the parameters specified was missing or invalid: {wrong}")
        result = getattr(self, method.replace(".", "_"))(said)
        if isinstance(result, Answer):
            return result
        prove(answer_of(method, extended=said.get("extended") == "1"), {"response": result})
        return Answer({"response": result})

    def _not_let_in(self, described: dict[str, Any], token: str) -> Answer | None:
        kind = {TOKEN: "user", GROUP_TOKEN: "group"}.get(token)
        if kind is None:
            return error(5, "User authorization failed: invalid access_token (4).")
        if kind not in described["access_token_type"]:
            return error(27, UNAVAILABLE)
        if self.calls_a_second is not None and len(self.calls("/method/")) > self.calls_a_second:
            return error(6)
        return None

    def _renew(self, said: dict[str, str]) -> Answer:
        if set(said) != {"grant_type", "refresh_token", "device_id", "client_id", "state"}:
            return Answer({"error": "invalid_request"}, 400)
        if (said["refresh_token"], said["device_id"]) != (self.refresh_token, DEVICE):
            return Answer({"error": "invalid_grant", "error_description": "refresh_token is expired"}, 400)
        self.refresh_token = "refresh-2"
        return Answer({"access_token": TOKEN, "refresh_token": "refresh-2", "expires_in": 3600, "user_id": MANAGER})

    # --- posts ------------------------------------------------------------------------------------------------------

    def wall_post(self, said: dict[str, str]) -> Any:
        if said["owner_id"] != f"-{GROUP}" or said.get("from_group") != "1":
            return error(214)
        if self.captcha and said.get("captcha_key") != self.captcha:
            return error(14, captcha_sid="239633676097", captcha_img="https://api.vk.com/captcha.php?sid=239633676097")
        links = [one for one in said.get("attachments", "").split(",") if one.startswith("http")]
        if len(links) > 1 or not (said.get("message") or said.get("attachments")):
            return error(100)
        if said.get("guid") in self.guids:
            return {"post_id": self.guids[said["guid"]]}
        number = next(self.numbers)
        self.guids[said.get("guid", "")] = number
        self.posts[number] = {
            "inner_type": "wall_wallpost", "post_type": "post", "id": number, "owner_id": -GROUP, "from_id": -GROUP,
            "date": int(time.time()), "text": said.get("message", ""), "attachments": self._attached(said),
        }  # fmt: skip
        return {"post_id": number}

    def wall_edit(self, said: dict[str, str]) -> Any:
        post = self.posts.get(int(said["post_id"]))
        if post is None:
            return error(210)
        post |= {"text": said.get("message", ""), "attachments": self._attached(said)}
        return {"post_id": post["id"]}

    def wall_delete(self, said: dict[str, str]) -> Any:
        return 1 if self.posts.pop(int(said["post_id"]), None) else error(104)

    def wall_get(self, said: dict[str, str]) -> Any:
        newest = [self._seen(post) for post in reversed(self.posts.values())]
        start = int(said.get("offset", 0))
        return {"count": len(newest), "items": newest[start : start + int(said["count"])]}

    def wall_getById(self, said: dict[str, str]) -> Any:
        wanted = [int(name.partition("_")[2]) for name in said["posts"].split(",")]
        return {"items": [self._seen(self.posts[number]) for number in wanted if number in self.posts]}

    def _attached(self, said: dict[str, str]) -> list[dict[str, Any]]:
        found = []
        for name in filter(None, said.get("attachments", "").split(",")):
            if name.startswith("http"):
                found.append({"type": "link", "link": {"url": name}})
            elif name in self.photos:
                found.append({"type": "photo", "photo": self.photos[name]})
            elif name in self.polls:
                found.append({"type": "poll", "poll": self.polls[name]})
            else:
                film = int(name.removeprefix(f"video-{GROUP}_"))
                found.append({"type": "video", "video": {"id": film, "owner_id": -GROUP}})
        return found

    def _seen(self, post: dict[str, Any]) -> dict[str, Any]:
        under = [one for one in self.said.values() if one["post_id"] == post["id"] and not one.get("deleted")]
        likes = {"can_like": 1, "count": 3, "user_likes": 0}
        return post | {
            "comments": {"count": len(under)},
            "likes": likes,
            "reposts": {"count": 1},
            "views": {"count": 640},
        }

    # --- what goes with them ----------------------------------------------------------------------------------------

    def photos_getWallUploadServer(self, said: dict[str, str]) -> Any:
        return {"album_id": -14, "upload_url": f"{self.url}/upload/photo", "user_id": MANAGER}

    def photos_saveWallPhoto(self, said: dict[str, str]) -> Any:
        if said.get("hash") != "h4sh":
            return error(121)
        number = next(self.numbers)
        photo = {"id": number, "owner_id": -GROUP, "album_id": -14, "date": self.now, "has_tags": False,
                 "text": said.get("caption", "")}  # fmt: skip
        self.photos[f"photo-{GROUP}_{number}"] = photo
        return [photo]

    def video_save(self, said: dict[str, str]) -> Any:
        number = next(self.numbers)
        return {
            "owner_id": -GROUP,
            "video_id": number,
            "title": said["name"],
            "upload_url": f"{self.url}/upload/{number}",
        }

    def polls_create(self, said: dict[str, str]) -> Any:
        answers = json.loads(said["add_answers"])
        if not 1 <= len(answers) <= 10:
            return error(100)
        number = next(self.numbers)
        no = dict.fromkeys(("can_edit", "can_report", "can_share", "closed", "disable_unvote", "is_board"), False)
        poll = no | {
            "id": number, "owner_id": -GROUP, "question": said["question"], "created": self.now, "votes": 0,
            "can_vote": True, "multiple": said["is_multiple"] == "1", "anonymous": said["is_anonymous"] == "1",
            "end_date": int(said.get("end_date", 0)),
            "answers": [{"id": next(self.numbers), "text": text, "votes": 0, "rate": 0} for text in answers],
        }  # fmt: skip
        self.polls[f"poll-{GROUP}_{number}"] = poll
        return poll

    # --- what people say --------------------------------------------------------------------------------------------

    def wall_createComment(self, said: dict[str, str]) -> Any:
        if said.get("guid") in self.guids:
            return {"comment_id": self.guids[said["guid"]]}
        answered = int(said.get("reply_to_comment", 0))
        author = -int(said["from_group"]) if said.get("from_group") else MANAGER
        owner, post = int(said["owner_id"]), int(said["post_id"])
        if (owner == -GROUP and post not in self.posts) or (answered and answered not in self.said):
            return error(213)
        made = self.comment(said["message"], post=post, under=answered, author=author)
        self.guids[said.get("guid", "")] = made["id"]
        return {"comment_id": made["id"], "parents_stack": made["parents_stack"]}

    def comment(self, text: str, *, post: int, under: int = 0, author: int = READER) -> dict[str, Any]:
        stack = []
        if under:
            stack = self.said[under]["parents_stack"][:1] or [under]
        made = {"id": next(self.numbers), "from_id": author, "owner_id": -GROUP, "post_id": post, "text": text,
                "date": int(time.time()), "parents_stack": stack}  # fmt: skip
        if under:
            made |= {"reply_to_comment": under, "reply_to_user": self.said[under]["from_id"]}
        self.said[made["id"]] = made
        return made

    def wall_getComments(self, said: dict[str, str]) -> Any:
        post, inside = int(said["post_id"]), int(said.get("comment_id", 0))
        if post not in self.posts:
            return error(212)
        shown = [one for one in self.said.values() if one["post_id"] == post and not one.get("deleted")]
        level = [one for one in shown if one["parents_stack"] == ([inside] if inside else [])]
        if said.get("sort") == "desc":
            level.reverse()
        start, taken = int(said.get("offset", 0)), int(said.get("thread_items_count", 0))
        items = level[start : start + min(int(said.get("count", 10)), 100)]
        with_threads = [one | {"thread": _thread(shown, one["id"], taken)} for one in items]
        return {"count": len(shown), "current_level_count": len(level), "items": with_threads} | self._who(items, said)

    def wall_deleteComment(self, said: dict[str, str]) -> Any:
        return self._turn(int(said["comment_id"]), True)

    def wall_restoreComment(self, said: dict[str, str]) -> Any:
        return self._turn(int(said["comment_id"]), False)

    def _turn(self, number: int, deleted: bool) -> Any:
        if number not in self.said:
            return error(104)
        self.said[number]["deleted"] = deleted
        return 1

    def newsfeed_search(self, said: dict[str, str]) -> Any:
        """The newest first, a thousand at most, as far back as a day unless told otherwise."""
        since, until = int(said.get("start_time", self.now - 86_400)), int(said.get("end_time", 2**40))
        start, most = int(said.get("start_from", "0")), int(said.get("count", 30))
        found = [one for one in self.elsewhere if said["q"] in one["text"] and since <= one["date"] <= until]
        found.sort(key=lambda one: -one["date"])
        within = found[: self.reachable]
        page = within[start : start + most]
        rest = {"next_from": str(start + most)} if start + most < len(within) else {}
        return {"items": page, "count": len(page), "total_count": len(found)} | rest | self._who(page, said)

    def mention(self, text: str, *, ago: int = 60) -> None:
        number = next(self.numbers)
        self.elsewhere.append(
            {"inner_type": "wall_wallpost", "id": number, "owner_id": READER, "from_id": READER}
            | {"text": text, "date": self.now - ago, "post_type": "post"}
        )

    def _who(self, items: list[dict[str, Any]], said: dict[str, str]) -> dict[str, Any]:
        if said.get("extended") != "1":
            return {}
        authors = {one["from_id"] for one in items}
        groups = [{"id": GROUP, "name": "Lullaby", "screen_name": "lullaby"}] if -GROUP in authors else []
        return {"profiles": [person for person in PEOPLE if person["id"] in authors], "groups": groups}

    # --- who is who -------------------------------------------------------------------------------------------------

    def groups_getById(self, said: dict[str, str]) -> Any:
        if said.get("group_id", str(GROUP)) not in (str(GROUP), "lullaby"):
            return {"groups": [], "profiles": []}
        known = {"id": GROUP, "name": "Lullaby", "screen_name": "lullaby", "is_admin": self.is_admin}
        return {"groups": [known | {"members_count": 6140}], "profiles": []}

    def groups_getCallbackConfirmationCode(self, said: dict[str, str]) -> Any:
        return {"code": "0f6aa9b5"}

    # --- calling ------------------------------------------------------------------------------------------------------

    def groups_getCallbackServers(self, said: dict[str, str]) -> Any:
        return {"count": len(self.servers), "items": [*self.servers.values()]}

    def groups_addCallbackServer(self, said: dict[str, str]) -> Any:
        if len(self.servers) == 10:
            return error(2000)
        if len(said["title"]) > 14 or not re.fullmatch(r"[A-Za-z0-9]{1,50}", said.get("secret_key", "x")):
            return error(100)
        number = next(self.numbers)
        self.servers[number] = {"id": number, "title": said["title"], "creator_id": MANAGER, "url": said["url"],
                                "secret_key": said.get("secret_key", ""), "status": "wait"}  # fmt: skip
        return {"server_id": number}

    def groups_deleteCallbackServer(self, said: dict[str, str]) -> Any:
        return 1 if self.servers.pop(int(said["server_id"]), None) else error(104)

    def groups_setCallbackSettings(self, said: dict[str, str]) -> Any:
        if int(said["server_id"]) not in self.servers:
            return error(104)
        self.told[int(said["server_id"])] = {
            name for name, value in said.items() if name[:4] == "wall" and value == "1"
        }
        return 1

    def users_get(self, said: dict[str, str]) -> Any:
        if said["access_token"] == GROUP_TOKEN and "user_ids" not in said:
            return []
        wanted = said.get("user_ids", str(MANAGER)).split(",")
        return [person for person in PEOPLE if str(person["id"]) in wanted]

    def stats_getPostReach(self, said: dict[str, str]) -> Any:
        return [{"post_id": int(number), "reach_total": 512, "links": 7} for number in said["post_ids"].split(",")]


def _thread(shown: list[dict[str, Any]], root: int, taken: int) -> dict[str, Any]:
    inside = [one for one in shown if one["parents_stack"] == [root]]
    return {"count": len(inside), "items": inside[:taken]}
