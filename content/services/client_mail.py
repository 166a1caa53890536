"""Letters to the client's people, who may have no account: sent at once, inside the transaction they tell of."""

import logging
import smtplib
from typing import Any

from django.core.mail import send_mail
from django.template.loader import render_to_string

from agency.models import User
from agency.notifications import notify
from agency.permissions import Role
from content.models import ApprovalBatch, Post

logger = logging.getLogger(__name__)


class NotDelivered(Exception):
    """The mail server did not take it."""


def send(name: str, context: dict[str, Any], *, subject: str, to: str) -> None:
    """The letter ``emails/{name}``, as text and as HTML. Raises NotDelivered."""
    text, html = (render_to_string(f"emails/{name}.{kind}", context) for kind in ("txt", "html"))
    try:
        send_mail(subject, text, None, [to], html_message=html)
    except (smtplib.SMTPException, OSError) as error:
        raise NotDelivered from error


def approvers_of(post: Post) -> list[User]:
    """The people with an account who answer for the client of ``post``."""
    members = post.project.client.members.filter(role=Role.APPROVER)  # type: ignore[attr-defined]
    return list(User.objects.filter(client_memberships__in=members, is_active=True).order_by("pk"))


def tell_client(post: Post, kind: str, *, key: str, title: str, body: str, url: str) -> None:
    """Tell whoever answers for the client: with an account by a notice, the others by a few lines of mail.

    A letter that does not leave is logged and does not hold up the work it tells about.
    """
    notify(approvers_of(post), kind, key=key, title=title, body=body, url=url, project=post.project)
    for name, email in _without_account(post):
        try:
            send("approval_note", {"name": name, "text": f"{title}. {body}", "project": post.project},
                 subject=f"{post.project}: {title}"[:200], to=email)  # fmt: skip
        except NotDelivered:
            logger.warning("A note to the client about post %s was not delivered", post.pk)


def _without_account(post: Post) -> list[tuple[str, str]]:
    """Name and address of the people whose letters about ``post`` were not called back."""
    asked = ApprovalBatch.objects.open().filter(requests__version__post=post, to_user=None)
    return sorted({email.lower(): (name, email) for name, email in asked.values_list("to_name", "to_email")}.values())
