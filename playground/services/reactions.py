"""Following, liking and sharing: once each, and taken back by the second press. Counters move with the rows."""

from django.db import transaction
from django.db.models import F

from playground.models import Account, Follow, Like, Page, Post, Share


def toggle_follow(*, page: Page, by: Account) -> bool:
    return _toggle(Follow, owner=page, owner_name="page", counter="followers", by=by)


def toggle_like(*, post: Post, by: Account) -> bool:
    return _toggle(Like, owner=post, owner_name="post", counter="likes", by=by)


def toggle_share(*, post: Post, by: Account) -> bool:
    return _toggle(Share, owner=post, owner_name="post", counter="shares", by=by)


def _toggle(
    reaction: type[Follow] | type[Like] | type[Share], *, owner: Page | Post, owner_name: str, counter: str, by: Account
) -> bool:
    """Adds the reaction or takes it back. The owner's row is held, so two clicks at once come one after the other."""
    rows = reaction._default_manager
    owners = type(owner)._default_manager.filter(pk=owner.pk)
    with transaction.atomic():
        owners.select_for_update(no_key=True).get()
        taken_back, _ = rows.filter(**{owner_name: owner}, account=by).delete()
        if not taken_back:
            rows.create(**{owner_name: owner}, account=by)
        owners.update(**{counter: F(counter) + (-1 if taken_back else 1)})
    owner.refresh_from_db(fields=[counter])
    return not taken_back
