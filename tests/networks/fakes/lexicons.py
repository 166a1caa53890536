"""Bluesky's published lexicons, and whether something is as they say."""

import json
from functools import cache
from pathlib import Path
from typing import Any

import regex

FOLDER = Path(__file__).parents[1] / "official" / "bluesky" / "lexicons"
KINDS = {"string": str, "integer": int, "boolean": bool, "array": list, "object": dict, "params": dict, "record": dict}


@cache
def lexicon(nsid: str) -> dict[str, Any]:
    path = FOLDER / Path(*nsid.split(".")).with_suffix(".json")
    return json.loads(path.read_text())["defs"] if path.is_file() else {}


def wrong(schema: dict[str, Any], value: Any, *, nsid: str, at: str = "it") -> str:
    """What of ``value`` is not as ``schema`` of the lexicon ``nsid`` wants it; empty when it is."""
    kind = schema["type"]
    if kind == "ref":
        return _of_name(schema["ref"], value, nsid=nsid, at=at)
    if kind == "union":
        return _of_name(value.get("$type", ""), value, nsid=nsid, at=at) if isinstance(value, dict) else f"{at} is odd"
    if kind == "blob":
        return _blob(schema, value, at)
    if kind in KINDS and (not isinstance(value, KINDS[kind]) or (kind == "integer" and isinstance(value, bool))):
        return f"{at} must be a {kind}"
    if kind == "record":
        return wrong(schema["record"], value, nsid=nsid, at=at)
    if kind == "string":
        return _string(schema, value, at)
    if kind == "array":
        if len(value) > schema.get("maxLength", len(value)):
            return f"{at} must not have more than {schema['maxLength']} elements"
        return _first(wrong(schema["items"], one, nsid=nsid, at=f"{at}/{n}") for n, one in enumerate(value))
    return _object(schema, value, nsid, at) if kind in ("object", "params") else ""


def _of_name(name: str, value: Any, *, nsid: str, at: str) -> str:
    home, _, part = name.partition("#")
    home = home or nsid
    schema = lexicon(home).get(part or "main")
    return wrong(schema, value, nsid=home, at=at) if schema else ""  # not among the files we have


def _object(schema: dict[str, Any], value: dict[str, Any], nsid: str, at: str) -> str:
    missing = [name for name in schema.get("required", ()) if name not in value]
    if missing:
        return f'{at} must have the property "{missing[0]}"'
    empty = {name for name in schema.get("nullable", ()) if name in value and value[name] is None}
    known = {name: one for name, one in schema.get("properties", {}).items() if name not in empty}
    return _first(wrong(known[name], one, nsid=nsid, at=f"{at}/{name}") for name, one in value.items() if name in known)


def _string(schema: dict[str, Any], value: str, at: str) -> str:
    if len(value.encode()) > schema.get("maxLength", 10**9):
        return f"{at} must not be longer than {schema['maxLength']} bytes: string too big"
    if len(regex.findall(r"\X", value)) > schema.get("maxGraphemes", 10**9):
        return f"grapheme too big (maximum {schema['maxGraphemes']}) at {at}"
    shapes = {"did": "did:", "at-uri": "at://", "uri": ""}
    return "" if value.startswith(shapes.get(schema.get("format", ""), "")) else f"{at} must be a {schema['format']}"


def _blob(schema: dict[str, Any], value: Any, at: str) -> str:
    if not isinstance(value, dict) or value.get("$type") != "blob":
        return f"{at} must be a blob"
    most = schema.get("maxSize", value["size"])
    return f"blob too big (maximum {most}) at {at}" if value["size"] > most else ""


def _first(found: Any) -> str:
    return next(filter(None, found), "")
