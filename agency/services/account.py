"""What people keep about themselves."""

import uuid
from typing import Any

from django.core.files.base import ContentFile
from django.db import transaction

from agency import audit, images
from agency.models import ApiToken, NotificationPreference, User
from agency.notifications import KINDS

AVATAR_SIZE = 256
PROFILE = ("name", "locale", "time_zone")


def update_profile(*, user: User, **changes: Any) -> None:
    """Name, language, time zone."""
    for name in PROFILE:
        setattr(user, name, changes.get(name, getattr(user, name)))
    user.save(update_fields=PROFILE)


def set_avatar(*, user: User, picture: Any) -> None:
    """Keep ``picture`` as a small square without anything the camera wrote into it; None takes the picture away.

    Raises ValidationError for what is not a picture we take.
    """
    old = user.avatar.name
    if picture is None:
        user.avatar.name = ""
    else:
        square = images.square(images.open_picture(picture), AVATAR_SIZE)
        user.avatar.save(f"{uuid.uuid4().hex}.webp", ContentFile(square), save=False)
    user.save(update_fields=["avatar"])
    if old:
        transaction.on_commit(lambda: user.avatar.storage.delete(old))


@transaction.atomic
def choose_notifications(*, user: User, quiet_from: Any, quiet_until: Any, choices: dict[str, dict[str, Any]]) -> None:
    """Quiet hours, and for each kind whether it shows in the app and when it is mailed."""
    user.quiet_from, user.quiet_until = quiet_from, quiet_until
    user.save(update_fields=["quiet_from", "quiet_until"])
    rows = [NotificationPreference(user=user, kind=kind, **choice) for kind, choice in choices.items() if kind in KINDS]
    NotificationPreference.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["user", "kind"], update_fields=["in_app", "mail"]
    )


@transaction.atomic
def make_token(*, user: User, name: str = "") -> tuple[ApiToken, str]:
    """A key for a program; its text is returned this once and kept nowhere."""
    token, text = ApiToken.objects.create(user=user, name=name)
    audit.record("agency.user.make_token", user, by=user, token=str(token))
    return token, text


@transaction.atomic
def revoke_token(*, token: ApiToken, by: User) -> None:
    """The program that uses it is locked out at once."""
    audit.record("agency.user.revoke_token", token.user, by=by, token=str(token))
    token.delete()
