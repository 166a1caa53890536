"""A page's own life: registering, a new token, an expired one."""

import zlib

from django.db import IntegrityError, transaction
from django.utils import timezone

from playground.models import Account, Page
from playground.refusals import bad_value
from playground.texts import storable
from playground.tokens import digest, expiry, new_token


def hue_of(name: str) -> int:
    """A colour for a name: the same name, the same colour."""
    return zlib.crc32(name.casefold().encode(errors="replace")) % 360


def register_page(*, handle: str, name: str, about: str = "") -> tuple[Page, str]:
    """A new page and its token, which nobody can read again."""
    token = new_token()
    page = Page(handle=handle.lower(), name=name, about=about, hue=hue_of(handle))
    page.token_digest, page.token_expires_at = digest(token), expiry()
    try:
        with transaction.atomic():
            page.save(force_insert=True)
    except IntegrityError:
        raise bad_value("handle", f"There is a page @{handle} already. Take another handle.") from None
    return page, token


def renew_token(*, page: Page) -> str:
    """A new token; the old one stops working at once."""
    token = new_token()
    page.token_digest, page.token_expires_at = digest(token), expiry()
    page.save(update_fields=["token_digest", "token_expires_at"])
    return token


def expire_token(*, page: Page) -> None:
    page.token_expires_at = timezone.now()
    page.save(update_fields=["token_expires_at"])


def account_named(name: str) -> Account:
    """The visitor of this name; a new one where nobody has it."""
    name = " ".join(storable(name, field="name").split())
    if not name:
        raise bad_value("name", "A name needs at least one letter.")
    account, _ = Account.objects.get_or_create(key=Account.key_of(name), defaults={"name": name, "hue": hue_of(name)})
    return account
