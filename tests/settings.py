"""Settings for tests: a data folder of their own, quick hashes, plain static files."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

# Playwright keeps an event loop in the thread that the tests run in.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
os.environ["GAITLOG_DATA"] = tempfile.mkdtemp(prefix="gaitlog-test-")
for name in ("GAITLOG_URL", "GAITLOG_DEBUG", "GAITLOG_HOSTS", "GAITLOG_PROXIES"):
    os.environ.pop(name, None)

from gaitlog.settings import *  # noqa: E402, F403
from gaitlog.settings import DATABASES, STORAGES  # noqa: E402

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = STORAGES | {
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
}
Path(os.environ["GAITLOG_DATA"], "static").mkdir()
DATABASES["default"]["TEST"] = {"NAME": str(Path(os.environ["GAITLOG_DATA"], "test.sqlite3"))}
