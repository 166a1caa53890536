from typing import TYPE_CHECKING

from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.urls import reverse
from django.utils import timezone

from playground.models.words import words_of

if TYPE_CHECKING:
    from playground.models.account import Account
    from playground.models.page import Page


class CommentQuerySet(models.QuerySet["Comment"]):
    def standing(self) -> "CommentQuerySet":
        return self.filter(post__deleted_at=None)

    def public(self) -> "CommentQuerySet":
        return self.standing().filter(hidden=False, post__hidden=False)

    def with_people(self) -> "CommentQuerySet":
        return self.select_related("account", "speaker", "page")


class Comment(models.Model):
    """What a visitor (``account``) or a page (``speaker``) says under a post; ``page`` is the post's page.

    Comments of one page get their ids in the order in which they were committed (the page's row is updated
    first, and so held), so a reader that remembers the last id it saw never misses one. ``root`` is the comment
    a whole conversation hangs on, ``parent`` the one that is answered; both are empty on a root itself.
    """

    page = models.ForeignKey("playground.Page", models.CASCADE, related_name="+")
    post = models.ForeignKey("playground.Post", models.CASCADE, related_name="thread")
    parent = models.ForeignKey("self", models.CASCADE, null=True, blank=True, related_name="replies")
    root = models.ForeignKey("self", models.CASCADE, null=True, blank=True, related_name="+")
    account = models.ForeignKey("playground.Account", models.CASCADE, null=True, blank=True, related_name="comments")
    speaker = models.ForeignKey("playground.Page", models.CASCADE, null=True, blank=True, related_name="said")
    text = models.TextField()
    idempotency_key = models.CharField(max_length=200, null=True, blank=True)
    created_at = models.DateTimeField(default=timezone.now)
    hidden = models.BooleanField(default=False)

    objects = CommentQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["page", "speaker", "idempotency_key"],
                condition=~models.Q(idempotency_key=None),
                nulls_distinct=False,
                name="playground_comment_once",
            ),
            models.CheckConstraint(
                condition=models.Q(account=None) ^ models.Q(speaker=None), name="playground_comment_has_one_author"
            ),
        ]
        indexes = [
            models.Index(fields=["page", "id"], name="playground_comment_arrival"),
            models.Index(fields=["post", "id"], name="playground_comment_thread"),
            models.Index(fields=["post", "-id"], condition=models.Q(root=None), name="playground_comment_roots"),
            GinIndex(words_of("text"), name="playground_comment_words"),
        ]

    def __str__(self) -> str:
        return self.text[:60]

    def get_absolute_url(self) -> str:
        return f"{reverse('playground:post', args=[self.post_id])}#c{self.pk}"

    @property
    def author(self) -> "Account | Page":
        """The check constraint keeps it one of the two."""
        return self.account or self.speaker  # type: ignore[return-value]

    @property
    def by_page(self) -> bool:
        """Whether the page speaks under its own post."""
        return self.speaker_id == self.page_id
