"""Static files as they are served: one stylesheet, names that tell content, gzip beside."""

from __future__ import annotations

import gzip
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.contrib.staticfiles.storage import ManifestStaticFilesStorage

ENTRY = "css/app.css"
IMPORT = re.compile(
    r"""@import url\("(?P<name>[\w-]+\.css)"\) layer\((?P<layer>[\w-]+)\)(?: (?P<media>\w+))?;"""
)
# Of django-htmx two scripts are used; its others name modules that are not there.
UNUSED = re.compile(r"django_htmx/(?!(htmx-2\.min|django-htmx)\.js)")
WORTH_ZIPPING = {".css", ".js", ".svg", ".webmanifest"}


def bundled(entry: Path) -> str:
    """The stylesheet with what it imports written into it, each part in its layer."""

    def part(match: re.Match[str]) -> str:
        text = (entry.parent / match["name"]).read_text(encoding="utf-8")
        layer = f"@layer {match['layer']} {{\n{text}}}"
        return f"@media {match['media']} {{\n{layer}}}" if match["media"] else layer

    return IMPORT.sub(part, entry.read_text(encoding="utf-8"))


class BundledStaticFilesStorage(ManifestStaticFilesStorage):
    """Hashed names, the stylesheet in one file, and a gzipped twin for what gains by it."""

    support_js_module_import_aggregation = True
    manifest_strict = True

    def post_process(
        self, paths: dict[str, Any], dry_run: bool = False, **options: Any
    ) -> Iterator[Any]:
        for name in filter(UNUSED.match, list(paths)):
            paths.pop(name)
            if not dry_run:
                self.delete(name)
        entry = Path(self.path(ENTRY))
        if ENTRY in paths and not dry_run:
            entry.write_text(bundled(entry), encoding="utf-8")
            paths[ENTRY] = (self, ENTRY)  # to be hashed as it is written here, not as it was found
        yield from super().post_process(paths, dry_run, **options)
        if not dry_run:
            for name in self.hashed_files.values():
                zip_beside(Path(self.path(name)))


def zip_beside(file: Path) -> None:
    if file.suffix in WORTH_ZIPPING and file.is_file():
        zipped = gzip.compress(file.read_bytes(), mtime=0)
        file.with_name(f"{file.name}.gz").write_bytes(zipped)
