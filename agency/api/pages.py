"""Pages by key, never by offset: page 1,000 costs as much as page 1, and there is no page without an end."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import DataError
from rest_framework.exceptions import NotFound
from rest_framework.pagination import CursorPagination
from rest_framework.request import Request


class KeysetPagination(CursorPagination):
    """Newest first unless the view has an ``ordering`` of its own; ``page_size`` may ask for up to 200 rows."""

    ordering = "-id"
    page_size_query_param = "page_size"
    max_page_size = 200

    def paginate_queryset(self, queryset: Any, request: Request, view: Any = None) -> list[Any] | None:
        """One page; a cursor that was made up leads nowhere (404)."""
        try:
            return super().paginate_queryset(queryset, request, view)
        except (ValueError, TypeError, ValidationError, DataError) as error:
            raise NotFound("This cursor leads nowhere. Start again without it.", code="cursor") from error

    def get_ordering(self, request: Request, queryset: Any, view: Any) -> tuple[str, ...]:
        self.ordering = getattr(view, "ordering", self.ordering)
        return super().get_ordering(request, queryset, view)
