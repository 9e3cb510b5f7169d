from __future__ import annotations

import datetime as dt

import pytest
import time_machine
from django.urls import reverse

from tests.factories import (
    BlockFactory,
    InjuryFactory,
    PracticeFactory,
    RunFactory,
    TickFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db

NOW = dt.datetime(2026, 3, 5, 12, tzinfo=dt.UTC)  # a Thursday


@pytest.fixture(autouse=True)
def now():
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


def text(response):
    return response.content.decode()


class TestToday:
    def test_leads_with_the_weeks_pose(self, client, runner):
        RunFactory(owner=runner, sections=[("pose", 300), ("natural", 900)])
        page = text(client.get("/"))
        assert "5:00" in page
        assert "25 %" in page

    def test_an_empty_log_says_what_to_do(self, client):
        assert "Log the first run" in text(client.get("/"))

    def test_a_week_not_run_in_yet_leads_with_the_last(self, client, runner):
        RunFactory(owner=runner, on=dt.date(2026, 2, 25), sections=[("pose", 420)])
        page = text(client.get("/"))
        assert "7:00" in page
        assert "has not been run in yet" in page

    def test_compares_with_last_week_up_to_the_same_day(self, client, runner):
        RunFactory(owner=runner, sections=[("pose", 60)])
        RunFactory(owner=runner, on=dt.date(2026, 2, 26), sections=[("pose", 61)])
        RunFactory(owner=runner, on=dt.date(2026, 2, 27), sections=[("pose", 600)])
        assert "Last week by now 1:01" in text(client.get("/"))

    def test_says_what_hurts(self, client, runner):
        InjuryFactory(owner=runner)
        InjuryFactory(owner=runner, site="heel", until_on=dt.date(2026, 3, 4))
        page = text(client.get("/"))
        assert "Left calf" in page
        assert "Left heel" not in page

    def test_is_the_runners_today(self, client, runner, now):
        runner.time_zone = "Pacific/Auckland"
        runner.save()
        now.move_to(dt.datetime(2026, 3, 1, 12, tzinfo=dt.UTC))  # Monday there already
        assert client.get("/").context["report"].today == dt.date(2026, 3, 2)

    def test_a_natural_runner_sees_no_share_and_no_nudge(self, client, runner):
        runner.technique = ""
        runner.save()
        RunFactory(owner=runner)
        page = text(client.get("/"))
        for word in (" %", "Pose", "hold", "new gait", ">0:00"):
            assert word not in page, word

    def test_goes_to_the_welcome_first(self, client, runner):
        runner.welcomed_at = None
        runner.save()
        assert client.get("/").url == reverse("dashboard:welcome")

    @pytest.mark.parametrize("count", [1, 10])
    def test_queries_do_not_grow(self, client, runner, count, django_assert_max_num_queries):
        for _ in range(count):
            RunFactory(owner=runner, shod=True)
            TickFactory(owner=runner)
            PracticeFactory(owner=runner)
            InjuryFactory(owner=runner)
        with django_assert_max_num_queries(12):
            client.get("/")


class TestTrends:
    url = reverse("dashboard:trends")

    def test_says_where_there_is_nothing(self, client):
        assert "Nothing was run here" in text(client.get(self.url))

    def test_the_table_comes_when_asked_for(self, client, runner):
        RunFactory(owner=runner, sections=[("pose", 300), ("natural", 900)])
        BlockFactory(owner=runner)
        assert "2 Mar 2026" not in text(client.get(self.url)).split("</script>")[-1]
        page = text(client.get(self.url, {"table": "1"}))
        assert "2 Mar 2026" in page.split("</script>")[-1]

    def test_htmx_gets_the_table_alone(self, htmx, runner):
        RunFactory(owner=runner)
        page = text(htmx.get(self.url, {"table": "1"}))
        assert page.lstrip().startswith('<div class="scroll" id="trend-table"')

    def test_nonsense_in_the_address_is_left_out(self, client, runner):
        RunFactory(owner=runner)
        query = {"range": "soon", "shoe": "x", "surface": "moon", "footing": "z"}
        assert len(client.get(self.url, query).context["report"].spans) == 26

    @pytest.mark.parametrize(
        ("query", "words"),
        [
            ({"surface": "trail"}, "on trail"),
            ({"surface": "indoor_track"}, "on an indoor track"),
            ({"surface": "mixed"}, "on mixed surfaces"),
            ({"footing": "no_snow"}, "without snow and ice"),
            ({"footing": "wet"}, "on wet ground"),
            ({"footing": "slush"}, "on slush"),
        ],
    )
    def test_names_what_is_shown_even_where_no_run_fits(self, client, query, words):
        assert f'aria-label="Only runs {words}: take this away"' in text(
            client.get(self.url, query)
        )

    def test_names_the_shoe(self, client, runner):
        run = RunFactory(owner=runner, shod=True)
        page = text(client.get(self.url, {"shoe": run.shoe.pk}))
        assert f"Only runs in {run.shoe}:" in page

    def test_each_name_takes_its_own_part_away(self, client, runner):
        RunFactory(owner=runner)
        query = {"range": "52", "surface": "road", "footing": "dry", "table": "1"}
        page = text(client.get(self.url, query))
        assert (
            '<a class="chip" href="?range=52&amp;footing=dry" aria-label="Only runs on road' in page
        )
        assert (
            '<a class="chip" href="?range=52&amp;surface=road" aria-label="Only runs on dry' in page
        )

    def test_names_nothing_where_all_is_shown(self, client, runner):
        RunFactory(owner=runner)
        assert "Only runs" not in text(client.get(self.url, {"surface": "moon", "footing": ""}))

    @pytest.mark.parametrize("weeks", ["12", "26", "52"])
    def test_ranges(self, client, runner, weeks):
        RunFactory(owner=runner)
        spans = client.get(self.url, {"range": weeks}).context["report"].spans
        assert len(spans) == int(weeks)


class TestWelcome:
    url = reverse("dashboard:welcome")

    @pytest.fixture
    def newcomer(self, runner):
        runner.welcomed_at = None
        runner.save()
        return runner

    def answers(self, **changes):
        return {
            "learning": "Pose",
            "distance_unit": "km",
            "first_weekday": "0",
            "time_zone": "Europe/Stockholm",
        } | changes

    def test_keeps_shoes_and_word_and_leads_to_the_first_run(self, client, newcomer):
        answers = self.answers(
            learning="own",
            word="quiet feet",
            shoe_1="Adrenaline",
            drop_1_mm="12",
            shoe_2="Flat",
            drop_2_mm="4,5",
        )
        response = client.post(self.url, answers)
        newcomer.refresh_from_db()
        assert response.url == reverse("runs:create")
        assert newcomer.technique == "quiet feet"
        assert newcomer.welcomed_at
        assert {shoe.drop for shoe in newcomer.shoes.all()} == {"12 mm", "4.5 mm"}

    def test_nothing_is_an_answer(self, client, newcomer):
        client.post(self.url, self.answers(learning="nothing"))
        newcomer.refresh_from_db()
        assert not newcomer.learns

    def test_a_word_of_the_language_is_refused(self, client, newcomer):
        response = client.post(self.url, self.answers(learning="own", word="walk"))
        assert response.status_code == 422
        assert "already means something" in text(response)

    def test_a_drop_without_a_name_is_asked_for(self, client, newcomer):
        response = client.post(self.url, self.answers(drop_1_mm="12"))
        assert "Give the pair a name." in text(response)

    def test_remembered_weeks_become_estimates(self, client, newcomer):
        week = dt.date(2026, 2, 23)
        answers = self.answers(
            **{f"{week}-runs": "3", f"{week}-moving_s": "90", f"{week}-pose_s": "10"}
        )
        client.post(self.url, answers)
        runs = list(newcomer.runs.order_by("on"))
        assert [run.kind for run in runs] == ["estimate"] * 3
        assert sum(run.moving_s for run in runs) == 5400
        assert sum(run.pose_s for run in runs) == 600
        assert {run.hold_s for run in runs} == {0}
        assert [run.on.weekday() for run in runs] == [1, 3, 5]

    def test_can_be_left_for_later(self, client, newcomer):
        client.post(reverse("dashboard:welcome_later"))
        assert client.get("/").status_code == 200


class TestWeeks:
    url = reverse("dashboard:weeks")
    week = dt.date(2026, 2, 23)

    def send(self, client, runs, minutes, pose=""):
        prefix = f"{self.week}"
        return client.post(
            self.url,
            {f"{prefix}-runs": runs, f"{prefix}-moving_s": minutes, f"{prefix}-pose_s": pose},
        )

    def test_a_week_is_changed_as_a_week(self, client, runner):
        self.send(client, "2", "60", "5")
        self.send(client, "4", "100")
        assert runner.runs.count() == 4
        assert sum(run.moving_s for run in runner.runs.all()) == 6000

    def test_an_emptied_week_is_taken_away(self, client, runner):
        self.send(client, "2", "60", "5")
        self.send(client, "", "")
        assert not runner.runs.exists()

    def test_logged_runs_are_left_alone(self, client, runner):
        RunFactory(owner=runner, on=self.week)
        self.send(client, "2", "60")
        self.send(client, "", "")
        assert runner.runs.count() == 1

    def test_more_pose_than_minutes_is_refused(self, client):
        response = self.send(client, "2", "60", "61")
        assert response.status_code == 422
        assert "more than the whole week" in text(response)

    def test_another_runners_weeks_are_not_seen(self, client, runner):
        other = UserFactory()
        RunFactory(owner=other, on=self.week, kind="estimate")
        assert not any(form.initial for form in client.get(self.url).context["weeks"])
