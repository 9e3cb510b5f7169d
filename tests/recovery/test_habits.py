from __future__ import annotations

import datetime as dt

import pytest
from django.urls import reverse

from gaitlog.core.trash import restore
from gaitlog.recovery.models import Habit, Measure, Rhythm
from tests.factories import HabitFactory, PauseFactory, TickFactory

pytestmark = pytest.mark.django_db

TODAY = dt.date(2026, 2, 14)
TUESDAY = dt.date(2026, 2, 10)
YESTERDAY = dt.date(2026, 2, 13)
LIST = reverse("recovery:list")

TYPED = {
    "name": "Sauna",
    "rhythm": "weekly",
    "times": "2",
    "every_weeks": "1",
    "measure": "minutes",
    "started_on": "2026-02-01",
}


def url(name, row):
    return reverse(f"recovery:{name}", args=[row.pk])


def pauses_of(habit):
    return list(habit.pauses.values_list("from_on", "until_on"))


class TestList:
    def test_shows_only_own_habits(self, client, runner):
        own, _other = HabitFactory(owner=runner), HabitFactory()
        assert client.get(LIST).context["going"] == [(own, "")]

    def test_an_empty_page_offers_the_ready_made_ones(self, client):
        page = client.get(LIST).content.decode()
        assert "One tap starts one today" in page
        assert 'value="calf_raises"' in page

    def test_offers_none_that_is_there(self, client, runner):
        HabitFactory(owner=runner, name="yoga")
        HabitFactory(owner=runner, slug="massage", name="Ola")
        offered = {entry.slug for entry in client.get(LIST).context["offers"]}
        assert not {"yoga", "massage"} & offered

    def test_tells_paused_and_stopped_ones_apart(self, client, runner):
        paused = HabitFactory(owner=runner)
        PauseFactory(owner=runner, habit=paused, from_on=TUESDAY)
        stopped = HabitFactory(owner=runner, stopped_on=TODAY)
        context = client.get(LIST).context
        assert context["going"] == [(paused, "paused")]
        assert context["stopped"] == [stopped]

    @pytest.mark.parametrize("count", [1, 10])
    def test_queries_do_not_grow(self, client, runner, count, django_assert_num_queries):
        for _ in range(count):
            PauseFactory(owner=runner, habit=HabitFactory(owner=runner), from_on=TUESDAY)
        with django_assert_num_queries(4):  # session, user, habits, pauses
            client.get(LIST)


class TestCreate:
    url = reverse("recovery:create")

    def test_starts_today_unless_told_otherwise(self, client):
        assert 'value="2026-02-14"' in client.get(self.url).content.decode()

    def test_saves_the_habit_behind_the_others(self, client, runner):
        HabitFactory(owner=runner)
        response = client.post(self.url, TYPED)
        habit = runner.habits.last()
        assert response.headers["Location"] == LIST
        assert (habit.name, habit.rhythm_words) == ("Sauna", "twice a week")
        assert (habit.measure, habit.started_on) == ("minutes", dt.date(2026, 2, 1))

    def test_other_rhythms_leave_the_number_of_times_alone(self, client, runner):
        client.post(self.url, TYPED | {"rhythm": "daily", "times": "99", "every_weeks": ""})
        habit = runner.habits.get()
        assert (habit.rhythm, habit.times, habit.every_weeks) == ("daily", 1, 1)

    @pytest.mark.parametrize(
        ("changes", "said"),
        [
            ({"name": ""}, "This field is required."),
            ({"times": "8"}, "Write a whole number from 1 to 7."),
            ({"times": ""}, "Write a whole number from 1 to 7."),
            ({"every_weeks": "13"}, "Write a whole number from 1 to 12."),
            ({"every_weeks": "two"}, "Write a whole number from 1 to 12."),
            ({"started_on": "0206-02-01"}, "Check the year."),
            ({"started_on": "9999-12-31"}, "Check the year."),
            ({"rhythm": "hourly"}, "hourly is not one of the available choices."),
        ],
    )
    def test_what_is_wrong_is_told_beside_the_field(self, client, runner, changes, said):
        response = client.post(self.url, TYPED | changes)
        assert response.status_code == 422
        assert said in response.content.decode()
        assert not runner.habits.exists()

    def test_a_second_one_of_that_name_is_refused(self, client, runner):
        HabitFactory(owner=runner, name="sauna")
        response = client.post(self.url, TYPED)
        assert response.status_code == 422
        assert "You already have a habit of that name." in response.content.decode()

    def test_two_runners_may_have_one_of_the_same_name(self, client, runner):
        HabitFactory(name="Sauna")
        assert client.post(self.url, TYPED).status_code == 302

    def test_by_htmx_a_refused_form_comes_back_alone(self, htmx):
        response = htmx.post(self.url, TYPED | {"name": ""})
        assert response.status_code == 422
        assert response.content.decode().strip().startswith('<form id="habit-form"')


class TestUpdate:
    def test_changes_the_habit(self, client, runner):
        habit = HabitFactory(owner=runner)
        client.post(url("update", habit), TYPED | {"stopped_on": "2026-02-20"})
        habit.refresh_from_db()
        assert (habit.name, habit.stopped_on) == ("Sauna", dt.date(2026, 2, 20))

    def test_a_stop_before_the_start_is_refused(self, client, runner):
        habit = HabitFactory(owner=runner)
        response = client.post(url("update", habit), TYPED | {"stopped_on": "2026-01-01"})
        assert response.status_code == 422
        assert "A habit stops after it was started." in response.content.decode()

    def test_minutes_that_were_noted_do_not_become_sets(self, client, runner):
        habit = HabitFactory(owner=runner, measure=Measure.MINUTES)
        TickFactory(owner=runner, habit=habit, amount=20)
        response = client.post(url("update", habit), TYPED | {"measure": "sets"})
        assert response.status_code == 422
        assert "You have noted minutes already." in response.content.decode()
        habit.refresh_from_db()
        assert habit.measure == "minutes"

    @pytest.mark.parametrize(("amount", "measure"), [(None, "sets"), (20, "")])
    def test_a_measure_changes_where_nothing_is_lost(self, client, runner, amount, measure):
        habit = HabitFactory(owner=runner, measure=Measure.MINUTES)
        TickFactory(owner=runner, habit=habit, amount=amount)
        client.post(url("update", habit), TYPED | {"measure": measure})
        habit.refresh_from_db()
        assert habit.measure == measure

    def test_only_a_habit_without_ticks_offers_to_be_deleted(self, client, runner):
        habit = HabitFactory(owner=runner)
        assert url("delete", habit) in client.get(url("update", habit)).content.decode()
        TickFactory(owner=runner, habit=habit)
        assert url("delete", habit) not in client.get(url("update", habit)).content.decode()

    @pytest.mark.parametrize("count", [1, 10])
    def test_queries_do_not_grow(self, client, runner, count, django_assert_num_queries):
        habit = HabitFactory(owner=runner)
        for number in range(count):
            day = dt.date(2026, 1, 1) + dt.timedelta(days=number)
            PauseFactory(owner=runner, habit=habit, from_on=day, until_on=day)
            TickFactory(owner=runner, habit=habit, on=day)
        with django_assert_num_queries(5):  # session, user, habit, pauses, whether it is ticked
            client.get(url("update", habit))


class TestPause:
    def test_one_tap_pauses_from_today_on(self, client, runner):
        habit = HabitFactory(owner=runner)
        assert client.post(url("pause", habit)).headers["Location"] == LIST
        assert pauses_of(habit) == [(TODAY, None)]

    def test_can_be_told_from_when_to_when(self, client, runner):
        habit = HabitFactory(owner=runner)
        dates = {"from_on": "2026-01-05", "until_on": "2026-01-09"}
        client.post(url("pause", habit), dates)
        assert pauses_of(habit) == [(dt.date(2026, 1, 5), dt.date(2026, 1, 9))]

    @pytest.mark.parametrize(
        ("dates", "said"),
        [
            ({"from_on": "2026-02-10", "until_on": "2026-02-09"}, "is not before its first"),
            ({"from_on": ""}, "This field is required."),
            ({"from_on": "2026-01-01"}, "another pause from 5 Jan 2026 to 9 Jan 2026"),
            ({"from_on": "2026-01-09", "until_on": "2026-01-09"}, "another pause from 5 Jan 2026"),
            ({"from_on": "2026-03-02", "until_on": "2026-03-03"}, "1 Mar 2026, with no end yet"),
            ({"from_on": "2026-02-10", "until_on": "2199-02-09"}, "Check the year."),
        ],
    )
    def test_what_is_wrong_is_told_beside_the_field(self, client, runner, dates, said):
        habit = HabitFactory(owner=runner)
        PauseFactory(
            owner=runner, habit=habit, from_on=dt.date(2026, 1, 5), until_on=dt.date(2026, 1, 9)
        )
        PauseFactory(owner=runner, habit=habit, from_on=dt.date(2026, 3, 1))
        response = client.post(url("pause", habit), dates)
        assert response.status_code == 422
        assert said in response.content.decode()
        assert habit.pauses.count() == 2

    def test_sent_twice_it_is_one_pause(self, client, runner):
        habit = HabitFactory(owner=runner)
        client.post(url("pause", habit))
        assert client.post(url("pause", habit)).status_code == 422
        assert habit.pauses.count() == 1

    def test_can_be_deleted_and_come_back(self, client, runner):
        pause = PauseFactory(owner=runner, from_on=TUESDAY)
        habit = pause.habit
        response = client.post(url("delete_pause", pause))
        assert response.headers["Location"] == habit.get_absolute_url()
        assert pauses_of(habit) == []
        restore(runner.trash_items.get())
        assert pauses_of(habit) == [(TUESDAY, None)]


class TestResume:
    def test_ends_the_pause_yesterday(self, client, runner):
        habit = HabitFactory(owner=runner)
        PauseFactory(owner=runner, habit=habit, from_on=TUESDAY)
        client.post(url("resume", habit))
        assert pauses_of(habit) == [(TUESDAY, YESTERDAY)]

    def test_forgets_a_pause_that_began_today(self, client, runner):
        habit = HabitFactory(owner=runner)
        client.post(url("pause", habit))
        client.post(url("resume", habit))
        assert pauses_of(habit) == []

    def test_leaves_other_pauses_alone(self, client, runner):
        habit = HabitFactory(owner=runner)
        for day in (dt.date(2026, 1, 5), dt.date(2026, 3, 5)):
            PauseFactory(owner=runner, habit=habit, from_on=day, until_on=day)
        client.post(url("resume", habit))
        assert len(pauses_of(habit)) == 2

    def test_a_stopped_habit_was_paused_in_between(self, client, runner):
        habit = HabitFactory(owner=runner, stopped_on=TUESDAY)
        client.post(url("resume", habit))
        habit.refresh_from_db()
        assert habit.stopped_on is None
        assert pauses_of(habit) == [(TUESDAY, YESTERDAY)]

    def test_a_habit_paused_and_then_stopped_has_one_pause(self, client, runner):
        habit = HabitFactory(owner=runner, stopped_on=TUESDAY)
        PauseFactory(owner=runner, habit=habit, from_on=dt.date(2026, 2, 2))
        client.post(url("resume", habit))
        assert pauses_of(habit) == [(dt.date(2026, 2, 2), YESTERDAY)]

    def test_a_stop_of_today_is_taken_back_without_a_pause(self, client, runner):
        habit = HabitFactory(owner=runner)
        client.post(url("stop", habit))
        client.post(url("resume", habit))
        habit.refresh_from_db()
        assert habit.stopped_on is None
        assert pauses_of(habit) == []


class TestStop:
    def test_keeps_the_ticks(self, client, runner):
        habit = HabitFactory(owner=runner)
        TickFactory(owner=runner, habit=habit)
        client.post(url("stop", habit))
        habit.refresh_from_db()
        assert habit.stopped_on == TODAY
        assert habit.ticks.exists()

    def test_a_second_time_changes_nothing(self, client, runner):
        habit = HabitFactory(owner=runner, stopped_on=TUESDAY)
        client.post(url("stop", habit))
        habit.refresh_from_db()
        assert habit.stopped_on == TUESDAY

    def test_a_habit_to_come_never_starts(self, client, runner):
        habit = HabitFactory(owner=runner, started_on=dt.date(2026, 3, 1))
        client.post(url("stop", habit))
        habit.refresh_from_db()
        assert habit.stopped_on == habit.started_on


class TestDelete:
    def test_a_habit_without_ticks_can_come_back_with_its_pauses(self, client, runner):
        habit = HabitFactory(owner=runner, name="Sauna")
        PauseFactory(owner=runner, habit=habit, from_on=TUESDAY)
        response = client.post(url("delete", habit), follow=True)
        assert not runner.habits.exists()
        assert "Undo" in response.content.decode()
        restore(runner.trash_items.get())
        assert pauses_of(runner.habits.get()) == [(TUESDAY, None)]

    def test_a_ticked_habit_stays(self, client, runner):
        habit = HabitFactory(owner=runner, name="Sauna")
        TickFactory(owner=runner, habit=habit)
        response = client.post(url("delete", habit), follow=True)
        assert "Sauna has been ticked, so it stays." in response.content.decode()
        assert Habit.objects.filter(pk=habit.pk).exists()


class TestMove:
    def names(self, runner):
        return [habit.name for habit in runner.habits.filter(stopped_on=None)]

    def test_changes_places_with_a_neighbour(self, client, runner):
        for name in "ABC":
            HabitFactory(owner=runner, name=name)
        moved = runner.habits.get(name="C")
        client.post(url("move", moved), {"to": "up"})
        assert self.names(runner) == ["A", "C", "B"]
        client.post(url("move", moved), {"to": "down"})
        assert self.names(runner) == ["A", "B", "C"]

    def test_passes_over_stopped_ones(self, client, runner):
        HabitFactory(owner=runner, name="A")
        HabitFactory(owner=runner, name="B", stopped_on=TUESDAY)
        moved = HabitFactory(owner=runner, name="C")
        client.post(url("move", moved), {"to": "up"})
        assert self.names(runner) == ["C", "A"]

    def test_stays_at_either_end(self, client, runner):
        first, last = HabitFactory(owner=runner, name="A"), HabitFactory(owner=runner, name="B")
        client.post(url("move", first), {"to": "up"})
        client.post(url("move", last), {"to": "down"})
        assert self.names(runner) == ["A", "B"]

    def test_a_new_habit_comes_last(self, client, runner):
        for name in "AB":
            HabitFactory(owner=runner, name=name)
        client.post(url("move", runner.habits.get(name="B")), {"to": "up"})
        client.post(reverse("recovery:create"), TYPED)
        assert self.names(runner) == ["B", "A", "Sauna"]


class TestRhythmInWords:
    @pytest.mark.parametrize(
        ("times", "weeks", "words"),
        [
            (1, 1, "once a week"),
            (2, 1, "twice a week"),
            (3, 1, "3 times a week"),
            (1, 3, "every 3 weeks"),
            (2, 3, "twice every 3 weeks"),
        ],
    )
    def test_of_a_number_of_times(self, times, weeks, words):
        habit = HabitFactory.build(owner=None, rhythm=Rhythm.WEEKLY, times=times, every_weeks=weeks)
        assert habit.rhythm_words == words
