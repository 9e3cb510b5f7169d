"""What was typed before, to be offered again."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import QuerySet

MOST = 20
LATEST_ROWS = 400  # looked at: what was said years ago is not said again


def earlier_texts(rows: QuerySet, name: str) -> Iterator[str]:
    """What a text of the latest dated rows has said, each once and the latest first; read only
    where it is gone through."""
    said = rows.order_by("-on", "-pk").values_list(name, flat=True)[:LATEST_ROWS]
    yield from [text for text in dict.fromkeys(said) if text][:MOST]
