from __future__ import annotations

import datetime as dt
import random
import re

import pytest
from django.urls import reverse

from gaitlog.drills.models import Practice
from gaitlog.injuries.models import Pain
from gaitlog.lib.gaits import Gait, Known, SectionData
from gaitlog.lib.units import DistanceUnit
from gaitlog.recovery.models import Habit, Tick
from gaitlog.reports.lookback import Pains, Pair, lookback
from gaitlog.reports.lookback_chart import lookback_chart
from gaitlog.runs.models import Run, ShoeShare
from gaitlog.shoes.models import Shoe
from tests.factories import (
    HabitFactory,
    InjuryFactory,
    PainFactory,
    PracticeFactory,
    RunFactory,
    ShoeFactory,
    TickFactory,
    UserFactory,
    share_of,
)

pytestmark = pytest.mark.django_db

BEGAN = dt.date(2026, 3, 2)
SITES = ["calf", "achilles_mid", "knee_front"]
SIDES = ["left", "right", "both", ""]
SURFACES = ["", "road", "trail", "indoor_track"]
SAID = {"": "", "road": "road", "trail": "trail", "indoor_track": "indoor track"}


def day(number):
    """A day so many days after it began; before it where the number is below zero."""
    return BEGAN + dt.timedelta(days=number)


def injury_of(user, **more):
    return InjuryFactory(owner=user, from_on=BEGAN, site="calf", side="left", **more)


def look(user, **more):
    return lookback(user, injury_of(user, **more))


def words(response):
    return " ".join(response.content.decode().split())


class TestDays:
    def test_are_the_28_before_and_the_one_it_began_on(self, runner):
        report = look(runner)
        assert [one.first for one in report.days] == [day(n) for n in range(-28, 1)]
        assert all(one.first == one.last for one in report.days)
        assert (report.before.first, report.before.last) == (day(-28), day(-1))
        assert (report.earlier.first, report.earlier.last) == (day(-56), day(-29))
        assert report.onset.first == BEGAN

    @pytest.mark.parametrize(
        ("number", "drawn", "sums"),
        [
            (-57, None, [0, 0, 0]),
            (-56, None, [60, 0, 0]),
            (-29, None, [60, 0, 0]),
            (-28, 0, [0, 60, 0]),
            (-1, 27, [0, 60, 0]),
            (0, 28, [0, 0, 60]),
            (1, None, [0, 0, 0]),
        ],
    )
    def test_each_counts_in_one_part(self, runner, number, drawn, sums):
        RunFactory(owner=runner, on=day(number), sections=[("pose", 60)])
        report = look(runner)
        columns = [index for index, one in enumerate(report.days) if one.pose_s]
        assert columns == ([] if drawn is None else [drawn])
        assert [period.pose_s for period in report.periods] == sums

    def test_of_a_first_day_of_all_are_there(self, runner):
        injury = InjuryFactory(owner=runner, from_on=dt.date(1, 1, 3))
        assert lookback(runner, injury).is_empty


class TestSums:
    def test_an_estimate_is_left_out_and_said(self, runner):
        RunFactory(owner=runner, on=day(-3), kind="estimate", sections=[("pose", 600)])
        report = look(runner)
        assert report.is_empty
        assert report.had_estimates
        assert (report.before.pose_s, report.before.runs, report.before.estimates) == (0, 0, 1)

    def test_the_first_of_equally_long_doses_is_the_longest(self, runner):
        later = RunFactory(owner=runner, on=day(-2), sections=[("pose", 60)])
        first = RunFactory(owner=runner, on=day(-9), sections=[("pose", 60)])
        RunFactory(owner=runner, on=day(-12), sections=[("natural", 900)])
        report = look(runner)
        assert report.before.longest == first
        assert report.days[-3].longest == later
        assert report.onset.longest is None

    def test_walking_is_no_running_in_a_pair(self, runner):
        shoe = ShoeFactory(owner=runner, name="Flat", drop_mm=0)
        RunFactory(owner=runner, on=day(-1), shoe=shoe, sections=[("natural", 60), ("walk", 9)])
        assert look(runner).pairs == [(Pair("Flat", "0 mm"), [0, 60, 0])]

    def test_the_most_of_these_days_comes_first(self, runner):
        for number, surface, seconds in ((-40, "road", 900), (-2, "road", 60), (-1, "trail", 61)):
            RunFactory(
                owner=runner, on=day(number), surface=surface, sections=[("natural", seconds)]
            )
        assert look(runner).surfaces == [("trail", [0, 61, 0]), ("road", [900, 60, 0])]

    def test_what_is_not_noted_comes_last(self, runner):
        RunFactory(owner=runner, on=day(-1), sections=[("natural", 900)])
        RunFactory(owner=runner, on=day(-2), surface="road", sections=[("natural", 60)])
        assert look(runner).surfaces == [("road", [0, 60, 0]), ("", [0, 900, 0])]

    @pytest.mark.parametrize(
        ("own", "noted", "is_here"),
        [
            ("left", "left", True),
            ("left", "both", True),
            ("both", "right", True),
            ("left", "right", False),
            ("left", "", False),
            ("both", "", False),
            ("", "", True),
        ],
    )
    def test_the_same_side(self, runner, own, noted, is_here):
        PainFactory(owner=runner, on=day(-1), side=noted, after=4)
        report = lookback(runner, InjuryFactory(owner=runner, from_on=BEGAN, side=own))
        found = Pains(1, 4), Pains()
        assert (report.before.here, report.before.elsewhere) == found[:: 1 if is_here else -1]

    def test_a_pain_is_of_the_day_of_its_run(self, runner):
        run = RunFactory(owner=runner, on=day(-5))
        PainFactory(owner=runner, run=run, on=day(-40), before=7, after=2)
        report = look(runner)
        assert report.days[-6].here == report.before.here == Pains(1, 7)
        assert report.earlier.here == Pains()


def random_log(chance, user):
    """Some weeks of everything around the day, to both sides of all its edges."""

    def some_day():
        return day(chance.choice([-57, -56, -29, -28, -1, 0, 1, *[chance.randrange(-70, 8)] * 3]))

    def number():
        return chance.choice([None, chance.randrange(11)])

    shoes = [None]
    shoes += [ShoeFactory(owner=user, drop_mm=chance.choice([None, 0, 4, 8])) for _ in range(2)]
    habits = [HabitFactory(owner=user) for _ in range(2)]
    runs = []
    for _ in range(chance.randrange(0, 22)):
        kind = chance.choice(["run", "run", "practice", "estimate"])
        sections = [
            SectionData(
                chance.choice(list(Gait)), chance.randrange(1, 900), chance.choice([*Known])
            )
            for _ in range(chance.randrange(1, 4))
        ]
        shares = [share_of("first", chance.randrange(1, 900), shoe) for shoe in shoes[1:2]]
        runs.append(
            RunFactory(
                owner=user,
                on=some_day(),
                kind=kind,
                shares=chance.choice([(), shares]),
                sections=sections,
                shoe=chance.choice(shoes),
                surface=chance.choice(SURFACES),
                distance_m=chance.choice([None, chance.randrange(1, 9000)]),
            )
        )
    for on in {some_day() for _ in range(chance.randrange(0, 9))}:
        TickFactory(owner=user, habit=chance.choice(habits), on=on)
    for _ in range(chance.randrange(0, 4)):
        PracticeFactory(owner=user, on=some_day(), minutes=chance.randrange(1, 90))
    for _ in range(chance.randrange(0, 6)):
        PainFactory(
            owner=user,
            on=some_day(),
            run=chance.choice([None, *runs]),
            site=chance.choice(SITES),
            side=chance.choice(SIDES),
            before=number(),
            during=number(),
            after=chance.randrange(11),
            next_morning=number(),
        )


def mine(model, user):
    return [row for row in model.objects.values() if row["owner_id"] == user.pk]


def slow_runs(user, days):
    """What was run on these days, counted from bare rows one by one."""
    names = ["runs", "pose", "natural", "walk", "hold", "metres", "with_metres", "guessed"]
    sums = dict.fromkeys(names, 0) | {"on": set(), "pairs": {}, "surfaces": {}, "longest": None}
    shoes = {row["id"]: row for row in mine(Shoe, user)} | {None: {"name": "", "drop_mm": None}}
    for row in sorted(mine(Run, user), key=lambda row: (row["on"], row["id"])):
        if row["on"] not in days:
            continue
        if row["kind"] == "estimate":
            sums["guessed"] += 1
            continue
        sums["runs"] += 1
        sums["on"].add(row["on"])
        for gait in ("pose", "natural", "walk"):
            sums[gait] += row[f"{gait}_s"]
        sums["hold"] = sorted([sums["hold"], row["hold_s"]])[-1]
        sums["metres"] += row["distance_m"] or 0
        sums["with_metres"] += 0 if row["distance_m"] is None else 1
        if row["pose_s"] > (sums["longest"] or {"pose_s": 0})["pose_s"]:
            sums["longest"] = row
        parts = [part for part in mine(ShoeShare, user) if part["run_id"] == row["id"]]
        walked = row["walk_s"] + sum(part["pose_s"] + part["natural_s"] for part in parts)
        worn = [(part, part["pose_s"] + part["natural_s"]) for part in parts]
        if row["moving_s"] > sum(part["moving_s"] for part in parts):
            worn.append((row, row["moving_s"] - walked))
        for part, seconds in worn:
            shoe = shoes[part["shoe_id"]]
            pair = (shoe["name"], "" if shoe["drop_mm"] is None else f"{shoe['drop_mm']:.0f} mm")
            sums["pairs"].setdefault(pair, 0)
            sums["pairs"][pair] += seconds
        surface = SAID[row["surface"]]
        sums["surfaces"].setdefault(surface, 0)
        sums["surfaces"][surface] += row["moving_s"] - row["walk_s"]
    return sums


def slow_rest(user, injury, days):
    """What else was noted on these days, counted the same way."""
    names = {row["id"]: row["name"] for row in mine(Habit, user)}
    done = [names[row["habit_id"]] for row in mine(Tick, user) if row["on"] in days]
    practised = [row["minutes"] for row in mine(Practice, user) if row["on"] in days]
    run_days = {row["id"]: row["on"] for row in mine(Run, user)}
    hurt = {"here": [], "elsewhere": []}
    for row in mine(Pain, user):
        if run_days.get(row["run_id"], row["on"]) in days:
            numbers = [row[name] for name in ("before", "during", "after", "next_morning")]
            both = {row["side"], injury.side}
            same = len(both) == 1 or both in ({"left", "both"}, {"right", "both"})
            place = "here" if same and row["site"] == injury.site else "elsewhere"
            hurt[place].append(sorted(n for n in numbers if n is not None)[-1])
    return hurt | {
        "habits": {name: done.count(name) for name in done},
        "practices": len(practised),
        "practice": sum(practised),
    }


def slow_sums(user, injury, days):
    return slow_runs(user, days) | slow_rest(user, injury, days)


def assert_same(period, sums):
    assert (period.runs, period.days_run) == (sums["runs"], len(sums["on"]))
    assert (period.pose_s, period.natural_s) == (sums["pose"], sums["natural"])
    assert (period.walk_s, period.hold_s) == (sums["walk"], sums["hold"])
    assert period.running_s == sums["pose"] + sums["natural"]
    assert (period.distance_m, period.runs_with_distance) == (sums["metres"], sums["with_metres"])
    assert (period.longest and period.longest.pk) == (sums["longest"] and sums["longest"]["id"])
    assert period.pairs == sums["pairs"]
    assert period.surfaces == sums["surfaces"]
    assert period.habits == sums["habits"]
    assert (period.practices, period.practice_minutes) == (sums["practices"], sums["practice"])
    assert period.estimates == sums["guessed"]
    for pains, numbers in ((period.here, sums["here"]), (period.elsewhere, sums["elsewhere"])):
        assert (pains.count, pains.highest) == (len(numbers), max(numbers) if numbers else None)
    parts = "runs", "practices", "habits", "here", "elsewhere"
    assert period.is_empty == (not any(sums[part] for part in parts))


@pytest.mark.parametrize("seed", range(60))
def test_equals_a_slow_count_of_bare_rows_on_random_logs(seed):
    chance = random.Random(seed)
    user, other = UserFactory(), UserFactory()
    random_log(chance, user)
    random_log(chance, other)
    injury = InjuryFactory(
        owner=user, from_on=BEGAN, site=chance.choice(SITES), side=chance.choice(SIDES)
    )
    report = lookback(user, injury)
    assert len(report.days) == 29
    for index, one in enumerate(report.days):
        assert_same(one, slow_sums(user, injury, {day(index - 28)}))
    assert_same(report.before, slow_sums(user, injury, {day(n) for n in range(-28, 0)}))
    assert_same(report.earlier, slow_sums(user, injury, {day(n) for n in range(-56, -28)}))


class TestChart:
    def test_draws_a_row_for_what_there_was(self, runner):
        shoe = ShoeFactory(owner=runner, name="Flat", drop_mm=4)
        habit = HabitFactory(owner=runner, name="Foam rolling")
        sections = [("pose", 120), ("natural", 600)]
        run = RunFactory(
            owner=runner, on=BEGAN, shoe=shoe, surface="trail", distance_m=2000, sections=sections
        )
        RunFactory(owner=runner, on=day(-40), surface="road")
        TickFactory(owner=runner, habit=habit, on=day(-28))
        PracticeFactory(owner=runner, on=day(-1), minutes=25)
        PainFactory(owner=runner, run=run, on=BEGAN, after=6)
        PainFactory(owner=runner, site="heel", on=day(-28), after=0)
        chart = lookback_chart(look(runner, began_in=run), DistanceUnit.KM)
        assert [(row.title, row.note, row.value) for row in chart.rows] == [
            ("Dose", "in a day, most", "2:00"),
            ("Hold", "unbroken, longest", "2:00"),
            ("Distance", "in a day, most", "2.00 km"),
            ("Practice", "in a day, most", "25 min"),
            ("Flat", "4 mm", "1 day"),
            ("Trail", "", "1 day"),
            ("Foam rolling", "", "1 day"),
            ("Left calf", "pain, highest", "6 of 10"),
            ("Elsewhere", "pain, highest", "0 of 10"),
        ]
        assert chart.began_in_percent == round(100 * 28.5 / 29, 2)
        assert [tick.percent for tick in chart.rows[-1].numbers] == [round(50 / 29, 2)]
        assert [date.text for date in chart.dates] == [
            "2 Feb",
            "9 Feb",
            "16 Feb",
            "23 Feb",
            "2 Mar",
        ]

    def test_draws_nothing_of_the_new_gait_where_none_was_run(self, runner):
        RunFactory(owner=runner, on=day(-29), sections=[("pose", 60)])
        RunFactory(owner=runner, on=day(-1))
        chart = lookback_chart(look(runner), DistanceUnit.KM)
        assert [row.title for row in chart.rows] == ["No shoes noted", "No surface noted"]
        assert [layer.css for layer in chart.minutes.layers if layer.path] == ["p-natural"]

    def test_a_run_from_before_these_days_is_not_marked(self, runner):
        run = RunFactory(owner=runner, on=day(-29))
        report = look(runner, began_in=run)
        assert report.began_in is None
        assert lookback_chart(report, DistanceUnit.KM).began_in_percent is None

    @pytest.mark.parametrize(("most", "lines"), [(9, {14}), (10, {14, 28})])
    def test_a_ten_has_room(self, runner, most, lines):
        for number in (-2, -1, 0):
            PainFactory(owner=runner, on=day(number), after=most)
        (row,) = lookback_chart(look(runner), DistanceUnit.KM).rows
        assert {number.y for number in row.numbers} == lines
        assert row.base > max(lines)

    def test_an_empty_one_can_be_drawn(self, runner):
        assert lookback_chart(look(runner), DistanceUnit.KM).rows == []


class TestPage:
    @pytest.fixture
    def injury(self, runner):
        run = RunFactory(owner=runner, on=BEGAN, sections=[("pose", 61), ("natural", 600)])
        return injury_of(runner, began_in=run)

    def url(self, injury):
        return reverse("dashboard:lookback", args=[injury.pk])

    def test_leads_back_to_the_injury_and_to_the_runs(self, client, injury):
        page = words(client.get(self.url(injury)))
        assert f'href="{injury.get_absolute_url()}">Left calf</a>' in page
        assert f'href="{injury.began_in.get_absolute_url()}">1:01</a>' in page
        assert "The run it began in, Mon 2 Mar" in page
        assert "does not make it the cause" in page

    def test_htmx_gets_the_part_alone(self, htmx, injury):
        page = words(htmx.get(self.url(injury)))
        assert page.startswith('<section class="part" id="lookback">')
        assert page.endswith("</section>")

    def test_says_where_nothing_is_logged(self, client, runner):
        RunFactory(owner=runner, on=day(-29))
        page = words(client.get(self.url(injury_of(runner))))
        assert "Nothing is logged in the 28 days before it began" in page
        assert "<table" not in page

    def test_says_that_estimates_are_left_out(self, client, runner, injury):
        assert "from memory" not in words(client.get(self.url(injury)))
        RunFactory(owner=runner, on=day(-29), kind="estimate")
        assert "Weeks filled in from memory" in words(client.get(self.url(injury)))

    def test_says_how_many_runs_have_a_distance(self, client, runner, injury):
        RunFactory(owner=runner, on=day(-3), distance_m=5000)
        RunFactory(owner=runner, on=day(-4))
        assert ">1 of 2<" in words(client.get(self.url(injury)))

    def test_a_natural_runner_reads_nothing_of_a_new_gait(self, client, runner):
        runner.technique = ""
        runner.save()
        RunFactory(owner=runner, on=day(-1), distance_m=5000)
        page = words(client.get(self.url(injury_of(runner))))
        said = re.sub(r' (class|id|fill)="[^"]*"', "", page).lower()
        for word in ("pose", "hold", "dose", "gait ", "natural"):
            assert word not in said, word

    def test_a_chi_runner_reads_their_own_word(self, client, runner, injury):
        runner.technique = "Chi"
        runner.save()
        page = words(client.get(self.url(injury)))
        assert "Chi, min" in page
        assert "Pose" not in page

    @pytest.mark.parametrize("count", [1, 10])
    def test_queries_do_not_grow(self, client, runner, count, django_assert_num_queries):
        for number in range(count):
            RunFactory(owner=runner, on=day(-number), shod=True)
            TickFactory(owner=runner, on=day(-number))
            PracticeFactory(owner=runner, on=day(-number))
            PainFactory(owner=runner, on=day(-number))
        injury = injury_of(runner, began_in=runner.runs.first())
        with django_assert_num_queries(8):
            client.get(self.url(injury))
