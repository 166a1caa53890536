"""Who a token speaks for, what the network takes, how a page does."""

from django.contrib.auth.decorators import login_not_required
from django.db.models import Count, Sum
from django.http import HttpRequest, JsonResponse
from django.utils import timezone

from playground.api.endpoint import Answer
from playground.api.shapes import moment, page_shape
from playground.images import FORMATS, MAX_BYTES, MAX_PIXELS
from playground.models import Page
from playground.services.polls import OPTION_LIMIT, OPTIONS_LIMIT, QUESTION_LIMIT
from playground.texts import COMMENT_LIMIT, KEY_LIMIT, MEDIA_LIMIT, POST_LIMIT, URL_LIMIT


def me(request: HttpRequest, page: Page) -> Answer:
    return 200, {"page": page_shape(request, page), "token": {"expires_at": moment(page.token_expires_at)}}


def metrics(request: HttpRequest, page: Page) -> Answer:
    """Sums over the page's standing posts, and its followers now."""
    sums = page.posts.standing().aggregate(
        posts=Count("pk"), likes=Sum("likes"), comments=Sum("comments"), shares=Sum("shares"), views=Sum("views")
    )
    totals = {name: total or 0 for name, total in sums.items()}
    return 200, {"followers": page.followers, **totals, "measured_at": moment(timezone.now())}


@login_not_required
def limits(request: HttpRequest) -> JsonResponse:
    """What a post or comment may hold; texts are counted in graphemes."""
    return JsonResponse(
        {
            "post": {"text": POST_LIMIT, "media": MEDIA_LIMIT, "link": URL_LIMIT},
            "poll": {"question": QUESTION_LIMIT, "options": OPTIONS_LIMIT, "option": OPTION_LIMIT},
            "comment": {"text": COMMENT_LIMIT},
            "image": {"bytes": MAX_BYTES, "pixels": MAX_PIXELS, "formats": sorted(FORMATS)},
            "idempotency_key": KEY_LIMIT,
            "counted_in": "graphemes",
        }
    )
