"""What is counted, day by day."""

import datetime as dt

from django.db import transaction

from projects.models import Channel, FollowerCount


@transaction.atomic
def count_followers(*, channel: Channel, day: dt.date, count: int) -> None:
    """What the network said; the newest day is the channel's own number."""
    FollowerCount.objects.update_or_create(channel=channel, day=day, defaults={"count": count})
    if not channel.follower_counts.filter(day__gt=day).exists():
        channel.followers = count
        channel.save(update_fields=["followers"])
