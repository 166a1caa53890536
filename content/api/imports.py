"""Tables of posts: sent as multipart, polled while a worker reads, confirmed, polled again."""

from typing import Any, ClassVar

from drf_spectacular.utils import OpenApiParameter, extend_schema, extend_schema_field, extend_schema_serializer
from rest_framework import mixins, serializers
from rest_framework.decorators import action
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response

from agency.api.fields import TransitionsField, VisibleField
from agency.api.idempotency import CreateOnceMixin
from agency.api.parsers import StrictJSONParser
from agency.api.viewsets import FloorViewSet, Move
from agency.permissions import Permission
from content.exchange.columns import COLUMNS
from content.models import PostImport, PostImportRow
from content.selectors.importing import progress
from content.services import imports
from projects.models import Project

KEYS = [("", "Left out"), *((column.key, column.label) for column in COLUMNS)]


class CountsSerializer(serializers.Serializer):
    """Rows by what became of them; those not looked at yet are the rest of ``total``."""

    good = serializers.IntegerField()
    twins = serializers.IntegerField(help_text="There already")
    bad = serializers.IntegerField()
    made = serializers.IntegerField()
    kept = serializers.IntegerField(help_text="Drafts an undo left, because somebody touched them")
    gone = serializers.IntegerField(help_text="Drafts an undo threw away")


class PostImportSerializer(serializers.ModelSerializer):
    project = VisibleField("slug", queryset=Project.objects.all())
    file = serializers.FileField(write_only=True, max_length=200, allow_empty_file=True)
    counts = serializers.SerializerMethodField()
    transitions = TransitionsField()

    class Meta:
        model = PostImport
        fields = (
            "id", "project", "file", "name", "status", "headers", "columns", "total", "counts", "reason", "by",
            "made_at", "ended_at", "transitions",
        )  # fmt: skip
        read_only_fields = (
            "name", "status", "headers", "columns", "total", "reason", "by", "made_at", "ended_at",
        )  # fmt: skip

    @extend_schema_field(CountsSerializer)
    def get_counts(self, job: PostImport) -> dict[str, int]:
        return CountsSerializer(progress(job)).data


@extend_schema_serializer(component_name="ImportRow")
class RowSerializer(serializers.ModelSerializer):
    """``number`` is the spreadsheet's; remarks are ``{"column", "text"}``."""

    class Meta:
        model = PostImportRow
        fields = ("number", "outcome", "said", "problems", "notes", "post")


class ColumnsSerializer(serializers.Serializer):
    keys = serializers.ListField(
        child=serializers.ChoiceField(KEYS, allow_blank=True), max_length=60, help_text="One for each of ``headers``"
    )


class ConfirmSerializer(serializers.Serializer):
    partly = serializers.BooleanField(default=False, help_text="The good rows, though others are refused")
    twins_too = serializers.BooleanField(default=False, help_text="Also what is there already")


class PostImportViewSet(CreateOnceMixin, mixins.ListModelMixin, mixins.RetrieveModelMixin, FloorViewSet):
    """Send a file; ask until ``status`` is ready; confirm; ask until it is done."""

    queryset = PostImport.objects.select_related("project__client", "by")
    serializer_class = PostImportSerializer
    parser_classes = (StrictJSONParser, MultiPartParser)
    filterset_fields: ClassVar = {"project__slug": ["exact"], "status": ["exact"]}
    permissions: ClassVar[dict[str, str | None]] = dict.fromkeys(
        ("list", "retrieve", "create", "rows"), Permission.WRITE_POST
    )
    moves: ClassVar[dict[str, Move]] = {
        "map_columns": Move(imports.map_columns, input=ColumnsSerializer),
        "confirm": Move(imports.confirm, input=ConfirmSerializer),
        "cancel": Move(imports.cancel),
        "undo": Move(imports.undo),
    }

    def perform_create(self, serializer: Any) -> None:
        said = serializer.validated_data
        self.require(said["project"])
        serializer.instance = imports.start(**said, by=self.by)

    @extend_schema(
        parameters=[OpenApiParameter("outcome", str, enum=PostImportRow.Outcome.values)],
        responses=RowSerializer(many=True),
        filters=False,
    )
    @action(detail=True, filter_backends=[])
    def rows(self, request: Request, pk: str) -> Response:
        """The rows in the order of the file; ``outcome=bad`` are the refused ones."""
        rows = self.get_object().rows.all()
        if "outcome" in request.query_params:
            rows = rows.filter(outcome=request.query_params["outcome"][:10])
        self.ordering = "number"
        page = self.paginate_queryset(rows)
        return self.get_paginated_response(RowSerializer(page, many=True).data)
