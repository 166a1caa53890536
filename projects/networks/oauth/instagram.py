"""Instagram's professional accounts, through the Facebook pages they are linked to."""

from collections.abc import Mapping

from projects.networks import graph_access
from projects.networks.doors import Ask
from projects.networks.graph_access import PageAccess
from projects.networks.oauth import Asking, Grant

NOT_LINKED = "No professional account is linked to this page. Link one in its settings, then come back."


class InstagramRoom:
    rights = ("see which pages and accounts you manage", "publish on Instagram", "read and answer comments",
              "read the account’s figures")  # fmt: skip
    asks: tuple[Ask, ...] = ()
    is_single = False

    def is_ready(self) -> bool:
        return graph_access.is_possible()

    def leave(self, asking: Asking) -> str:
        return graph_access.dialog_url(redirect_uri=asking.redirect_uri, state=asking.state, instagram=True)

    def come_back(self, asking: Asking, answer: Mapping[str, str]) -> list[Grant]:
        person = graph_access.exchange_code(answer.get("code", ""), redirect_uri=asking.redirect_uri)
        return [_grant(page) for page in graph_access.list_pages(str(person.credentials["token"]))]


def _grant(page: PageAccess) -> Grant:
    if not page.instagram:
        return Grant(external_id=page.external_id, name=page.name, credentials={}, why_not=NOT_LINKED)
    return Grant(external_id=page.instagram, name=f"@{page.instagram_name}", credentials=page.credentials)


room = InstagramRoom()
