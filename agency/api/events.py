"""/api/v1/events/: what happened to an object."""

from typing import Any

from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import generics, serializers

from agency.models import Event
from agency.selectors import object_or_404, story_of

ABOUT = [
    OpenApiParameter("object_type", str, required=True, description="For example content.post"),
    OpenApiParameter("object_id", int, required=True),
]


class AboutSerializer(serializers.Serializer[Any]):
    object_type = serializers.CharField(max_length=100)
    object_id = serializers.IntegerField(min_value=1, max_value=2**63 - 1)


class EventSerializer(serializers.ModelSerializer[Event]):
    actor = serializers.CharField(source="actor_name")
    sentence = serializers.CharField()

    class Meta:
        model = Event
        fields = ("id", "at", "verb", "actor", "sentence", "is_shared", "data")


class EventListView(generics.ListAPIView[Event]):
    """The story of one object the person may see; people of a client read only what was shared with them."""

    queryset = Event.objects.none()
    serializer_class = EventSerializer
    filter_backends = ()

    @extend_schema(parameters=ABOUT)
    def get(self, request: Any, *args: Any, **kwargs: Any) -> Any:
        return super().get(request, *args, **kwargs)

    def get_queryset(self) -> Any:
        if getattr(self, "swagger_fake_view", False):
            return super().get_queryset()
        asked = AboutSerializer(data=self.request.query_params)
        asked.is_valid(raise_exception=True)
        user: Any = self.request.user
        said = asked.validated_data
        return story_of(object_or_404(said["object_type"], said["object_id"], user=user), user=user)
