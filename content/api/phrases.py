"""What writers keep at hand: hashtags and templates, and how a project's links are tagged."""

from typing import Any, ClassVar

from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import mixins, serializers
from rest_framework.decorators import action
from rest_framework.exceptions import ValidationError
from rest_framework.generics import get_object_or_404
from rest_framework.request import Request
from rest_framework.response import Response

from agency.api.fields import VisibleField
from agency.api.idempotency import CreateOnceMixin
from agency.api.viewsets import FloorViewSet
from agency.permissions import Permission
from content import utm
from content.api.posts import PostSerializer
from content.models import HashtagGroup, LinkTagging, PostTemplate
from content.models.tagging import PLACES
from content.services import phrases, tagging
from projects.models import Project
from projects.models.channel import Network

RIGHTS: dict[str, str | None] = dict.fromkeys(
    ("list", "retrieve", "create", "partial_update", "destroy", "start"), Permission.WRITE_POST
)
VERBS = ["get", "post", "patch", "delete", "head", "options"]


class HashtagGroupSerializer(serializers.ModelSerializer):
    project = VisibleField("slug", queryset=Project.objects.all())
    tags = serializers.CharField(max_length=4000, help_text="With or without #, apart by spaces, commas or lines")

    class Meta:
        model = HashtagGroup
        fields = ("id", "project", "name", "tags")
        validators: ClassVar[list[Any]] = []  # the verb says it in words


class PostTemplateSerializer(serializers.ModelSerializer):
    project = VisibleField("slug", queryset=Project.objects.all())

    class Meta:
        model = PostTemplate
        fields = ("id", "project", "title", "format", "value_kind", "text")
        validators: ClassVar[list[Any]] = []  # the verb says it in words
        extra_kwargs: ClassVar[dict[str, Any]] = {"text": {"trim_whitespace": False}}


class PhraseViewSet(CreateOnceMixin, mixins.ListModelMixin, mixins.RetrieveModelMixin, mixins.UpdateModelMixin,
                    mixins.DestroyModelMixin, FloorViewSet):  # fmt: skip
    http_method_names = VERBS
    filterset_fields: ClassVar = {"project__slug": ["exact"]}
    ordering = ("id",)
    permissions = RIGHTS


class HashtagGroupViewSet(PhraseViewSet):
    queryset = HashtagGroup.objects.select_related("project__client")
    serializer_class = HashtagGroupSerializer

    def perform_create(self, serializer: Any) -> None:
        said = serializer.validated_data
        self.require(said["project"])
        serializer.instance = phrases.add_group(**said, by=self.by)

    def perform_update(self, serializer: Any) -> None:
        group, said = serializer.instance, serializer.validated_data
        now = {"name": said.get("name", group.name), "tags": said.get("tags", group.tags)}
        serializer.instance = phrases.change_group(group=group, by=self.by, **now)

    def perform_destroy(self, instance: HashtagGroup) -> None:
        phrases.remove_group(group=instance, by=self.by)


class PostTemplateViewSet(PhraseViewSet):
    queryset = PostTemplate.objects.select_related("project__client")
    serializer_class = PostTemplateSerializer

    def perform_create(self, serializer: Any) -> None:
        said = serializer.validated_data
        self.require(said["project"])
        serializer.instance = phrases.add_template(**said, by=self.by)

    def perform_update(self, serializer: Any) -> None:
        said = {name: value for name, value in serializer.validated_data.items() if name != "project"}
        serializer.instance = phrases.change_template(template=serializer.instance, by=self.by, **said)

    def perform_destroy(self, instance: PostTemplate) -> None:
        phrases.remove_template(template=instance, by=self.by)

    @extend_schema(request=None, responses={201: PostSerializer})
    @action(detail=True, methods=["post"], filter_backends=[])
    def start(self, request: Request, **kwargs: Any) -> Response:
        """A draft that begins with it."""
        post = phrases.start(template=self.get_object(), by=self.by)
        return Response(PostSerializer(post, context=self.get_serializer_context()).data, status=201)


class LinkTaggingSerializer(serializers.ModelSerializer):
    sources = serializers.DictField(child=serializers.CharField(max_length=50), required=False)

    class Meta:
        model = LinkTagging
        fields = ("is_on", "sources", *LinkTagging.TAGS)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """Patterns name only places that something fills; sources only networks there are."""
        if unknown := sorted({*attrs.get("sources", {})} - {*Network.values}):
            raise ValidationError({"sources": f"There is no network {unknown[0]}."}, code="unknown_network")
        for name in LinkTagging.TAGS:
            if wrong := utm.unknown_places(attrs.get(name, ""), PLACES):
                raise ValidationError({name: f"Nothing fills {{{wrong[0]}}}."}, code="unknown_place")
        return attrs


@extend_schema(parameters=[OpenApiParameter("slug", str, OpenApiParameter.PATH)])
class LinkTaggingViewSet(mixins.RetrieveModelMixin, mixins.UpdateModelMixin, FloorViewSet):
    """By the project's slug; a project where nobody changed anything answers with the defaults."""

    queryset = LinkTagging.objects.select_related("project__client")
    serializer_class = LinkTaggingSerializer
    http_method_names = ["get", "patch", "head", "options"]
    lookup_field = "slug"
    permissions: ClassVar[dict[str, str | None]] = {
        "retrieve": Permission.WRITE_POST,
        "partial_update": Permission.EDIT_PROJECT,
    }

    def get_object(self) -> LinkTagging:
        project = get_object_or_404(Project.objects.visible_to(self.user), slug=self.kwargs["slug"])
        self.require(project)
        return LinkTagging.of(project)

    def perform_update(self, serializer: Any) -> None:
        project = serializer.instance.project
        serializer.instance = tagging.set_tags(project=project, by=self.by, **serializer.validated_data)
