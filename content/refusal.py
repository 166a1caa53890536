"""What somebody typed cannot be: said beside the field, on pages and in the API alike."""

from django.core.exceptions import ValidationError


class Refusal(ValidationError):
    """``errors``: field → sentence for the user."""

    def __init__(self, **errors: str) -> None:
        super().__init__(dict(errors))
        self.errors = errors

    def __str__(self) -> str:
        return " ".join(self.errors.values())
