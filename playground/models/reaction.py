from django.db import models
from django.utils import timezone


class Reaction(models.Model):
    """What a visitor does once and may take back."""

    account = models.ForeignKey("playground.Account", models.CASCADE, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        abstract = True


class Follow(Reaction):
    page = models.ForeignKey("playground.Page", models.CASCADE, related_name="follows")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["page", "account"], name="playground_follow_once")]

    def __str__(self) -> str:
        return f"{self.account_id} follows {self.page_id}"


class Like(Reaction):
    post = models.ForeignKey("playground.Post", models.CASCADE, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["post", "account"], name="playground_like_once")]

    def __str__(self) -> str:
        return f"{self.account_id} likes {self.post_id}"


class Share(Reaction):
    post = models.ForeignKey("playground.Post", models.CASCADE, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["post", "account"], name="playground_share_once")]

    def __str__(self) -> str:
        return f"{self.account_id} shared {self.post_id}"


class Ballot(Reaction):
    """A vote in a post's poll, cast once: ``options`` are places in its list, from 0."""

    post = models.ForeignKey("playground.Post", models.CASCADE, related_name="ballots")
    options = models.JSONField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["post", "account"], name="playground_vote_once")]

    def __str__(self) -> str:
        return f"{self.account_id} voted under {self.post_id}"
