from __future__ import annotations

import datetime as dt
import random
import statistics
from collections import Counter, defaultdict
from decimal import Decimal
from fractions import Fraction

import pytest
import time_machine
from django.urls import reverse

from gaitlog.lib.shoes import DropClass
from gaitlog.reports.drop import drop_weeks, exposure
from gaitlog.reports.drop_chart import drop_chart
from gaitlog.runs.models import Run, ShoeShare
from tests.factories import DAY, RunFactory, ShoeFactory, UserFactory, share_of
from tests.runs.some_runs import second_by_second, some_run

pytestmark = pytest.mark.django_db

DROPS = [None, -1, 0, 1, 4, Decimal("4.5"), 5, 8, 9, 12]
TODAY = DAY + dt.timedelta(days=6)  # the Sunday of its week


def last_week(runner):
    return exposure(runner, today=TODAY, weeks=2).last


class TestWeek:
    def test_minutes_are_those_of_the_drop_they_were_run_in(self, runner):
        for drop, seconds in [(0, 60), (4, 120), (8, 180), (12, 240), (None, 300)]:
            shoe = ShoeFactory(owner=runner, drop_mm=drop)
            RunFactory(owner=runner, shoe=shoe, sections=[("natural", seconds), ("walk", 99)])
        RunFactory(owner=runner, sections=[("pose", 30)])  # in no shoes that are noted
        week = last_week(runner)
        assert week.seconds == [60, 120, 180, 240, 330]
        assert week.mean_drop_mm == Decimal(4 * 120 + 8 * 180 + 12 * 240) / 600
        assert week.mean == "8 mm"

    def test_a_run_in_two_pairs_counts_in_both(self, runner):
        high, low = (ShoeFactory(owner=runner, drop_mm=drop) for drop in (12, 4))
        RunFactory(owner=runner, shoe=high, shares=[share_of("first", 600, low)])
        week = last_week(runner)
        assert week.by_class == {
            DropClass.ZERO: 0,
            DropClass.LOW: 600,
            DropClass.MID: 0,
            DropClass.HIGH: 1200,
        }
        assert week.mean_drop_mm == Decimal(600 * 4 + 1200 * 12) / 1800

    def test_without_a_drop_there_is_no_mean(self, runner):
        RunFactory(owner=runner)
        assert (last_week(runner).mean_drop_mm, last_week(runner).mean) == (None, "")

    def test_no_drop_at_all_is_a_mean_too(self, runner):
        RunFactory(owner=runner, shoe=ShoeFactory(owner=runner, drop_mm=0))
        assert last_week(runner).mean == "0 mm"

    def test_weeks_are_the_runners(self, runner):
        runner.first_weekday = 6
        RunFactory(owner=runner, on=TODAY)
        weeks = exposure(runner, today=TODAY, weeks=2).weeks
        assert [(week.first_day, week.running_s) for week in weeks] == [
            (dt.date(2026, 3, 1), 0),
            (dt.date(2026, 3, 8), 1800),
        ]

    def test_says_the_first_day_in_each_pair_also_where_it_was_a_part(self, runner):
        high, low = (ShoeFactory(owner=runner, name=name) for name in ("High", "Low"))
        RunFactory(owner=runner, shoe=high, on=DAY - dt.timedelta(days=7))
        RunFactory(owner=runner, shoe=high, shares=[share_of("last", 60, low)])
        RunFactory(owner=runner, shoe=low, on=DAY + dt.timedelta(days=1))
        [before, week] = exposure(runner, today=TODAY, weeks=2).weeks
        assert [(first.name, first.on) for first in before.first_days] == [
            ("High", DAY - dt.timedelta(days=7))
        ]
        assert [(first.name, first.on) for first in week.first_days] == [("Low", DAY)]


def mine(model, user):
    return [row for row in model.objects.values() if row["owner_id"] == user.pk]


def slow_weeks(user, first_weekday):
    """Seconds in each drop of each week, second by second from bare rows."""
    weeks = defaultdict(Counter)
    for run in user.runs.all():
        behind = (run.on.weekday() - first_weekday) % 7
        monday = run.on - dt.timedelta(days=behind)
        drops = [run.drop_mm] * run.moving_s
        for share in [row for row in mine(ShoeShare, user) if row["run_id"] == run.pk]:
            count = share["moving_s"]
            part = slice(0, count) if share["part"] == "first" else slice(-count, None)
            drops[part] = [share["drop_mm"]] * count
        for drop, (_pair, gait) in zip(drops, second_by_second(run), strict=True):
            weeks[monday][drop] += gait != "walk"
    return weeks


def slow_class(drop):
    if drop < Fraction(1, 2):
        return "zero"
    if drop < Fraction(9, 2):
        return "low"
    return "mid" if drop < Fraction(17, 2) else "high"


@pytest.mark.parametrize("seed", range(10))
def test_equals_an_independent_count_on_random_logs(seed):
    chance = random.Random(seed)
    user = UserFactory(first_weekday=chance.choice([0, 5, 6]))
    shoes = [ShoeFactory(owner=user, drop_mm=chance.choice(DROPS)) for _ in range(4)]
    for _ in range(chance.randrange(0, 18)):
        some_run(chance, user, shoes)
    for shoe in shoes:  # a drop changed later changes no week
        shoe.drop_mm = chance.choice(DROPS)
        shoe.save()
    some_run(chance, UserFactory(), [ShoeFactory()])
    first = user.week_of(DAY)
    wanted = first.until(user.week_of(DAY + dt.timedelta(days=200)))
    expected = slow_weeks(user, user.first_weekday)
    for week in drop_weeks(user, wanted):
        spent = expected[week.first_day]
        assert week.unknown_s == spent[None]
        known = {drop: seconds for drop, seconds in spent.items() if drop is not None}
        for name in DropClass:
            of_class = [s for drop, s in known.items() if slow_class(Fraction(drop)) == name]
            assert week.by_class[name] == sum(of_class)
        weight = sum(known.values())
        if not weight:
            assert week.mean_drop_mm is None
        else:
            mean = sum(Fraction(drop) * s for drop, s in known.items()) / weight
            assert abs(Fraction(week.mean_drop_mm) - mean) < Fraction(1, 10**9)
    assert sum(week.running_s for week in drop_weeks(user, wanted)) == sum(
        row["pose_s"] + row["natural_s"] for row in mine(Run, user)
    )


class TestHolds:
    def test_are_those_of_runs_in_one_pair_with_their_number(self, runner):
        high, low = (ShoeFactory(owner=runner, name=name) for name in ("High", "Low"))
        held = [90, 30, 60, 120]
        for hold_s in held:
            RunFactory(owner=runner, shoe=low, sections=[("pose", hold_s), ("natural", 60)])
        RunFactory(owner=runner, shoe=high, sections=[("pose", 45)])
        RunFactory(owner=runner, shoe=high, sections=[("natural", 45)])
        both = [share_of("first", 30, low)]
        RunFactory(owner=runner, shoe=high, shares=both, sections=[("pose", 600)])
        of_low, of_high = exposure(runner, today=TODAY, weeks=2).holds
        assert (of_low.name, of_low.runs, of_low.longest_s) == ("Low", 4, 120)
        assert of_low.median_s == statistics.median_low(held) == 60
        assert of_low.are_few
        assert (of_high.name, of_high.runs, of_high.median_s) == ("High", 1, 45)

    @pytest.mark.parametrize(("count", "few"), [(4, True), (5, False)])
    def test_few_are_said_to_be_few(self, client, runner, count, few):
        shoe = ShoeFactory(owner=runner)
        RunFactory.create_batch(count, owner=runner, shoe=shoe, sections=[("pose", 60)])
        with time_machine.travel(TODAY, tick=False):
            page = client.get(reverse("dashboard:exposure")).content.decode()
        assert ("With fewer than five runs" in page) is few


class TestPage:
    url = reverse("dashboard:exposure")

    @pytest.fixture(autouse=True)
    def now(self):
        with time_machine.travel(TODAY, tick=False):
            yield

    def test_an_empty_log_says_what_to_do(self, client):
        assert "Nothing was run in these weeks" in client.get(self.url).content.decode()

    def test_without_a_drop_it_says_where_to_note_one(self, client, runner):
        RunFactory(owner=runner)
        assert "whose drop is noted" in client.get(self.url).content.decode()

    @pytest.mark.parametrize(("asked", "weeks"), [("12", 12), ("52", 52), ("7", 26), ("x", 26)])
    def test_the_range_is_in_the_address(self, client, asked, weeks):
        report = client.get(self.url, {"range": asked}).context["report"]
        assert len(report.weeks) == weeks

    def test_a_runner_of_natural_gait_reads_of_no_other(self, client, runner):
        runner.technique = ""
        runner.save()
        RunFactory(owner=runner, shod=True, sections=[("pose", 60)])
        page = client.get(self.url).content.decode()
        assert "Hold" not in page
        assert "gait" not in page.replace("gaitlog", "")

    def test_says_the_runners_own_word(self, client, runner):
        runner.technique = "Chi"
        runner.save()
        RunFactory(owner=runner, shod=True, sections=[("pose", 60)])
        page = client.get(self.url).content.decode()
        assert "unbroken Chi" in page
        assert "Pose" not in page

    def test_htmx_gets_the_chart_alone(self, htmx):
        assert "<html" not in htmx.get(self.url).content.decode()

    @pytest.mark.parametrize("count", [1, 10])
    def test_queries_do_not_grow(self, client, runner, count, django_assert_num_queries):
        for _ in range(count):
            RunFactory(owner=runner, shod=True, sections=[("pose", 60)])
        with django_assert_num_queries(5):  # session, user, runs in drops, pairs, holds
            client.get(self.url)

    def test_a_long_name_is_cut(self, runner):
        RunFactory(owner=runner, shoe=ShoeFactory(owner=runner, name="A" * 60, drop_mm=None))
        [mark] = drop_chart(exposure(runner, today=TODAY, weeks=2)).marks
        assert mark.text == "A" * 19 + "…"
