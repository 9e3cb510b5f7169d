from __future__ import annotations

import datetime as dt

import pytest
from django.urls import NoReverseMatch, reverse

from gaitlog.recovery.models import Habit, Measure, Rhythm
from tests.factories import HabitFactory, PauseFactory, RunFactory, TickFactory

pytestmark = pytest.mark.django_db

TODAY = dt.date(2026, 2, 14)
TUESDAY = dt.date(2026, 2, 10)


def tick_url(habit, on=TODAY):
    return reverse("recovery:tick", args=[habit.pk, on])


def amount_url(habit, on=TODAY):
    return reverse("recovery:amount", args=[habit.pk, on])


@pytest.fixture
def habit(runner):
    return HabitFactory(owner=runner, name="Foam rolling")


@pytest.fixture
def measured(runner):
    return HabitFactory(owner=runner, name="Yoga", measure=Measure.MINUTES)


class TestTick:
    def test_one_tap_ticks_and_a_second_takes_it_back(self, client, runner, habit):
        client.post(tick_url(habit, TUESDAY), {"done": "1"})
        assert runner.ticks.get().on == TUESDAY
        client.post(tick_url(habit, TUESDAY), {"done": "0"})
        assert not runner.ticks.exists()

    def test_the_same_sent_twice_is_the_same_once(self, client, runner, habit):
        for done, count in (("1", 1), ("1", 1), ("0", 0), ("0", 0)):
            assert client.post(tick_url(habit), {"done": done}).status_code == 302
            assert runner.ticks.count() == count

    def test_a_second_tick_keeps_the_amount(self, client, runner, measured):
        TickFactory(owner=runner, habit=measured, on=TODAY, amount=20)
        client.post(tick_url(measured), {"done": "1"})
        assert runner.ticks.get().amount == 20

    def test_a_day_before_the_start_moves_the_start_there(self, client, runner):
        habit = HabitFactory(owner=runner, started_on=dt.date(2026, 2, 12))
        client.post(tick_url(habit, TUESDAY), {"done": "1"})
        habit.refresh_from_db()
        assert habit.started_on == TUESDAY

    def test_taking_back_moves_no_start(self, client, runner):
        habit = HabitFactory(owner=runner, started_on=dt.date(2026, 2, 12))
        client.post(tick_url(habit, TUESDAY), {"done": "0"})
        habit.refresh_from_db()
        assert habit.started_on == dt.date(2026, 2, 12)

    @pytest.mark.parametrize(
        ("on", "reason"),
        [
            (dt.date(2026, 2, 15), "This day is still to come."),
            (dt.date(1900, 1, 1), "Check the year."),
        ],
    )
    def test_a_day_that_cannot_be_ticked_is_told(self, client, runner, habit, on, reason):
        response = client.post(tick_url(habit, on), {"done": "1"}, follow=True)
        assert reason in response.content.decode()
        assert not runner.ticks.exists()

    def test_a_stopped_habit_is_not_ticked_after_its_stop(self, client, runner):
        habit = HabitFactory(owner=runner, stopped_on=TUESDAY)
        response = client.post(tick_url(habit, TUESDAY), {"done": "1"}, follow=True)
        assert "Start it again to tick it." in response.content.decode()
        assert not runner.ticks.exists()

    def test_today_is_the_runners_own_day(self, client, runner, habit, time_machine):
        runner.time_zone = "Pacific/Auckland"
        runner.save()
        time_machine.move_to(dt.datetime(2026, 2, 14, 12, tzinfo=dt.UTC), tick=False)
        client.post(tick_url(habit, dt.date(2026, 2, 15)), {"done": "1"})
        assert runner.ticks.get().on == dt.date(2026, 2, 15)

    def test_a_habit_of_another_runner_is_not_found(self, client):
        habit = HabitFactory()
        assert client.post(tick_url(habit), {"done": "1"}).status_code == 404
        assert not habit.ticks.exists()

    @pytest.mark.parametrize("done", ["", "2", "yes"])
    def test_anything_else_changes_nothing(self, client, runner, habit, done):
        assert client.post(tick_url(habit), {"done": done}).status_code == 302
        assert not runner.ticks.exists()

    def test_an_address_with_no_such_day_is_not_found(self, client, habit):
        url = tick_url(habit).replace("2026-02-14", "2026-02-30")
        assert client.post(url, {"done": "1"}).status_code == 404

    def test_a_reverse_needs_a_day(self, habit):
        with pytest.raises(NoReverseMatch):
            reverse("recovery:tick", args=[habit.pk])


class TestWithoutJavaScript:
    def test_goes_back_to_where_it_was_tapped(self, client, habit):
        response = client.post(tick_url(habit), {"done": "1", "next": "/?x#todo"})
        assert response.headers["Location"] == "/?x#todo"

    def test_never_goes_to_another_site(self, client, habit):
        response = client.post(tick_url(habit), {"done": "1", "next": "//example.org/"})
        assert response.headers["Location"] == reverse("recovery:week")

    def test_a_ticked_day_of_the_week_asks_for_its_minutes(self, client, measured):
        url = tick_url(measured, TUESDAY)
        response = client.post(url, {"done": "1", "view": "week"}, follow=True)
        assert f'action="{amount_url(measured, TUESDAY)}"' in response.content.decode()

    def test_the_forms_of_the_week_can_be_sent_as_they_are(self, client, runner, habit):
        page = client.get(reverse("recovery:week")).content.decode()
        form = page.partition(f'<form method="post" action="{tick_url(habit)}"')[2]
        form = form.partition("</form>")[0]
        assert '<input type="hidden" name="done" value="1">' in form
        assert "csrfmiddlewaretoken" in form
        assert f'value="/recovery/?week=2026-02-09#habit-{habit.pk}"' in form
        assert "<button" in form


class TestByHtmx:
    def test_the_week_gets_its_row_back(self, htmx, habit):
        response = htmx.post(tick_url(habit, TUESDAY), {"done": "1", "view": "week"})
        shown = response.content.decode().strip()
        assert shown.startswith(f'<li id="habit-{habit.pk}">')
        assert shown.endswith("</li>")
        assert "every day · 1 of 6 so far" in shown
        assert shown.count("<button") == 6
        assert "Foam rolling, Tue 10 Feb, done" in shown

    def test_today_gets_its_row_back(self, htmx, habit):
        response = htmx.post(tick_url(habit), {"done": "1", "view": "today", "next": "/"})
        shown = response.content.decode()
        assert shown.count("<button") == 1
        assert 'name="done" value="0"' in shown
        assert 'name="next" value="/"' in shown
        assert "every day · 1 of 6 so far" in shown

    def test_a_habit_after_each_run_knows_the_runs(self, htmx, runner):
        habit = HabitFactory(owner=runner, rhythm=Rhythm.AFTER_RUN)
        RunFactory(owner=runner, on=TUESDAY)
        shown = htmx.post(tick_url(habit, TUESDAY), {"done": "1", "view": "week"})
        assert "after each run · 1 of 1" in shown.content.decode()

    def test_a_habit_of_every_few_weeks_says_when_it_is_due_next(self, htmx, runner):
        habit = HabitFactory(owner=runner, rhythm=Rhythm.WEEKLY, every_weeks=2)
        TickFactory(owner=runner, habit=habit, on=dt.date(2026, 2, 1))
        shown = htmx.post(tick_url(habit), {"done": "1", "view": "today"}).content.decode()
        assert "due Sat 28 Feb" in shown
        shown = htmx.post(tick_url(habit), {"done": "0", "view": "today"}).content.decode()
        assert "due Sun 15 Feb" in shown

    def test_a_ticked_day_asks_for_its_minutes_and_one_taken_back_does_not(self, htmx, measured):
        sent = {"view": "week", "done": "1"}
        shown = htmx.post(tick_url(measured), sent).content.decode()
        assert f'hx-post="{amount_url(measured)}"' in shown
        shown = htmx.post(tick_url(measured), sent | {"done": "0"}).content.decode()
        assert amount_url(measured) not in shown

    def test_a_habit_that_is_just_done_asks_for_nothing(self, htmx, habit):
        shown = htmx.post(tick_url(habit), {"done": "1", "view": "week"}).content.decode()
        assert "amount" not in shown

    def test_takes_at_most_eight_queries(self, htmx, runner, django_assert_num_queries):
        habit = HabitFactory(owner=runner, rhythm=Rhythm.AFTER_RUN, started_on=TODAY)
        PauseFactory(owner=runner, habit=habit, from_on=dt.date(2026, 1, 1), until_on=TUESDAY)
        # session, user, habit, pauses; new start, tick; the week's ticks, days run on
        with django_assert_num_queries(8):
            htmx.post(tick_url(habit, TUESDAY), {"done": "1", "view": "week"})


class TestAmount:
    @pytest.fixture
    def ticked(self, runner, measured):
        return TickFactory(owner=runner, habit=measured, on=TODAY)

    def test_is_kept(self, client, ticked, measured):
        response = client.post(amount_url(measured), {"amount": "25", "next": "/"})
        ticked.refresh_from_db()
        assert (ticked.amount, response.headers["Location"]) == (25, "/")

    def test_can_be_emptied(self, client, ticked, measured):
        client.post(amount_url(measured), {"amount": "25"})
        client.post(amount_url(measured), {"amount": ""})
        ticked.refresh_from_db()
        assert ticked.amount is None

    def test_is_summed_up_in_the_week(self, htmx, runner, ticked, measured):
        TickFactory(owner=runner, habit=measured, on=TUESDAY, amount=10)
        shown = htmx.post(amount_url(measured), {"amount": "25", "view": "week"}).content.decode()
        assert "· 35 minutes" in shown
        assert amount_url(measured) not in shown

    def test_stays_open_to_change_today(self, htmx, ticked, measured):
        shown = htmx.post(amount_url(measured), {"amount": "25", "view": "today"}).content.decode()
        assert 'name="amount" value="25"' in shown

    @pytest.mark.parametrize(
        ("typed", "minutes"), [("31:20", 31), ("2.5", 3), ("1h05", 65), ("1:05:00", 65)]
    )
    def test_minutes_are_any_duration(self, htmx, ticked, measured, typed, minutes):
        htmx.post(amount_url(measured), {"amount": typed})
        ticked.refresh_from_db()
        assert ticked.amount == minutes

    @pytest.mark.parametrize("amount", ["0", "601", "2.5", "1h05", "ten"])
    def test_sets_are_whole(self, htmx, ticked, measured, amount):
        Habit.objects.update(measure="sets")
        response = htmx.post(amount_url(measured), {"amount": amount})
        assert response.status_code == 422
        assert "Write a whole number from 1 to 600." in response.content.decode()

    @pytest.mark.parametrize(
        ("amount", "says"),
        [
            ("0", "at least a second"),
            ("601", "from 1 to 600 minutes"),
            ("-1", "Write minutes such as 31"),
            ("ten", "Write minutes such as 31"),
            ("9" * 30, "too long"),
        ],
    )
    @pytest.mark.parametrize("view", ["week", "today"])
    def test_that_is_none_is_told_beside_the_field(
        self, htmx, ticked, measured, amount, says, view
    ):
        response = htmx.post(amount_url(measured), {"amount": amount, "view": view})
        assert response.status_code == 422
        shown = response.content.decode()
        assert says in shown
        assert f'value="{amount}"' in shown
        assert shown.strip().startswith("<li")

    def test_that_is_none_is_told_without_javascript_too(self, client, ticked, measured):
        response = client.post(amount_url(measured), {"amount": "ten", "next": "/"})
        assert response.status_code == 422
        shown = response.content.decode()
        assert "Write minutes such as 31" in shown
        assert "<h1>Recovery</h1>" in shown

    def test_of_a_day_without_a_tick_is_not_found(self, client, measured):
        assert client.post(amount_url(measured), {"amount": "5"}).status_code == 404

    def test_of_another_runner_is_not_found(self, client):
        tick = TickFactory(on=TODAY)
        assert client.post(amount_url(tick.habit), {"amount": "5"}).status_code == 404

    def test_takes_at_most_eight_queries(self, htmx, ticked, measured, django_assert_num_queries):
        measured.rhythm = Rhythm.AFTER_RUN
        measured.save()
        # session, user, tick with habit, pauses; owner, saved; the week's ticks, days run on
        with django_assert_num_queries(8):
            htmx.post(amount_url(measured), {"amount": "5", "view": "today"})
