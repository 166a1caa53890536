"""Posts as a table, for programs."""

from typing import Any

from django.urls import path
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.exceptions import ValidationError
from rest_framework.renderers import BaseRenderer, JSONRenderer
from rest_framework.request import Request
from rest_framework.views import APIView

from agency.permissions import Permission
from content.forms import ExportForm
from content.views.exports import WORKBOOK, table
from projects.access import require_somewhere

ASKED = [
    OpenApiParameter("kind", str, enum=["csv", "xlsx"], description="CSV unless it says otherwise"),
    OpenApiParameter("project", str, description="Its slug; all of one's projects without it"),
    OpenApiParameter("day_from", OpenApiTypes.DATE),
    OpenApiParameter("day_to", OpenApiTypes.DATE),
]


class ExportView(APIView):
    """The posts one sees inside, as the table that can be imported again."""

    def perform_content_negotiation(self, request: Request, force: bool = False) -> tuple[BaseRenderer, str]:
        """Whatever is accepted: the table is a file, and errors are JSON."""
        return JSONRenderer(), "application/json"

    @extend_schema(
        parameters=ASKED,
        responses={(200, "text/csv"): OpenApiTypes.BINARY, (200, WORKBOOK): OpenApiTypes.BINARY},
    )
    def get(self, request: Request) -> Any:
        require_somewhere(request.user, Permission.VIEW_INSIDE)
        form = ExportForm({"kind": "csv"} | request.query_params.dict(), user=request.user)
        if not form.is_valid():
            raise ValidationError({name: [str(word) for word in said] for name, said in form.errors.items()})
        return table(form)


urlpatterns = [path("exports/posts/", ExportView.as_view(), name="api-export")]
