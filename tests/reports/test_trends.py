from __future__ import annotations

import datetime as dt
import json
import random
from collections import defaultdict
from dataclasses import replace

import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.urls import reverse
from django.utils import timezone

from gaitlog.lib.gaits import Gait, Known, SectionData
from gaitlog.lib.rhythm import adherence, habit_week
from gaitlog.lib.weeks import Week
from gaitlog.reports.months import By
from gaitlog.reports.trend_chart import trend_chart
from gaitlog.reports.trend_words import readout
from gaitlog.reports.trends import Asked, trends
from gaitlog.reports.weeks import Span, days, weeks
from gaitlog.runs.services import save_run
from tests.factories import (
    HabitFactory,
    InjuryFactory,
    PauseFactory,
    PracticeFactory,
    RaceFactory,
    RunFactory,
    ShoeFactory,
    TickFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db

TODAY = dt.date(2026, 3, 5)  # a Thursday
MONDAY = dt.date(2026, 3, 2)
SUNDAY = dt.date(2026, 3, 1)


def ask(user, **asked):
    return trends(user, today=TODAY, asked=Asked(**asked))


class TestWeeks:
    def test_begin_on_the_runners_first_weekday(self):
        monday, sunday = UserFactory(first_weekday=0), UserFactory(first_weekday=6)
        for user in (monday, sunday):
            RunFactory(owner=user, on=SUNDAY, sections=[("pose", 60)])
            RunFactory(owner=user, on=MONDAY, sections=[("pose", 120)])
        found = [
            [span.pose_s for span in ask(user, weeks=12).spans][-2:] for user in (monday, sunday)
        ]
        assert found == [[60, 120], [0, 180]]

    def test_years_do_not_cut_them(self, runner):
        for on in (dt.date(2025, 12, 31), dt.date(2026, 1, 1)):
            RunFactory(owner=runner, on=on, sections=[("pose", 60)])
        assert max(span.pose_s for span in ask(runner, weeks=12).spans) == 120

    def test_empty_weeks_are_there(self, runner):
        RunFactory(owner=runner, on=TODAY - dt.timedelta(weeks=3))
        spans = ask(runner, weeks=12).spans
        assert len(spans) == 12
        assert [span.runs for span in spans[-4:]] == [1, 0, 0, 0]

    def test_all_begins_with_the_first_run(self, runner):
        RunFactory(owner=runner, on=TODAY - dt.timedelta(weeks=30))
        assert len(ask(runner, weeks=None).spans) == 31

    @pytest.mark.parametrize("since", [None, TODAY + dt.timedelta(days=4)])
    def test_a_first_run_of_the_week_to_come_leaves_this_week(self, runner, since):
        RunFactory(owner=runner, on=TODAY + dt.timedelta(days=4))  # logged farther east
        report = trends(runner, today=TODAY, asked=Asked(weeks=None), since=since)
        assert [span.first_day for span in report.spans] == [MONDAY]
        assert report.is_empty

    def test_a_long_log_is_drawn_by_months(self, runner):
        RunFactory(owner=runner, on=dt.date(2020, 1, 31), sections=[("pose", 60)])
        RunFactory(owner=runner, on=dt.date(2020, 2, 1), sections=[("pose", 120)])
        report = ask(runner, weeks=None)
        assert report.by is By.MONTH
        assert [span.pose_s for span in report.spans[:2]] == [60, 120]

    def test_a_log_of_too_many_months_is_drawn_by_quarters(self, runner):
        RunFactory(owner=runner, on=dt.date(2019, 10, 1), sections=[("pose", 60)])
        assert ask(runner, weeks=None).by is By.MONTH  # 78 of them
        RunFactory(owner=runner, on=dt.date(2019, 9, 30), sections=[("pose", 120)])
        report = ask(runner, weeks=None)
        assert report.by is By.QUARTER
        assert [span.pose_s for span in report.spans] == [120, 60, *[0] * 25]
        assert (report.spans[0].first_day, report.spans[-1].last_day) == (
            dt.date(2019, 7, 1),
            dt.date(2026, 3, 31),
        )
        titles = [said.title for said in readout(report, "Pose").spans]
        assert [titles[0], titles[1], titles[-1]] == [
            "Jul to Sep 2019",
            "Oct to Dec 2019",
            "Jan to Mar 2026",
        ]

    @pytest.mark.parametrize(("days_back", "by"), [(2000, By.MONTH), (5000, By.QUARTER)])
    def test_months_and_quarters_are_the_sums_of_their_days(self, runner, days_back, by):
        chance = random.Random(7)
        for _ in range(40):
            RunFactory(
                owner=runner,
                on=TODAY - dt.timedelta(days=chance.randrange(-2, days_back)),
                kind=chance.choice(["run", "practice", "estimate"]),
                is_race=chance.random() < 0.2,
                distance_m=chance.choice([None, 5000]),
                sections=[("pose", chance.randrange(1, 900)), ("natural", 60)],
            )
        report = ask(runner, weeks=None)
        assert report.by is by
        for span in report.spans:
            found = Span.of(span.first_day, span.last_day, days(runner.runs.all()))
            assert span == replace(found, days=[])
        raced = runner.runs.filter(is_race=True).order_by("on").values_list("on", flat=True)
        assert [mark.on for mark in report.marks] == sorted(set(raced))
        by_week = ask(runner, weeks=52)
        assert (report.share_4, report.share_4_before) == (by_week.share_4, by_week.share_4_before)

    def test_equal_an_independent_sum_of_sections_on_random_logs(self):
        for seed in range(5):
            chance = random.Random(seed)
            user = UserFactory(first_weekday=chance.choice([0, 5, 6]))
            expected = defaultdict(lambda: defaultdict(int))
            for _ in range(40):
                on = TODAY - dt.timedelta(days=chance.randrange(200))
                sections = [
                    SectionData(
                        chance.choice(list(Gait)),
                        chance.randrange(1, 900),
                        chance.choice(list(Known)),
                    )
                    for _ in range(chance.randrange(1, 6))
                ]
                RunFactory(owner=user, on=on, sections=sections)
                first = on
                while first.weekday() != user.first_weekday:
                    first -= dt.timedelta(days=1)
                for section in sections:
                    expected[first][section.gait] += section.seconds
            first, last = user.week_of(TODAY - dt.timedelta(days=210)), user.week_of(TODAY)
            for span in weeks(user, first=first, last=last):
                sums = expected[span.first_day]
                assert (span.pose_s, span.natural_s, span.walk_s) == (
                    sums[Gait.POSE],
                    sums[Gait.NATURAL],
                    sums[Gait.WALK],
                )


class TestNarrowing:
    def test_counts_only_runs_that_fit(self, runner):
        shoe = ShoeFactory(owner=runner)
        RunFactory(owner=runner, surface="trail", footing="ice", shoe=shoe, sections=[("pose", 1)])
        RunFactory(owner=runner, surface="road", footing="dry", sections=[("pose", 2)])
        RunFactory(owner=runner, sections=[("pose", 4)])

        def pose(**asked):
            return sum(span.pose_s for span in ask(runner, weeks=12, **asked).spans)

        assert pose(surface="trail") == 1
        assert pose(footing="dry") == 2
        assert pose(footing="no_snow") == 6
        assert pose(shoe_pk=shoe.pk) == 1


class TestShare:
    def test_of_four_weeks(self, runner):
        RunFactory(owner=runner, on=TODAY, sections=[("pose", 150), ("natural", 450)])
        RunFactory(owner=runner, on=TODAY - dt.timedelta(weeks=5), sections=[("pose", 600)])
        assert ask(runner, weeks=12).share_4 == 25
        assert ask(runner, weeks=12).share_4_before == 100

    def test_of_the_seconds_of_a_practice_is_none(self, client, runner):
        """Without snow and ice they may be all that is left of a winter."""
        RunFactory(owner=runner, on=TODAY, kind="practice", sections=[("pose", 34), ("natural", 2)])
        RunFactory(owner=runner, on=TODAY, footing="ice", sections=[("natural", 1800)])
        RunFactory(owner=runner, on=TODAY - dt.timedelta(weeks=5), sections=[("pose", 599)])
        report = ask(runner, weeks=12, footing="no_snow")
        assert (report.share_4, report.running_4_s, report.share_4_before) == (None, 36, None)
        assert ask(runner, weeks=12).share_4 == 2
        with time_machine.travel(dt.datetime(2026, 3, 5, 12, tzinfo=dt.UTC), tick=False):
            page = client.get(reverse("dashboard:trends"), {"footing": "no_snow"})
        assert "only 0:36 run, too little to tell" in page.content.decode()

    def test_there_is_none_without_running(self, runner):
        RunFactory(owner=runner, sections=[("walk", 600)])
        assert ask(runner, weeks=12).spans[-1].share is None


class TestChart:
    def test_every_bar_lies_inside(self, runner):
        for back in range(12):
            RunFactory(owner=runner, on=TODAY - dt.timedelta(weeks=back), sections=[("pose", 60)])
        chart = trend_chart(ask(runner, weeks=12))
        path = chart.minutes.layers[-1].path
        lefts = [float(part.split()[0]) for part in path.split("M")[1:]]
        rights = [float(part.split("H")[1].split("V")[0]) for part in path.split("M")[1:]]
        assert len(lefts) == 12
        assert min(lefts) >= 0
        assert max(rights) <= 1000

    def test_a_natural_runner_has_no_share_and_no_hold(self, runner):
        RunFactory(owner=runner)
        assert [panel.key for panel in trend_chart(ask(runner, weeks=12)).panels] == []

    def test_values_of_an_earlier_week_say_which(self, client, runner):
        RunFactory(owner=runner, on=TODAY - dt.timedelta(weeks=2), sections=[("pose", 300)])
        panels = trend_chart(ask(runner, weeks=12)).panels
        assert [(panel.value, panel.when) for panel in panels] == [
            ("100 %", "week of 16 Feb"),
            ("5:00", "week of 16 Feb"),
            ("5:00", "week of 16 Feb"),
        ]
        with time_machine.travel(dt.datetime(2026, 3, 5, 12, tzinfo=dt.UTC), tick=False):
            page = client.get(reverse("dashboard:trends")).content.decode()
        assert "<small>week of 16 Feb</small> 100 %" in page
        RunFactory(owner=runner, on=TODAY, sections=[("pose", 60)])
        panels = trend_chart(ask(runner, weeks=12)).panels
        assert [(panel.value, panel.when) for panel in panels] == [
            ("100 %", ""),
            ("1:00", ""),
            ("1:00", ""),
        ]

    @pytest.mark.parametrize(
        ("first_on", "when"),
        [(dt.date(2022, 1, 1), "Feb 2026"), (dt.date(2010, 1, 1), "Oct to Dec 2025")],
    )
    def test_values_of_an_earlier_month_or_quarter_say_which(self, runner, first_on, when):
        RunFactory(owner=runner, on=first_on)
        last = dt.date(2026, 2, 20) if first_on.year == 2022 else dt.date(2025, 11, 1)
        RunFactory(owner=runner, on=last, sections=[("pose", 300)])
        assert {panel.when for panel in trend_chart(ask(runner, weeks=None)).panels} == {when}

    def test_an_injury_is_drawn_in_days(self, runner):
        RunFactory(owner=runner)
        InjuryFactory(owner=runner, from_on=MONDAY, until_on=MONDAY)
        chart = trend_chart(ask(runner, weeks=12))
        [band], [word] = chart.bands, chart.words
        assert band.percent == pytest.approx(100 * 11 / 12, abs=0.01)
        assert band.width_percent == pytest.approx(100 / 12 / 7, abs=0.01)
        assert (word.text, word.percent, word.anchor) == ("left calf, 1 day", band.percent, "end")

    def test_an_open_injury_ends_today(self, runner):
        RunFactory(owner=runner)
        InjuryFactory(owner=runner, from_on=MONDAY)
        [word] = trend_chart(ask(runner, weeks=12)).words
        assert word.text == "left calf, 4 days"

    def test_marks_without_room_for_their_words_go_without(self, runner):
        RunFactory(owner=runner)
        for number in range(9):
            on = TODAY - dt.timedelta(days=3 * number)
            InjuryFactory(owner=runner, from_on=on, until_on=on)
            RaceFactory(owner=runner, on=on, name=f"Race {number}")
        report = ask(runner, weeks=12)
        chart = trend_chart(report)
        assert len(chart.flags) == len(chart.bands) == 9
        assert {word.text for word in chart.words} == {"Race 8", "left calf, 1 day"}
        assert len(chart.words) == 2
        assert "Race 0" in readout(report, "Pose").last.note

    def test_years_that_lie_close_are_told_apart_where_it_is_narrow(self, runner):
        RunFactory(owner=runner, on=dt.date(2007, 1, 1))
        labels = trend_chart(ask(runner, weeks=None)).labels
        assert [label.text for label in labels] == [str(year) for year in range(2008, 2027)]
        kept = [label.text for label in labels if not label.is_odd]
        assert kept == ["2008", "2011", "2014", "2017", "2020", "2023", "2026"]


class TestHabits:
    def test_stand_beside_the_weeks(self, runner):
        habit = HabitFactory(owner=runner, name="Foam rolling", started_on=MONDAY)
        TickFactory(owner=runner, habit=habit, on=MONDAY)
        TickFactory(owner=runner, habit=habit, on=TODAY)
        RunFactory(owner=runner)
        [trend] = ask(runner, weeks=12).habits
        assert (trend.done[-1], trend.due[-1], trend.adherence) == (2, 4, "50 %")

    def test_after_a_run_counts_runs_that_were_narrowed_away(self, runner):
        habit = HabitFactory(owner=runner, rhythm="after_run", started_on=MONDAY)
        TickFactory(owner=runner, habit=habit, on=MONDAY)
        RunFactory(owner=runner, surface="road")
        RunFactory(owner=runner, surface="trail", on=TODAY)
        [trend] = ask(runner, weeks=12, surface="trail").habits
        assert trend.due[-1] == 2

    @pytest.mark.parametrize("weeks", [12, None])
    def test_agree_with_their_rhythm_week_by_week(self, runner, weeks):
        chance = random.Random(weeks)
        last_days = range(700)
        RunFactory(owner=runner, on=TODAY - dt.timedelta(days=len(last_days)))
        for number in range(8):
            habit = HabitFactory(
                owner=runner,
                name=f"Habit {number}",
                rhythm=chance.choice(["daily", "weekly", "after_run"]),
                times=chance.randint(1, 7),
                every_weeks=chance.choice([1, 1, 3]),
                started_on=TODAY - dt.timedelta(days=chance.randrange(800)),
            )
            if chance.random() < 0.3:
                habit.stop(TODAY - dt.timedelta(days=chance.randrange(300)))
            if chance.random() < 0.5:
                begin = TODAY - dt.timedelta(days=chance.randrange(300))
                PauseFactory(
                    owner=runner, habit=habit, from_on=begin, until_on=begin + dt.timedelta(days=9)
                )
            for back in chance.sample(last_days, 150):
                TickFactory(owner=runner, habit=habit, on=TODAY - dt.timedelta(days=back))
        for back in chance.sample(last_days, 60):
            RunFactory(owner=runner, on=TODAY - dt.timedelta(days=back))
        report = ask(runner, weeks=weeks)
        begin, end = report.spans[0].first_day, report.spans[-1].last_day
        assert report.by is (By.MONTH if weeks is None else By.WEEK)
        assert len(report.habits) > 5
        for trend in report.habits:
            habit = runner.habits.get(pk=trend.pk)
            ticks = set(habit.ticks.between(begin, end).values_list("on", flat=True))
            known = {
                "ticks": ticks,
                "run_days": set(runner.runs.values_list("on", flat=True)),
                "today": TODAY,
            }
            first = runner.week_of(begin)
            all_weeks = [w for w in first.until(runner.week_of(end)) if w.first_day >= begin]
            for place, span in enumerate(report.spans):
                here = [w for w in all_weeks if span.first_day <= w.first_day <= span.last_day]
                due = sum(habit_week(habit.keeping, week, **known).due for week in here)
                done = sum(span.first_day <= on <= span.last_day for on in ticks)
                assert (trend.done[place], trend.due[place]) == (done, due)
            whole = adherence(habit.keeping, all_weeks, **known)
            said = f"{whole.done} of {whole.due}", f"{whole.percent} %"
            assert trend.adherence == said[not habit.keeping.is_every_few_weeks] or not whole.due


@pytest.mark.parametrize("count", [1, 10])
def test_queries_do_not_grow(client, runner, count, django_assert_num_queries):
    for _ in range(count):
        RunFactory(owner=runner, shod=True)
        TickFactory(owner=runner)
        PracticeFactory(owner=runner)
        InjuryFactory(owner=runner)
    with django_assert_num_queries(8):
        assert client.get("/trends/").status_code == 200


class TestDoses:
    def test_are_beside_their_limits_as_they_were_said(self, runner):
        RunFactory(owner=runner, on=MONDAY, sections=[("pose", 200)])
        RunFactory(owner=runner, on=MONDAY + dt.timedelta(2), sections=[("pose", 900)])
        doses = ask(runner).spans[-1].doses
        assert [(dose.pose_s, dose.limit_s) for dose in doses] == [(200, 300), (900, 300)]
        assert readout(ask(runner), "Pose").last.note == "2 runs, 1 above its limit"

    def test_of_a_changed_run_count_as_said_last(self, runner):
        run = RunFactory(owner=runner, on=MONDAY, sections=[("pose", 900), ("natural", 60)])
        save_run(run=run, sections=run.section_data[1:])
        assert [dose.pose_s for dose in ask(runner).spans[-1].doses] == [0]

    def test_are_drawn_with_a_thin_line_and_a_mark(self, runner):
        RunFactory(owner=runner, on=MONDAY, sections=[("pose", 900)])
        [panel] = [panel for panel in trend_chart(ask(runner)).panels if panel.key == "dose"]
        assert panel.value == "15:00"
        assert [layer.css for layer in panel.layers if layer.path][-1] == "line dots k-ink"

    def test_within_the_limit_have_no_mark(self, runner):
        RunFactory(owner=runner, on=MONDAY, sections=[("pose", 300)])
        [panel] = [panel for panel in trend_chart(ask(runner)).panels if panel.key == "dose"]
        assert panel.layers[-1].path == ""

    def test_are_left_out_of_what_is_narrowed(self, runner):
        RunFactory(owner=runner, on=MONDAY, surface="trail", sections=[("pose", 300)])
        assert ask(runner, surface="trail").spans[-1].doses == []


class TestReadout:
    def test_says_of_each_span_what_there_was(self, runner):
        RunFactory(owner=runner, on=MONDAY, sections=[("pose", 200), ("natural", 400)])
        RunFactory(owner=runner, on=MONDAY - dt.timedelta(7), sections=[("walk", 600)])
        said = readout(ask(runner), "Pose")
        assert [(name.name, value) for name, value in said.last_numbers] == [
            ("Pose", "3"),
            ("natural", "7"),
            ("share", "33 %"),
            ("hold", "3:20"),
        ]
        assert said.spans[-2].values == ["0", "0", "–", "–", "10"]
        assert said.as_json["spans"][-1] == (
            "Week of 2 Mar 2026",
            "/weeks/2026-03-02/",
            "1 run",
            ["3", "7", "33 %", "3:20", ""],
        )
        assert said.as_json["names"][0] == {"name": "Pose", "unit": "min", "is_pose": True}

    def test_without_a_technique_speaks_of_a_new_gait_only_where_there_was_some(self, runner):
        RunFactory(owner=runner, on=MONDAY)
        assert [name.name for name in readout(ask(runner), "").names] == ["running"]
        RunFactory(owner=runner, on=MONDAY - dt.timedelta(7), sections=[("pose", 60)])
        said = readout(ask(runner), "")
        assert [name.name for name, _ in said.last_numbers] == ["running"]
        assert said.spans[-2].values == ["1", "0", "100 %", "1:00"]


class TestEstimates:
    """Weeks from memory have minutes, but no number of runs."""

    def test_are_said_apart_in_the_readout(self, runner):
        RunFactory.create_batch(2, owner=runner, on=MONDAY - dt.timedelta(weeks=1), kind="estimate")
        RunFactory(owner=runner, on=MONDAY, kind="estimate")
        RunFactory.create_batch(3, owner=runner, on=MONDAY)
        notes = [said.note for said in readout(ask(runner), "Pose").spans]
        assert notes[-3:] == ["Not run", "2 estimates", "3 runs and an estimate"]

    def test_a_week_without_runs_of_those_shown_is_not_called_one_without_runs(
        self, client, runner
    ):
        RunFactory(owner=runner, on=TODAY - dt.timedelta(weeks=1), footing="ice")
        RunFactory(owner=runner, on=TODAY, footing="dry", surface="trail")
        with time_machine.travel(dt.datetime(2026, 3, 5, 12, tzinfo=dt.UTC), tick=False):
            page = client.get(
                reverse("dashboard:trends"), {"footing": "no_snow", "surface": "trail"}
            )
        notes = [said.note for said in page.context["readout"].spans]
        assert notes[-2:] == ["No run on trail without snow and ice", "1 run"]

    def test_are_no_runs_in_the_table(self, client, runner):
        RunFactory(owner=runner, on=timezone.localdate(), kind="estimate")
        row = client.get("/trends/", {"table": 1}).context["rows"][0]
        assert (row.span.runs, row.span.natural_s) == (0, 1800)

    def test_a_log_of_nothing_else_is_not_empty(self, runner):
        RunFactory(owner=runner, on=MONDAY, kind="estimate")
        assert not ask(runner).is_empty


class TestWeeklyReport:
    def report(self, *arguments, **options):
        from io import StringIO

        out = StringIO()
        call_command("weekly_report", *arguments, stdout=out, **options)
        return json.loads(out.getvalue())["weeks"]

    def test_prints_the_runners_weeks(self, runner):
        RunFactory(
            owner=runner, on=MONDAY, distance_m=5000, sections=[("pose", 300), ("natural", 900)]
        )
        [week] = self.report("--owner", "nora", "--json")[:1]
        assert week == {
            "monday": "2026-03-02",
            "runs": 1,
            "estimates": 0,
            "pose_s": 300,
            "natural_s": 900,
            "walk_s": 0,
            "distance_m": 5000,
            "hold_s": 300,
            "share": 25,
        }

    def test_counts_estimates_apart(self, runner):
        RunFactory.create_batch(2, owner=runner, on=MONDAY, kind="estimate")
        RunFactory(owner=runner, on=MONDAY, kind="practice")
        [week] = self.report("--owner", "nora", "--json")
        assert (week["runs"], week["estimates"], week["natural_s"]) == (1, 2, 5400)

    def test_somebody_unknown_is_said_plainly(self, db):
        with pytest.raises(CommandError, match="no runner of the name"):
            self.report("--owner", "nobody", "--json")


def test_a_week_knows_its_days():
    week = Week.of(TODAY, 6)
    assert week.first_day == SUNDAY
    assert SUNDAY in week
    assert TODAY in week
    assert dt.date(2026, 3, 8) not in week
