"""What VKontakte's errors mean. They come with status 200; the number decides, the words are for people."""

from typing import Any

import httpx

from projects.networks.base import (
    CaptchaNeeded,
    CredentialsExpired,
    CredentialsRevoked,
    Gone,
    Misused,
    NetworkError,
    PermissionMissing,
    RateLimited,
    Rejected,
    Unavailable,
)

SECOND, HALF_AN_HOUR, DAY = 1, 1_800, 86_400
WRONG_KIND = (
    "VKontakte takes this only with the token of a person who runs the community. "
    "This is the token of the community or of an app: it may answer comments, not publish or count."
)


class NotKept(Rejected):
    """A picture or a film that VKontakte did not keep; a fresh upload may help once."""


def refusal(response: httpx.Response, body: Any, unclear: type[NetworkError]) -> NetworkError | None:
    error = body.get("error") if isinstance(body, dict) else None
    return _meant(error, unclear) if isinstance(error, dict) else None


def _meant(error: dict[str, Any], unclear: type[NetworkError]) -> NetworkError:
    words = str(error.get("error_msg") or "no").rstrip(".")[:300]
    match error.get("error_code"):
        case 27 | 28 | 1051 if "unavailable with" in words:
            return PermissionMissing(WRONG_KIND, permission="user token")
        case 5 | 27 | 28 | 1117 | 3609:
            return CredentialsExpired(f"VKontakte takes the token no more: {words}.")
        case 17 | 24 | 25:
            return _person_wanted(error)
        case 14 | 3300:
            return _captcha(error)
        case 6 | 9 | 29 | 223 as code:
            return _slow_down(code)
        case 1 | 10 | 13 | 36:
            return unclear(f"VKontakte has trouble on its side: {words}.")
        case 32 | 43:
            return Unavailable(f"VKontakte is not ready: {words}.")
    return _refused(error.get("error_code"), words)


def _refused(code: Any, words: str) -> NetworkError:
    says = f"VKontakte says: {words}."
    match code:
        case 214:
            return _no_more_posts(words)
        case 7 | 15 | 20 | 21 | 183 | 203 | 204 | 210 | 211 | 212 | 213 | 250 | 260:
            return PermissionMissing(says)
        case 18 | 30 | 37 | 104:
            return Gone(says)
        case 22 | 105 | 114 | 118 | 121 | 122 | 129:
            return NotKept(f"VKontakte did not keep a picture or a video: {words}.")
        case 3 | 4 | 8 | 100 | 101 | 113 | 125:
            return Misused(says)
    return Rejected(says)


def _no_more_posts(words: str) -> NetworkError:
    """One number for three things; only the words tell them apart."""
    said = words.lower()
    if "a day" in said or "per day" in said:
        return RateLimited(f"The community has posted as often as VKontakte allows in a day: {words}.", retry_after=DAY)
    if "scheduled" in said:
        return Rejected(f"VKontakte says: {words}.")
    return PermissionMissing(f"VKontakte lets this person not post there: {words}.")


def _slow_down(code: int) -> RateLimited:
    wait = {6: SECOND, 29: DAY}.get(code, HALF_AN_HOUR)
    return RateLimited("VKontakte asks to slow down.", retry_after=wait)


def _person_wanted(error: dict[str, Any]) -> CredentialsRevoked:
    place = str(error.get("redirect_uri") or "the account")
    return CredentialsRevoked(f"VKontakte wants to see the person behind the token. Open {place} and confirm there.")


def _captcha(error: dict[str, Any]) -> NetworkError:
    if not error.get("captcha_sid"):
        return _person_wanted(error)
    return CaptchaNeeded(
        "VKontakte wants a person to read a picture.",
        sid=str(error["captcha_sid"]),
        image_url=str(error.get("captcha_img", "")),
    )
