"""How static files leave the house: one stylesheet, names that change with the content, compressed copies."""

from collections.abc import Iterator
from typing import Any

import lightningcss
from django.core.files.base import ContentFile
from whitenoise.storage import CompressedManifestStaticFilesStorage

STYLESHEET = "agency/css/rapport.css"
LAYERS = "agency/css/"

Paths = dict[str, tuple[Any, str]]


class BundledManifestStorage(CompressedManifestStaticFilesStorage):
    """Serves ``rapport.css`` with everything it imports inside, so that a page asks for one stylesheet.

    The bundle is made from the sources at every ``collectstatic``. It stands where the entry file stood: a ``url()`` in
    an imported file is therefore written as seen from ``agency/css/``.
    """

    manifest_strict = False

    def post_process(self, paths: Paths, dry_run: bool = False, **options: Any) -> Iterator[Any]:
        if STYLESHEET in paths and not dry_run:
            source, path = paths[STYLESHEET]
            bundle = lightningcss.bundle_css(source.path(path))
            self.delete(STYLESHEET)
            self._save(STYLESHEET, ContentFile(bundle.encode()))
        whole = {name: at for name, at in paths.items() if name == STYLESHEET or not _is_layer(name)}
        yield from super().post_process(whole, dry_run, **options)


def _is_layer(name: str) -> bool:
    return name.startswith(LAYERS) and name.endswith(".css")
