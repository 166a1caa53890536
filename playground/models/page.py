from django.core.validators import MaxValueValidator
from django.db import models
from django.urls import reverse
from django.utils import timezone

from playground.models.fault import FaultSwitch


class PageQuerySet(models.QuerySet["Page"]):
    def with_faulty(self) -> "PageQuerySet":
        """Says of each page whether any fault is switched on, in the same query."""
        switched_on = FaultSwitch.objects.active().filter(page=models.OuterRef("pk"))
        return self.annotate(faulty=models.Exists(switched_on))


class Page(models.Model):
    """A brand's place on the network. Its token is kept as a digest: shown once, never again."""

    handle = models.SlugField(max_length=50, unique=True)
    name = models.CharField(max_length=100)
    about = models.CharField(max_length=500, blank=True)
    hue = models.PositiveSmallIntegerField(default=230, validators=[MaxValueValidator(359)])
    token_digest = models.CharField(max_length=64, unique=True)
    token_expires_at = models.DateTimeField(null=True, blank=True)
    followers = models.PositiveIntegerField(default=0)
    comments = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField(default=timezone.now)

    objects = PageQuerySet.as_manager()

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("playground:page", args=[self.handle])

    @property
    def token_expired(self) -> bool:
        return self.token_expires_at is not None and self.token_expires_at <= timezone.now()
