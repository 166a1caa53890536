"""How static files leave the house: one stylesheet, one script, hashed names, compressed copies."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import lightningcss
from django.core.files.base import ContentFile
from whitenoise.storage import CompressedManifestStaticFilesStorage

STYLESHEET = "agency/css/rapport.css"
SCRIPT = "agency/js/rapport.js"
IMPORT = re.compile(r'^import "\./([\w-]+\.js)";$', re.MULTILINE)
FIRST_COMMENT = re.compile(r"\A/\*.*?\*/\n", re.DOTALL)

Paths = dict[str, tuple[Any, str]]


class BundledManifestStorage(CompressedManifestStaticFilesStorage):
    """Serves ``rapport.css`` and ``rapport.js`` with everything they import inside: a page asks for one of each.

    The bundles are made from the sources at every ``collectstatic``. They stand where the entry files stood: a
    ``url()`` in an imported stylesheet is therefore written as seen from ``agency/css/``.
    """

    manifest_strict = False

    def post_process(self, paths: Paths, dry_run: bool = False, **options: Any) -> Iterator[Any]:
        for name, bundle in ((STYLESHEET, lightningcss.bundle_css), (SCRIPT, bundle_script)):
            if name in paths and not dry_run:
                source, path = paths[name]
                self.delete(name)
                self._save(name, ContentFile(bundle(source.path(path)).encode()))
                paths[name] = (self, name)
        inside = _parts(paths)
        whole = {name: at for name, at in paths.items() if name not in inside}
        yield from super().post_process(whole, dry_run, **options)


def bundle_script(path: str) -> str:
    """The modules the entry imports, one after another, each in a block of its own.

    They import nothing themselves and export nothing (they are there for their effect), so a block is all they need to
    keep their names apart.
    """
    entry = Path(path)
    names = IMPORT.findall(entry.read_text(encoding="utf-8"))
    texts = [FIRST_COMMENT.sub("", (entry.parent / name).read_text(encoding="utf-8")) for name in names]
    return "".join(f"{{\n{text}}}\n" for text in texts)


def _parts(paths: Paths) -> set[str]:
    """Names of files that only live inside a bundle."""
    styles = {name for name in paths if name.startswith("agency/css/") and name.endswith(".css")}
    if SCRIPT not in paths:
        return styles - {STYLESHEET}
    entry = (Path(__file__).parent / "static" / SCRIPT).read_text(encoding="utf-8")
    return styles - {STYLESHEET} | {f"agency/js/{name}" for name in IMPORT.findall(entry)}
