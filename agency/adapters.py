"""How django-allauth behaves in an agency."""

from typing import ClassVar

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from django.http import HttpRequest


class AccountAdapter(DefaultAccountAdapter):
    """People come by invitation; nobody signs up by themselves. What goes wrong is said in our voice."""

    error_messages: ClassVar = DefaultAccountAdapter.error_messages | {
        "account_inactive": "This account is closed. The SMM head of the agency can open it again.",
        "email_password_mismatch": "That email and password do not fit together. Try again, or ask for a code.",
        "enter_current_password": "This is not your password of now.",
        "incorrect_code": "This code does not fit. Codes change every half minute, so take the newest.",
        "incorrect_password": "This is not your password.",
        "invalid_or_expired_key": "This link has had its time.",
        "invalid_password_reset": "This link has had its time.",
        "rate_limited": "Too many tries in a row. Nothing was changed. Try again in five minutes.",
        "too_many_login_attempts": "Too many tries in a row. Nothing was changed. Try again in five minutes.",
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False


class KeysAdapter(DefaultMFAAdapter):
    """Second keys; what goes wrong with them is said in our voice."""

    error_messages: ClassVar = DefaultMFAAdapter.error_messages | {
        "cannot_delete_authenticator": "A second key is asked of you, so the last one stays.",
        "cannot_generate_recovery_codes": "Recovery codes come with the first app or key you add.",
        "incorrect_code": "This code does not fit. Codes change every half minute, so take the newest.",
    }
