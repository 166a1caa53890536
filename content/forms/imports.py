"""Sending a table, and saying what its columns are."""

from typing import Any

from django import forms

from content.exchange.columns import COLUMNS
from content.forms.refusals import TakesRefusals
from content.models import PostImport

LEFT_OUT = ("", "Leave out")


class TableForm(TakesRefusals, forms.Form):
    file = forms.FileField(
        label="A table of posts",
        allow_empty_file=True,
        max_length=200,
        widget=forms.FileInput(attrs={"accept": ".csv,.tsv,.txt,.xlsx"}),
    )


class ColumnsForm(TakesRefusals, forms.Form):
    """A choice for each header of the file, with what stands below it; ``keys`` is what the verb takes."""

    def __init__(self, *args: Any, job: PostImport, samples: list[list[str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.job = job
        choices = [LEFT_OUT, *((column.key, column.label) for column in COLUMNS)]
        for number, (header, key) in enumerate(zip(job.headers, job.columns, strict=True)):
            label = header or f"Column {number + 1}, without a name"
            self.fields[f"column-{number}"] = forms.ChoiceField(
                label=label, choices=choices, required=False, initial=key, help_text=" · ".join(samples[number])
            )

    @property
    def keys(self) -> list[str]:
        return [self.cleaned_data[f"column-{number}"] for number in range(len(self.job.headers))]
