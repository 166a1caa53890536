"""Who somebody is (e-mail and password, by django-allauth) and what they may do (the table of permissions)."""

from typing import Any

from allauth.account.auth_backends import AuthenticationBackend

from agency.permissions import allowed


class RoleBackend(AuthenticationBackend):
    """Answers by role: the user's own in the agency, or the ones the object says they have around it.

    It is the only backend, so a "no" here is final and costs no question to the tables of Django's own permissions.
    """

    def has_perm(self, user_obj: Any, perm: str, obj: Any = None) -> bool:
        if not user_obj.is_authenticated or not user_obj.is_active:
            return False
        roles = {user_obj.role} - {""} if obj is None else obj.roles_of(user_obj)
        return allowed(roles, perm)

    def get_all_permissions(self, user_obj: Any, obj: Any = None) -> set[str]:
        return set()
