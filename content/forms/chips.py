"""A choice people see at a glance."""

from collections.abc import Mapping
from typing import Any

from django import forms


class Chips(forms.ChoiceField):
    """One of several, each with a glyph and a word or two (``looks``, see ``options``)."""

    widget = forms.RadioSelect

    def __init__(self, *, looks: Mapping[str, Mapping[str, Any]], **kwargs: Any) -> None:
        super().__init__(**({"required": False} | kwargs))
        self.looks = looks
