"""Week by week how the feet met the ground, each source for itself."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from django.db.models import IntegerField, QuerySet, Sum, Value

from gaitlog.lib.strikes import STRIKES, Source, Strikes, add_up

if TYPE_CHECKING:
    from gaitlog.reports.weeks import Span
    from gaitlog.runs.models import StrikeCheck, StrikeCheckQuerySet


def by_day(
    checks: StrikeCheckQuerySet, spans: Sequence[Span]
) -> QuerySet[StrikeCheck, tuple[Any, ...]]:
    """The day, the source and its counts, and a nought: as many columns as the paces have."""
    shown = checks.filter(on__range=(spans[0].first_day, spans[-1].last_day)).order_by()
    sums = {f"all_{name}": Sum(name) for name in STRIKES}
    rows = shown.values_list("on", "source")
    return rows.annotate(**sums, nought=Value(0, IntegerField()))


def strike_spans(
    rows: Iterable[tuple[Any, ...]], spans: Sequence[Span]
) -> list[Mapping[Source, Strikes]]:
    """Rows as ``by_day`` gives them: the counts of each source in each span."""
    firsts = [span.first_day for span in spans]
    found: list[dict[Source, Strikes]] = [{} for _ in spans]
    for on, said, rearfoot, midfoot, forefoot, _ in rows:
        source, of_span = Source(said), found[bisect_right(firsts, on) - 1]
        so_far = of_span.get(source, Strikes(source))
        of_span[source] = add_up([so_far, Strikes(source, rearfoot, midfoot, forefoot)])
    return [*found]
