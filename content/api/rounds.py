"""Who says yes to a project's posts: the rule, and the people where each of several must."""

from typing import Any, ClassVar

from rest_framework import mixins, serializers
from rest_framework.request import Request
from rest_framework.response import Response

from agency.api.fields import VisibleField
from agency.api.viewsets import FloorViewSet
from agency.models import User
from agency.permissions import Permission
from content import rounds as yeses
from content.models import Approver, ProjectRules
from content.services import rounds
from projects.models import Project


class RoundsSerializer(serializers.ModelSerializer):
    """``rounds`` is what was chosen, ``holds`` what that comes to now: inside, any or all."""

    rounds = serializers.ChoiceField(choices=ProjectRules.Rounds.choices)
    holds = serializers.SerializerMethodField()
    people = serializers.SerializerMethodField()

    class Meta:
        model = Project
        fields = ("slug", "rounds", "holds", "people")
        read_only_fields = ("slug",)

    def to_representation(self, project: Project) -> dict[str, Any]:
        return {
            "slug": project.slug,
            "rounds": ProjectRules.of(project).rounds,
            "holds": self.get_holds(project),
            "people": self.get_people(project),
        }

    def get_holds(self, project: Project) -> str:
        return ProjectRules.rounds_of(project)

    def get_people(self, project: Project) -> list[str]:
        """Who must say yes to every post; empty where one yes, or none, is enough."""
        return [person.name for person in yeses.people(project)]


class RoundsViewSet(mixins.RetrieveModelMixin, FloorViewSet):
    """A project's rule, by the project's slug. PATCH chooses another."""

    queryset = Project.objects.select_related("client__agreement", "rules")
    serializer_class = RoundsSerializer
    lookup_field = "slug"
    permissions: ClassVar[dict[str, str | None]] = {
        "retrieve": Permission.VIEW_INSIDE,
        "partial_update": Permission.EDIT_PROJECT,
    }

    def partial_update(self, request: Request, slug: str) -> Response:
        project = self.get_object()
        said = self.get_serializer(data=request.data)
        said.is_valid(raise_exception=True)
        rounds.set_rounds(project=project, by=self.by, **said.validated_data)
        return Response(self.get_serializer(self.get_object()).data)


class ApproverSerializer(serializers.ModelSerializer):
    """Somebody with an account (``user``), or with ``name`` and ``email`` alone."""

    project = VisibleField("slug", queryset=Project.objects.all())
    user = serializers.PrimaryKeyRelatedField(queryset=User.objects.none(), required=False, allow_null=True)

    class Meta:
        model = Approver
        fields = ("id", "project", "user", "name", "email")
        extra_kwargs: ClassVar = {"name": {"required": False}, "email": {"required": False}}
        validators: ClassVar[list[Any]] = []

    def get_fields(self) -> dict[str, Any]:
        """The user is one of the people of a client one sees."""
        fields: dict[str, Any] = super().get_fields()
        projects = Project.objects.visible_to(self.context["request"].user)
        people = User.objects.filter(client_memberships__client__projects__in=projects)
        fields["user"].queryset = people.distinct()
        return fields

    def validate(self, said: dict[str, Any]) -> dict[str, Any]:
        missing = [name for name in ("name", "email") if not said.get("user") and not said.get(name)]
        if missing:
            raise serializers.ValidationError(dict.fromkeys(missing, "Needed for somebody without an account."))
        return said


class ApproverViewSet(
    mixins.ListModelMixin, mixins.RetrieveModelMixin, mixins.CreateModelMixin, mixins.DestroyModelMixin, FloorViewSet
):
    """The people each of whom must say yes where the rule is “all”."""

    queryset = Approver.objects.select_related("project__client__agreement", "user")
    serializer_class = ApproverSerializer
    filterset_fields: ClassVar = {"project__slug": ["exact"]}
    permissions: ClassVar[dict[str, str | None]] = {
        "list": Permission.VIEW_INSIDE,
        "retrieve": Permission.VIEW_INSIDE,
        "create": Permission.EDIT_PROJECT,
        "destroy": Permission.EDIT_PROJECT,
    }

    def perform_create(self, serializer: Any) -> None:
        self.require(serializer.validated_data["project"])
        serializer.instance = rounds.name_approver(by=self.by, **serializer.validated_data)

    def perform_destroy(self, approver: Approver) -> None:
        rounds.remove_approver(approver=approver, by=self.by)
