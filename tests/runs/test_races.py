from __future__ import annotations

import datetime as dt

import pytest
import time_machine
from django.urls import reverse

from tests.factories import AwayFactory, CoachLinkFactory, PracticeFactory, RaceFactory, RunFactory
from tests.sharing.test_coach_page import coach_of, visit

pytestmark = pytest.mark.django_db

TODAY = dt.date(2026, 3, 5)


def in_days(days):
    return TODAY + dt.timedelta(days=days)


def text(response):
    return " ".join(response.content.decode().split())


@pytest.fixture(autouse=True)
def now():
    with time_machine.travel(dt.datetime(2026, 3, 5, 12, tzinfo=dt.UTC), tick=False):
        yield


class TestList:
    url = reverse("races:list")

    def test_an_empty_page_says_what_to_do(self, client):
        assert "Add a race" in text(client.get(self.url))

    def test_what_comes_is_counted_down_and_what_was_has_its_result(self, client, runner):
        later = RaceFactory(owner=runner, on=in_days(30))
        soon = RaceFactory(owner=runner, on=in_days(1))
        past = RaceFactory(owner=runner, on=in_days(-1), result_s=2880, distance_m=10_000)
        early = RaceFactory(owner=runner, on=in_days(-9))
        RaceFactory(on=in_days(3))  # of somebody else
        response = client.get(self.url)
        assert list(response.context["coming"]) == [soon, later]
        assert list(response.context["past"]) == [past, early]
        page = text(response)
        assert '<b class="num">1</b><span>day to go</span>' in page
        assert '<b class="num">30</b><span>days to go</span>' in page
        assert '<b class="num">48:00</b><span>4:48 per km</span>' in page
        assert "no result" in page

    def test_of_today_it_is_coming_until_it_has_a_result(self, client, runner):
        race = RaceFactory(owner=runner, on=TODAY)
        assert list(client.get(self.url).context["coming"]) == [race]
        runner.races.update(result_s=2880)
        assert list(client.get(self.url).context["past"]) == [race]

    @pytest.mark.parametrize("count", [1, 10])
    def test_queries_do_not_grow(self, client, runner, count, django_assert_num_queries):
        for number in range(count):
            run = RunFactory(owner=runner)
            RaceFactory(owner=runner, on=in_days(-number), run=run, result_s=1800)
            RaceFactory(owner=runner, on=in_days(number))
        with django_assert_num_queries(5):  # session, user, coming, how many past, past
            client.get(self.url)


class TestForm:
    new = reverse("races:create")

    def typed(self, **changes):
        return {"name": "Bridge ten", "on": "2026-06-20", "distance_m": "10"} | changes

    def test_saves_a_race(self, client, runner):
        data = self.typed(importance="A", goal="Relaxed", goal_s="48:00")
        assert client.post(self.new, data).status_code == 302
        race = runner.races.get()
        assert (race.on, race.distance_m, race.goal_s) == (dt.date(2026, 6, 20), 10_000, 2_880)
        assert (race.importance, race.result_s, race.run) == ("A", None, None)

    @pytest.mark.parametrize(
        ("changes", "field"),
        [
            ({"name": ""}, "name"),
            ({"on": ""}, "on"),
            ({"on": "1066-10-14"}, "on"),
            ({"goal_s": "soon"}, "goal_s"),
            ({"result_s": "0"}, "result_s"),
            ({"importance": "Z"}, "importance"),
            ({"distance_m": "far"}, "distance_m"),
        ],
    )
    def test_what_makes_no_sense_is_said_beside_it(self, client, runner, changes, field):
        response = client.post(self.new, self.typed(note="kept", **changes))
        assert response.status_code == 422
        assert field in response.context["form"].errors
        assert "kept" in text(response)
        assert not runner.races.exists()

    def test_sent_twice_it_is_saved_once(self, client, runner):
        uid = client.get(self.new).context["form"]["uid"].value()
        for _ in range(2):
            client.post(self.new, self.typed(uid=uid))
        assert runner.races.count() == 1

    def test_two_tabs_do_not_overwrite_each_other(self, client, runner):
        race = RaceFactory(owner=runner)
        url = race.get_absolute_url()
        seen = client.get(url).context["form"].initial["seen"]
        client.post(url, self.typed(seen=seen, note="first"))
        response = client.post(url, self.typed(seen=seen, note="second"))
        assert response.status_code == 422
        race.refresh_from_db()
        assert race.note == "first"

    def test_begins_with_the_run_that_it_was(self, client, runner):
        run = RunFactory(owner=runner, distance_m=10_000, is_race=True)
        page = text(client.get(run.get_absolute_url()))
        assert f'href="{self.new}?run={run.pk}"' in page
        form = client.get(self.new, {"run": run.pk}).context["form"]
        shown = {name: form.fields[name].prepare_value(form[name].value()) for name in form.fields}
        shown = {name: value for name, value in shown.items() if value is not None}
        client.post(f"{self.new}?run={run.pk}", shown | {"name": "Park loop"})
        race = runner.races.get()
        assert (race.run, race.on, race.distance_m) == (run, run.on, 10_000)
        assert race.result_s == 1_800

    @pytest.mark.parametrize("key", ["x", "", "0", "99999"])
    def test_of_no_run_it_is_nowhere(self, client, key):
        assert client.get(self.new, {"run": key}).status_code == 404

    def test_of_nobody_elses_run(self, client, runner):
        other = RunFactory()
        assert client.get(self.new, {"run": other.pk}).status_code == 404
        race = RaceFactory(owner=runner)
        response = client.post(race.get_absolute_url(), self.typed(on="2026-03-02", run=other.pk))
        assert response.status_code == 422

    def test_offers_the_runs_of_its_day_that_are_no_other_races(self, client, runner):
        run, taken, _other_day = (RunFactory(owner=runner, on=in_days(n)) for n in (-3, -3, -4))
        RaceFactory(owner=runner, on=in_days(-3), run=taken)
        race = RaceFactory(owner=runner, on=in_days(-3))
        form = client.get(race.get_absolute_url()).context["form"]
        assert [key for key, _ in form.fields["run"].choices] == ["", run.pk]
        client.post(race.get_absolute_url(), self.typed(on="2026-03-02", run=run.pk))
        race.refresh_from_db()
        run.refresh_from_db()
        assert (race.run, race.result_s, run.is_race) == (run, 1_800, True)

    def test_a_new_one_offers_those_of_its_day_too(self, client, runner):
        run, _other_day = (RunFactory(owner=runner, on=in_days(n)) for n in (-3, -4))
        form = client.get(self.new, {"run": run.pk}).context["form"]
        assert [key for key, _ in form.fields["run"].choices] == ["", run.pk]

    def test_can_be_deleted_and_come_back_with_its_run(self, client, runner):
        run = RunFactory(owner=runner)
        race = RaceFactory(owner=runner, run=run, result_s=1800)
        client.post(reverse("races:delete", args=[race.pk]))
        assert not runner.races.exists()
        client.post(reverse("portability:restore", args=[runner.trash_items.get().pk]))
        assert runner.races.get().run == run


class TestResult:
    def test_is_one_tap_from_the_run(self, client, runner):
        race = RaceFactory(owner=runner, on=TODAY)
        run = RunFactory(owner=runner, on=TODAY, elapsed_s=1830)
        page = text(client.get(run.get_absolute_url()))
        assert "Was this <b>Midsummer ten</b>?" in page
        assert "Take 30:30 as the result" in page
        response = client.post(reverse("races:result", args=[race.pk]), {"run": run.pk})
        assert response.url == run.get_absolute_url()
        race.refresh_from_db()
        run.refresh_from_db()
        assert (race.run, race.result_s, run.is_race, run.version) == (run, 1830, True, 2)
        assert "Was this" not in text(client.get(run.get_absolute_url()))

    def test_is_not_offered_by_a_run_of_another_day_or_runner(self, client, runner):
        RaceFactory(owner=runner, on=in_days(1))
        RaceFactory(on=TODAY)
        RaceFactory(owner=runner, on=TODAY, result_s=60)
        run = RunFactory(owner=runner, on=TODAY)
        assert "Was this" not in text(client.get(run.get_absolute_url()))

    @pytest.mark.parametrize("key", ["", "x", "0"])
    def test_of_no_run_changes_nothing(self, client, runner, key):
        race = RaceFactory(owner=runner)
        url = reverse("races:result", args=[race.pk])
        assert client.post(url, {"run": key}).status_code == 404
        assert client.post(url, {"run": RunFactory().pk}).status_code == 404
        race.refresh_from_db()
        assert race.result_s is None

    def test_a_race_outlives_its_run(self, client, runner):
        run = RunFactory(owner=runner)
        race = RaceFactory(owner=runner, run=run, result_s=1800)
        client.post(reverse("runs:delete", args=[run.pk]))
        race.refresh_from_db()
        assert (race.run, race.result_s) == (None, 1800)
        client.post(reverse("portability:restore", args=[runner.trash_items.get().pk]))
        race.refresh_from_db()
        assert race.run == run


class TestElsewhere:
    def test_today_counts_down_to_the_next(self, client, runner):
        for days in (40, 12):
            RaceFactory(owner=runner, on=in_days(days), distance_m=10_000, goal_s=2880)
        PracticeFactory(owner=runner, on=TODAY)
        response = client.get("/")
        assert response.context["report"].practice_days == {TODAY}
        page = text(response)
        assert '<b class="num">12</b> <p>days to' in page
        assert "10.00 km · hoped for 48:00" in page

    def test_today_is_silent_where_none_comes(self, client, runner):
        RaceFactory(owner=runner, on=in_days(-1))
        assert "Next race" not in text(client.get("/"))

    def test_trends_name_it_once(self, client, runner):
        run = RunFactory(owner=runner, is_race=True)
        RaceFactory(owner=runner, run=run, result_s=1800)
        RunFactory(owner=runner, is_race=True, on=in_days(-10))
        report = client.get("/trends/").context["report"]
        assert [(mark.on, mark.text) for mark in report.marks] == [
            (in_days(-10), "race"),
            (run.on, "Midsummer ten"),
        ]

    def test_a_week_of_the_trends_says_it(self, client, runner):
        RaceFactory(owner=runner, name="A race with a very long name indeed")
        RunFactory(owner=runner)
        response = client.get("/trends/")
        assert response.context["readout"].last.note == (
            "1 run, A race with a very long name indeed"
        )
        assert ">A race with a very …</text>" in response.content.decode()

    def test_the_coach_reads_that_it_was_one_and_no_name(self, runner):
        run = RunFactory(owner=runner, is_race=True, distance_m=10_000)
        RaceFactory(owner=runner, run=run, name="Midsummer", goal="Win")
        AwayFactory(owner=runner, reason="Stockholm", kind="illness")
        link = CoachLinkFactory(owner=runner, shows_injuries=True, shows_notes=True)
        page = coach_of(link).get(visit(link)).content.decode()
        assert "race</text>" in page
        for word in ("Midsummer", "Win", "Stockholm", "illness", ">away<"):
            assert word not in page
