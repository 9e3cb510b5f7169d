"""How the trends are drawn: panels of one width under one another, each with its own scale."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from gaitlog.reports.months import By, in_short
from gaitlog.reports.trend_labels import Marked, Word, words
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
from gaitlog.reports.trends import Trends

if TYPE_CHECKING:
    from gaitlog.injuries.models import Injury
    from gaitlog.reports.calendar import AwayDays

MOST_LABELS = 7
LONGEST_NAME = 20  # of a race or a journey in the chart
FLAG_LINES = {"race": 12, "clinic": 30}  # of their words
BAND_LINES = (TOP + 14, TOP + 30, TOP + 46)


@dataclass(frozen=True, slots=True)
class Label:
    """A word under the axis; an odd one may be left out where it is narrow."""

    percent: float
    text: str
    is_odd: bool


@dataclass(frozen=True, slots=True)
class Band:
    """Days on which something hurt, or running was not as usual."""

    percent: float
    width_percent: float

    def marked(self, *texts: str, css: str) -> Marked:
        return Marked(self.percent, self.percent + self.width_percent, texts, BAND_LINES, css)


@dataclass(frozen=True, slots=True)
class Flag:
    """A race or a clinic."""

    percent: float
    kind: str

    def marked(self, text: str) -> Marked:
        """It with its words, in the lane of its own kind."""
        lines = (FLAG_LINES[self.kind],)
        return Marked(self.percent, self.percent, (text,), lines, before_px=12, after_px=14)


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
    words: list[Word]
    estimates: list[float]
    bands_height: int
    span_percent: float
    by: By
    has_pose: bool
    has_walk: bool


def trend_chart(report: Trends, more: Sequence[Panel] = ()) -> TrendChart:
    """``more`` are the further rows that are asked for."""
    spans = report.spans
    panels: list[Panel] = []
    if report.has_pose:
        panels += [share(spans), hold(spans)]
        if any(one.pose_s for span in spans for one in span.doses):
            panels.append(dose(spans))
    if report.has_practice:
        panels.append(practice(report.practice_minutes))
    panels += [*(habit(one) for one in report.habits), *more]
    date_values(panels, spans, report.by)
    axis = Axis(spans)
    bands = [axis.injury(injury, report.today) for injury in report.injuries]
    aways = [axis.days_away(away, report.today) for away in report.aways]
    flags = [Flag(axis.percent(mark.on), mark.kind) for mark in report.marks]
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
        words=_words(report, bands, aways, flags),
        bands_height=BASE - TOP,
        span_percent=round(100 / len(spans), 3),
        by=report.by,
        has_pose=report.has_pose,
        has_walk=report.has_walk,
    )


def date_values(panels: Sequence[Panel], spans: Sequence[Stretch], by: By = By.WEEK) -> None:
    """Say of each value that is not of the last span of which it is."""
    for panel in panels:
        if panel.spans_ago:
            panel.when = in_short(spans[-1 - panel.spans_ago].first_day, by)


def _words(report: Trends, bands: list[Band], aways: list[Band], flags: list[Flag]) -> list[Word]:
    """What is written beside the flags, each kind in its lane, and beside the bands."""
    lanes: dict[str, list[Marked]] = {kind: [] for kind in FLAG_LINES}
    for flag, mark in zip(flags, report.marks, strict=True):
        lanes[flag.kind].append(flag.marked(shortened(mark.text)))
    beside_bands = []
    for band, injury in zip(bands, report.injuries, strict=True):
        days = injury.days(report.today)
        text = f"{injury.where}, {days} day{'' if days == 1 else 's'}"
        beside_bands.append(band.marked(text, injury.where, css="red"))
    for band, away in zip(aways, report.aways, strict=True):
        beside_bands.append(band.marked(away.kind, css="strong"))
    return [word for lane in (*lanes.values(), beside_bands) for word in words(tuple(lane))]


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

    def injury(self, injury: Injury, today: dt.date) -> Band:
        """The days of an injury, up to today."""
        return self._band(injury.from_on, min(injury.until_on or today, today))

    def days_away(self, away: AwayDays, today: dt.date) -> Band:
        """The days of a pause or a journey, up to today where it is not over."""
        return self._band(away.from_on, away.until_on or max(today, away.from_on))

    def _band(self, first: dt.date, last: dt.date) -> Band:
        start = self.percent(first)
        end = self.percent(last + dt.timedelta(days=1))
        return Band(start, max(round(end - start, 2), 0.6))


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
