from __future__ import annotations

import datetime as dt

import pytest
from django.template.loader import render_to_string
from django.urls import reverse

from gaitlog.recovery.models import Measure, Rhythm
from gaitlog.recovery.todo import todo_for
from tests.factories import HabitFactory, PauseFactory, RunFactory, TickFactory

pytestmark = pytest.mark.django_db

TODAY = dt.date(2026, 2, 14)
TUESDAY = dt.date(2026, 2, 10)


def shown(todo):
    return render_to_string("recovery/today.html#todo", {"todo": todo})


class TestTodo:
    def test_is_what_is_kept_today_in_the_runners_order(self, runner):
        later = HabitFactory(owner=runner, position=2)
        first = HabitFactory(owner=runner, position=1)
        HabitFactory(owner=runner, started_on=dt.date(2026, 2, 15))
        HabitFactory(owner=runner, stopped_on=TODAY)
        PauseFactory(owner=runner, habit=HabitFactory(owner=runner), from_on=TUESDAY)
        HabitFactory()
        todo = todo_for(runner, TODAY, run_days=set())
        assert [row.habit for row in todo.rows] == [first, later]

    def test_an_old_and_a_coming_pause_are_no_pause_today(self, runner):
        habit = HabitFactory(owner=runner)
        for first in (dt.date(2026, 1, 5), dt.date(2026, 3, 5)):
            until = first + dt.timedelta(days=3)
            PauseFactory(owner=runner, habit=habit, from_on=first, until_on=until)
        assert todo_for(runner, TODAY, run_days=set()).rows

    def test_what_is_due_in_a_later_week_only_is_not_asked_for(self, runner):
        habit = HabitFactory(
            owner=runner, rhythm=Rhythm.WEEKLY, every_weeks=3, started_on=dt.date(2026, 1, 1)
        )
        TickFactory(owner=runner, habit=habit, on=TUESDAY)
        assert todo_for(runner, TUESDAY, run_days=set()).rows
        assert not todo_for(runner, TODAY, run_days=set()).rows
        assert todo_for(runner, TUESDAY + dt.timedelta(days=21), run_days=set()).rows

    def test_says_how_far_it_has_come_and_what_is_done_today(self, runner):
        done = HabitFactory(owner=runner, rhythm=Rhythm.WEEKLY, times=2)
        HabitFactory(owner=runner, rhythm=Rhythm.AFTER_RUN)
        for day in (TUESDAY, TODAY):
            TickFactory(owner=runner, habit=done, on=day)
        rows = todo_for(runner, TODAY, run_days={TUESDAY}).rows
        assert [row.words for row in rows] == ["twice a week · 2 of 2", "after each run · 0 of 1"]
        assert [row.cells[0].is_done for row in rows] == [True, False]

    @pytest.mark.parametrize("count", [1, 10])
    def test_takes_three_queries(self, runner, count, django_assert_num_queries):
        for _ in range(count):
            habit = HabitFactory(owner=runner, rhythm=Rhythm.WEEKLY, every_weeks=3)
            TickFactory(owner=runner, habit=habit, on=TODAY)
            PauseFactory(owner=runner, habit=habit, from_on=dt.date(2026, 1, 3), until_on=TUESDAY)
        with django_assert_num_queries(3):  # habits with their last ticks, pauses, ticks
            todo_for(runner, TODAY, run_days=set())

    def test_a_ticked_habit_has_a_field_for_its_minutes(self, runner):
        habit = HabitFactory(owner=runner, name="Yoga", measure=Measure.MINUTES)
        TickFactory(owner=runner, habit=habit, on=TODAY, amount=20)
        page = shown(todo_for(runner, TODAY, run_days=set()))
        assert 'name="amount" value="20"' in page

    def test_its_forms_go_back_to_today(self, runner):
        HabitFactory(owner=runner)
        page = shown(todo_for(runner, TODAY, run_days=set()))
        assert f'name="next" value="{reverse("dashboard:today")}"' in page

    def test_without_a_habit_the_ready_made_ones_are_offered(self, runner):
        page = shown(todo_for(runner, TODAY, run_days=set()))
        assert 'name="slug" value="foam_rolling"' in page
        assert 'name="tick" value="1"' in page
        assert f'hx-post="{reverse("recovery:start")}"' in page

    def test_with_few_habits_others_are_offered_still(self, runner):
        HabitFactory(owner=runner, name="yoga")
        todo = todo_for(runner, TODAY, run_days=set())
        assert "yoga" not in {entry.slug for entry in todo.offers}
        assert "Start another" in shown(todo)
        HabitFactory.create_batch(2, owner=runner)
        assert "Start another" not in shown(todo_for(runner, TODAY, run_days=set()))

    def test_where_everything_is_paused_it_says_so(self, runner):
        PauseFactory(owner=runner, habit=HabitFactory(owner=runner), from_on=TUESDAY)
        assert "No habit is kept today." in shown(todo_for(runner, TODAY, run_days=set()))


class TestAfterRun:
    @pytest.fixture
    def run(self, runner):
        return RunFactory(owner=runner, on=TUESDAY)

    @pytest.fixture
    def url(self, run):
        return reverse("recovery:after_run", args=[run.pk])

    def test_offers_the_habits_that_follow_a_run_for_its_day(self, htmx, runner, url):
        follows = HabitFactory(owner=runner, name="Stretching", rhythm=Rhythm.AFTER_RUN)
        HabitFactory(owner=runner, name="Foam rolling")
        page = htmx.get(url).content.decode()
        assert reverse("recovery:tick", args=[follows.pk, TUESDAY]) in page
        assert "after each run · 0 of 1" in page
        assert "Foam rolling" not in page
        assert "<html" not in page

    def test_goes_back_to_the_run(self, client, runner, run, url):
        HabitFactory(owner=runner, rhythm=Rhythm.AFTER_RUN)
        page = client.get(url).content.decode()
        assert f'name="next" value="{run.get_absolute_url()}?saved"' in page

    def test_is_nothing_at_all_where_no_habit_follows(self, htmx, runner, url):
        HabitFactory(owner=runner)
        HabitFactory(owner=runner, rhythm=Rhythm.AFTER_RUN, started_on=TODAY)
        assert htmx.get(url).content == b""

    def test_is_a_page_that_says_so_without_javascript(self, client, url):
        page = client.get(url).content.decode()
        assert "No habit of yours follows a run." in page

    def test_a_run_of_another_runner_is_not_found(self, client):
        url = reverse("recovery:after_run", args=[RunFactory().pk])
        assert client.get(url).status_code == 404

    @pytest.mark.parametrize("count", [1, 10])
    def test_queries_do_not_grow(self, htmx, runner, url, count, django_assert_num_queries):
        for _ in range(count):
            habit = HabitFactory(owner=runner, rhythm=Rhythm.AFTER_RUN)
            TickFactory(owner=runner, habit=habit, on=TUESDAY)
        with django_assert_num_queries(7):  # session, user, run, habits, pauses, runs, ticks
            htmx.get(url)


class TestStart:
    url = reverse("recovery:start")

    def test_one_tap_starts_and_ticks(self, client, runner):
        client.post(self.url, {"slug": "massage", "tick": "1"})
        habit = runner.habits.get()
        assert (habit.name, habit.rhythm_words) == ("Massage", "every 3 weeks")
        assert habit.started_on == runner.ticks.get().on == TODAY

    def test_can_start_without_a_tick(self, client, runner):
        client.post(self.url, {"slug": "yoga"})
        assert runner.habits.exists()
        assert not runner.ticks.exists()

    def test_sent_twice_it_starts_once(self, client, runner):
        for _ in range(2):
            client.post(self.url, {"slug": "yoga", "tick": "1"})
        assert (runner.habits.count(), runner.ticks.count()) == (1, 1)

    def test_goes_on_with_an_own_habit_of_that_name(self, client, runner):
        own = HabitFactory(owner=runner, name="YOGA", stopped_on=TUESDAY)
        client.post(self.url, {"slug": "yoga", "tick": "1"})
        own.refresh_from_db()
        assert own.stopped_on is None
        assert own.ticks.exists()

    def test_goes_on_with_one_that_got_another_name(self, client, runner):
        own = HabitFactory(owner=runner, slug="yoga", name="Tuesday class")
        client.post(self.url, {"slug": "yoga", "tick": "1"})
        assert runner.ticks.get().habit == own

    def test_by_htmx_today_gets_its_list_and_more_to_start(self, htmx, runner):
        page = htmx.post(self.url, {"slug": "yoga", "tick": "1"}).content.decode()
        assert 'id="todo"' in page
        assert "once a week · 1 of 0" not in page
        assert "Yoga, Sat 14 Feb, done" in page
        assert "Start another" in page

    def test_without_javascript_it_goes_back(self, client):
        response = client.post(self.url, {"slug": "yoga", "next": "/#todo"})
        assert response.headers["Location"] == "/#todo"

    def test_a_habit_that_is_none_is_not_found(self, client, runner):
        assert client.post(self.url, {"slug": "sleep"}).status_code == 404
        assert not runner.habits.exists()
