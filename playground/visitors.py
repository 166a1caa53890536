"""Who is looking: a visitor keeps their name in a signed cookie, apart from any sign-in to Rapport."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from playground.models import Account

COOKIE = "playground_visitor"
SALT = "playground.visitor"
MONTH = 30 * 24 * 3600


def visitor_of(request: HttpRequest) -> Account | None:
    number = request.get_signed_cookie(COOKIE, default="", salt=SALT, max_age=MONTH)
    return Account.objects.filter(pk=number).first() if number else None


def remember(response: HttpResponse, account: Account, *, secure: bool) -> None:
    response.set_signed_cookie(
        COOKIE,
        str(account.pk),
        salt=SALT,
        max_age=MONTH,
        path=reverse("playground:home"),
        httponly=True,
        samesite="Lax",
        secure=secure,
    )


def forget(response: HttpResponse) -> None:
    response.delete_cookie(COOKIE, path=reverse("playground:home"), samesite="Lax")
