"""Pace and cadence per gait, against adding up one section after the other."""

from __future__ import annotations

import datetime as dt
import random
from fractions import Fraction

import pytest

from gaitlog.lib.gaits import Gait, Known, SectionData
from gaitlog.lib.weeks import Week
from gaitlog.reports.paces import paces
from gaitlog.reports.weeks import Span
from tests.factories import DAY, RunFactory
from tests.queries import counted

pytestmark = pytest.mark.django_db

WEEKS = [Span(week.first_day, week.last_day) for week in Week(DAY).until(Week(DAY).back(-3))]


def half_up(value):
    return (2 * value.numerator + value.denominator) // (2 * value.denominator)


def expected(sections):
    """Pace and cadence of sections, worked out by fractions."""
    far = [s for s in sections if s.distance_m is not None]
    metres = sum(s.distance_m for s in far)
    stepped = [s for s in sections if s.cadence_spm is not None]
    seconds = sum(s.seconds for s in stepped)
    steps = sum(Fraction(s.cadence_spm * s.seconds, 60) for s in stepped)
    return (
        half_up(Fraction(sum(s.seconds for s in far) * 1000, metres)) if metres else None,
        half_up(steps * 60 / seconds) if seconds else None,
    )


def any_section(chance):
    return SectionData(
        chance.choice(list(Gait)),
        chance.randrange(1, 900),
        Known.EXACT,
        chance.choice([None, chance.randrange(0, 3000)]),
        chance.choice([None, chance.randrange(120, 220)]),
    )


@pytest.mark.parametrize("seed", range(12))
def test_equals_adding_up_by_hand_on_any_log(runner, seed):
    chance, said = random.Random(seed), {}
    for _ in range(chance.randrange(1, 15)):
        on = DAY + dt.timedelta(days=chance.randrange(-7, 35))
        sections = [any_section(chance) for _ in range(chance.randrange(1, 6))]
        RunFactory(owner=runner, on=on, sections=sections)
        for section in sections:
            said.setdefault((Week.of(on, 0).first_day, section.gait), []).append(section)
    RunFactory(on=DAY, sections=[SectionData(Gait.POSE, 60, Known.EXACT, 200, 180)])
    for span in paces(runner.runs.all(), WEEKS):
        for gait in Gait:
            found = span.of(gait)
            wanted = expected(said.get((span.first_day, gait), []))
            assert (found.pace_s_per_km, found.cadence_spm) == wanted


def test_leaves_out_what_is_narrowed_away_and_what_was_only_estimated(runner):
    section = SectionData(Gait.POSE, 60, Known.EXACT, 200, 180)
    RunFactory(owner=runner, surface="trail", sections=[section])
    RunFactory(owner=runner, surface="road", sections=[section])
    RunFactory(owner=runner, surface="road", kind="estimate", sections=[section])
    first, *_ = paces(runner.runs.filter(surface="road"), WEEKS)
    assert (first.of(Gait.POSE).paced_s, first.of(Gait.POSE).pace_s_per_km) == (60, 300)


def test_takes_one_query_whatever_there_is(runner):
    for count in (1, 10):
        sections = [SectionData(Gait.POSE, 60, Known.EXACT, 200, 180)] * count
        RunFactory(owner=runner, sections=sections)
        with counted() as queries:
            paces(runner.runs.all(), WEEKS)
        assert queries.number == 1
