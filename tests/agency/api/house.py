"""A small API of its own, so that what all endpoints share is tested apart from any of them."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import include, path
from rest_framework import mixins, serializers
from rest_framework.decorators import action
from rest_framework.response import Response
from rest_framework.routers import SimpleRouter

from agency.api.fields import TransitionsField, VisibleField
from agency.api.idempotency import CreateOnceMixin
from agency.api.viewsets import FloorViewSet, Move
from agency.permissions import Permission
from agency.transitions import move
from projects.models import Client, Project


class ProjectSerializer(serializers.ModelSerializer):
    client = VisibleField(queryset=Client.objects.all())
    transitions = TransitionsField()

    class Meta:
        model = Project
        fields = ("id", "client", "name", "slug", "stage", "transitions")


class RemarkSerializer(serializers.Serializer):
    remark = serializers.CharField(max_length=20)


def pause(*, project, by):
    """Stop everything the project sends."""
    move(project, "pause", by=by)


def finish(*, project, by, remark):
    """Close the project."""
    move(project, "finish", by=by, remark=remark)


class ProjectViewSet(CreateOnceMixin, mixins.ListModelMixin, mixins.RetrieveModelMixin, FloorViewSet):
    queryset = Project.objects.all()
    serializer_class = ProjectSerializer
    permissions = {
        "list": Permission.VIEW_PROJECT,
        "retrieve": Permission.VIEW_INSIDE,
        "create": Permission.ADD_CLIENT,
        "go_wrong": None,
    }
    moves = {"pause": Move(pause), "finish": Move(finish, input=RemarkSerializer)}

    def perform_create(self, serializer):
        self.require(serializer.validated_data["client"])
        serializer.save()

    @action(detail=False, methods=["post"])
    def go_wrong(self, request):
        match request.data.get("how"):
            case "model":
                raise ValidationError({"name": ValidationError("Too plain.", code="plain")})
            case "may not":
                raise PermissionDenied(Permission.REVIEW_POST)
        raise RuntimeError("nobody expected this")

    @action(detail=False)
    def forgotten(self, request):
        return Response("nobody may see this: it has no line in the table")


router = SimpleRouter()
router.register("projects", ProjectViewSet)
urlpatterns = [path("api/v1/", include(router.urls)), path("", include("agency.urls"))]
