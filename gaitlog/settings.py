from __future__ import annotations

import os
from pathlib import Path

from gaitlog import env
from gaitlog.core import sqlite

os.umask(0o077)  # whatever this process writes is its owner's alone

BASE_DIR = Path(__file__).resolve().parent.parent
DATA = env.data_folder()
SECRET_KEY = env.secret_key(DATA / "secret_key")
DEBUG = env.yes("GAITLOG_DEBUG")

# The address that people type decides hosts, origins, cookies and redirects.
URL = env.origin("GAITLOG_URL")
PORT = env.port(URL)
PROXIES = env.number("GAITLOG_PROXIES", 0)
INSECURE_HTTP = env.yes("GAITLOG_INSECURE_HTTP")
HTTPS = URL is not None and URL.scheme == "https"

ALLOWED_HOSTS = ["localhost", "127.0.0.1", "[::1]", *env.words("GAITLOG_HOSTS")]
if URL and URL.hostname:
    ALLOWED_HOSTS.append(URL.hostname)
CSRF_TRUSTED_ORIGINS = [URL.geturl()] if URL else []
CSRF_FAILURE_VIEW = "gaitlog.core.views.csrf_failure"

SESSION_ENGINE = "gaitlog.accounts.sessions"
SESSION_COOKIE_NAME = "__Host-gaitlog" if HTTPS else "gaitlog"
CSRF_COOKIE_NAME = "__Host-gaitlog-csrf" if HTTPS else "gaitlog-csrf"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SESSION_COOKIE_AGE = 60 * 60 * 24 * 90
CSRF_COOKIE_HTTPONLY = True
SECURE_HSTS_SECONDS = 60 * 60 * 24 * 365 if HTTPS else 0
SECURE_SSL_REDIRECT = HTTPS and PROXIES > 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if PROXIES else None
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"

INSTALLED_APPS = [
    "gaitlog.core",
    "gaitlog.accounts",
    "gaitlog.shoes",
    "gaitlog.runs",
    "gaitlog.drills",
    "gaitlog.recordings",
    "gaitlog.recovery",
    "gaitlog.injuries",
    "gaitlog.guard",
    "gaitlog.reports",
    "gaitlog.portability",
    "gaitlog.sharing",
    "gaitlog.dashboard",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django_htmx",
    "crispy_forms",
    "template_partials",
    "allauth",
    "allauth.account",
    "django_tasks",
    "django_tasks_db",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "gaitlog.core.middleware.SecurityHeaders",
    "django.middleware.gzip.GZipMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "gaitlog.core.middleware.LoginRequired",
    "gaitlog.core.middleware.RunnersTimeZone",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "gaitlog.core.middleware.Meanwhile",
]

ROOT_URLCONF = "gaitlog.urls"
WSGI_APPLICATION = "gaitlog.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "gaitlog.core.context.surroundings",
            ],
            "builtins": [
                "template_partials.templatetags.partials",
                "django.templatetags.static",
                "gaitlog.core.templatetags.gaitlog",
            ],
        },
    }
]
FORM_RENDERER = "gaitlog.core.widgets.Renderer"
CRISPY_ALLOWED_TEMPLATE_PACKS = CRISPY_TEMPLATE_PACK = "gaitlog"

DATABASES = {
    "default": env.postgres(env.text("DATABASE_URL"))
    if env.text("DATABASE_URL")
    else sqlite.database(DATA / "gaitlog.sqlite3")
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["gaitlog.accounts.backends.Backend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "dashboard:today"
LOGOUT_REDIRECT_URL = "account_login"

ACCOUNT_ADAPTER = "gaitlog.accounts.adapter.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "email", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = False
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_RATE_LIMITS = False  # our own limiter asks before the hash: accounts.limits
ACCOUNT_FORMS = {"login": "gaitlog.accounts.forms.LoginForm"}

LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English")]
TIME_ZONE = "UTC"
USE_TZ = True
USE_I18N = False  # English alone
FORMAT_MODULE_PATH = ["gaitlog.core.formats"]

STATIC_URL = "static/"
STATICFILES_DIRS = [BASE_DIR / "static"]
STATIC_ROOT = DATA / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "gaitlog.core.staticfiles.BundledStaticFilesStorage"
    },
}
WHITENOISE_USE_FINDERS = DEBUG
WHITENOISE_AUTOREFRESH = DEBUG

RECORDINGS = DATA / "recordings"
BACKUPS = DATA / "backups"

# An upload is bounded by the readers, file by file; a form by these.
FILE_UPLOAD_HANDLERS = ["gaitlog.core.uploads.NoFiles"]
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000
DATA_UPLOAD_MAX_NUMBER_FILES = 60

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

MESSAGE_STORAGE = "django.contrib.messages.storage.cookie.CookieStorage"

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"no_tokens": {"()": "gaitlog.core.logs.WithoutTokens"}},
    "formatters": {"plain": {"format": "%(asctime)s %(levelname)s %(name)s: %(message)s"}},
    "handlers": {
        "console": {
            "class": "logging.StreamHandler",
            "formatter": "plain",
            "filters": ["no_tokens"],
        },
        "nowhere": {"class": "logging.NullHandler"},
    },
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {
        "django": {"handlers": [], "level": "WARNING"},
        # Every scanner that passes by would leave a traceback, on stderr where there is no handler.
        "django.security.DisallowedHost": {"handlers": ["nowhere"], "propagate": False},
    },
}
