"""Strike tables, against counting one check after the other."""

from __future__ import annotations

import random
from collections import Counter

import pytest
from django.urls import reverse

from gaitlog.lib.strikes import Source
from gaitlog.reports.strikes import COUNTS, ENOUGH_RUNS, ENOUGH_STEPS, strike_report
from tests.factories import RunFactory, ShoeFactory, StrikeCheckFactory

pytestmark = pytest.mark.django_db


def counts(strikes):
    return tuple(getattr(strikes, name) for name in COUNTS)


@pytest.mark.parametrize("seed", range(8))
def test_each_number_is_that_of_the_single_checks(runner, seed):
    chance = random.Random(seed)
    shoes = [None, *ShoeFactory.create_batch(3, owner=runner)]
    by_shoe, by_source = Counter(), Counter()
    for _ in range(chance.randrange(40)):
        shoe = chance.choice(shoes)
        run = chance.choice([None, RunFactory(owner=runner, shoe=shoe)])
        source = chance.choice(["felt", "video", "sensor", "coach"])
        found = {name: chance.choice([0, 0, 1, 7]) for name in COUNTS}
        if not any(found.values()):
            continue
        StrikeCheckFactory(owner=runner, run=run, source=source, **found)
        for name, steps in found.items():
            by_source[source, name] += steps
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
    assert told == sum(strikes.strikes for strikes in report.sources)


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
