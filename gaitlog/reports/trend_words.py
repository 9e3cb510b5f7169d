"""The trends in words and numbers: the readout of a week, and the table."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from functools import lru_cache
from typing import Any

from django.urls import reverse

from gaitlog.lib import units
from gaitlog.reports.months import By, in_short
from gaitlog.reports.more_rows import Column
from gaitlog.reports.trend_panels import NONE
from gaitlog.reports.trends import Trends
from gaitlog.reports.weeks import Span

MOST_KEPT = 1000  # words of a calendar that is the same for all


@lru_cache(maxsize=MOST_KEPT)
def title(first_day: dt.date, by: By) -> str:
    if by is By.MONTH:
        return f"{first_day:%B %Y}"
    if by is By.QUARTER:
        return in_short(first_day, by)
    return f"Week of {first_day.day} {first_day:%b %Y}"


@lru_cache(maxsize=MOST_KEPT)
def week_url(first_day: dt.date, by: By) -> str:
    """The address of a week's own page; longer spans have none."""
    return reverse("dashboard:week", args=[first_day]) if by is By.WEEK else ""


@dataclass(frozen=True, slots=True)
class Name:
    """A number of the readout: what it is called, and what it counts."""

    name: str
    unit: str = ""
    is_pose: bool = False


@dataclass(frozen=True, slots=True)
class Said:
    """What the readout says of a span: its numbers by the place of their names, empty where
    there is none, and what else there was."""

    title: str
    url: str
    note: str
    values: list[str]


@dataclass(frozen=True, slots=True)
class Readout:
    """Each span in words and numbers, as the script shows them; the last one from the start."""

    names: list[Name]
    spans: list[Said]

    @property
    def last(self) -> Said:
        return self.spans[-1]

    @property
    def last_numbers(self) -> list[tuple[Name, str]]:
        pairs = zip(self.names, self.last.values, strict=True)
        return [(name, value) for name, value in pairs if value]

    @property
    def as_json(self) -> dict[str, Any]:
        """Names once, and of each span only what differs: the page carries all of it."""
        return {
            "names": [asdict(name) for name in self.names],
            "spans": [(said.title, said.url, said.note, said.values) for said in self.spans],
        }


def readout(
    report: Trends, technique: str, columns: Sequence[Column] = (), only: str = ""
) -> Readout:
    """``only`` says which runs are looked at: “without snow and ice”."""
    has_pose, has_walk = bool(technique) or report.has_pose, report.has_walk
    names = [*_names(technique, has_pose=has_pose, has_walk=has_walk)]
    names += [Name(column.name) for column in columns]
    beside = _beside(report)
    spans = []
    for index, span in enumerate(report.spans):
        values = _values(span, technique, has_pose=has_pose, has_walk=has_walk)
        values += ["" if c.cells[index] == NONE else c.cells[index] for c in columns]
        note = _note(span, beside[index], only)
        spans.append(
            Said(
                title(span.first_day, report.by), week_url(span.first_day, report.by), note, values
            )
        )
    return Readout(names, spans)


def _names(technique: str, *, has_pose: bool, has_walk: bool) -> Iterator[Name]:
    if has_pose:
        yield Name(technique or "new gait", "min", is_pose=True)
    yield Name("natural" if technique else "running", "min")
    if has_pose:
        yield Name("share")
        yield Name("hold")
    if has_walk:
        yield Name("walk", "min")


def _values(span: Span, technique: str, *, has_pose: bool, has_walk: bool) -> list[str]:
    """The numbers of those names. Without a technique nothing is said of the new gait where
    there was none."""
    values = [_minutes(span.natural_s)]
    if technique or span.pose_s:
        share = NONE if span.share is None else f"{span.share} %"
        hold = units.clock(span.hold_s) if span.hold_s else NONE
        values = [_minutes(span.pose_s), *values, share, hold]
    elif has_pose:
        values = ["", *values, "", ""]
    if has_walk:
        values.append(_minutes(span.walk_s) if span.walk_s else "")
    return values


def _minutes(seconds: int) -> str:
    return str((seconds + 30) // 60)


def _beside(report: Trends) -> list[list[str]]:
    """What there was beside the runs of each span: marks, what hurt, days away."""
    marks = [(mark.on, mark.on, mark.text) for mark in report.marks]
    hurt = [(one.from_on, one.until_on or report.today, one.where) for one in report.injuries]
    aways = [(one.from_on, one.until_on or dt.date.max, one.text) for one in report.aways]
    last_days = [span.last_day for span in report.spans]
    said: list[list[str]] = [[] for _ in report.spans]
    for begin, end, text in marks + hurt + aways:
        for place in range(bisect_left(last_days, begin), len(said)):
            if report.spans[place].first_day > end:
                break
            said[place].append(text)
    return said


def _note(span: Span, beside: list[str], only: str) -> str:
    none = f"no run {only}" if only else "not run"
    said = [none if span.is_empty else span.counted]
    above = sum(dose.is_passed for dose in span.doses)
    if above:
        said.append(f"{above} above {'its' if above == 1 else 'their'} limit")
    text = ", ".join([*said, *beside])
    return text[:1].upper() + text[1:]


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the table, newest first."""

    title: str
    url: str
    span: Span
    practice_minutes: int
    habits: list[str]
    more: list[str]


def table_rows(report: Trends, columns: Sequence[Column] = ()) -> list[Row]:
    rows = []
    for index, span in enumerate(report.spans):
        habits = [
            f"{h.done[index]} of {h.due[index]}" if h.due[index] else str(h.done[index] or "–")
            for h in report.habits
        ]
        rows.append(
            Row(
                title(span.first_day, report.by).removeprefix("Week of "),
                week_url(span.first_day, report.by),
                span,
                report.practice_minutes[index],
                habits,
                [column.cells[index] for column in columns],
            )
        )
    return rows[::-1]
