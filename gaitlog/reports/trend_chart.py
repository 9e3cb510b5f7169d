"""How the trends are drawn: panels of one width under one another, each with its own scale."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Protocol, TypeVar

from gaitlog.reports.months import By
from gaitlog.reports.trend_panels import (
    BASE,
    TOP,
    Panel,
    dose,
    habit,
    hold,
    minutes,
    practice,
    share,
)
from gaitlog.reports.trends import Mark, Trends

if TYPE_CHECKING:
    from gaitlog.injuries.models import Injury
    from gaitlog.reports.calendar import AwayDays

MOST_LABELS = 7
LONGEST_NAME = 20  # of a race or a journey in the chart
MOST_WORDS = 8  # of marks, or of bands; more would lie over one another


@dataclass(frozen=True, slots=True)
class Label:
    """A word under the axis; an odd one may be left out where it is narrow."""

    percent: float
    text: str
    is_odd: bool


@dataclass(frozen=True, slots=True)
class Band:
    """Days on which something hurt, or running was not as usual; without words where there are
    many."""

    percent: float
    width_percent: float
    text: str
    anchor: str
    label_percent: float
    label_y: int


@dataclass(frozen=True, slots=True)
class Flag:
    """A race or a clinic, in the lane of its own kind; without words where there are many."""

    percent: float
    kind: str
    text: str
    anchor: str


Word = TypeVar("Word", Band, Flag)


@dataclass(slots=True)
class TrendChart:
    """All that the chart's template draws."""

    count: int
    minutes: Panel
    panels: list[Panel]
    labels: list[Label]
    bands: list[Band]
    aways: list[Band]
    flags: list[Flag]
    estimates: list[float]
    bands_height: int
    span_percent: float
    by: By
    has_pose: bool
    has_walk: bool


def trend_chart(report: Trends) -> TrendChart:
    spans = report.spans
    panels = []
    if report.has_pose:
        panels += [share(spans), hold(spans)]
        if any(one.pose_s for span in spans for one in span.doses):
            panels.append(dose(spans))
    if report.has_practice:
        panels.append(practice(report.practice_minutes))
    panels += [habit(one) for one in report.habits]
    axis = Axis(spans)
    bands = [axis.band(injury, report.today, n) for n, injury in enumerate(report.injuries)]
    aways = [
        axis.days_away(away, report.today, len(bands) + n) for n, away in enumerate(report.aways)
    ]
    flags = [axis.flag(mark) for mark in report.marks]
    if len(bands) + len(aways) > MOST_WORDS:
        bands, aways = _wordless(bands), _wordless(aways)
    if len(flags) > MOST_WORDS:
        flags = _wordless(flags)
    return TrendChart(
        count=len(spans),
        minutes=minutes(report),
        panels=panels,
        labels=month_labels(spans, axis, report.by),
        bands=bands,
        aways=aways,
        estimates=[
            round(100 * index / len(spans), 3)
            for index, span in enumerate(spans)
            if span.is_estimate
        ],
        flags=flags,
        bands_height=BASE - TOP,
        span_percent=round(100 / len(spans), 3),
        by=report.by,
        has_pose=report.has_pose,
        has_walk=report.has_walk,
    )


def _wordless(drawn: list[Word]) -> list[Word]:
    """The same without words: the readout has them."""
    return [replace(one, text="") for one in drawn]


def shortened(text: str) -> str:
    """A name as it fits into the chart; the readout and the table say all of it."""
    return text if len(text) <= LONGEST_NAME else f"{text[: LONGEST_NAME - 1]}…"


class Stretch(Protocol):
    """What an axis is made of: a week, a month or a quarter."""

    @property
    def first_day(self) -> dt.date: ...

    @property
    def last_day(self) -> dt.date: ...


class Axis:
    """Days to percent of the width; every span is as wide as the others."""

    def __init__(self, spans: Sequence[Stretch]) -> None:
        self.spans = spans
        self.last_days = [span.last_day for span in spans]

    def percent(self, day: dt.date) -> float:
        """Where a day begins."""
        index = bisect_left(self.last_days, day)
        if index == len(self.spans):
            return 100
        span = self.spans[index]
        length = (span.last_day - span.first_day).days + 1
        part = max(0, (day - span.first_day).days) / length
        return round(100 * (index + part) / len(self.spans), 2)

    def band(self, injury: Injury, today: dt.date, lane: int) -> Band:
        """The days of an injury; its words stand beside it, on the side where there is room."""
        days = injury.days(today)
        text = f"{injury.where}, {days} day{'' if days == 1 else 's'}"
        return self._band(injury.from_on, min(injury.until_on or today, today), text, lane)

    def days_away(self, away: AwayDays, today: dt.date, lane: int) -> Band:
        """The days of a pause or a journey, up to today where it is not over."""
        last = away.until_on or max(today, away.from_on)
        return self._band(away.from_on, last, away.kind, lane)

    def _band(self, first: dt.date, last: dt.date, text: str, lane: int) -> Band:
        start = self.percent(first)
        end = self.percent(last + dt.timedelta(days=1))
        at_end = end > 60
        return Band(
            percent=start,
            width_percent=max(round(end - start, 2), 0.6),
            text=text,
            anchor="end" if at_end else "start",
            label_percent=start if at_end else end,
            label_y=TOP + 14 + 16 * (lane % 3),
        )

    def flag(self, mark: Mark) -> Flag:
        at = self.percent(mark.on)
        return Flag(at, mark.kind, shortened(mark.text), "end" if at > 60 else "start")


def month_labels(spans: Sequence[Stretch], axis: Axis, by: By = By.WEEK) -> list[Label]:
    """The first week of each month, or the first of longer spans of each year."""
    if by is By.WEEK:
        texts = [f"{span.last_day:%b}" for span in spans]
    else:
        texts = [f"{span.first_day:%Y}" for span in spans]
    begins = [
        (axis.percent(span.first_day), text)
        for before, text, span in zip(["", *texts], texts, spans, strict=False)
        if text != before
    ]
    if len(begins) > 1 and begins[1][0] - begins[0][0] < 7:
        begins = begins[1:]
    step = -(-len(begins) // MOST_LABELS)
    return [
        Label(percent, text, is_odd=index % step > 0)
        for index, (percent, text) in enumerate(begins)
    ]
