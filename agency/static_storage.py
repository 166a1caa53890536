"""How static files leave the house."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class BundledManifestStorage(CompressedManifestStaticFilesStorage):
    """Hashed names and compressed copies."""

    manifest_strict = False
