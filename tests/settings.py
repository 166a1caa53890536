"""Settings of a test run: the house as it is, with engines and files of its own and nothing slow for its own sake.

The engines are real but forgetful (``fast``), apart from the demo's, and shared by the parallel parts of one run; each
part has its own database (pytest-django names it) and its own Valkey database (its number is chosen here).
"""

import os
from pathlib import Path

if "RAPPORT_DATA" not in os.environ:
    os.environ["RAPPORT_DATA"] = str(Path(__file__).resolve().parent.parent / ".rapport" / "test")
os.environ.setdefault("RAPPORT_ENGINES", "fast")
os.environ.setdefault("DATABASE_POOL", "0")
# Playwright keeps an event loop running in the thread of the test; the ORM is still called from one thread only.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")

from agency.settings import *  # noqa: F403
from agency.settings import DATA_DIR, DATABASES, REDIS_URL

PART = os.environ.get("PYTEST_XDIST_WORKER", "main")
if "REDIS_URL" not in os.environ:
    REDIS_URL = f"{REDIS_URL.rpartition('/')[0]}/{int(PART.removeprefix('gw')) + 1 if PART != 'main' else 0}"
CELERY_BROKER_URL = REDIS_URL
CACHES = {"default": {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": REDIS_URL}}

DATABASES["default"]["CONN_MAX_AGE"] = 0  # a test server's threads leave no connection behind

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
MEDIA_ROOT = DATA_DIR / "media" / PART
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = True
