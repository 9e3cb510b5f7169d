from __future__ import annotations

import datetime as dt
import random
from itertools import pairwise

import pytest
import time_machine
from django.urls import reverse

from gaitlog.drills.models import Practice
from gaitlog.lib.gaits import Gait, Known, SectionData
from gaitlog.reports.transfer import scatter, transfer
from gaitlog.runs.models import Run
from tests.factories import PracticeFactory, RunFactory, UserFactory

pytestmark = pytest.mark.django_db

TODAY = dt.date(2026, 3, 12)  # a Thursday
URL = reverse("dashboard:transfer")


def monday(weeks_back, weekday=0):
    return dt.date(2026, 3, 9) - dt.timedelta(weeks=weeks_back) + dt.timedelta(days=weekday)


def practised(runner, weeks_back, minutes=20, weekday=2):
    PracticeFactory(owner=runner, on=monday(weeks_back, weekday), minutes=minutes)


def ran(runner, weeks_back, hold_s, weekday=2, **fields):
    sections = [("pose", hold_s), ("natural", 600)] if hold_s else [("natural", 600)]
    RunFactory(owner=runner, on=monday(weeks_back, weekday), sections=sections, **fields)


def rows(runner):
    return [
        (w.week.first_day, w.practice_min, w.hold_s) for w in transfer(runner, today=TODAY).weeks
    ]


class TestTransfer:
    def test_the_week_after_is_what_counts(self, runner):
        practised(runner, 3, 20, weekday=0)
        practised(runner, 3, 15, weekday=6)
        for weeks_back, hold_s in ((3, 900), (2, 60), (2, 90), (1, 700)):
            ran(runner, weeks_back, hold_s)
        assert rows(runner) == [(monday(3), 35, 90), (monday(2), 0, 700)]

    def test_its_first_and_last_day_belong_to_it(self, runner):
        practised(runner, 3)
        for weeks_back, weekday, hold_s in ((3, 6, 900), (2, 0, 60), (2, 6, 90), (1, 0, 800)):
            ran(runner, weeks_back, hold_s, weekday=weekday)
        assert rows(runner)[0] == (monday(3), 20, 90)

    def test_a_week_whose_week_after_is_not_over_is_left_out(self, runner):
        practised(runner, 1)
        ran(runner, 0, 60)
        assert rows(runner) == []

    def test_weeks_begin_on_the_runners_own_weekday(self, runner):
        runner.first_weekday = 6
        runner.save()
        practised(runner, 3, weekday=6)  # a Sunday: the first day of the next one
        ran(runner, 2, 60, weekday=6)
        assert rows(runner)[0] == (monday(3, 6), 20, 60)

    def test_nothing_run_is_no_hold_and_a_run_without_any_is_none_held(self, runner):
        practised(runner, 4)
        ran(runner, 2, 0)
        report = transfer(runner, today=TODAY)
        assert [week.hold_s for week in report.weeks] == [None, 0, None]
        assert len(report.points) == 1

    @pytest.mark.parametrize("kind", ["practice", "estimate"])
    def test_short_runs_of_a_practice_and_estimates_are_left_out(self, runner, kind):
        practised(runner, 3)
        ran(runner, 2, 300, kind=kind)
        assert rows(runner)[0][2] is None

    def test_begins_with_the_first_practice_and_goes_back_half_a_year(self, runner):
        practised(runner, 28)
        assert rows(runner) == []
        practised(runner, 27)
        assert (rows(runner)[0][0], len(rows(runner))) == (monday(27), 26)


def slow(user):
    """The same, day by day from bare rows."""
    mine = [row for row in Practice.objects.values() if row["owner_id"] == user.pk]
    runs = [row for row in Run.objects.values() if row["owner_id"] == user.pk]
    this_week = TODAY
    while this_week.weekday() != user.first_weekday:
        this_week -= dt.timedelta(days=1)
    found = []
    for back in range(27, 1, -1):
        days = [this_week + dt.timedelta(days=n - 7 * back) for n in range(14)]
        spent = sum(row["minutes"] for row in mine if row["on"] in days[:7])
        held = [r["hold_s"] for r in runs if r["on"] in days[7:] and r["kind"] == "run"]
        if found or any(row["on"] in days[:7] for row in mine):
            found.append((days[0], spent, sorted(held)[-1] if held else None))
    return found


@pytest.mark.parametrize("seed", range(40))
def test_equals_a_slow_count_of_bare_rows_on_random_logs(seed):
    chance = random.Random(seed)
    user, other = (UserFactory(first_weekday=chance.choice([0, 5, 6])) for _ in range(2))
    for owner in (user, other):
        for _ in range(chance.randrange(12)):
            on = TODAY - dt.timedelta(days=chance.randrange(-3, 210))
            PracticeFactory(owner=owner, on=on, minutes=chance.randrange(1, 90))
        for _ in range(chance.randrange(25)):
            known = chance.choice([*Known])
            part = SectionData(chance.choice([*Gait]), chance.randrange(1, 900), known)
            RunFactory(
                owner=owner,
                on=TODAY - dt.timedelta(days=chance.randrange(-3, 210)),
                kind=chance.choice(["run", "run", "practice", "estimate"]),
                sections=[part, ("natural", 60)],
            )
    assert rows(user) == slow(user)


class TestScatter:
    def places(self, report):
        return [tuple(map(float, p.removesuffix("h.01").split())) for p in
                scatter(report).dots.split("M")[1:]]  # fmt: skip

    def test_each_week_with_both_is_a_point_inside_the_drawing(self, runner):
        for weeks_back, minutes, hold_s in ((5, 10, 60), (4, 30, 120), (3, 60, 300)):
            practised(runner, weeks_back, minutes)
            ran(runner, weeks_back - 1, hold_s)
        report = transfer(runner, today=TODAY)
        places = self.places(report)
        assert len(places) == len(report.points) == 3
        assert places == sorted(places, key=lambda place: (place[0], -place[1]))
        assert all(25 <= x <= 975 and 10 <= y <= 196 for x, y in places)

    def test_nothing_held_lies_on_the_ground(self, runner):
        practised(runner, 3, 20)
        ran(runner, 2, 0)
        [(_, y)] = self.places(transfer(runner, today=TODAY))
        assert y == 196

    def test_its_scales_double_from_line_to_line(self, runner):
        practised(runner, 3, 120)
        ran(runner, 2, 1440)
        drawn = scatter(transfer(runner, today=TODAY))
        assert [column.text for column in drawn.columns] == ["0", "10", "20", "40", "80", "160"]
        assert [row.text for row in drawn.rows][:4] == ["0:00", "0:15", "0:30", "1:00"]
        ys = [row.y for row in drawn.rows]
        assert (ys[0], ys[-1], len(ys)) == (196, 10, 9)
        gaps = {before - after for before, after in pairwise(ys)}
        assert gaps <= {23, 24}

    def test_a_point_on_a_line_is_drawn_on_it(self, runner):
        practised(runner, 3, 40)
        ran(runner, 2, 60)
        report = transfer(runner, today=TODAY)
        [(x, y)] = self.places(report)
        drawn = scatter(report)
        assert y == next(row.y for row in drawn.rows if row.text == "1:00")
        assert x == pytest.approx(10 * next(c.percent for c in drawn.columns if c.text == "40"))

    def test_of_nothing_is_empty(self, runner):
        assert scatter(transfer(runner, today=TODAY)).dots == ""


class TestPage:
    @pytest.fixture(autouse=True)
    def today(self):
        with time_machine.travel(dt.datetime(2026, 3, 12, 12, tzinfo=dt.UTC), tick=False):
            yield

    def test_shows_n_and_the_numbers(self, client, runner):
        practised(runner, 3, 25)
        ran(runner, 2, 95)
        said = client.get(URL).content.decode()
        assert "n = 1" in said
        assert "1:35" in said
        assert "So few weeks show nothing yet." in said

    def test_an_empty_page_says_what_it_takes(self, client):
        assert "Nothing to compare yet" in client.get(URL).content.decode()

    def test_says_the_runners_own_word(self, client, runner):
        runner.technique = "Chi"
        runner.save()
        practised(runner, 3)
        ran(runner, 2, 95)
        said = client.get(URL).content.decode()
        assert "unbroken Chi" in said
        assert "Pose" not in said

    def test_is_not_there_for_who_learns_nothing(self, client, runner):
        runner.technique = ""
        runner.save()
        assert client.get(URL).url == reverse("drills:list")
        practised(runner, 3)
        assert URL not in client.get(reverse("drills:list")).content.decode()

    @pytest.mark.parametrize("count", [1, 10])
    def test_queries_do_not_grow(self, client, runner, count, django_assert_num_queries):
        for _ in range(count):
            practised(runner, 3)
            ran(runner, 2, 60)
        with django_assert_num_queries(4):  # session, user, practices, runs
            client.get(URL)
