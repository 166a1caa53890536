"""How a network can say no. An adapter maps every failure to exactly one of these; the engine acts on the class only.

Permanent ones are ``Rejected`` and its kinds: nothing is repeated, a person reads the text. The others say what is
known about what was sent: certainly not carried out, or perhaps.
"""

from agency.text import storable, web_address

LONGEST_ADDRESS = 2000


class NetworkError(Exception):
    """A network did not do what was asked. ``str(error)`` is fit to show to a user and to be stored."""

    kind = "network"

    def __init__(self, text: str) -> None:
        super().__init__(storable(text))


# --- for good -------------------------------------------------------------------------------------------------------


class Rejected(NetworkError):
    """The network refuses this content or target for good; repeating is pointless."""

    kind = "rejected"


class NotConnected(Rejected):
    """Rapport has no way to this network yet: nothing was sent, nothing is pretended."""

    kind = "not_connected"


class CannotDo(Rejected):
    """The network, or Rapport's way to it, has no such thing at all; see ``abilities``."""

    kind = "cannot"


class PermissionMissing(Rejected):
    """The token is alive and may not do this. ``permission`` is the network's name of what is missing, if it says."""

    kind = "permission"

    def __init__(self, text: str, *, permission: str = "") -> None:
        super().__init__(text)
        self.permission = storable(permission)


class Duplicate(Rejected):
    """The network has the same thing already. Whether it is ours is looked up where an earlier attempt was made."""

    kind = "duplicate"


class Gone(Rejected):
    """What it is about is no longer on the network: deleted, closed, banned."""

    kind = "gone"


class Misused(Rejected):
    """A bug of ours: a wrong parameter, signature or version. Logged for whoever keeps Rapport running."""

    kind = "misused"


# --- access ---------------------------------------------------------------------------------------------------------


class CredentialsExpired(NetworkError):
    """The token is no longer good; nothing can be sent through the channel until it is renewed or reconnected."""

    kind = "credentials"


class CredentialsRevoked(CredentialsExpired):
    """The token was withdrawn, or the network wants to see a person: renewing it by machine is pointless."""


# --- not now --------------------------------------------------------------------------------------------------------


class RateLimited(NetworkError):
    """Not now. ``retry_after`` is in seconds, None when the network did not say."""

    kind = "rate_limited"

    def __init__(self, text: str, *, retry_after: float | None = None) -> None:
        super().__init__(text)
        self.retry_after = retry_after


class CaptchaNeeded(NetworkError):
    """Not carried out: the network wants a person to read a picture. The same call is repeated with the answer.

    ``sid`` is the network's number of the picture, ``image_url`` where it is shown.
    """

    kind = "captcha"

    def __init__(self, text: str, *, sid: str, image_url: str) -> None:
        super().__init__(text)
        self.sid, self.image_url = storable(sid), web_address(image_url, LONGEST_ADDRESS)


class Unavailable(NetworkError):
    """The request certainly was not carried out; repeating is safe."""

    kind = "unavailable"


class Stopped(Unavailable):
    """Not carried out: while it was made ready, somebody stopped it, or it became another worker's."""


class Unconfirmed(NetworkError):
    """The request may have been carried out, the answer was lost; never repeat blindly, look first."""

    kind = "unconfirmed"
