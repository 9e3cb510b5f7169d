"""The static files as they are served, collected anew only when one of them has changed."""

from __future__ import annotations

import hashlib
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command

from gaitlog.core import staticfiles

IGNORED = ["CVS", ".*", "*~"]  # as collectstatic does


def collect_if_changed() -> bool:
    """Whether there was something to collect; what is no longer asked for is removed."""
    stamp = Path(settings.DATA, "static.stamp")
    digest = sources_digest()
    manifest = Path(settings.STATIC_ROOT, "staticfiles.json")
    if stamp.exists() and manifest.exists() and stamp.read_text() == digest:
        return False
    stamp.unlink(missing_ok=True)
    call_command("collectstatic", clear=True, interactive=False, verbosity=0)
    stamp.write_text(digest)
    return True


def sources_digest() -> str:
    """Changes whenever a file, its name, or the way they are written does."""
    digest = hashlib.sha256(Path(staticfiles.__file__).read_bytes())
    for finder in get_finders():
        for name, storage in sorted(finder.list(IGNORED), key=lambda entry: entry[0]):
            content = Path(storage.path(name)).read_bytes()
            digest.update(f"{name} {len(content)} ".encode() + content)
    return digest.hexdigest()
