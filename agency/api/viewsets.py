"""The viewset every floor's API is made of: the rows somebody may see, the table of permissions, the model's moves."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, ClassVar, cast

from django.core.exceptions import PermissionDenied
from drf_spectacular.utils import extend_schema
from rest_framework import permissions, viewsets
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.serializers import BaseSerializer

from agency.models import User
from agency.transitions import may_ever


class AsksTheTable(permissions.BasePermission):
    """The action's permission of the table, asked of the object; an action the viewset says nothing of is refused."""

    def has_permission(self, request: Request, view: Any) -> bool:
        if not request.user.is_authenticated:
            return False
        unknown_method = view.action in (None, "metadata")  # answered with 405
        return unknown_method or view.action in view.permissions or view.action in view.moves

    def has_object_permission(self, request: Request, view: Any, obj: Any) -> bool:
        return view.permission is None or request.user.has_perm(view.permission, obj)


@dataclass(frozen=True)
class Move:
    """A verb behind ``POST …/{id}/{name}/``: called with the object under its model's name, ``by=`` and the input."""

    run: Callable[..., Any]
    input: type[BaseSerializer[Any]] | None = None


class FloorViewSet(viewsets.GenericViewSet[Any]):
    """See :mod:`agency.api`. ``permissions``: action → permission, or None where anybody signed in may."""

    permission_classes = (AsksTheTable,)
    permissions: ClassVar[dict[str, str | None]] = {}
    moves: ClassVar[dict[str, Move]] = {}

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        for name, move in vars(cls).get("moves", {}).items():
            setattr(cls, name, _move_action(name, move))

    @property
    def user(self) -> User:
        """Who asks; the actions are only reached by somebody signed in."""
        return self.request.user  # type: ignore[return-value]

    @property
    def permission(self) -> str | None:
        """What the current action asks for. Moves ask by themselves: the transition knows its permission."""
        return self.permissions.get(self.action)

    @property
    def by(self) -> User:
        """Who asks: somebody signed in, or the request would not have come this far."""
        return cast(User, self.request.user)

    def get_queryset(self) -> Any:
        rows: Any = super().get_queryset()
        if self.detail or self.permission is None:
            return rows.visible_to(self.user)
        return rows.where(self.user, self.permission)

    def require(self, obj: Any, permission: str | None = None) -> None:
        """403 unless the action's permission (or another one) is granted around ``obj``."""
        asked = permission or self.permission or ""
        if not self.user.has_perm(asked, obj):
            raise PermissionDenied(asked)

    def run_move(self, move: Move) -> Response:
        obj, said = self.get_object(), {}
        if not may_ever(obj, self.action, self.user):  # before the input: who may not is not told what to write
            raise PermissionDenied(self.action)
        if move.input:
            form = move.input(data=self.request.data, context=self.get_serializer_context())
            form.is_valid(raise_exception=True)
            said = form.validated_data
        move.run(**{obj._meta.model_name: obj}, by=self.user, **said)
        now = self.get_queryset().filter(pk=obj.pk).first() or obj
        return Response(self.get_serializer(now).data)


def _move_action(name: str, move: Move) -> Callable[..., Response]:
    def run(self: FloorViewSet, request: Request, **kwargs: Any) -> Response:
        return self.run_move(move)

    run.__name__ = name
    run.__doc__ = move.run.__doc__
    described = extend_schema(request=move.input)(run)
    return action(detail=True, methods=["post"], url_path=name.replace("_", "-"), filter_backends=[])(described)
