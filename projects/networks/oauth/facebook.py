"""Facebook Login: a person's yes, then the pages they manage, each with a token of its own."""

from collections.abc import Mapping

from projects.networks import graph_access
from projects.networks.doors import Ask
from projects.networks.graph_access import PageAccess
from projects.networks.oauth import Asking, Grant

NO_TASK = "You may not publish on it. Ask whoever owns the page."


class FacebookRoom:
    rights = ("see which pages you manage", "publish on them", "read and answer comments", "read their figures")
    asks: tuple[Ask, ...] = ()
    is_single = False

    def is_ready(self) -> bool:
        return graph_access.is_possible()

    def leave(self, asking: Asking) -> str:
        return graph_access.dialog_url(redirect_uri=asking.redirect_uri, state=asking.state)

    def come_back(self, asking: Asking, answer: Mapping[str, str]) -> list[Grant]:
        person = graph_access.exchange_code(answer.get("code", ""), redirect_uri=asking.redirect_uri)
        return [_grant(page) for page in graph_access.list_pages(str(person.credentials["token"]))]


def _grant(page: PageAccess) -> Grant:
    why_not = "" if page.may_publish else NO_TASK
    return Grant(external_id=page.external_id, name=page.name, credentials=page.credentials, why_not=why_not)


room = FacebookRoom()
