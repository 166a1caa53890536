"""What every API endpoint of every floor shares. A viewset reads like this::

    from agency.api.fields import TransitionsField, VisibleField
    from agency.api.idempotency import CreateOnceMixin
    from agency.api.viewsets import FloorViewSet, Move

    class PostSerializer(serializers.ModelSerializer):
        project = VisibleField("slug", queryset=Project.objects.all())  # somebody else's: as if it were not there
        transitions = TransitionsField()                                # [{"name": "submit", "label": "Submit"}]

    class PostViewSet(CreateOnceMixin, mixins.ListModelMixin, mixins.RetrieveModelMixin, FloorViewSet):
        queryset = Post.objects.select_related("project")
        serializer_class = PostSerializer
        filterset_fields = ("project", "status")
        permissions = {                       # action → what is asked of the table; an action without a line is refused
            "list": Permission.VIEW_POST,
            "retrieve": Permission.VIEW_POST,
            "create": Permission.WRITE_POST,
        }
        moves = {                             # POST /posts/{id}/submit/; the transition knows its permission
            "submit": Move(services.submit),
            "send_back": Move(services.send_back, input=RemarkSerializer),
        }

        def perform_create(self, serializer):
            self.require(serializer.validated_data["project"])      # 403 unless WRITE_POST there
            serializer.instance = services.draft(**serializer.validated_data, by=self.user)

Rows come from the model's own querysets: one object from ``queryset.visible_to(user)`` (a stranger gets 404) and is
then asked for the action's permission (403); lists from ``queryset.where(user, permission)``. Every model served here
has both methods. A verb is called as ``verb(post=post, by=user, **input)``.

Errors have one shape, ``{"errors": [{"field": "goal.target", "code": "required", "message": "…"}]}``: 400 not readable,
401, 403, 404, 405, 409 somebody was faster, 413, 415, 422 not acceptable, 429, 500. Verbs simply raise:
``MovedMeanwhile``, ``PermissionDenied(Permission.X)``, Django's ``ValidationError({"field": "sentence"})``.

Nothing is imported here, because Django REST framework itself imports :mod:`agency.api.pages` while it loads.
"""
