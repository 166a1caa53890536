"""VKontakte's published schema at work: which parameters a method takes, of what kind, and what it answers.

The files are those of ``tests/networks/official/vk``. Validators are built once for all tests.
"""

import json
from functools import cache
from pathlib import Path
from typing import Any

from jsonschema import Draft4Validator
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT4

FOLDER = Path(__file__).parents[1] / "official" / "vk"
HOME = "https://vk.invalid/"
TRANSPORT = {"access_token", "v", "captcha_sid", "captcha_key", "lang"}
LEFT_OUT = {"wall.get": {"owner_id": {"type": "integer"}}}  # the live method takes it, the schema forgot it


@cache
def methods() -> dict[str, dict[str, Any]]:
    found = [json.loads(path.read_text()) for path in FOLDER.glob("*/methods.json")]
    return {method["name"]: method for document in found for method in document["methods"]}


@cache
def error_codes() -> dict[int, str]:
    errors = json.loads((FOLDER / "errors.json").read_text())["errors"]
    return {error["code"]: error["description"] for error in errors.values()}


@cache
def registry() -> Registry:
    paths = [path for path in FOLDER.rglob("*.json") if path.name in ("objects.json", "responses.json")]
    return Registry().with_resources(
        (HOME + str(path.relative_to(FOLDER)), Resource(_opened(json.loads(path.read_text())), DRAFT4))
        for path in paths
    )


def _opened(document: dict[str, Any]) -> dict[str, Any]:
    """``groups_group`` takes nothing beside its own fields and is yet combined with more: as it stands no community
    with members could ever be answered."""
    document["definitions"].get("groups_group", {}).pop("additionalProperties", None)
    return document


@cache
def validator(name: str) -> Draft4Validator:
    """``name`` as references say it: ``wall/responses.json#/definitions/wall_post_response``."""
    return Draft4Validator({"$ref": HOME + name}, registry=registry())


def prove(name: str, thing: Any) -> None:
    """The fake says nothing that VKontakte would not."""
    wrong = [f"{list(error.path)}: {error.message}" for error in validator(name).iter_errors(thing)]
    assert not wrong, f"{name}: {wrong[:3]}"


def answer_of(method: str, *, extended: bool) -> str:
    responses = methods()[method]["responses"]
    chosen = responses["extendedResponse"] if extended and "extendedResponse" in responses else responses["response"]
    return str(chosen["$ref"]).removeprefix("../")


def wrong_in(method: str, said: dict[str, str]) -> str:
    """What of ``said`` the method does not take, or misses, in VKontakte's kind of words; empty when it is right."""
    known = {one["name"]: one for one in methods()[method].get("parameters", [])} | LEFT_OUT.get(method, {})
    if strange := set(said) - set(known) - TRANSPORT:
        return f"unknown parameters {sorted(strange)}"
    if missing := [name for name, one in known.items() if one.get("required") and not said.get(name)]:
        return f"{missing[0]} is undefined"
    wrong = [name for name, value in said.items() if name in known and not _fits(known[name], value)]
    return f"{wrong[0]} is invalid" if wrong else ""


def _fits(described: dict[str, Any], value: str) -> bool:
    kind = described.get("type")
    if kind == "array":
        items = value.split(",")
        return len(items) <= described.get("maxItems", len(items)) and all(_fits(described["items"], i) for i in items)
    if kind == "boolean":
        return value in ("0", "1")
    if kind == "integer":
        return _is_number(value) and described.get("minimum", -(10**18)) <= int(value) <= described.get(
            "maximum", 10**18
        )
    reference = described.get("$ref")
    if reference:
        return not list(validator(reference.removeprefix("../")).iter_errors(value))
    return value in described["enum"] if "enum" in described else True


def _is_number(value: str) -> bool:
    return value.removeprefix("-").isdecimal()
