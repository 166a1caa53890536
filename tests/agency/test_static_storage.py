import re

import pytest
from django.conf import settings
from django.core.management import call_command

from agency.static_storage import bundle_script

JS = settings.BASE_DIR / "agency/static/agency/js"
ENTRY = JS / "rapport.js"


@pytest.fixture(scope="module")
def collected(tmp_path_factory):
    """What collectstatic leaves, with the storage of a real installation."""
    from django.test import override_settings

    root = tmp_path_factory.mktemp("static")
    storages = settings.STORAGES | {"staticfiles": {"BACKEND": "agency.static_storage.BundledManifestStorage"}}
    with override_settings(STATIC_ROOT=str(root), STORAGES=storages):
        call_command("collectstatic", interactive=False, verbosity=0)
    return root / "agency"


def only(folder, pattern):
    (path,) = folder.glob(pattern)
    return path


def test_a_page_asks_for_one_stylesheet(collected):
    css = only(collected / "css", "rapport.????????????.css").read_text()

    assert "@import" not in css
    assert ".btn" in css
    assert (
        css.index("@layer reset")
        < css.index("@layer tokens")
        < css.index("@layer components")
        < css.index("@layer utilities")
    )


def test_a_page_asks_for_one_script(collected):
    script = only(collected / "js", "rapport.????????????.js").read_text()

    assert "import " not in script
    assert script.count('document.addEventListener("click"') >= 5


def test_every_module_is_in_the_script():
    bundle = bundle_script(str(ENTRY))

    for module in JS.glob("*.js"):
        if module != ENTRY:
            assert module.read_text(encoding="utf-8").split("*/\n", 1)[1] in bundle


def test_modules_can_be_laid_one_after_another():
    """They neither import nor export: otherwise a bundle by concatenation would be wrong."""
    texts = {path.name: path.read_text(encoding="utf-8") for path in JS.glob("*.js") if path != ENTRY}

    assert [name for name, text in texts.items() if re.search(r"^\s*(import|export)\b", text, re.MULTILINE)] == []


def test_parts_are_not_served_under_names_of_their_own(collected):
    assert list((collected / "css/components").glob("btn.????????????.css")) == []
