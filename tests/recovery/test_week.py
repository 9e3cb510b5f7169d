from __future__ import annotations

import datetime as dt
import re

import pytest
from django.urls import reverse

from gaitlog.recovery.models import Measure, Rhythm
from tests.factories import HabitFactory, PauseFactory, RunFactory, TickFactory

pytestmark = pytest.mark.django_db

URL = reverse("recovery:week")
TODAY = dt.date(2026, 2, 14)


def february(day):
    return dt.date(2026, 2, day)


def tick(habit, *days, **values):
    for day in days:
        TickFactory(owner=habit.owner, habit=habit, on=february(day), **values)


def row_of(response, habit):
    [row] = [row for row in response.context["grid"].rows if row.habit == habit]
    return row


def text_of(response):
    return re.sub(r"\s+", " ", response.content.decode())


class TestWeek:
    def test_shows_only_own_habits_and_ticks(self, client, runner):
        own, other = HabitFactory(owner=runner), HabitFactory()
        tick(other, 10)
        [row] = client.get(URL).context["grid"].rows
        assert row.habit == own
        assert not any(cell.is_done for cell in row.cells)

    def test_an_empty_page_offers_the_ready_made_ones(self, client):
        shown = text_of(client.get(URL))
        assert "No habits yet" in shown
        assert 'name="slug" value="foam_rolling"' in shown
        assert "Add your own" in shown

    @pytest.mark.parametrize("count", [1, 10])
    def test_queries_do_not_grow(self, client, runner, count, django_assert_num_queries):
        for _ in range(count):
            habit = HabitFactory(owner=runner, rhythm=Rhythm.WEEKLY, every_weeks=3)
            PauseFactory(owner=runner, habit=habit, from_on=february(9), until_on=february(10))
            tick(habit, 9, 12)
            RunFactory(owner=runner, on=february(12))
        # session, user, habits with their last ticks, pauses, ticks, runs, sections
        with django_assert_num_queries(7):
            client.get(URL)

    @pytest.mark.parametrize(
        ("values", "days", "words"),
        [
            ({}, [9, 10, 12, 13], "every day · 4 of 6 so far"),
            ({"rhythm": "after_run"}, [10, 12], "after each run · 2 of 3"),
            ({"rhythm": "weekly", "times": 2}, [9, 14], "twice a week · 2 of 2"),
            ({"rhythm": "weekly", "times": 2}, [9, 10, 14], "twice a week · 3 of 2"),
            ({"rhythm": "weekly", "every_weeks": 3}, [], "every 3 weeks · due Mon 16 Feb"),
            (
                {"rhythm": "weekly", "every_weeks": 3},
                [10],
                "every 3 weeks · 1 done · due Tue 3 Mar",
            ),
            ({"started_on": february(12)}, [12], "every day · 1 of 3 so far · since Thu 12 Feb"),
            ({"started_on": february(20)}, [], "every day · from Fri 20 Feb on"),
            ({"stopped_on": february(12)}, [9], "every day · 1 of 3 so far · stopped"),
        ],
    )
    def test_says_how_far_each_rhythm_has_come(self, client, runner, values, days, words):
        habit = HabitFactory(owner=runner, **{"started_on": dt.date(2026, 1, 26), **values})
        tick(habit, *days)
        for day in (10, 12, 13):
            RunFactory(owner=runner, on=february(day))
        assert row_of(client.get(URL), habit).words == words

    def test_a_week_that_is_over_is_not_so_far(self, client, runner):
        habit = HabitFactory(owner=runner)
        tick(habit, 3, 4)
        response = client.get(URL, {"week": "2026-02-05"})
        assert row_of(response, habit).words == "every day · 2 of 7"

    def test_a_paused_habit_says_so_and_counts_the_days_before(self, client, runner):
        habit = HabitFactory(owner=runner)
        PauseFactory(owner=runner, habit=habit, from_on=february(11))
        assert row_of(client.get(URL), habit).words == "every day · 0 of 2 so far · paused"

    def test_days_to_come_cannot_be_ticked(self, client, runner):
        habit = HabitFactory(owner=runner)
        cells = row_of(client.get(URL), habit).cells
        assert [cell.is_open for cell in cells] == [True] * 6 + [False]
        assert reverse("recovery:tick", args=[habit.pk, february(15)]) not in text_of(
            client.get(URL)
        )

    def test_each_cell_says_its_habit_its_day_and_whether_it_is_done(self, client, runner):
        habit = HabitFactory(owner=runner, name="Foam rolling", measure=Measure.MINUTES)
        tick(habit, 10, amount=12)
        shown = text_of(client.get(URL))
        assert (
            'aria-pressed="true" aria-label="Foam rolling, Tue 10 Feb, done, 12 minutes"' in shown
        )
        assert 'aria-pressed="false" aria-label="Foam rolling, Wed 11 Feb"' in shown
        assert "6 so far · 12 minutes" in shown

    def test_begins_on_the_runners_first_weekday(self, client, runner):
        runner.first_weekday = 6
        runner.save()
        HabitFactory(owner=runner)
        assert client.get(URL).context["grid"].week.first_day == february(8)

    def test_a_stopped_habit_is_shown_in_its_weeks_alone(self, client, runner):
        habit = HabitFactory(owner=runner, stopped_on=february(5))
        assert client.get(URL).context["grid"].rows == []
        row = row_of(client.get(URL, {"week": "2026-02-05"}), habit)
        assert [cell.is_open for cell in row.cells] == [True] * 3 + [False] * 4

    def test_a_tick_after_the_stop_can_be_taken_back(self, client, runner):
        habit = HabitFactory(owner=runner, stopped_on=february(9))
        tick(habit, 11)
        row = row_of(client.get(URL), habit)
        assert [cell.on.day for cell in row.cells if cell.is_open] == [11]

    def test_is_due_some_weeks_after_the_last_of_several_ticks(self, client, runner):
        habit = HabitFactory(owner=runner, rhythm=Rhythm.WEEKLY, every_weeks=2)
        tick(habit, 1, 3, 7)
        assert row_of(client.get(URL), habit).words == "every 2 weeks · due Sat 21 Feb"

    def test_an_earlier_week_says_nothing_of_now(self, client, runner):
        paused = HabitFactory(owner=runner)
        PauseFactory(owner=runner, habit=paused, from_on=february(11))
        seldom = HabitFactory(owner=runner, rhythm=Rhythm.WEEKLY, every_weeks=3)
        response = client.get(URL, {"week": "2026-02-05"})
        assert row_of(response, paused).words == "every day · 0 of 7"
        assert row_of(response, seldom).words == "every 3 weeks"

    def test_another_week_is_one_link_away(self, client, runner):
        HabitFactory(owner=runner)
        now = text_of(client.get(URL))
        assert "?week=2026-02-02" in now
        assert "Week after" not in now
        before = text_of(client.get(URL, {"week": "2026-02-02"}))
        assert "?week=2026-02-09" in before

    @pytest.mark.parametrize("week", ["x", "", "2031-01-01", "9999-12-31", "2026-02-30"])
    def test_a_week_that_is_none_or_to_come_is_this_week(self, client, runner, week):
        HabitFactory(owner=runner)
        assert client.get(URL, {"week": week}).context["grid"].week.first_day == february(9)

    def test_the_first_week_of_all_is_long_ago_enough(self, client, runner):
        HabitFactory(owner=runner)
        assert client.get(URL, {"week": "0001-01-01"}).status_code == 200

    @pytest.mark.parametrize("habit", ["x", "999999", "²", "9" * 30])
    def test_a_habit_that_is_none_is_not_asked_for(self, client, runner, habit):
        HabitFactory(owner=runner)
        assert client.get(URL, {"habit": habit}).status_code == 200


class TestRunsOfTheWeek:
    sections = (("natural", 1200), ("pose", 240))

    def test_are_drawn_above_the_habits(self, client, runner):
        HabitFactory(owner=runner)
        RunFactory(owner=runner, on=february(10), sections=self.sections)
        RunFactory(owner=runner, on=february(13))
        shown = text_of(client.get(URL))
        assert ">2, with 4:00 of Pose</a>" in shown
        assert 'aria-label="Tue 10 Feb: 24:00, 4:00 of it Pose"' in shown
        assert 'aria-label="Fri 13 Feb: 30:00, natural"' in shown

    def test_are_told_in_the_runners_own_word(self, client, runner):
        runner.technique = "Chi"
        runner.save()
        HabitFactory(owner=runner)
        RunFactory(owner=runner, on=february(10), sections=self.sections)
        shown = text_of(client.get(URL))
        assert "4:00 of Chi" in shown
        assert "Pose" not in shown

    def test_who_changes_nothing_reads_of_no_gait(self, client, runner):
        runner.technique = ""
        runner.save()
        HabitFactory(owner=runner)
        RunFactory(owner=runner, on=february(10))
        shown = text_of(client.get(URL))
        assert 'aria-label="Tue 10 Feb: 30:00"' in shown
        assert ">1</a>" in shown
        assert ", natural" not in shown

    def test_an_estimate_is_marked_and_nothing_is_due_after_it(self, client, runner):
        habit = HabitFactory(owner=runner, rhythm=Rhythm.AFTER_RUN)
        RunFactory(owner=runner, on=february(10), kind="estimate")
        response = client.get(URL)
        assert ">estimated</a>" in text_of(response)
        assert row_of(response, habit).words == "after each run"
