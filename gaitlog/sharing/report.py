"""What a coach may see, built from named values only: what is not named here is not shown."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from gaitlog.lib import units
from gaitlog.lib.gaits import SectionData, share_percent
from gaitlog.lib.units import DistanceUnit
from gaitlog.reports.trend_chart import TrendChart, trend_chart
from gaitlog.reports.trends import Asked, Trends, trends
from gaitlog.reports.weeks import Span
from gaitlog.runs.words import counted

if TYPE_CHECKING:
    from gaitlog.runs.models import Run
    from gaitlog.sharing.models import CoachLink

LAST_RUNS = 8
DRAWN_WEEKS = 12
LATELY_WEEKS = 4


@dataclass(frozen=True, slots=True)
class Four:
    """Four weeks as one."""

    runs: int
    estimates: int
    pose_s: int
    natural_s: int
    walk_s: int
    hold_s: int

    @classmethod
    def of(cls, spans: list[Span]) -> Four:
        return cls(
            runs=sum(span.runs for span in spans),
            estimates=sum(span.estimates for span in spans),
            pose_s=sum(span.pose_s for span in spans),
            natural_s=sum(span.natural_s for span in spans),
            walk_s=sum(span.walk_s for span in spans),
            hold_s=max((span.hold_s for span in spans), default=0),
        )

    @property
    def counted(self) -> str:
        return counted(self.runs, self.estimates)

    @property
    def running_s(self) -> int:
        return self.pose_s + self.natural_s

    @property
    def share(self) -> int | None:
        return share_percent(self.pose_s, self.natural_s)


@dataclass(frozen=True, slots=True)
class WeekLine:
    first_day: dt.date
    pose_s: int
    natural_s: int
    share: int | None
    hold_s: int
    runs: int
    is_estimate: bool


@dataclass(frozen=True, slots=True)
class HabitLine:
    name: str
    rhythm: str
    adherence: str


@dataclass(frozen=True, slots=True)
class PracticeLine:
    on: dt.date
    minutes: int
    noun: str
    quality: int | None
    drills: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class InjuryLine:
    where: str
    from_on: dt.date
    until_on: dt.date | None


@dataclass(frozen=True, slots=True)
class RunLine:
    on: dt.date
    sections: tuple[SectionData, ...]
    moving_s: int
    pose_s: int
    distance_m: int | None
    shoe: str
    drop: str
    ground: str
    focus: str
    is_race: bool
    is_of_practice: bool
    note: str

    @property
    def noted(self) -> list[str]:
        """What kind of run it was, in which shoes, where, and with which focus, where noted."""
        kind = "race" if self.is_race else "in a practice" if self.is_of_practice else ""
        said = (kind, self.drop or self.shoe, self.ground, self.focus)
        return [words for words in said if words]


@dataclass(frozen=True, slots=True)
class ShoeLine:
    name: str
    drop: str
    run_s: int


@dataclass(frozen=True, slots=True)
class CoachReport:
    """The coach's page."""

    label: str
    shown_name: str
    technique: str
    unit: DistanceUnit
    today: dt.date
    from_on: dt.date
    last_day: dt.date
    shows_injuries: bool
    lately: Four
    before: Four
    weeks: tuple[WeekLine, ...]
    chart: TrendChart | None
    habits: tuple[HabitLine, ...]
    practices: tuple[PracticeLine, ...]
    injuries: tuple[InjuryLine, ...]
    runs: tuple[RunLine, ...]
    shoes: tuple[ShoeLine, ...]

    @property
    def hurting(self) -> list[InjuryLine]:
        return [injury for injury in self.injuries if injury.until_on is None]

    @property
    def longest_s(self) -> int:
        return max((run.moving_s for run in self.runs), default=0)


def coach_report(link: CoachLink, *, today: dt.date) -> CoachReport:
    owner = link.owner
    report = trends(
        owner,
        today=today,
        asked=Asked(weeks=DRAWN_WEEKS),
        since=link.from_on,
        hurt=link.shows_injuries,
        names=False,
    )
    lately, before = report.spans[-LATELY_WEEKS:], report.spans[-2 * LATELY_WEEKS : -LATELY_WEEKS]
    runs = owner.runs.logged().between(link.from_on, today).for_page()[:LAST_RUNS].drawn()
    first_late = max(lately[0].first_day, link.from_on)
    return CoachReport(
        label=link.label,
        shown_name=link.shown_name,
        technique=owner.technique,
        unit=owner.unit,
        today=today,
        from_on=link.from_on,
        last_day=link.last_day,
        shows_injuries=link.shows_injuries,
        lately=Four.of(lately),
        before=Four.of(before),
        weeks=tuple(_week(span) for span in reversed(lately)),
        chart=None if report.is_empty else trend_chart(report),
        habits=tuple(HabitLine(h.name, h.rhythm, h.adherence) for h in report.habits),
        practices=_practices(link, first_late, today),
        injuries=_injuries(report),
        runs=tuple(_run(run, shows_notes=link.shows_notes) for run in runs),
        shoes=_shoes(link, first_late, today),
    )


def _week(span: Span) -> WeekLine:
    return WeekLine(
        first_day=span.first_day,
        pose_s=span.pose_s,
        natural_s=span.natural_s,
        share=span.share,
        hold_s=span.hold_s,
        runs=span.runs,
        is_estimate=span.is_estimate,
    )


def _practices(link: CoachLink, first: dt.date, last: dt.date) -> tuple[PracticeLine, ...]:
    practices = link.owner.practices.between(first, last).for_list()
    return tuple(
        PracticeLine(
            on=one.on,
            minutes=one.minutes,
            noun="Clinic" if one.is_clinic else "Practice",
            quality=one.quality,
            drills=tuple(one.drill_names),
        )
        for one in practices
    )


def _injuries(report: Trends) -> tuple[InjuryLine, ...]:
    return tuple(InjuryLine(i.where, i.from_on, i.until_on) for i in reversed(report.injuries))


def _run(run: Run, *, shows_notes: bool) -> RunLine:
    return RunLine(
        on=run.on,
        sections=tuple(run.section_data),
        moving_s=run.moving_s,
        pose_s=run.pose_s,
        distance_m=run.distance_m,
        shoe=run.shoe.name if run.shoe else "",
        drop=run.drop,
        ground=run.get_footing_display() or run.get_surface_display(),
        focus=run.focus.name if run.focus else "",
        is_race=run.is_race,
        is_of_practice=run.is_of_practice,
        note=run.note if shows_notes else "",
    )


def _shoes(link: CoachLink, first: dt.date, last: dt.date) -> tuple[ShoeLine, ...]:
    pairs = link.owner.runs.between(first, last).by_pair().values()
    most_first = sorted(pairs, key=lambda pair: pair.running_s, reverse=True)
    return tuple(ShoeLine(p.name, units.drop(p.drop_mm), p.running_s) for p in most_first)
