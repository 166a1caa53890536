"""Sign-in and keys, by django-allauth: the pages we open. Everybody comes by invitation and keeps the email they were
invited under, so the pages for adding, changing and confirming addresses do not exist here."""

from allauth.account.urls import urlpatterns as account_pages
from allauth.mfa.urls import urlpatterns as mfa_pages
from django.urls import include, path

CLOSED = {"account_email", "account_confirm_email", "account_email_verification_sent", "account_change_phone"}

urlpatterns = [
    *(page for page in account_pages if getattr(page, "name", "") not in CLOSED),
    path("2fa/", include(mfa_pages)),
]
