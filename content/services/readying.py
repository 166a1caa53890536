"""Files of what goes out soon, made before they are needed: no worker that sends waits for a picture to be scaled."""

import datetime as dt
import logging

from django.utils import timezone

from content.models import Publication
from projects.networks.base import NetworkError

logger = logging.getLogger(__name__)
AHEAD = dt.timedelta(hours=2)
AT_ONCE = 200


def make_files() -> int:
    """Make the derivatives of what is due within two hours, the soonest first; how many publications have all theirs.

    What cannot be made now is said when it is due, in the publication's own words.
    """
    soon = Publication.objects.scheduled().filter(due_at__lte=timezone.now() + AHEAD)
    with_media = soon.exclude(version__snapshot__pictures=[]).select_related("channel", "version")
    return sum(_is_ready(publication) for publication in with_media.order_by("due_at", "pk")[:AT_ONCE])


def _is_ready(publication: Publication) -> bool:
    try:
        publication.outgoing()
    except NetworkError:
        return False
    except Exception:
        logger.exception("The files of %r cannot be made", publication)
        return False
    return True
