"""A table of posts on its way into a project, row by row."""

from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.urls import reverse
from django_fsm import FSMField, transition

from agency.permissions import Permission
from content.models.post import Post
from content.models.visible import OfProject
from projects.models import Project


def _may_write(thing: Any, user: Any) -> bool:
    return user.has_perm(Permission.WRITE_POST, thing)


class PostImportQuerySet(OfProject):
    """The agency's people see those of their projects; the client's people see their own."""

    def visible_to(self, user: Any) -> Self:
        rows = super().visible_to(user)
        return rows if getattr(user, "is_agency", False) else rows.filter(by=user.pk)

    def where(self, user: Any, permission: str) -> Self:
        rows = super().where(user, permission)
        return rows if getattr(user, "is_agency", False) else rows.filter(by=user.pk)

    def waiting(self) -> Self:
        """A worker has something to do for them."""
        return self.filter(status__in=PostImport.WORKED_ON)


class PostImport(models.Model):
    """Machines read, a person confirms, machines write: reading → ready → writing → done.

    Between reading and ready a person may have to say what the columns are. Every step can be cancelled; what came of
    it can be undone as long as nobody touched it. The file is kept until its rows are.
    """

    class Status(models.TextChoices):
        READING = "reading", "Being read"
        UNMAPPED = "unmapped", "Columns to be named"
        READY = "ready", "Waits for your look"
        WRITING = "writing", "Becoming drafts"
        DONE = "done", "Finished"
        REFUSED = "refused", "Could not be read"
        CANCELLED = "cancelled", "Cancelled"
        UNDOING = "undoing", "Being undone"
        UNDONE = "undone", "Undone"

    WORKED_ON: ClassVar = (Status.READING, Status.WRITING, Status.UNDOING)
    ENDED: ClassVar = (Status.DONE, Status.REFUSED, Status.CANCELLED, Status.UNDONE)

    project = models.ForeignKey(Project, models.CASCADE, related_name="post_imports")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="post_imports")
    file = models.FileField(upload_to="imports/%Y/%m/", blank=True)
    name = models.CharField(max_length=200, help_text="What the file was called")
    about = models.JSONField(default=dict, blank=True, help_text="Encoding and delimiter, or the sheet")
    headers = models.JSONField(default=list, blank=True)
    columns = models.JSONField(default=list, blank=True, help_text="For each header the field of a post it is")
    status = FSMField(choices=Status.choices, default=Status.READING, protected=True)
    total = models.PositiveIntegerField(default=0, help_text="Rows that are not blank")
    twins_too = models.BooleanField(default=False, help_text="Also rows that are there already")
    reason = models.CharField(max_length=300, blank=True, help_text="Why it could not be read")
    tries = models.PositiveSmallIntegerField(default=0, help_text="Starts of the same step that nothing came of")
    made_at = models.DateTimeField(auto_now_add=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = PostImportQuerySet.as_manager()

    class Meta:
        ordering = ("-id",)
        indexes = (
            models.Index(
                fields=["id"],
                condition=models.Q(status__in=["reading", "writing", "undoing"]),
                name="import_waiting",
            ),
        )

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("content:import", args=[self.pk])

    def roles_of(self, user: Any) -> frozenset[str]:
        return self.project.roles_of(user)

    @property
    def is_worked_on(self) -> bool:
        return self.status in self.WORKED_ON

    @transition(status, Status.READING, Status.UNMAPPED)
    def ask_columns(self) -> None: ...

    @transition(status, [Status.UNMAPPED, Status.READY], Status.READING, permission=_may_write,
                custom={"label": "Name the columns"})  # fmt: skip
    def map_columns(self) -> None: ...

    @transition(status, Status.READING, Status.READY)
    def present(self) -> None: ...

    @transition(status, [Status.READING, Status.WRITING], Status.REFUSED)
    def refuse(self) -> None: ...

    @transition(status, Status.READY, Status.WRITING, permission=_may_write, custom={"label": "Import"})
    def confirm(self) -> None: ...

    @transition(status, Status.WRITING, Status.DONE)
    def finish(self) -> None: ...

    @transition(status, [Status.READING, Status.UNMAPPED, Status.READY, Status.WRITING], Status.CANCELLED,
                permission=_may_write, custom={"label": "Cancel"})  # fmt: skip
    def cancel(self) -> None: ...

    @transition(status, [Status.DONE, Status.CANCELLED, Status.REFUSED], Status.UNDOING, permission=_may_write,
                custom={"label": "Undo"})  # fmt: skip
    def undo(self) -> None: ...

    @transition(status, Status.UNDOING, Status.UNDONE)
    def finish_undo(self) -> None: ...


class PostImportRow(models.Model):
    """A row of the file: what stood there, what it says, what is wrong, and the draft that came of it.

    A row is there once, and so is its draft: whatever is run twice changes nothing the second time.
    """

    class Outcome(models.TextChoices):
        UNREAD = "", "Not looked at"
        GOOD = "good", "Good"
        TWIN = "twin", "There already"
        BAD = "bad", "Refused"
        MADE = "made", "A draft"
        KEPT = "kept", "A draft somebody touched"
        GONE = "gone", "Undone"

    post_import = models.ForeignKey(PostImport, models.CASCADE, related_name="rows")
    number = models.PositiveIntegerField(help_text="As the spreadsheet counts")
    cells = models.JSONField(default=list)
    outcome = models.CharField(max_length=4, choices=Outcome, default=Outcome.UNREAD, blank=True)
    said = models.JSONField(default=dict, blank=True)
    problems = models.JSONField(default=list, blank=True)
    notes = models.JSONField(default=list, blank=True)
    fingerprint = models.CharField(max_length=64, blank=True)
    post = models.OneToOneField(Post, models.SET_NULL, null=True, blank=True, related_name="import_row")
    written_at = models.DateTimeField(null=True, blank=True, help_text="The draft's last change, if nobody touched it")

    class Meta:
        ordering = ("number",)
        constraints = (models.UniqueConstraint(fields=["post_import", "number"], name="import_row_once"),)
        indexes = (
            models.Index(fields=["post_import", "outcome", "number"], name="import_row_by_outcome"),
            models.Index(fields=["post_import", "fingerprint"], name="import_row_twins"),
        )

    def __str__(self) -> str:
        return f"{self.post_import}, row {self.number}"

    @property
    def title(self) -> str:
        return self.said.get("title") or next((str(cell) for cell in self.cells if str(cell).strip()), "")
