"""Odnoklassniki: a person's yes, then the groups they run or help to run."""

from collections.abc import Mapping
from urllib.parse import urlencode

from django.conf import settings

from projects.networks.base import Renewed
from projects.networks.doors import Ask
from projects.networks.oauth import Asking, Grant
from projects.networks.odnoklassniki import groups, tokens
from projects.networks.odnoklassniki.groups import Managed
from projects.networks.odnoklassniki.line import Line

ONLY_READS = "You may only read its statistics. Ask whoever owns the group."


class OdnoklassnikiRoom:
    rights = ("see which groups you manage", "publish in them, pictures and videos included",
              "read and answer comments", "read their figures")  # fmt: skip
    asks: tuple[Ask, ...] = ()
    is_single = False

    def is_ready(self) -> bool:
        return bool(settings.OK_APP_ID and settings.OK_APP_KEY and settings.OK_APP_SECRET)

    def leave(self, asking: Asking) -> str:
        said = {
            "response_type": "code", "client_id": settings.OK_APP_ID, "scope": settings.OK_SCOPES,
            "redirect_uri": asking.redirect_uri, "state": asking.state,
        }  # fmt: skip
        return f"{settings.OK_DIALOG_URL}?{urlencode(said)}"

    def come_back(self, asking: Asking, answer: Mapping[str, str]) -> list[Grant]:
        given = tokens.for_code(answer.get("code", ""), redirect_uri=asking.redirect_uri)
        return [_grant(group, given) for group in groups.managed(Line(given.credentials["token"]))]


def _grant(group: Managed, given: Renewed) -> Grant:
    """``ends_at`` is for the adapter's ``enter``, which makes of it the end of the channel's access."""
    ends_at = {"ends_at": given.expire_at.isoformat()} if given.expire_at else {}
    credentials = {**given.credentials, **ends_at, "group_id": group.number}
    why_not = "" if group.may_publish else ONLY_READS
    return Grant(external_id=group.number, name=group.name, credentials=credentials, why_not=why_not)


room = OdnoklassnikiRoom()
