"""What was typed before, to be offered again."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Max, QuerySet

MOST = 20


def earlier_texts(rows: QuerySet, name: str) -> Iterable[str]:
    """What a text of dated rows has said, each once and the latest first; asked for lazily."""
    said = rows.exclude(**{name: ""}).order_by().values_list(name, flat=True)
    texts: Iterable[str] = said.annotate(last=Max("on")).order_by("-last")[:MOST]
    return texts
