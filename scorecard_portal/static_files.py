"""How static files are named in production."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class HashedStaticFilesStorage(CompressedManifestStaticFilesStorage):
    """Scripts import each other by hashed names too, so that a browser never mixes two versions."""

    support_js_module_import_aggregation = True
