"""Bringing somebody in: the person exists at once, the link lets them choose a password."""

import datetime as dt
import logging
from smtplib import SMTPException
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.mail import EmailMultiAlternatives
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from agency import audit, links
from agency.models import Invitation, User
from agency.notifications import notify
from agency.transitions import MovedMeanwhile

logger = logging.getLogger(__name__)

LIFETIME = dt.timedelta(days=7)


@transaction.atomic
def invite(*, email: str, name: str, role: str, by: User, job: str = "") -> Invitation:
    """Add a person and write them a letter with a link for a week.

    ``role`` is one of the agency, or "" for a person of a client. Raises ValidationError on ``email`` when the person
    is here already. The letter leaves when the transaction is through.
    """
    if User.objects.filter(email__iexact=email).exists():
        raise ValidationError({"email": ValidationError(f"{email} is here already.", code="unique")})
    user = User(email=email.lower(), name=name, role=role, job=job, time_zone=by.time_zone, locale=by.locale)
    user.set_unusable_password()
    user.full_clean(exclude=["password"])
    user.save()
    audit.record("agency.user.invite", user, by=by, name=user.name, role=user.get_role_display() or "client")
    return _send_link(user, by=by)


@transaction.atomic
def resend(*, invitation: Invitation, by: User) -> Invitation:
    """A new letter with a new link; every older link of this person dies. Raises MovedMeanwhile once it was used."""
    user = User.objects.select_for_update().get(pk=invitation.user_id)
    if user.invitations.filter(accepted_at__isnull=False).exists():
        raise MovedMeanwhile(f"{user.name} has already joined. No letter was sent.")
    user.invitations.open().update(revoked_at=timezone.now())
    audit.record("agency.user.invite_again", user, by=by, name=user.name)
    return _send_link(user, by=by)


@transaction.atomic
def revoke(*, invitation: Invitation, by: User) -> None:
    """The link stops working. Raises MovedMeanwhile when it does not work any more anyway."""
    if not Invitation.objects.open().filter(pk=invitation.pk).update(revoked_at=timezone.now()):
        raise MovedMeanwhile("This invitation is not open any more. Nothing was changed.")
    audit.record("agency.user.take_back_invitation", invitation.user, by=by, name=invitation.user.name)


@transaction.atomic
def accept(*, invitation: Invitation, password: str) -> User:
    """Set the password and let the person in; the link works once.

    Raises MovedMeanwhile when the link was used, taken back or has expired.
    """
    locked = (
        Invitation.objects.select_for_update(of=("self",)).select_related("user", "invited_by").get(pk=invitation.pk)
    )
    if not locked.is_open:
        raise MovedMeanwhile("This invitation is not open any more.")
    user = locked.user
    user.set_password(password)
    user.save(update_fields=["password"])
    locked.accepted_at = timezone.now()
    locked.save(update_fields=["accepted_at"])
    audit.record("agency.user.join", user, by=user, name=user.name)
    notify([locked.invited_by], "invited", key=f"invitation:{locked.pk}", title=f"{user.name} has joined")
    return user


def find(token: str) -> Invitation | None:
    """The invitation a link leads to, open or not."""
    found = Invitation.objects.select_related("user", "invited_by").filter(token_digest=links.digest(token))
    return found.first()


def _send_link(user: User, *, by: User) -> Invitation:
    link = links.make()
    invitation = Invitation.objects.create(
        user=user, invited_by=by, token_digest=link.digest, expires_at=timezone.now() + LIFETIME
    )
    transaction.on_commit(lambda: _send_letter(invitation, link.token))
    return invitation


def _send_letter(invitation: Invitation, token: str) -> None:
    """A letter that does not leave breaks nothing: the list of people shows it, and "Send again" tries again."""
    address = links.absolute(reverse("agency:join", args=[token]))
    context: dict[str, Any] = {"invitation": invitation, "address": address}
    letter = EmailMultiAlternatives(
        f"{invitation.invited_by.name} invites you to Rapport",
        render_to_string("emails/invitation.txt", context),
        settings.DEFAULT_FROM_EMAIL,
        [invitation.user.email],
    )
    letter.attach_alternative(render_to_string("emails/invitation.html", context), "text/html")
    try:
        letter.send()
    except (SMTPException, OSError):
        logger.exception("The letter of invitation %s did not leave", invitation.pk)
        return
    Invitation.objects.filter(pk=invitation.pk).update(mailed_at=timezone.now())
