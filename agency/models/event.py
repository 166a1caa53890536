"""The audit log: what happened, to what, by whom. Written with the change, never altered."""

import pgtrigger
from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils import timezone

from agency.sentences import speak


class EventQuerySet(models.QuerySet["Event"]):
    def about(self, obj: models.Model) -> "EventQuerySet":
        """The story of one object, newest first."""
        return self.filter(object_type=ContentType.objects.get_for_model(obj), object_id=obj.pk)

    def of_project(self, project_id: int) -> "EventQuerySet":
        return self.filter(project_id=project_id)

    def for_client(self) -> "EventQuerySet":
        """Only what a client may read."""
        return self.filter(is_shared=True)


class Event(models.Model):
    """One change. ``verb`` names a sentence registered with :mod:`agency.audit`; ``data`` fills it."""

    at = models.DateTimeField(default=timezone.now, editable=False)
    verb = models.CharField(max_length=60)
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    actor_name = models.CharField(
        max_length=120, blank=True, help_text="As it was then; also people without an account"
    )
    object_type = models.ForeignKey(ContentType, models.PROTECT, related_name="+")
    object_id = models.BigIntegerField()
    object = GenericForeignKey("object_type", "object_id")
    project_id = models.BigIntegerField(null=True, blank=True, help_text="A number, not a key: projects live upstairs")
    is_shared = models.BooleanField(default=False, help_text="The client may read it")
    data = models.JSONField(default=dict, blank=True)

    objects = EventQuerySet.as_manager()

    class Meta:
        ordering = ("-id",)
        indexes = (
            models.Index(fields=["object_type", "object_id", "-id"], name="event_of_object"),
            models.Index(fields=["project_id", "-id"], name="event_of_project"),
        )
        triggers = (pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete),)

    def __str__(self) -> str:
        return f"{self.verb} {self.object_id}"

    @property
    def sentence(self) -> str:
        """The event in words: ``Daryna Koval approved “Прогулка”``."""
        return speak(self.verb, self.data | {"actor": self.actor_name})
