"""Strike tables, against counting one check after the other."""

from __future__ import annotations

import random
from collections import Counter

import pytest
from django.urls import reverse

from gaitlog.lib.strikes import STRIKES, Source
from gaitlog.reports.strikes import COUNTS, ENOUGH_RUNS, ENOUGH_STEPS, strike_report
from tests.factories import RunFactory, ShoeFactory, StrikeCheckFactory, share_of

pytestmark = pytest.mark.django_db


def counts(strikes):
    return tuple(getattr(strikes, name) for name in COUNTS)


@pytest.mark.parametrize("seed", range(8))
def test_each_number_is_that_of_the_single_checks(runner, seed):
    chance = random.Random(seed)
    shoes = [None, *ShoeFactory.create_batch(3, owner=runner)]
    by_shoe, by_source, changed = Counter(), Counter(), Counter()
    for _ in range(chance.randrange(40)):
        shoe = chance.choice(shoes)
        shares = [share_of("first", 60, shoes[1])] if shoe and chance.random() < 0.3 else []
        run = chance.choice([None, RunFactory(owner=runner, shoe=shoe, shares=shares)])
        source = chance.choice(["felt", "video", "sensor", "coach"])
        found = {name: chance.choice([0, 0, 1, 7]) for name in COUNTS}
        if not any(found.values()):
            continue
        StrikeCheckFactory(owner=runner, run=run, source=source, **found)
        for name, steps in found.items():
            by_source[source, name] += steps
            if run and run.shoe_shares.exists():
                changed[source] += steps if name in STRIKES else 0
            else:
                by_shoe[source, run and run.shoe_id, name] += steps
    StrikeCheckFactory(midfoot=99)  # of somebody else
    report = strike_report(runner)
    for strikes in report.sources:
        assert counts(strikes) == tuple(by_source[strikes.source, name] for name in COUNTS)
    lines = {(line.counted.source, line.shoe and line.shoe.pk): line for line in report.shoes}
    assert len(lines) == len(report.shoes)
    for (source, shoe), line in lines.items():
        assert counts(line.counted) == tuple(by_shoe[source, shoe, name] for name in COUNTS)
    told = sum(line.counted.strikes for line in report.shoes)
    assert told + changed.total() == sum(strikes.strikes for strikes in report.sources)
    assert report.has_changes == (changed.total() > 0)


@pytest.mark.parametrize("seed", range(8))
@pytest.mark.parametrize("unit", ["km", "mi"])
def test_moments_and_paces_are_those_of_the_single_checks(runner, seed, unit):
    chance = random.Random(seed)
    runner.distance_unit = unit
    runner.save()
    moments, paces = Counter(), Counter()
    for _ in range(chance.randrange(40)):
        source = chance.choice(["felt", "video", "coach"])
        moment = chance.choice(["", "fresh", "middle", "tired"])
        pace = chance.choice([None, 239, 240, 299, 300, 372, 373, 421])
        found = dict.fromkeys(COUNTS, 0) | {"under": 1}
        found |= {name: chance.choice([0, 3, 8]) for name in ("rearfoot", "midfoot", "forefoot")}
        run = RunFactory(owner=runner) if source == "felt" else None
        StrikeCheckFactory(
            owner=runner, run=run, source=source, moment=moment, pace_s_per_km=pace, **found
        )
        if source == "felt":
            continue
        struck = found["rearfoot"] + found["midfoot"] + found["forefoot"]
        if moment:
            moments[source, {"middle": "in the middle"}.get(moment, moment)] += struck
        if pace:
            each = pace if unit == "km" else int(pace * 1.609344 + 0.5)
            word = "kilometre" if unit == "km" else "mile"
            paces[source, f"{each // 60}:00 to {each // 60}:59 a {word}"] += struck
    report = strike_report(runner)
    for lines, expected in ((report.moments, moments), (report.paces, paces)):
        shown = {(line.counted.source, line.name): line.counted.strikes for line in lines}
        assert len(shown) == len(lines)
        assert shown == {key: struck for key, struck in expected.items() if struck}
    named = [line.name for line in report.moments if line.counted.source == "video"]
    assert named == [name for name in ("fresh", "in the middle", "tired") if name in named]


def test_the_page_says_when_and_how_fast(client, runner):
    page = reverse("dashboard:strikes")
    check = StrikeCheckFactory(owner=runner, midfoot=9)
    assert "When in the run" not in client.get(page).content.decode()
    check.moment, check.pace_s_per_km = "tired", 315
    check.save()
    shown = client.get(page).content.decode()
    assert "Tired</th>" in shown
    assert "5:00 to 5:59 a kilometre</th>" in shown


@pytest.mark.parametrize(("source", "enough"), [("felt", ENOUGH_RUNS), ("video", ENOUGH_STEPS)])
def test_says_where_there_are_too_few(client, runner, source, enough):
    run = RunFactory(owner=runner, shoe=ShoeFactory(owner=runner))
    check = StrikeCheckFactory(owner=runner, run=run, source=source, midfoot=enough - 1)
    assert strike_report(runner).is_too_little
    assert "too few to say" in client.get(reverse("dashboard:strikes")).content.decode()
    check.midfoot = enough
    check.save()
    assert not strike_report(runner).is_too_little
    assert "too few to say" not in client.get(reverse("dashboard:strikes")).content.decode()


def test_the_page_keeps_felt_and_seen_apart(client, runner):
    StrikeCheckFactory(owner=runner, run=RunFactory(owner=runner), source="felt", midfoot=1)
    StrikeCheckFactory(owner=runner, rearfoot=5, midfoot=0)
    page = client.get(reverse("dashboard:strikes"))
    assert [strikes.source for strikes in page.context["report"].sources] == [
        Source.FELT,
        Source.VIDEO,
    ]
    assert [check.source for check in page.context["checks"]] == ["video"]


def test_an_empty_log_says_what_to_do(client):
    assert (
        "Let somebody film a few steps" in client.get(reverse("dashboard:strikes")).content.decode()
    )
