"""One settings file. What differs between a laptop and a server comes from the environment.

Without any environment Rapport is a demo on this machine: embedded PostgreSQL and Valkey, a demo agency,
sign-in buttons. ``RAPPORT_PRODUCTION=1`` turns all of that off and asks for what a server must be told.
"""

from pathlib import Path
from typing import Any

import environ
from csp.constants import NONCE, NONE, SELF, UNSAFE_INLINE
from django.core.exceptions import ImproperlyConfigured

from agency import embedded
from agency.secrets import local_secret

BASE_DIR = Path(__file__).resolve().parent.parent
env = environ.Env()

# --- what kind of installation this is ------------------------------------------------------------------------------

PRODUCTION = env.bool("RAPPORT_PRODUCTION", default=False)
DEMO = env.bool("RAPPORT_DEMO", default=not PRODUCTION)
DEBUG = env.bool("DEBUG", default=False)
if PRODUCTION and DEMO:
    raise ImproperlyConfigured(
        "RAPPORT_DEMO signs anybody in as anybody: it cannot be on together with RAPPORT_PRODUCTION."
    )

AGENCY_NAME = env("RAPPORT_AGENCY", default="Lastivka agency" if DEMO else "")

DATA_DIR = embedded.data_dir()
SECRET_KEY = env("SECRET_KEY", default="") or ("" if PRODUCTION else local_secret(DATA_DIR / "secret_key"))
if not SECRET_KEY:
    raise ImproperlyConfigured(
        "SECRET_KEY is not set. Make one with: python -c 'import secrets; print(secrets.token_urlsafe(64))'"
        " and keep it in the environment of every Rapport process."
    )
SECRET_KEY_FALLBACKS = env.list("SECRET_KEY_FALLBACKS", default=[])
# Fernet keys for network credentials, newest first; an older key still reads, the newest writes.
CREDENTIALS_KEYS = env.list("CREDENTIALS_KEYS", default=[])

BASE_URL = env("RAPPORT_BASE_URL", default="http://127.0.0.1:8000")
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=[] if PRODUCTION else ["*"])
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])

# --- rooms ----------------------------------------------------------------------------------------------------------

FLOORS = ["agency", "projects", "content", "monitoring", "moderation", "reports"]
INSTALLED_APPS = [
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.postgres",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "csp",
    "django_cotton.apps.SimpleAppConfig",
    "django_filters",
    "django_fsm",
    "django_htmx",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "heroicons",
    "knox",
    "pgtrigger",
    "rest_framework",
    "template_partials",
    *FLOORS,
    "playground",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "agency.middleware.ReadableMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "csp.middleware.CSPMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "agency.middleware.TimeZoneMiddleware",
    "agency.middleware.TooLateMiddleware",
    "agency.middleware.InvalidFormMiddleware",
    "agency.middleware.HtmxMessagesMiddleware",
    "agency.middleware.ComeBackMiddleware",
]

ROOT_URLCONF = "agency.urls"
WSGI_APPLICATION = "agency.wsgi.application"

# Components (<c-btn>) are compiled once and cached; page.html#fragment names a partial of a page.
LOADERS = [
    "django_cotton.cotton_loader.Loader",
    "django.template.loaders.filesystem.Loader",
    "django.template.loaders.app_directories.Loader",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "csp.context_processors.nonce",
                "agency.context.settings",
                "reports.context.shell",
            ],
            "loaders": [("template_partials.loader.Loader", [("django.template.loaders.cached.Loader", LOADERS)])],
            "builtins": [
                "django_cotton.templatetags.cotton",
                "template_partials.templatetags.partials",
                "agency.templatetags.rapport",
            ],
        },
    }
]
COTTON_DIR = "components"
COTTON_SNAKE_CASED_NAMES = False  # <c-page-head> is components/page-head.html

# --- engines --------------------------------------------------------------------------------------------------------

# A web process answers with many threads and keeps a pool; a worker does one thing at a time and keeps one connection.
DATABASE_POOL = env.int("DATABASE_POOL", default=8)
DATABASES = {"default": env.db_url_config(embedded.database_url())}
DATABASES["default"] |= {
    "ENGINE": "django.db.backends.postgresql",
    "CONN_MAX_AGE": 0 if DATABASE_POOL else None,
    "CONN_HEALTH_CHECKS": True,
    "TEST": {"NAME": env("TEST_DATABASE", default="test_rapport")},
}
if DATABASE_POOL:
    DATABASES["default"].setdefault("OPTIONS", {})["pool"] = {"min_size": 1, "max_size": DATABASE_POOL, "timeout": 5}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

REDIS_URL = embedded.redis_url()
CACHES = {"default": {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": REDIS_URL}}
SESSION_ENGINE = "django.contrib.sessions.backends.cached_db"

CELERY_BROKER_URL = REDIS_URL
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_TASK_DEFAULT_QUEUE = "urgent"
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_TRANSPORT_OPTIONS = {"visibility_timeout": 3600}
CELERY_DB_REUSE_MAX = 10_000
CELERY_WORKER_SOFT_SHUTDOWN_TIMEOUT = 5  # what is not done by then goes back to the queue
CELERY_WORKER_CANCEL_LONG_RUNNING_TASKS_ON_CONNECTION_LOSS = True
CELERY_BEAT_SCHEDULE_FILENAME = str(DATA_DIR / "beat-schedule")
CELERY_TASK_ROUTES = {
    "content.tasks.publish_*": {"queue": "urgent"},
    "content.tasks.sweep_*": {"queue": "urgent"},
    "moderation.tasks.*": {"queue": "urgent"},
    "content.tasks.*": {"queue": "batch"},
    "monitoring.tasks.*": {"queue": "batch"},
    "projects.tasks.*": {"queue": "batch"},
    "reports.tasks.*": {"queue": "reports"},
    "agency.tasks.*": {"queue": "batch"},
}
# The heartbeat: the one table that says what happens by itself, and how often (seconds).
CELERY_BEAT_SCHEDULE: dict[str, dict[str, Any]] = {
    **{
        f"beat and {queue} are alive": {
            "task": "agency.tasks.record_heartbeat",
            "schedule": 5,
            "kwargs": {"queue": queue},
            "options": {"queue": queue},
        }
        for queue in ("urgent", "batch", "reports")
    },
    "send waiting mail": {"task": "agency.tasks.mail_notifications", "schedule": 60},
    "tidy up": {"task": "agency.tasks.tidy_up", "schedule": 3600},
    "publish what is due": {"task": "content.tasks.publish_due", "schedule": 1},
    "make files of what goes out soon": {"task": "content.tasks.make_files", "schedule": 60},
    "look after lost sends": {"task": "content.tasks.sweep_lost", "schedule": 5},
    "deliver replies": {"task": "moderation.tasks.deliver_due", "schedule": 1},
    "look after lost replies": {"task": "moderation.tasks.sweep_lost", "schedule": 5},
    "import posts": {"task": "content.tasks.import_posts", "schedule": 2},
    "forget old imports": {"task": "content.tasks.import_forget", "schedule": 3600},
    "collect metrics": {"task": "content.tasks.collect_metrics", "schedule": 60},
    "tidy up files of media": {"task": "content.tasks.tidy_media", "schedule": 86_400},
    "remind approvers": {"task": "content.tasks.remind_approvers", "schedule": 60},
    "act on silence": {"task": "content.tasks.pass_deadlines", "schedule": 60},
    "gather answers": {"task": "content.tasks.gather_answers", "schedule": 30},
    "remind of results": {"task": "content.tasks.remind_of_results", "schedule": 600},
    "collect mentions": {"task": "monitoring.tasks.collect_due", "schedule": 2},
    "watch for spikes": {"task": "monitoring.tasks.watch", "schedule": 60},
    "mail answers to leads": {"task": "projects.tasks.mail_lead_answers", "schedule": 10},
    "bring leads back": {"task": "projects.tasks.bring_back_leads", "schedule": 3600},
    "renew access to channels": {"task": "projects.tasks.renew_channel_access", "schedule": 600},
    "watch access to channels": {"task": "projects.tasks.watch_channel_access", "schedule": 3600},
    "ask servers what they take": {"task": "projects.tasks.refresh_limits", "schedule": 3600},
    "agree on calls of networks": {"task": "projects.tasks.agree_on_calls", "schedule": 15},
    "read followers": {"task": "projects.tasks.read_followers", "schedule": 3600},
    "open cases": {"task": "moderation.tasks.open_cases", "schedule": 2},
}

for tick in CELERY_BEAT_SCHEDULE.values():  # no worker for an hour: an hour of ticks must not wait for the next one
    tick.setdefault("options", {})["expires"] = max(60, 3 * tick["schedule"])

# --- people ---------------------------------------------------------------------------------------------------------

AUTH_USER_MODEL = "agency.User"
AUTHENTICATION_BACKENDS = ["agency.backends.RoleBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("email", "name")},
    },
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "agency.adapters.AccountAdapter"
ACCOUNT_FORMS = {"login": "agency.forms.sign_in.LoginForm"}
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_RATE_LIMITS = {"login_failed": "10/m/ip,5/5m/key", "contact": "5/h/ip,20/d/ip", "hook": "1200/m/key"}
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False  # no letters to strangers
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ALLAUTH_TRUSTED_PROXY_COUNT = env.int("TRUSTED_PROXIES", default=0)  # whose X-Forwarded-For counts for rate limits
ACCOUNT_REAUTHENTICATION_REQUIRED = True
MFA_ADAPTER = "agency.adapters.KeysAdapter"
MFA_TOTP_ISSUER = "Rapport"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not PRODUCTION

# --- safety ---------------------------------------------------------------------------------------------------------

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF, NONCE],
        "style-src": [SELF],
        "style-src-attr": [UNSAFE_INLINE],  # custom properties only: style="--v:3"
        "img-src": [SELF, "data:"],
        "media-src": [SELF],
        "connect-src": [SELF],
        "object-src": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "agency.views.errors.csrf_failure"
if PRODUCTION:
    SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = True
    SECURE_REDIRECT_EXEMPT = ["^healthz$"]
    SECURE_SSL_REDIRECT = env.bool("SECURE_SSL_REDIRECT", default=True)
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_HSTS_SECONDS = env.int("SECURE_HSTS_SECONDS", default=31_536_000)
    SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = True
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_621_440
FILE_UPLOAD_MAX_MEMORY_SIZE = 2_621_440
UPLOAD_MAX_BYTES = env.int("UPLOAD_MAX_BYTES", default=20_000_000)
REQUEST_MAX_BYTES = env.int("REQUEST_MAX_BYTES", default=100_000_000)  # more is refused unread
HOOK_MAX_BYTES = env.int("HOOK_MAX_BYTES", default=1_000_000)  # a network's call
VIDEO_MAX_BYTES = env.int("VIDEO_MAX_BYTES", default=95_000_000)  # must fit into a request
VIDEO_MAX_SECONDS = env.int("VIDEO_MAX_SECONDS", default=3_600)
UPLOAD_MAX_PIXELS = env.int("UPLOAD_MAX_PIXELS", default=50_000_000)

# --- words, time, files ---------------------------------------------------------------------------------------------

LANGUAGE_CODE = "en"
TIME_ZONE = "UTC"
USE_I18N = True
USE_TZ = True
STATIC_URL = "static/"
STATIC_ROOT = env.path("STATIC_ROOT", default=str(DATA_DIR / "static"))()
MEDIA_URL = "media/"
MEDIA_ROOT = env.path("MEDIA_ROOT", default=str(DATA_DIR / "media"))()
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "agency.static_storage.BundledManifestStorage"},
}
WHITENOISE_USE_FINDERS = DEBUG

EMAIL_CONFIG = env.email("EMAIL_URL", default="filemail://" if not PRODUCTION else "smtp://localhost:25")
vars().update(EMAIL_CONFIG)
EMAIL_FILE_PATH = str(DATA_DIR / "mail")
DEFAULT_FROM_EMAIL = env("DEFAULT_FROM_EMAIL", default="Rapport <rapport@localhost>")

# --- API ------------------------------------------------------------------------------------------------------------

REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [
        "agency.api.authentication.TokenAuthentication",
        "rest_framework.authentication.SessionAuthentication",
    ],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.IsAuthenticated"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["agency.api.parsers.StrictJSONParser", "rest_framework.parsers.MultiPartParser"],
    "DEFAULT_METADATA_CLASS": None,
    "DEFAULT_FILTER_BACKENDS": ["django_filters.rest_framework.DjangoFilterBackend"],
    "DEFAULT_PAGINATION_CLASS": "agency.api.pages.KeysetPagination",
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "DEFAULT_THROTTLE_CLASSES": [f"rest_framework.throttling.{who}RateThrottle" for who in ("User", "Anon")],
    "DEFAULT_THROTTLE_RATES": {"user": "600/min", "anon": "60/min"},
    "EXCEPTION_HANDLER": "agency.api.errors.error_response",
    "PAGE_SIZE": 50,
    "TEST_REQUEST_DEFAULT_FORMAT": "json",
}
REST_KNOX = {"TOKEN_TTL": None, "AUTH_HEADER_PREFIX": "Token"}
KNOX_TOKEN_MODEL = "agency.ApiToken"  # noqa: S105
MIGRATION_MODULES = {"knox": None}  # its only table is ours
SPECTACULAR_SETTINGS = {
    "TITLE": "Rapport",
    "DESCRIPTION": "Clients, goals, teams, posts, mentions and cases of a social-media agency.",
    "VERSION": "1",
    "SERVE_INCLUDE_SCHEMA": False,
    "SWAGGER_UI_DIST": "SIDECAR",
    "SWAGGER_UI_FAVICON_HREF": "SIDECAR",
    "REDOC_DIST": "SIDECAR",
    "SCHEMA_PATH_PREFIX": "/api/v1",
    "POSTPROCESSING_HOOKS": ["agency.api.schema.add_errors"],  # choices stay where they are used, without a name
}

# What was due longer ago than this and could not go is not made up for by itself: a person decides.
DELIVERY_GRACE_MINUTES = env.int("DELIVERY_GRACE_MINUTES", default=60)

# --- neighbours -----------------------------------------------------------------------------------------------------

PLAYGROUND = env.bool("PLAYGROUND", default=not PRODUCTION)  # anybody may speak there, so a server asks for it
PLAYGROUND_URL = env("PLAYGROUND_URL", default="")  # empty: the playground this installation serves itself
TELEGRAM_API_URL = env("TELEGRAM_API_URL", default="https://api.telegram.org")
META_GRAPH_URL = env("META_GRAPH_URL", default="https://graph.facebook.com")
INSTAGRAM_GRAPH_URL = env("INSTAGRAM_GRAPH_URL", default="https://graph.instagram.com")
INSTAGRAM_APP_SECRET = env("INSTAGRAM_APP_SECRET", default="")  # signs calls about accounts with its own login
PUBLIC_MEDIA_URL = env("PUBLIC_MEDIA_URL", default="")  # where networks fetch files; empty: BASE_URL
META_GRAPH_VERSION = env("META_GRAPH_VERSION", default="v24.0")
META_DIALOG_URL = env("META_DIALOG_URL", default="https://www.facebook.com")
META_APP_ID = env("META_APP_ID", default="")  # with its secret, or nobody can connect pages by a dialog
META_APP_SECRET = env("META_APP_SECRET", default="")
META_VERIFY_TOKEN = env("META_VERIFY_TOKEN", default="")  # what Meta shows when it first calls our address
META_CALLS_AN_HOUR = env.int("META_CALLS_AN_HOUR", default=200)  # of one page; Meta grants more to livelier ones
META_POLL_SECONDS = env.float("META_POLL_SECONDS", default=5)  # between two looks at what Meta is working on
META_POLL_FOR_SECONDS = env.float("META_POLL_FOR_SECONDS", default=180)
# Meta retires names of counts often; the first one it still knows is read.
META_REACH_METRICS = env.list("META_REACH_METRICS", default=["post_total_media_view_unique", "post_impressions_unique"])
META_VIEWS_METRICS = env.list("META_VIEWS_METRICS", default=["post_media_view", "post_impressions"])
META_CLICKS_METRICS = env.list("META_CLICKS_METRICS", default=["post_clicks"])
BLUESKY_URL = env("BLUESKY_URL", default="https://bsky.social")  # whom handles are asked of
BLUESKY_PLC_URL = env("BLUESKY_PLC_URL", default="https://plc.directory")
BLUESKY_SITE = env("BLUESKY_SITE", default="https://bsky.app")  # where people see posts
MASTODON_MEDIA_SECONDS = env.float("MASTODON_MEDIA_SECONDS", default=1.0)  # between two looks at a video being made
PRIVATE_SERVERS = env.bool("PRIVATE_SERVERS", default=False)  # a Mastodon or Bluesky server in one's own network
VK_API_URL = env("VK_API_URL", default="https://api.vk.com/method")
VK_API_VERSION = env("VK_API_VERSION", default="5.199")
VK_ID_URL = env("VK_ID_URL", default="https://id.vk.com")
VK_APP_ID = env("VK_APP_ID", default="")  # empty: access to VKontakte is not renewed by itself
VK_MAX_TEXT = env.int("VK_MAX_TEXT", default=16_384)  # VKontakte publishes no maximum
VK_PAUSE = env.float("VK_PAUSE", default=0.34)  # seconds between the calls one post takes
VK_RECENT_POSTS = env.int("VK_RECENT_POSTS", default=50)  # whose comments are collected, 100 at most
OK_API_URL = env("OK_API_URL", default="https://api.ok.ru/fb.do")
OK_TOKEN_URL = env("OK_TOKEN_URL", default="https://api.ok.ru/oauth/token.do")
OK_DIALOG_URL = env("OK_DIALOG_URL", default="https://connect.ok.ru/oauth/authorize")
OK_SCOPES = env("OK_SCOPES", default="VALUABLE_ACCESS;GROUP_CONTENT;PHOTO_CONTENT;VIDEO_CONTENT;LONG_ACCESS_TOKEN")
OK_APP_ID = env("OK_APP_ID", default="")  # with its key and secret, or Odnoklassniki cannot be reached
OK_APP_KEY = env("OK_APP_KEY", default="")  # the public one, which stands in every call
OK_APP_SECRET = env("OK_APP_SECRET", default="")
OK_RECENT_TOPICS = env.int("OK_RECENT_TOPICS", default=50)  # looked through for comments and for what may be out
OK_TOPIC_FIELDS = env("OK_TOPIC_FIELDS", default="media_topic.*")
OK_STATISTICS = env("OK_STATISTICS", default="reach,renderings")

LOG_LINE = "{asctime} {levelname} {name}: {message}"
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"()": "agency.redaction.Discreet", "fmt": LOG_LINE, "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "loggers": {"httpx": {"level": "WARNING"}, "httpcore": {"level": "WARNING"}},  # addresses of networks hold tokens
    "root": {"handlers": ["console"], "level": env("LOG_LEVEL", default="INFO" if PRODUCTION else "WARNING")},
}
