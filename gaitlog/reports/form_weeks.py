"""Week by week what was noted of the runs: form, signs that it went, focus, snow and ice."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING

from django.db.models import Count, F

from gaitlog.core.choices import SNOW_AND_ICE
from gaitlog.lib.gaits import share_percent
from gaitlog.lib.units import half_up

if TYPE_CHECKING:
    from gaitlog.reports.weeks import Span
    from gaitlog.runs.models import RunQuerySet


@dataclass(slots=True)
class FormSpan:
    """What was noted of the runs of a week or a month; what was not noted counts nowhere."""

    first_day: dt.date
    last_day: dt.date
    felt: list[int] = field(default_factory=list)  # the form of each run, 1 to 5
    faded_s: list[int] = field(default_factory=list)  # when it went, in each run it went in
    notes: int = 0  # runs of which the form was noted, with slips or without
    slips: int = 0
    focuses: Counter[str] = field(default_factory=Counter)  # runs with each
    snow_s: int = 0  # run on snow and ice
    other_s: int = 0  # run on any other ground that was noted

    @property
    def felt_tenths(self) -> int | None:
        """The mean of the felt form in tenths; None where none was noted."""
        return half_up(Decimal(10 * sum(self.felt)) / len(self.felt)) if self.felt else None

    @property
    def mean_faded_s(self) -> int | None:
        """When the form went, as a mean of the runs in which it did."""
        return half_up(Decimal(sum(self.faded_s)) / len(self.faded_s)) if self.faded_s else None

    @property
    def snow_share(self) -> int | None:
        """Snow and ice in percent of the running whose footing is noted."""
        return share_percent(self.snow_s, self.other_s)

    @property
    def main_focus(self) -> str:
        """The focus of the most runs; of equals the first by name. Empty where there was none."""
        return min(self.focuses, key=lambda name: (-self.focuses[name], name), default="")


def form_spans(runs: RunQuerySet, spans: Sequence[Span]) -> list[FormSpan]:
    """What was noted in each span, in one query; ``runs`` say what counts."""
    found = [FormSpan(span.first_day, span.last_day) for span in spans]
    firsts = [span.first_day for span in spans]
    shown = runs.logged().between(firsts[0], spans[-1].last_day).order_by()
    rows = shown.annotate(slips=Count("form_note__slips")).values_list(
        "on",
        "felt_form",
        "focus__name",
        "footing",
        F("pose_s") + F("natural_s"),
        "form_note",
        "form_note__faded_at_s",
        "slips",
    )
    for on, felt, focus, footing, running_s, note, faded_s, slips in rows:
        span = found[bisect_right(firsts, on) - 1]
        span.felt += [felt] if felt else []
        span.faded_s += [] if faded_s is None else [faded_s]
        span.notes += note is not None
        span.slips += slips
        if focus:
            span.focuses[focus] += 1
        span.snow_s += running_s if footing in SNOW_AND_ICE else 0
        span.other_s += running_s if footing and footing not in SNOW_AND_ICE else 0
    return found
