"""What a verb refused, said in the form it came from."""

from collections.abc import Mapping
from functools import cached_property

from django import forms


class TakesRefusals(forms.BaseForm):
    """A form whose verb may refuse what the form itself could not know."""

    @cached_property
    def refused(self) -> dict[str, str]:
        """What was refused about things that are no field of the form."""
        return {}

    def refuse(self, errors: Mapping[str, str]) -> None:
        """Say each sentence beside its field."""
        for name, sentence in errors.items():
            if name in self.fields:
                self.add_error(name, sentence)
            else:
                self.refused[name] = sentence
