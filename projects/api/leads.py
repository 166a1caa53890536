"""Leads: received, answered, decided. Only for those who decide."""

from typing import Any, ClassVar

from drf_spectacular.utils import extend_schema_field
from rest_framework import mixins, serializers

from agency.api.fields import TransitionsField, VisibleField
from agency.api.idempotency import CreateOnceMixin
from agency.api.viewsets import FloorViewSet, Move
from agency.permissions import Permission
from projects.api.fields import PersonSerializer
from projects.kinds import ToolKind
from projects.models import Client, Lead
from projects.services import leads as services


class AnswerSerializer(serializers.Serializer):
    """One of the four answers: clear, vague or missing, and the question that would make it clear."""

    name = serializers.CharField()
    verdict = serializers.ChoiceField(choices=("clear", "vague", "missing"))
    ask = serializers.CharField()
    field = serializers.CharField()


class LeadSerializer(serializers.ModelSerializer):
    tools = serializers.ListField(child=serializers.ChoiceField(choices=ToolKind.choices), required=False)
    gate = serializers.SerializerMethodField()
    brought_by = PersonSerializer(read_only=True)
    decided_by = PersonSerializer(read_only=True)
    project: Any = serializers.SlugRelatedField("slug", read_only=True)
    transitions = TransitionsField()

    class Meta:
        model = Lead
        fields = (
            "id", *services.FACTS, *services.ANSWERS, "gate", "status", "reason", "better_purpose", "until",
            "duplicate_of", "project", "brought_by", "received_at", "decided_by", "decided_at", "letter_sent_at",
            "transitions",
        )  # fmt: skip
        read_only_fields = (
            "status", "reason", "better_purpose", "until", "duplicate_of", "received_at", "decided_at",
            "letter_sent_at",
        )  # fmt: skip
        extra_kwargs: ClassVar[dict[str, dict[str, Any]]] = {
            name: {"max_length": 4000} for name in ("words", "about", "why", "audience")
        }

    @extend_schema_field(AnswerSerializer(many=True))
    def get_gate(self, lead: Lead) -> Any:
        return AnswerSerializer(lead.gate.answers, many=True).data


class AcceptSerializer(serializers.Serializer):
    """Without a client a new one is made of the lead."""

    client = VisibleField(queryset=Client.objects.all(), required=False, allow_null=True)
    reason = serializers.CharField(max_length=4000, required=False, allow_blank=True)


class PostponeSerializer(serializers.Serializer):
    until = serializers.DateField()
    reason = serializers.CharField(max_length=4000)


class DeclineSerializer(serializers.Serializer):
    reason = serializers.CharField(max_length=4000)
    better_purpose = serializers.CharField(max_length=2000, required=False, allow_blank=True)


class DuplicateSerializer(serializers.Serializer):
    of = VisibleField(queryset=Lead.objects.all())
    reason = serializers.CharField(max_length=4000, required=False, allow_blank=True)


class LeadViewSet(
    CreateOnceMixin, mixins.ListModelMixin, mixins.RetrieveModelMixin, mixins.UpdateModelMixin, FloorViewSet
):
    """``PATCH`` writes down answers while the lead is open; the moves decide."""

    queryset = Lead.objects.select_related("brought_by", "decided_by", "project")
    serializer_class = LeadSerializer
    filterset_fields = ("status", "goal_kind")
    http_method_names = ("get", "post", "patch", "head", "options")
    permissions: ClassVar[dict[str, str | None]] = {
        "list": Permission.DECIDE_LEAD,
        "retrieve": Permission.DECIDE_LEAD,
        "create": Permission.DECIDE_LEAD,
        "partial_update": Permission.DECIDE_LEAD,
    }
    moves: ClassVar[dict[str, Move]] = {
        "accept": Move(services.accept_lead, input=AcceptSerializer),
        "postpone": Move(services.postpone_lead, input=PostponeSerializer),
        "decline": Move(services.decline_lead, input=DeclineSerializer),
        "mark_duplicate": Move(services.mark_duplicate, input=DuplicateSerializer),
        "reopen": Move(services.reopen_lead),
    }

    def perform_create(self, serializer: Any) -> None:
        self.require(None)
        said = serializer.validated_data
        lead = services.receive_lead(by=self.by, **{n: v for n, v in said.items() if n in services.FACTS})
        answers = {name: value for name, value in said.items() if name in services.ANSWERS}
        serializer.instance = services.write_answers(lead=lead, by=self.by, answers=answers)

    def perform_update(self, serializer: Any) -> None:
        serializer.instance = services.write_answers(
            lead=serializer.instance, by=self.by, answers=serializer.validated_data
        )
