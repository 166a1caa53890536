"""The promises of the house that no linter keeps: transitions, the heartbeat, the size of rooms, the way imports go."""

import ast
import re
import subprocess
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django_fsm import FSMField

from agency import sentences
from agency.celery import app as celery
from projects.models.delivery import Delivery

ROOT = Path(settings.BASE_DIR)
FLOORS = settings.FLOORS
MOST_LINES = 400
LATER = re.compile(r"\b(TO" r"DO|FIX" r"ME)\b")


def transitions():
    """Every declared transition with its model."""
    for model in apps.get_models():
        for field in model._meta.fields:
            if isinstance(field, FSMField):
                yield from ((model, found) for found in field.get_all_transitions(model))


def is_machine_step(model, found):
    """No button leads there. Of a delivery's steps the attempts keep account, not the audit log."""
    return issubclass(model, Delivery) and "label" not in found.custom


DECLARED = list(transitions())
FOR_PEOPLE = [(model, found) for model, found in DECLARED if "label" in found.custom]
WRITTEN_DOWN = [(model, found) for model, found in DECLARED if not is_machine_step(model, found)]


def name_of(value):
    return value._meta.label_lower if hasattr(value, "_meta") else value.name


def test_there_are_transitions_to_look_at():
    assert {model._meta.label for model, _ in DECLARED} >= {"projects.Project", "content.Post", "moderation.Case"}


@pytest.mark.parametrize(("model", "found"), WRITTEN_DOWN, ids=name_of)
def test_a_transition_has_a_sentence(model, found):
    verb = f"{model._meta.label_lower}.{found.name}"
    assert sentences.is_known(verb), f"Register what the log says of {verb} in the floor's apps.py."


@pytest.mark.parametrize(("model", "found"), FOR_PEOPLE, ids=name_of)
def test_what_people_move_asks_for_a_permission(model, found):
    assert found.permission, f"Anybody could {found.name} a {model._meta.label}."


@pytest.mark.parametrize("tick", settings.CELERY_BEAT_SCHEDULE.values(), ids=lambda tick: tick["task"])
def test_the_heartbeat_only_calls_tasks_that_are_there(tick):
    celery.loader.import_default_modules()
    celery.autodiscover_tasks(force=True)
    assert tick["task"] in celery.tasks


def ours(*endings):
    """Files of ours, as git knows them; migrations and other people's code apart."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    ).stdout.splitlines()
    kept = (ROOT / name for name in listed if name.endswith(endings) and "/migrations/" not in name)
    return [path for path in kept if path.exists() and "vendor" not in path.parts and ".min." not in path.name]


def test_no_room_is_too_large():
    lines = {
        str(path.relative_to(ROOT)): len(path.read_text().splitlines()) for path in ours(".py", ".html", ".css", ".js")
    }
    assert {name: count for name, count in lines.items() if count > MOST_LINES} == {}


def test_nothing_is_left_for_later():
    assert [str(path) for path in ours(".py", ".html", ".css", ".js", ".md") if LATER.search(path.read_text())] == []


def inner_imports(path):
    """Imports of floors inside functions of ``path``."""
    for function in ast.walk(ast.parse(path.read_text())):
        if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef):
            for node in ast.walk(function):
                names = [node.module or ""] if isinstance(node, ast.ImportFrom) else []
                names += [name.name for name in node.names] if isinstance(node, ast.Import) else []
                yield from (name for name in names if name.partition(".")[0] in FLOORS)


@pytest.mark.parametrize("floor", FLOORS)
def test_floors_meet_at_the_top_of_files_only(floor):
    """An import inside a function hides which way a floor looks."""
    found = {str(path.relative_to(ROOT)): list(inner_imports(path)) for path in (ROOT / floor).rglob("*.py")}
    other = {name: [one for one in names if one.partition(".")[0] != floor] for name, names in found.items()}
    assert {name: names for name, names in other.items() if names} == {}
