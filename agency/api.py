"""What every API endpoint shares: keyset pages and one shape of error."""

from rest_framework.pagination import CursorPagination
from rest_framework.views import exception_handler as drf_exception_handler


class KeysetPagination(CursorPagination):
    """Pages by key, never by offset: page 1,000 costs as much as page 1."""

    ordering = "-id"
    page_size_query_param = "page_size"
    max_page_size = 200


error_response = drf_exception_handler
