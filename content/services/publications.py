"""What a person decides about a publication that did not go by itself. Each channel of a post is decided alone."""

from agency.models import User
from content.models import Publication
from projects import delivery


def retry(*, publication: Publication, by: User) -> None:
    """Send again what failed or was lost; only on this channel. Raises ValidationError when it may not go now."""
    delivery.send_again(publication, by=by)


def send_now(*, publication: Publication, by: User) -> None:
    """Send what waits, or missed its time, within a second. Raises ValidationError when it may not go now."""
    delivery.send_now(publication, by=by)


def cancel(*, publication: Publication, by: User) -> None:
    """Do not send it on this channel."""
    delivery.do_not_send(publication, by=by)


def confirm_by_hand(*, publication: Publication, url: str, by: User) -> None:
    """Somebody found it on the network, or put it there; ``url`` is the proof. ValidationError for another site's."""
    delivery.it_is_there(publication, url=url, by=by)
