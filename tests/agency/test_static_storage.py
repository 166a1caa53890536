import re
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.staticfiles.utils import get_files
from django.core.files.storage import FileSystemStorage

from agency.static_storage import BundledManifestStorage, bundle_script

JS = settings.BASE_DIR / "agency/static/agency/js"
ENTRY = JS / "rapport.js"
MODULES = re.findall(r"import \"\./(.*?)\"", ENTRY.read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def collected(tmp_path_factory):
    """What collectstatic leaves of our own files, with the storage of a real installation."""
    source = FileSystemStorage(settings.BASE_DIR / "agency/static")
    storage = BundledManifestStorage(location=tmp_path_factory.mktemp("static"))
    paths = {name: (source, name) for name in get_files(source)}
    for name in paths:
        with source.open(name) as file:
            storage.save(name, file)
    assert all(processed for _, _, processed in storage.post_process(paths))
    return Path(storage.location) / "agency"


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


def test_every_import_of_the_entry_is_in_the_script():
    bundle = bundle_script(str(ENTRY))

    assert bundle.count("{\n") >= len(MODULES)
    for module in MODULES:
        assert (JS / module).read_text(encoding="utf-8").split("*/\n", 1)[1] in bundle


def test_modules_can_be_laid_one_after_another():
    """They neither import nor export: otherwise a bundle by concatenation would be wrong."""
    texts = {path.name: path.read_text(encoding="utf-8") for path in map(JS.joinpath, MODULES)}

    assert [name for name, text in texts.items() if re.search(r"^\s*(import|export)\b", text, re.MULTILINE)] == []


def test_parts_are_not_served_under_names_of_their_own(collected):
    assert list((collected / "css/components").glob("btn.????????????.css")) == []


def test_a_script_of_one_page_keeps_a_name_of_its_own(collected):
    own = {path.name for path in JS.glob("*.js")} - {*MODULES, ENTRY.name}

    assert {path.name.split(".")[0] for path in collected.glob("js/*.????????????.js")} == {
        "rapport",
        *(name.removesuffix(".js") for name in own),
    }
