"""What came of each of several posts."""

from typing import Any

from rest_framework import serializers

from content.models import Post
from content.services.bulk import MOST


class OutcomeSerializer(serializers.Serializer):
    """``was`` is the plan a moved post had, as ``day|time|fold``."""

    post = serializers.IntegerField(source="post.pk")
    is_done = serializers.BooleanField()
    text = serializers.CharField()
    was = serializers.CharField()


class BulkSerializer(serializers.Serializer):
    """A verb for several posts: ``move_by`` wants ``days``, ``move_to`` wants ``day``."""

    posts = serializers.ListField(child=serializers.IntegerField(min_value=1), allow_empty=False, max_length=MOST)
    verb = serializers.ChoiceField(choices=("move_by", "move_to", "submit", "archive"))
    days = serializers.IntegerField(required=False, min_value=-366, max_value=366)
    day = serializers.DateField(required=False)

    def validate_posts(self, ids: list[int]) -> list[Post]:
        """Those the asking person may see; one that is not there refuses all."""
        posts = Post.objects.visible_to(self.context["request"].user).filter(pk__in=ids)
        found = list(posts.select_related("project__client__agreement", "author").order_by("day", "time", "pk"))
        if missing := sorted(set(ids) - {post.pk for post in found}):
            raise serializers.ValidationError(f"There is nothing with pk {missing[0]} that you may see.")
        return found

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        needed = {"move_by": "days", "move_to": "day"}.get(attrs["verb"])
        if needed and not attrs.get(needed):
            raise serializers.ValidationError({needed: "This verb needs it."}, code="required")
        return attrs
