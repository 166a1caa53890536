"""Publications with their attempts, and what may be done about them."""

from django_filters import rest_framework as filters
from rest_framework import mixins, serializers

from agency.api.fields import TransitionsField
from agency.api.viewsets import FloorViewSet, Move
from agency.permissions import Permission
from content.models import Attempt, Publication
from content.services import publications
from projects.delivery_words import attempt_sentence


class AttemptSerializer(serializers.ModelSerializer):
    """One call to the network, in a word for programs and a sentence for people."""

    sentence = serializers.SerializerMethodField()

    class Meta:
        model = Attempt
        fields = ("number", "is_look", "started_at", "ended_at", "outcome", "sentence")

    def get_sentence(self, attempt: Attempt) -> str:
        return attempt_sentence(attempt, attempt.publication.channel.get_network_display())


class PublicationSerializer(serializers.ModelSerializer):
    project = serializers.CharField(source="project.slug", read_only=True)
    network = serializers.CharField(source="channel.network", read_only=True)
    attempts = AttemptSerializer(many=True, read_only=True)
    transitions = TransitionsField()

    class Meta:
        model = Publication
        fields = (
            "id",
            "project",
            "post",
            "channel",
            "network",
            "version",
            "status",
            "scheduled_for",
            "due_at",
            "published_at",
            "remote_id",
            "remote_url",
            "error_kind",
            "error_text",
            "picture_url",
            "needs_person",
            "next_step",
            "attempts",
            "transitions",
        )
        read_only_fields = fields


class ProofSerializer(serializers.Serializer):
    """Where a person saw the post."""

    url = serializers.URLField(max_length=500)


class TimeSerializer(serializers.Serializer):
    """Another time on the wall clock of the post; ``fold`` 1 is the second of two equal ones."""

    day = serializers.DateField()
    time = serializers.TimeField()
    fold = serializers.ChoiceField(choices=[0, 1], required=False)


class CaptchaSerializer(serializers.Serializer):
    """What the network's picture shows."""

    answer = serializers.CharField(max_length=60)


class PublicationFilter(filters.FilterSet):
    project = filters.CharFilter("project__slug")

    class Meta:
        model = Publication
        fields = ("post", "channel", "status")


class PublicationViewSet(mixins.ListModelMixin, mixins.RetrieveModelMixin, FloorViewSet):
    """One post on one channel. They are made by approving and planning the post; here people watch and decide."""

    queryset = Publication.objects.select_related("project", "channel", "post", "version").prefetch_related(
        "attempts__publication__channel"
    )
    serializer_class = PublicationSerializer
    filterset_class = PublicationFilter
    permissions = {"list": Permission.VIEW_INSIDE, "retrieve": Permission.VIEW_INSIDE}
    moves = {
        "retry": Move(publications.retry),
        "send_now": Move(publications.send_now),
        "cancel": Move(publications.cancel),
        "confirm_by_hand": Move(publications.confirm_by_hand, input=ProofSerializer),
        "plan_again": Move(publications.plan_again, input=TimeSerializer),
        "answer_captcha": Move(publications.answer_captcha, input=CaptchaSerializer),
    }
