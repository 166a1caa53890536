"""Fields several forms share."""

import re
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from projects.kinds import LANGUAGES


class LanguagesField(forms.MultipleChoiceField):
    """Ticks for the languages the agency works in."""

    widget = forms.CheckboxSelectMultiple

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(choices=LANGUAGES.items(), **kwargs)


class WordsField(forms.CharField):
    """A few short things, separated by commas or lines: ``new mother, cyclist``."""

    def __init__(self, *, most: int = 12, longest: int = 60, **kwargs: Any) -> None:
        self.most, self.longest = most, longest
        super().__init__(**kwargs)

    def prepare_value(self, value: Any) -> Any:
        return ", ".join(value) if isinstance(value, list) else value

    def clean(self, value: Any) -> list[str]:
        parts = [part.strip() for part in super().clean(value).replace("\n", ",").split(",")]
        said = list(dict.fromkeys(part for part in parts if part))
        if len(said) > self.most:
            raise ValidationError(f"At most {self.most} of them, so that the first ones count.", code="too_many")
        for part in said:
            if len(part) > self.longest:
                raise ValidationError(f"“{part[:30]}…” is too long. Say it in a few words.", code="too_long")
        return said

    def has_changed(self, initial: Any, data: Any) -> bool:
        return self.prepare_value(initial) != data


class AddressInput(forms.TextInput):
    """An address as people copy it: the browser's own kind refuses one without ``https://``."""

    def __init__(self, **kwargs: Any) -> None:
        attrs = {"inputmode": "url", "autocapitalize": "none", "autocomplete": "off", "spellcheck": "false"}
        super().__init__(attrs=attrs, **kwargs)


class DayInput(forms.DateInput):
    """The browser's own calendar; always asked for and given as 2026-10-14."""

    input_type = "date"

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(format="%Y-%m-%d", **kwargs)


class ClockInput(forms.TimeInput):
    input_type = "time"

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(format="%H:%M", **kwargs)


class CountField(forms.IntegerField):
    """How many, as networks show it: ``12400``, ``12 400``, ``12,400`` or ``12.4K``."""

    MOST = 2_000_000_000
    THOUSANDS = {"k": 1_000, "m": 1_000_000}
    ROUNDED = re.compile(r"(\d+(?:[.,]\d+)?)([km])", re.IGNORECASE)
    BETWEEN = re.compile(r"[.,](?=\d{3}(?:\D|$))")
    errors = {
        "invalid": "Give a whole number.",
        "min_value": "Give a whole number.",
        "max_value": "That is more than there are people on the network.",
    }

    def __init__(self, *, min_value: int = 0, max_value: int = MOST, **kwargs: Any) -> None:
        look = forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"})
        kwargs.setdefault("widget", look)
        kwargs.setdefault("error_messages", self.errors)
        super().__init__(min_value=min_value, max_value=max_value, **kwargs)

    def to_python(self, value: Any) -> int | None:
        if not isinstance(value, str):
            return super().to_python(value)
        text = re.sub(r"[\s'’]", "", value)
        if rounded := self.ROUNDED.fullmatch(text):
            return int(Decimal(rounded[1].replace(",", ".")) * self.THOUSANDS[rounded[2].lower()])
        return super().to_python(self.BETWEEN.sub("", text))
