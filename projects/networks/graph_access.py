"""Connecting pages of Facebook and accounts of Instagram: from the code their dialog hands back to lasting tokens.

A page's token, got with a long-lived token of a person, has no end of its own; it dies with the person's password,
their role on the page or their consent, which they confirm anew every 90 days.
"""

import datetime as dt
from dataclasses import dataclass
from typing import Any, NamedTuple
from urllib.parse import urlencode

from django.conf import settings
from django.utils import timezone

from projects.networks import graph_errors, http
from projects.networks.abilities import Ability
from projects.networks.base import CredentialsExpired, NotConnected, Renewed, Unavailable
from projects.networks.graph import Graph, facebook, moment

FACEBOOK_SCOPES = (
    "pages_show_list",
    "pages_manage_posts",
    "pages_read_engagement",
    "pages_manage_engagement",
    "pages_read_user_content",
    "pages_manage_metadata",
    "read_insights",
)
INSTAGRAM_SCOPES = ("instagram_basic", "instagram_content_publish", "instagram_manage_comments",
                    "instagram_manage_insights")  # fmt: skip
RIGHTS = {
    "pages_manage_posts": Ability.PUBLISH,
    "pages_manage_engagement": Ability.REPLY,
    "pages_read_user_content": Ability.COMMENTS,
    "read_insights": Ability.METRICS,
    "pages_manage_metadata": Ability.WEBHOOK,
}  # of a page's token, and what cannot be done without each
PUBLISHING = "CREATE_CONTENT"  # of a person's tasks on a page
FIELDS = "id,name,access_token,tasks,instagram_business_account{id,username}"


@dataclass(frozen=True, kw_only=True, repr=False)
class PageAccess:
    """A page somebody may speak for. ``credentials`` as its channel keeps them; ``instagram`` is the account's id."""

    external_id: str
    name: str
    credentials: dict[str, Any]
    tasks: tuple[str, ...] = ()
    instagram: str = ""
    instagram_name: str = ""

    @property
    def may_publish(self) -> bool:
        return PUBLISHING in self.tasks


def is_possible() -> bool:
    """Whether this installation has an app of Meta's to connect pages with."""
    return bool(settings.META_APP_ID and settings.META_APP_SECRET)


def dialog_url(*, redirect_uri: str, state: str, instagram: bool = False) -> str:
    """Where a person says yes. ``instagram``: asks for its rights as well."""
    _app()
    scopes = FACEBOOK_SCOPES + (INSTAGRAM_SCOPES if instagram else ())
    said = {"client_id": settings.META_APP_ID, "redirect_uri": redirect_uri, "state": state,
            "response_type": "code", "scope": ",".join(scopes)}  # fmt: skip
    return f"{settings.META_DIALOG_URL}/{settings.META_GRAPH_VERSION}/dialog/oauth?{urlencode(said)}"


def exchange_code(code: str, *, redirect_uri: str) -> Renewed:
    """The person's long-lived token for the code their dialog handed back; ``redirect_uri`` is the dialog's own."""
    short = _token(code=code, redirect_uri=redirect_uri)
    return lengthen(str(short.credentials["token"]))


def lengthen(token: str) -> Renewed:
    """A person's token for 60 days in place of one for an hour."""
    return _token(grant_type="fb_exchange_token", fb_exchange_token=token)


def list_pages(token: str) -> list[PageAccess]:
    """The pages a person may speak for, each with a token of its own."""
    return [_page(item) for item in facebook(token).listed("me/accounts", fields=FIELDS, limit=100)]


class TokenFacts(NamedTuple):
    """``ends_at``: the token's own end or the consent's, whichever is first; None when neither is known. ``missing``:
    what it may not do, in words."""

    ends_at: dt.datetime | None = None
    missing: tuple[str, ...] = ()


def ends_at(token: str) -> dt.datetime | None:
    """When access ends. Raises CredentialsExpired when it has already."""
    return facts_of(token).ends_at


def facts_of(token: str) -> TokenFacts:
    """What Meta knows of a token. Raises CredentialsExpired when it is dead already."""
    known = Graph("Facebook", "|".join(_app()), url=settings.META_GRAPH_URL)
    about = known.get("debug_token", input_token=token).get("data") or {}
    if not about.get("is_valid"):
        raise CredentialsExpired("Facebook no longer takes this token. Connect the page again.")
    ends = [moment(about.get(name)) for name in ("expires_at", "data_access_expires_at")]
    granted = about.get("scopes")
    missing = [ability.value for right, ability in RIGHTS.items() if granted and right not in granted]
    return TokenFacts(min((end for end in ends if end), default=None), tuple(missing))


def subscribe(token: str) -> dict[str, Any]:
    """From now on Meta calls our address about the token's own page; nothing has to be kept for the end of that."""
    facebook(token).post("me/subscribed_apps", changes=False, subscribed_fields="feed,mention")
    return {}


def unsubscribe(token: str) -> None:
    facebook(token).delete("me/subscribed_apps")


def page_of(token: str) -> str:
    """The id of the token's own page."""
    return str(facebook(token).get("me", fields="id").get("id", ""))


def _page(item: dict[str, Any]) -> PageAccess:
    account = item.get("instagram_business_account") or {}
    return PageAccess(
        external_id=str(item["id"]),
        name=str(item.get("name", "")),
        credentials={"token": str(item.get("access_token", ""))},
        tasks=tuple(item.get("tasks") or ()),
        instagram=str(account.get("id", "")),
        instagram_name=str(account.get("username", "")),
    )


def _token(**said: str) -> Renewed:
    app, secret = _app()
    answer = http.ask(
        "Facebook", "GET", f"{settings.META_GRAPH_URL}/{settings.META_GRAPH_VERSION}/oauth/access_token",
        changes=False, params={"client_id": app, "client_secret": secret, **said}, refusal=_refused,
    )  # fmt: skip
    return renewed(answer)


def renewed(answer: Any) -> Renewed:
    """A token and its end, ``{"access_token", "expires_in"}`` in seconds."""
    if not isinstance(answer, dict) or not answer.get("access_token"):
        raise Unavailable("Meta answered without a token.")
    seconds = answer.get("expires_in")
    end = timezone.now() + dt.timedelta(seconds=seconds) if isinstance(seconds, int) and seconds > 0 else None
    return Renewed(credentials={"token": str(answer["access_token"])}, expire_at=end)


def _refused(response: Any, body: Any, unclear: Any) -> Any:
    return graph_errors.refusal("Facebook", response, body, unclear, secrets=(settings.META_APP_SECRET,))


def _app() -> tuple[str, str]:
    if not is_possible():
        raise NotConnected(
            "This installation has no app of Meta's to connect with: set META_APP_ID and META_APP_SECRET."
        )
    return settings.META_APP_ID, settings.META_APP_SECRET
