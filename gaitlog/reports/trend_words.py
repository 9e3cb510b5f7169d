"""The trends in words and numbers: the readout of a week, and the table."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from gaitlog.lib import units
from gaitlog.reports.months import By
from gaitlog.reports.more_rows import NONE, Column
from gaitlog.reports.trends import Trends
from gaitlog.reports.weeks import Span


def title(span: Span, by: By) -> str:
    if by is By.MONTH:
        return f"{span.first_day:%B %Y}"
    if by is By.QUARTER:
        return f"{span.first_day:%b} to {span.last_day:%b %Y}"
    return f"Week of {span.first_day.day} {span.first_day:%b %Y}"


def week_url(span: Span, by: By) -> str:
    """The address of a week's own page; longer spans have none."""
    return reverse("dashboard:week", args=[span.first_day]) if by is By.WEEK else ""


def week_words(
    report: Trends, technique: str, columns: Sequence[Column] = (), only: str = ""
) -> list[dict[str, Any]]:
    """For each span its title, its numbers and what else there was, as the script shows them.

    ``only`` says which runs are looked at: “without snow and ice”.
    """
    beside = _beside(report)
    return [
        {
            "title": title(span, report.by),
            "numbers": [*_numbers(span, technique), *_more_numbers(columns, index)],
            "note": _note(span, beside, only),
            "url": week_url(span, report.by),
        }
        for index, span in enumerate(report.spans)
    ]


def _more_numbers(columns: Sequence[Column], index: int) -> list[dict[str, str]]:
    """What else is shown and was noted in a span."""
    said = ({"name": column.name, "value": column.cells[index]} for column in columns)
    return [number for number in said if number["value"] != NONE]


def _numbers(span: Span, technique: str) -> list[dict[str, Any]]:
    running = {"name": "natural" if technique else "running", "unit": "min"}
    running["value"] = str(_minutes(span.natural_s))
    if not technique and not span.pose_s:
        numbers: list[dict[str, Any]] = [running]
    else:
        numbers = [
            {
                "name": technique or "new gait",
                "value": str(_minutes(span.pose_s)),
                "unit": "min",
                "pose": True,
            },
            running,
            {"name": "share", "value": "–" if span.share is None else f"{span.share} %"},
            {"name": "hold", "value": units.clock(span.hold_s) if span.hold_s else "–"},
        ]
    if span.walk_s:
        numbers.append({"name": "walk", "value": str(_minutes(span.walk_s)), "unit": "min"})
    return numbers


def _minutes(seconds: int) -> int:
    return (seconds + 30) // 60


def _beside(report: Trends) -> list[tuple[dt.date, dt.date, str]]:
    """What there was beside the runs, each from a day to a day: marks, what hurt, days away."""
    marks = [(mark.on, mark.on, mark.text) for mark in report.marks]
    hurt = [(one.from_on, one.until_on or report.today, one.where) for one in report.injuries]
    aways = [(one.from_on, one.until_on or dt.date.max, one.text) for one in report.aways]
    return marks + hurt + aways


def _note(span: Span, beside: list[tuple[dt.date, dt.date, str]], only: str) -> str:
    none = f"no run {only}" if only else "not run"
    said = [none if span.is_empty else span.counted]
    above = sum(dose.is_passed for dose in span.doses)
    if above:
        said.append(f"{above} above {'its' if above == 1 else 'their'} limit")
    first, last = span.first_day, span.last_day
    said += [text for begin, end, text in beside if begin <= last and end >= first]
    text = ", ".join(said)
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
                title(span, report.by).removeprefix("Week of "),
                week_url(span, report.by),
                span,
                report.practice_minutes[index],
                habits,
                [column.cells[index] for column in columns],
            )
        )
    return rows[::-1]
