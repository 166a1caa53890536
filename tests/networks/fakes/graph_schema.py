"""What Meta's published schemas say of an object: its fields, its edges, what each call takes. Used by the fake Graph.

``#get``, ``#update`` and ``#delete`` are calls to the object itself. Parameters every call has (the token, paging, the
fields wanted) and the file parts of uploads are named here, because the schemas leave them out.
"""

import json
import re
from functools import cache
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parents[1] / "official" / "facebook"
EVERYWHERE = {"access_token", "appsecret_proof", "fields", "limit", "after", "before"}
FILES = {("Page", "photos"): {"source"}, ("Page", "videos"): {"video_file_chunk", "source"}}
ITSELF = {"GET": "#get", "POST": "#update", "DELETE": "#delete"}
UNLISTED = {"Container": {"id", "status", "status_code"}}
PART = re.compile(r"(\w+)((?:\.\w+\([^)]*\))*)(?:\{(.*)\})?", re.DOTALL)


@cache
def schema(kind: str) -> dict[str, Any]:
    path = FOLDER / f"{kind}.json"
    return json.loads(path.read_text()) if path.exists() else {"apis": [], "fields": []}


@cache
def choices() -> dict[str, list[str]]:
    return {one["name"]: one["values"] for one in json.loads((FOLDER / "enum_types.json").read_text())}


@cache
def recorded(file: str) -> dict[str, Any]:
    found = json.loads((FOLDER / file).read_text())["payloads"]
    return {path.rpartition("/")[2]: payload for path, payload in found.items()}


def call_of(kind: str, method: str, edge: str) -> dict[str, Any] | None:
    """What the schema says of this call, None where there is no such thing."""
    for api in schema(kind)["apis"]:
        name = api.get("endpoint") if edge else api.get("name")
        if api["method"] == method and name == (edge or ITSELF[method]):
            return api
    return None


def wrong(kind: str, method: str, edge: str, said: dict[str, str], files: set[str]) -> str:
    """What of a call the schema does not know, misses, or does not take as a value."""
    api = call_of(kind, method, edge)
    if api is None:
        return f"Unsupported {method.lower()} request" if edge else "nonexisting method"
    known = {param["name"]: param for param in api["params"]}
    given = {name.partition("[")[0]: value for name, value in said.items()}
    if strange := set(given) - set(known) - EVERYWHERE:
        return f"unknown parameter {sorted(strange)}"
    if strange := files - FILES.get((kind, edge), set()):
        return f"unknown file {sorted(strange)}"
    missing = [name for name, param in known.items() if param["required"] and not given.get(name)]
    if missing:
        return f"The parameter {missing[0]} is required"
    return _not_taken(known, given)


def _not_taken(known: dict[str, Any], given: dict[str, str]) -> str:
    for name, value in given.items():
        kind = known.get(name, {}).get("type", "")
        taken = choices().get(kind.removeprefix("list<").removesuffix(">"))
        if taken and set(value.split(",")) - set(taken):
            return f"{name} must be one of {taken}"
        if kind == "bool" and value not in ("true", "false"):
            return f"{name} must be a boolean"
        if kind == "unsigned int" and not value.isdecimal():
            return f"{name} must be a number"
    return ""


def fields_of(kind: str) -> set[str]:
    """Fields, and the edges that can be asked for like fields."""
    edges = {api["endpoint"] for api in schema(kind)["apis"] if api["method"] == "GET" and api.get("endpoint")}
    return {field["name"] for field in schema(kind)["fields"]} | edges | UNLISTED.get(kind, set())


def expanded(fields: str) -> dict[str, tuple[dict[str, str], str]]:
    """``a,b.limit(1){c,d}`` as names, each with its modifiers and what is wanted inside."""
    found = {}
    for part in _split(fields):
        name, modifiers, inside = PART.fullmatch(part).groups()
        found[name] = dict(re.findall(r"\.(\w+)\(([^)]*)\)", modifiers)), inside or ""
    return found


def _split(fields: str) -> list[str]:
    parts, depth = [""], 0
    for letter in fields:
        depth += {"{": 1, "(": 1, "}": -1, ")": -1}.get(letter, 0)
        if letter == "," and not depth:
            parts.append("")
        else:
            parts[-1] += letter
    return [part for part in parts if part]
