"""Further rows of the trends, each read only where it is asked for."""

from __future__ import annotations

from collections.abc import Callable, Collection
from enum import StrEnum
from typing import TYPE_CHECKING

from gaitlog.lib.gaits import Gait
from gaitlog.lib.strikes import Source
from gaitlog.reports import more_rows, paces, strike_weeks
from gaitlog.reports.drop import drop_spans
from gaitlog.reports.form_weeks import FormSpan, form_spans
from gaitlog.reports.more_rows import More

if TYPE_CHECKING:
    from gaitlog.accounts.models import User
    from gaitlog.reports.trends import Asked, Trends
    from gaitlog.reports.weeks import Span
    from gaitlog.runs.models import RunQuerySet, StrikeCheckQuerySet


class Show(StrEnum):
    """What can be asked for, by its name in the address."""

    DROP = "drop"
    PACE = "pace"
    CADENCE = "cadence"
    GROUND = "ground"
    FELT = "felt"
    SLIPS = "slips"
    FADE = "fade"
    FOCUS = "focus"
    STRIKE = "strike"


NAMES = {
    Show.DROP: "Mean drop",
    Show.PACE: "Pace",
    Show.CADENCE: "Cadence",
    Show.GROUND: "Snow and ice",
    Show.FELT: "Form, felt",
    Show.SLIPS: "Slips",
    Show.FADE: "When it went",
    Show.FOCUS: "Focus",
    Show.STRIKE: "Foot strike",
}
OF_ANY_RUNNER = (Show.DROP, Show.PACE, Show.CADENCE, Show.GROUND)
OF_FEET = {Show.PACE, Show.CADENCE, Show.STRIKE}
OF_NOTES: dict[Show, Callable[[list[FormSpan]], More]] = {
    Show.GROUND: more_rows.ground,
    Show.FELT: more_rows.felt,
    Show.SLIPS: more_rows.slips,
    Show.FADE: more_rows.fade,
    Show.FOCUS: more_rows.focus,
}


def offered(user: User) -> list[Show]:
    """What there is to see for this runner: without a new gait, nothing that is about one."""
    return [show for show in Show if user.learns or show in OF_ANY_RUNNER]


def more(user: User, report: Trends, asked: Asked, shown: Collection[Show]) -> list[More]:
    """What is asked for, narrowed as the chart is, in at most three queries."""
    if not shown:
        return []
    spans = report.spans
    runs = asked.narrow(user.runs.between(spans[0].first_day, spans[-1].last_day))
    found: dict[Show, More] = {}
    if Show.DROP in shown:
        found[Show.DROP] = more_rows.mean_drop(drop_spans(runs, spans))
    if OF_FEET & {*shown}:
        checks = user.strike_checks.all()
        if asked.is_narrowed:
            checks = checks.filter(run__in=runs.order_by())
        found |= _of_feet(user, runs, checks, spans)
    if noted := OF_NOTES.keys() & {*shown}:
        notes = form_spans(runs, spans)
        found |= {show: OF_NOTES[show](notes) for show in noted}
    return [found[show] for show in Show if show in shown]


def _of_feet(
    user: User, runs: RunQuerySet, checks: StrikeCheckQuerySet, spans: list[Span]
) -> dict[Show, More]:
    """Pace, cadence and foot strike, in one query."""
    rows = [*paces.by_day(runs).union(strike_weeks.by_day(checks, spans), all=True)]
    by_gait = paces.in_spans((row for row in rows if row[1] in {*Gait}), spans)
    seen = strike_weeks.strike_spans((row for row in rows if row[1] in {*Source}), spans)
    return {
        Show.PACE: more_rows.pace(by_gait, user.technique, user.unit),
        Show.CADENCE: more_rows.cadence(by_gait, user.technique),
        Show.STRIKE: more_rows.strikes(seen),
    }
