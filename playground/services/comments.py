"""Commenting, as a page or as a visitor."""

from django.db import IntegrityError, transaction
from django.db.models import F

from playground.models import Account, Comment, Page, Post
from playground.texts import comment_text


def comment(
    *, post: Post, text: str, by: Page | Account, parent: Comment | None = None, key: str | None = None
) -> tuple[Comment, bool]:
    """Stores a comment and says whether it is new. ``key`` counts per speaker and page.

    The page's row is updated first: that holds it to the end of the transaction, which keeps the ids of one
    page's comments in the order of their commits.
    """
    said = Comment(page=post.page, post=post, parent=parent, text=comment_text(text))
    said.account, said.speaker = (by, None) if isinstance(by, Account) else (None, by)
    said.root_id = (parent.root_id or parent.pk) if parent else None
    said.idempotency_key = key
    try:
        with transaction.atomic():
            Page.objects.filter(pk=post.page_id).update(comments=F("comments") + 1)
            said.save(force_insert=True)
            Post.objects.filter(pk=post.pk).update(comments=F("comments") + 1)
    except IntegrityError:
        if key is None:
            raise
        first = Comment.objects.with_people().get(page=post.page, speaker=said.speaker, idempotency_key=key)
        return first, False
    return said, True


def set_comment_hidden(*, comment: Comment, hidden: bool) -> None:
    comment.hidden = hidden
    comment.save(update_fields=["hidden"])
