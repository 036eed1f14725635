"""One settings file. What differs between machines comes from the environment; the README lists it."""

import re
from datetime import date
from pathlib import Path
from typing import Any

from django.core.exceptions import ImproperlyConfigured
from environs import EnvValidationError, FileAwareEnv

BASE_DIR = Path(__file__).resolve().parent.parent
VAR_DIR = BASE_DIR / "var"

env = FileAwareEnv(eager=False)
PORTAL_MODE = env.str("PORTAL_MODE", "production")
DATABASE: dict[str, Any] = env.dj_db_url("DATABASE_URL", f"sqlite:///{VAR_DIR / 'portal.sqlite3'}")
SECRET_KEY = env.str("SECRET_KEY", "")
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", [])
EMAIL_URL = env.str("EMAIL_URL", "")
EMAIL: dict[str, Any] = env.dj_email_url("EMAIL_URL", "file:")
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", "performance@example.gov.uk")
COUNCIL_NAME = env.str("COUNCIL_NAME", "Example City Council")
PERFORMANCE_TEAM_EMAIL = env.str("PERFORMANCE_TEAM_EMAIL", DEFAULT_FROM_EMAIL)
SITE_ADDRESS = env.str("SITE_ADDRESS", "").rstrip("/")
TRUSTED_PROXY_COUNT = env.int("TRUSTED_PROXY_COUNT", 0)
try:
    env.seal()
except EnvValidationError as problem:
    said: Any = problem.error_messages
    wrong = "; ".join(f"{name}: {' '.join(sentences)}" for name, sentences in said.items())
    raise ImproperlyConfigured(f"The environment is not right. {wrong}") from None

if PORTAL_MODE not in ("production", "demonstration", "test"):
    raise ImproperlyConfigured(
        f"PORTAL_MODE is {PORTAL_MODE!r}. Set it to production, demonstration or test."
    )
if not SECRET_KEY:
    raise ImproperlyConfigured(
        "SECRET_KEY is not set. Set SECRET_KEY, or SECRET_KEY_FILE to the path of a file that holds it."
    )

PRODUCTION = PORTAL_MODE == "production"
# The demonstration shows a month of 2018 in the making, so its today stands still in the middle of it.
DEMONSTRATION_TODAY = date(2018, 7, 12) if PORTAL_MODE == "demonstration" else None
if not PRODUCTION:
    ALLOWED_HOSTS = ["127.0.0.1", "localhost"] + (["testserver"] if PORTAL_MODE == "test" else [])

if SITE_ADDRESS and not re.fullmatch(r"https?://[A-Za-z0-9.-]+(:\d+)?", SITE_ADDRESS):
    raise ImproperlyConfigured(
        f"SITE_ADDRESS is {SITE_ADDRESS!r}. Write it like https://scorecard.example.gov.uk."
    )

if EMAIL_URL and "EMAIL_BACKEND" not in EMAIL:
    raise ImproperlyConfigured(
        "EMAIL_URL is not an address of mail. Write it like smtp://user:password@host:587."
    )

DEBUG = False

INSTALLED_APPS = [
    "scorecard_portal.apps.PortalConfig",
    "commentary",
    "indicators",
    "indicators.people",
    "scorecard_portal.apps.PortalAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "scorecard_portal.apps.PortalStaticFilesConfig",
    "django.forms",
    "django_filters",
    "django_tables2",
    "simple_history",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
]

MIDDLEWARE = [
    "scorecard_portal.middleware.HealthMiddleware",
    "scorecard_portal.middleware.SecurityHeadersMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "scorecard_portal.middleware.ClockMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "scorecard_portal.middleware.SignInRequiredMiddleware",
    "scorecard_portal.middleware.ProblemMiddleware",
]

ROOT_URLCONF = "scorecard_portal.urls"
WSGI_APPLICATION = "scorecard_portal.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "scorecard_portal.pages.frame.frame",
            ],
            "builtins": ["indicators.templatetags.figures"],
        },
    }
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
DJANGO_TABLES2_TEMPLATE = "django_tables2/portal.html"

# Database: SQLite as its own server wants it (write-ahead log; a writer takes its lock at the start, so
# that it waits instead of failing half-way), PostgreSQL through a pool. Never ATOMIC_REQUESTS: every page
# would then be a writer on SQLite.
if DATABASE["ENGINE"].endswith("sqlite3"):
    DATABASE["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL;PRAGMA synchronous=NORMAL;PRAGMA cache_size=-20000",
    }
    # Threads of a browser test lock each other out of a database in memory.
    DATABASE["TEST"] = {"NAME": f"{DATABASE['NAME']}-test"}
    VAR_DIR.mkdir(exist_ok=True)
elif PORTAL_MODE != "test":
    DATABASE["OPTIONS"] = {"pool": {"min_size": 1, "max_size": 8, "timeout": 10}}
DATABASES = {"default": DATABASE}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Rate limits must be shared by all processes and servers; the scorecard's body need not be, because its
# key says everything that it depends on.
CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "shared_cache"},
    "bodies": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "LOCATION": "bodies",
        "TIMEOUT": 24 * 60 * 60,
        "OPTIONS": {"MAX_ENTRIES": 100},
    },
    # What the checks say of texts in the queue. The key says all that it depends on.
    "findings": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "LOCATION": "findings",
        "TIMEOUT": 24 * 60 * 60,
        "OPTIONS": {"MAX_ENTRIES": 5_000},
    },
}

AUTH_USER_MODEL = "people.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
if PORTAL_MODE == "test":
    # Hashing passwords well would be most of the tests' time.
    PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
PASSWORD_RESET_TIMEOUT = 3 * 24 * 60 * 60
LOGIN_REDIRECT_URL = "home"
LOGIN_URL = "account_login"

ACCOUNT_ADAPTER = "scorecard_portal.accounts.adapter.PortalAccountAdapter"
ACCOUNT_FORMS = {
    "login": "scorecard_portal.accounts.entrance.SignInForm",
    "reset_password": "scorecard_portal.accounts.entrance.ForgottenPasswordForm",
    "reset_password_from_key": "scorecard_portal.accounts.entrance.ChoosePasswordForm",
    "change_password": "scorecard_portal.accounts.entrance.ChangePasswordForm",
    "reauthenticate": "scorecard_portal.accounts.entrance.ConfirmPasswordForm",
}
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_USER_DISPLAY = "scorecard_portal.accounts.adapter.display_name"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_CHANGE_EMAIL = False
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = False
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_RATE_LIMITS = {"login_failed": "5/5m/key,20/5m/ip"}
ALLAUTH_TRUSTED_PROXY_COUNT = TRUSTED_PROXY_COUNT
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "Scorecard Portal"
USERSESSIONS_TRACK_ACTIVITY = False

SESSION_COOKIE_AGE = 8 * 60 * 60
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = PRODUCTION
CSRF_COOKIE_SECURE = PRODUCTION
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "scorecard_portal.middleware.csrf_failure"

SECURE_SSL_REDIRECT = PRODUCTION
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if TRUSTED_PROXY_COUNT else None
SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60 if PRODUCTION else 0
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
# The names are those of Django 6, which will take this over.
SECURE_CSP: dict[str, list[str]] = {
    "default-src": ["'none'"],
    "script-src": ["'self'"],
    "style-src": ["'self'"],
    "img-src": ["'self'", "data:"],
    "font-src": ["'self'"],
    "connect-src": ["'self'"],
    "form-action": ["'self'"],
    "frame-ancestors": ["'none'"],
    "base-uri": ["'none'"],
}
SILENCED_SYSTEM_CHECKS = [
    # Whether sub-domains are bound and the browsers' preload list is joined is the council's decision:
    # both reach far beyond this service and cannot be taken back quickly.
    "security.W005",
    "security.W021",
]

EMAIL_HOST = EMAIL["EMAIL_HOST"] or "localhost"
EMAIL_PORT = EMAIL["EMAIL_PORT"] or 25
EMAIL_HOST_USER = EMAIL["EMAIL_HOST_USER"] or ""
EMAIL_HOST_PASSWORD = EMAIL["EMAIL_HOST_PASSWORD"] or ""
EMAIL_USE_TLS = EMAIL["EMAIL_USE_TLS"]
EMAIL_USE_SSL = EMAIL["EMAIL_USE_SSL"]
EMAIL_TIMEOUT = 10
EMAIL_FILE_PATH = str(VAR_DIR / "mail")
EMAIL_BACKEND = EMAIL["EMAIL_BACKEND"] if EMAIL_URL else "django.core.mail.backends.filebased.EmailBackend"

STATIC_URL = "/static/"
STATICFILES_DIRS = [BASE_DIR / "static"]
STATIC_ROOT = VAR_DIR / "static"
if PORTAL_MODE == "test":
    # Nothing is collected for tests, and WhiteNoise warns of a folder that is not there.
    STATIC_ROOT.mkdir(parents=True, exist_ok=True)
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    # Tests serve the files from where they lie, under their plain names.
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if PORTAL_MODE == "test"
        else "scorecard_portal.static_files.HashedStaticFilesStorage"
    },
}

LANGUAGE_CODE = "en-gb"
TIME_ZONE = "Europe/London"
USE_I18N = False
USE_TZ = True
USE_THOUSAND_SEPARATOR = False
DATE_FORMAT = "j F Y"
DATETIME_FORMAT = "j F Y, g:ia"

DATA_UPLOAD_MAX_MEMORY_SIZE = 2_500_000
DATA_UPLOAD_MAX_NUMBER_FIELDS = 12_000
# Files beyond a size are refused while they come in, whatever the form.
FILE_UPLOAD_HANDLERS = [
    "indicators.forms.uploads.SizeLimit",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]
SIMPLE_HISTORY_HISTORY_CHANGE_REASON_USE_TEXT_FIELD = True
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "INFO"},
}
