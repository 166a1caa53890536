"""JSON that the database can keep: no NUL, no half of a surrogate pair, no bottomless nesting."""

from collections.abc import Iterator
from typing import Any

from rest_framework.exceptions import ErrorDetail, ParseError, ValidationError
from rest_framework.parsers import JSONParser


class StrictJSONParser(JSONParser):
    """Names every text that cannot be stored by its place; 422 before any field looks at it."""

    def parse(self, stream: Any, media_type: str | None = None, parser_context: Any = None) -> Any:
        try:
            data = super().parse(stream, media_type, parser_context)
            broken = dict(_broken_texts(data))
        except RecursionError as error:
            raise ParseError("The JSON is nested too deep.") from error
        if broken:
            raise ValidationError(broken)
        return data


def _broken_texts(value: Any, path: str = "") -> Iterator[tuple[str, ErrorDetail]]:
    match value:
        case str() if problem := _problem(value):
            yield path, problem
        case dict():
            for name, inner in value.items():
                if problem := _problem(name):
                    yield path, problem
                else:
                    yield from _broken_texts(inner, f"{path}.{name}".lstrip("."))
        case list():
            for number, inner in enumerate(value):
                yield from _broken_texts(inner, f"{path}.{number}".lstrip("."))


def _problem(text: str) -> ErrorDetail | None:
    if "\x00" in text:
        return ErrorDetail("There is a NUL character in this text. Send it without.", "null_characters_not_allowed")
    if any("\ud800" <= sign <= "\udfff" for sign in text):
        return ErrorDetail("Half of a character is missing in this text.", "surrogate_characters_not_allowed")
    return None
