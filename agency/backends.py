"""Django's question ``user.has_perm(permission, obj)`` answered from the table of permissions."""

from typing import Any

from django.contrib.auth.backends import BaseBackend

from agency.permissions import allowed


class RoleBackend(BaseBackend):
    """Answers by role: the user's own in the agency, or the ones the object says they have around it."""

    def has_perm(self, user_obj: Any, perm: str, obj: Any = None) -> bool:
        if not user_obj.is_authenticated or not user_obj.is_active:
            return False
        roles = {user_obj.role} - {""} if obj is None else obj.roles_of(user_obj)
        return allowed(roles, perm)
