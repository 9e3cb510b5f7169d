"""The further rows of the trends, against adding up one run after the other."""

from __future__ import annotations

import datetime as dt
import random
from collections import Counter, defaultdict
from fractions import Fraction

import pytest

from gaitlog.core.choices import Footing
from gaitlog.lib.gaits import Gait, Known, SectionData
from gaitlog.lib.strikes import Source
from gaitlog.lib.weeks import Week
from gaitlog.reports.drop import drop_spans
from gaitlog.reports.form_weeks import form_spans
from gaitlog.reports.strike_weeks import by_day, strike_spans
from gaitlog.reports.trend_more import NAMES, Show, more
from gaitlog.reports.trends import Asked, trends
from gaitlog.reports.weeks import Span
from tests.factories import (
    DAY,
    FocusFactory,
    FormNoteFactory,
    RunFactory,
    ShoeFactory,
    SlipFactory,
    StrikeCheckFactory,
)
from tests.queries import counted

pytestmark = pytest.mark.django_db

WEEKS = [Span(week.first_day, week.last_day) for week in Week(DAY).until(Week(DAY).back(-3))]
TODAY = WEEKS[-1].last_day
SNOWY = {"loose_snow", "packed_snow", "slush", "ice_patches", "ice"}


def monday(day):
    return day - dt.timedelta(days=day.weekday())


def half_up(value):
    return (2 * value.numerator + value.denominator) // (2 * value.denominator)


def mean(numbers, times=1):
    return half_up(Fraction(times * sum(numbers), len(numbers))) if numbers else None


def any_run(runner, chance, focuses):
    """A run of any day, and what was noted of it as plain values."""
    said = {
        "on": DAY + dt.timedelta(days=chance.randrange(-7, 35)),
        "kind": chance.choice(["run", "run", "run", "practice", "estimate"]),
        "felt_form": chance.choice([None, 1, 2, 3, 4, 5]),
        "footing": chance.choice(["", *Footing.values]),
        "focus": chance.choice([None, *focuses]),
    }
    sections = [("pose", chance.randrange(1, 900)), ("natural", chance.randrange(1, 900))]
    run = RunFactory(owner=runner, sections=[*sections, ("walk", 60)], **said)
    said |= {"running_s": sum(s for _, s in sections), "faded_at_s": None, "slips": 0}
    said["noted"] = chance.random() < 0.6
    if said["noted"]:
        said["faded_at_s"] = chance.choice([None, 0, chance.randrange(1800)])
        note = FormNoteFactory(owner=runner, run=run, faded_at_s=said["faded_at_s"])
        said["slips"] = chance.randrange(4)
        SlipFactory.create_batch(said["slips"], owner=runner, note=note)
    return said


@pytest.mark.parametrize("seed", range(12))
def test_what_was_noted_equals_adding_up_by_hand(runner, seed):
    chance = random.Random(seed)
    focuses = FocusFactory.create_batch(3, owner=runner)
    logged = [any_run(runner, chance, focuses) for _ in range(chance.randrange(1, 25))]
    any_run(FormNoteFactory(run__on=DAY, run__felt_form=5).owner, chance, [])
    for span in form_spans(runner.runs.all(), WEEKS):
        here = [
            said
            for said in logged
            if monday(said["on"]) == span.first_day and said["kind"] != "estimate"
        ]
        felt = [said["felt_form"] for said in here if said["felt_form"]]
        faded = [said["faded_at_s"] for said in here if said["faded_at_s"] is not None]
        grounds = [said for said in here if said["footing"]]
        snow_s = sum(said["running_s"] for said in grounds if said["footing"] in SNOWY)
        all_s = sum(said["running_s"] for said in grounds)
        runs_with = Counter(said["focus"].name for said in here if said["focus"])
        assert (span.felt_tenths, len(span.felt)) == (mean(felt, 10), len(felt))
        assert (span.mean_faded_s, len(span.faded_s)) == (mean(faded), len(faded))
        assert span.slips == sum(said["slips"] for said in here)
        assert span.notes == sum(said["noted"] for said in here)
        assert span.snow_share == (half_up(Fraction(100 * snow_s, all_s)) if all_s else None)
        assert span.focuses == runs_with
        most = max(runs_with.values(), default=0)
        names = sorted(name for name, runs in runs_with.items() if runs == most)
        assert span.main_focus == (names[0] if names else "")


@pytest.mark.parametrize("seed", range(8))
def test_each_source_of_a_strike_is_counted_for_itself(runner, seed):
    chance, said = random.Random(seed), defaultdict(Counter)
    for _ in range(chance.randrange(1, 30)):
        on = DAY + dt.timedelta(days=chance.randrange(-7, 35))
        source = chance.choice(["felt", "video", "sensor", "coach"])
        counts = {"rearfoot": chance.randrange(9), "midfoot": 1, "forefoot": chance.randrange(9)}
        run = RunFactory(owner=runner, on=on) if source == "felt" else None
        StrikeCheckFactory(owner=runner, run=run, on=on, source=source, **counts)
        said[monday(on), source].update(counts)
    StrikeCheckFactory(on=DAY)
    for span, found in zip(WEEKS, strikes_of(runner), strict=True):
        wanted = {source for on, source in said if on == span.first_day}
        assert {source.value for source in found} == wanted
        for source, strikes in found.items():
            for name, steps in said[span.first_day, source.value].items():
                assert getattr(strikes, name) == steps


def strikes_of(runner):
    return strike_spans(by_day(runner.strike_checks.all(), WEEKS), WEEKS)


def asked(runner, *shown, **narrowed):
    what = Asked(weeks=12, **narrowed)
    report = trends(runner, today=TODAY, asked=what)
    return more(runner, report, what, shown)


def test_the_mean_drop_follows_what_is_narrowed(runner):
    flat, high = ShoeFactory(owner=runner, drop_mm=0), ShoeFactory(owner=runner, drop_mm=10)
    for shoe, footing in ((flat, "ice"), (high, "dry")):
        RunFactory(owner=runner, on=TODAY, shoe=shoe, footing=footing, drop_mm=shoe.drop_mm)
    assert drop_spans(runner.runs.all(), WEEKS)[-1].mean == "5 mm"
    [row] = asked(runner, Show.DROP, footing="no_snow")
    assert row.columns[0].cells[-1] == "10 mm"


def test_without_snow_and_ice_changes_every_row(runner):
    focus = FocusFactory(owner=runner, name="landing")
    for footing, felt in (("ice", 1), ("dry", 4)):
        run = RunFactory(owner=runner, on=TODAY, footing=footing, felt_form=felt, focus=focus)
        note = FormNoteFactory(owner=runner, run=run, faded_at_s=600 * felt)
        SlipFactory(owner=runner, note=note)
        StrikeCheckFactory(owner=runner, run=run, on=TODAY, source="felt", midfoot=1)
    rows = asked(runner, *OF_NOTED, footing="no_snow")
    said = [row.columns[0].cells[-1] for row in rows]
    assert said == ["0 %", "4.0 (1)", "1", "40:00 (1)", "landing (1)", "100 % (1)"]
    rows = asked(runner, *OF_NOTED)
    said = [row.columns[0].cells[-1] for row in rows]
    assert said == ["50 %", "2.5 (2)", "2", "25:00 (2)", "landing (2)", "100 % (2)"]


OF_NOTED = (Show.GROUND, Show.FELT, Show.SLIPS, Show.FADE, Show.FOCUS, Show.STRIKE)


def test_the_last_value_of_each_row_knows_how_long_ago_it_was(runner):
    focus = FocusFactory(owner=runner)
    on = TODAY - dt.timedelta(weeks=2)
    section = SectionData(Gait.POSE, 300, Known.EXACT, 1000, 180)
    run = RunFactory(
        owner=runner,
        on=on,
        shod=True,
        drop_mm=4,
        footing="ice",
        felt_form=3,
        focus=focus,
        sections=[section],
    )
    FormNoteFactory(owner=runner, run=run, faded_at_s=600)
    StrikeCheckFactory(owner=runner, run=run, on=on, source="felt", midfoot=1)
    ago = {row.name: row.panels[0].spans_ago for row in asked(runner, *Show)}
    of_the_last_week_or_of_all = {"slips": 0, "focus": 0}
    assert ago == dict.fromkeys(ago, 2) | of_the_last_week_or_of_all


def test_felt_and_seen_are_two_rows(runner):
    StrikeCheckFactory(owner=runner, on=TODAY, source="video", rearfoot=3, midfoot=1)
    run = RunFactory(owner=runner, on=TODAY)
    StrikeCheckFactory(owner=runner, run=run, on=TODAY, source="felt", midfoot=1)
    [row] = asked(runner, Show.STRIKE)
    assert [panel.key for panel in row.panels] == ["strike-felt", "strike-video"]
    assert [panel.value for panel in row.panels] == ["100 %", "25 %"]
    assert {Source.FELT, Source.VIDEO} == {*strikes_of(runner)[-1]}


def test_a_row_of_which_nothing_is_noted_is_not_drawn(runner):
    RunFactory(owner=runner, on=TODAY)
    assert {show: row.panels for show, row in zip(Show, asked(runner, *Show), strict=True)} == {
        show: [] for show in Show
    }


@pytest.mark.parametrize("count", [1, 10])
def test_all_of_it_takes_three_queries(runner, count):
    for _ in range(count):
        run = RunFactory(owner=runner, on=TODAY, felt_form=3, shod=True)
        SlipFactory(owner=runner, note=FormNoteFactory(owner=runner, run=run))
        StrikeCheckFactory(owner=runner, on=TODAY)
    what = Asked(weeks=12)
    report = trends(runner, today=TODAY, asked=what)
    with counted() as queries:
        more(runner, report, what, [*Show])
    assert queries.number == 3


def test_every_row_has_its_name():
    assert {*NAMES} == {*Show}
