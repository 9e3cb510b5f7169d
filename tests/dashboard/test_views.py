from __future__ import annotations

import datetime as dt
import re

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from gaitlog.lib.gaits import Gait, Known, SectionData
from tests.factories import (
    BlockFactory,
    HabitFactory,
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

    @pytest.mark.parametrize(
        ("natural", "words"),
        [(0, "on 1 of 1 running day."), (1, "on 1 of 2 running days.")],
    )
    def test_says_on_how_many_days(self, client, runner, natural, words):
        RunFactory(owner=runner, sections=[("pose", 300)])
        RunFactory.create_batch(natural, owner=runner, on=dt.date(2026, 3, 3))
        assert words in text(client.get("/"))

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

    def test_before_the_first_run_there_is_what_was_done_beside_running(self, client, runner):
        habit = HabitFactory(owner=runner, name="Foam rolling")
        assert "Nothing was run here" in text(client.get(self.url))
        habit.ticks.create(owner=runner, on=timezone.localdate())
        page = text(client.get(self.url))
        assert "Nothing was run here" not in page
        assert "Foam rolling" in page
        assert "Not run" in page
        assert "Nothing was run here" in text(client.get(self.url, {"footing": "no_snow"}))

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


class TestMoreToSee:
    url = reverse("dashboard:trends")

    @pytest.fixture(autouse=True)
    def run(self, runner):
        return RunFactory(owner=runner, felt_form=4, sections=[("pose", 300), ("natural", 900)])

    def rows(self, client, **query):
        return [panel.key for panel in client.get(self.url, query).context["chart"].panels]

    def test_nothing_of_it_is_read_unasked(self, client, django_assert_num_queries):
        assert self.rows(client) == ["share", "hold", "dose"]
        with django_assert_num_queries(7):
            client.get(self.url)

    def test_what_the_address_asks_for_is_a_row_and_a_column(self, client):
        assert self.rows(client, show="felt") == ["share", "hold", "dose", "felt"]
        page = text(client.get(self.url, {"show": "felt", "table": "1"}))
        assert "form, felt (runs)" in page
        assert "4.0 (1)" in page.split("</script>")[-1]

    def test_a_switch_keeps_the_others_and_the_range(self, client):
        page = text(client.get(self.url, {"show": "felt,slips", "range": "12"}))
        to = "?show=felt&amp;range=12"
        assert f'id="show-slips" href="{to}#more-to-see" aria-current="true"' in page
        to = "?show=felt%2Cslips%2Cfade&amp;range=12"
        assert f'id="show-fade" href="{to}#more-to-see" hx-get="{to}"' in page

    def test_the_last_one_leaves_the_address(self, client):
        page = text(client.get(self.url, {"show": "felt"}))
        assert 'id="show-felt" href="?#more-to-see" ' in page

    def test_htmx_gets_the_chart_with_it(self, htmx):
        page = text(htmx.get(self.url, {"show": "felt"}))
        assert page.lstrip().startswith('<div id="trends"')
        assert "Form, felt" in page

    def test_switches_come_when_they_are_asked_for(self, client, htmx):
        assert 'id="show-felt"' not in text(client.get(self.url))
        whole = text(client.get(self.url, {"more": "1", "range": "12"}))
        assert '<details class="more" id="more-to-see" open>' in whole
        part = text(htmx.get(self.url, {"more": "1", "range": "12"}))
        assert part.lstrip().startswith('<div class="chips" id="trend-switches"')
        for page in (whole, part):
            assert 'id="show-felt" href="?range=12&amp;show=felt#more-to-see"' in page

    @pytest.mark.parametrize(
        ("fold", "place"),
        [("more", "more-to-see"), ("filters", "trend-filters"), ("table", "trend-table")],
    )
    def test_without_a_script_a_fold_opens_in_its_place(self, client, fold, place):
        assert f'href="?{fold}=1#{place}"' in text(client.get(self.url))
        assert f'id="{place}"' in text(client.get(self.url, {fold: "1"}))

    @pytest.mark.parametrize("fold", ["more", "filters", "table"])
    def test_what_is_open_does_not_follow_a_chip(self, client, fold):
        page = text(client.get(self.url, {fold: "1", "surface": "trail"}))
        links = re.findall(r'class="chip"[^>]*href="([^"]*)"', page)
        assert len(links) > 5
        assert not [link for link in links if fold in link]

    def test_nonsense_is_left_out(self, client):
        assert self.rows(client, show="moon,,felt") == ["share", "hold", "dose", "felt"]

    def test_says_what_is_not_noted(self, client):
        page = text(client.get(self.url, {"show": "felt,pace,strike"}))
        assert "Nothing is noted in these weeks of: pace, foot strike." in page

    def test_a_natural_runner_is_offered_nothing_of_a_new_gait(self, client, runner):
        runner.technique = ""
        runner.save()
        page = client.get(self.url, {"show": "felt,slips,fade,focus,strike,drop"})
        assert [str(one) for one, *_ in page.context["form"].switches] == [
            "drop",
            "pace",
            "cadence",
            "ground",
        ]
        assert "Form, felt" not in text(page)
        assert page.context["columns"] == []

    def test_a_chip_leaves_snow_and_ice_out(self, client, runner):
        RunFactory(owner=runner, footing="ice", felt_form=1)
        page = client.get(self.url, {"show": "felt", "footing": "no_snow"})
        assert page.context["columns"][0].cells[-1] == "4.0 (1)"
        assert 'href="?show=felt&amp;footing=no_snow" aria-current="true"' in text(page)
        assert 'id="snow-1" href="?show=felt" hx-get' in text(page)

    def test_pace_and_cadence_of_two_gaits_lie_inside(self, client, runner):
        for gait, seconds, steps in ((Gait.POSE, 300, 184), (Gait.NATURAL, 360, 168)):
            section = SectionData(gait, seconds, Known.EXACT, 1000, steps)
            RunFactory(owner=runner, sections=[section])
        chart = client.get(self.url, {"show": "pace,cadence"}).context["chart"]
        pace, cadence = chart.panels[-2:]
        assert (pace.value, cadence.value) == ("5:00", "184")
        assert [line.text for line in pace.grid] == ["6:30", "5:00"]
        places = [float(layer.path.split()[1].split("h")[0]) for layer in pace.layers]
        assert places[0] == 8
        assert 8 < places[2] < 60


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

    def test_its_folded_units_say_nothing_that_the_form_may_change(self, client, newcomer):
        newcomer.distance_unit = "mi"
        newcomer.save()
        folded = text(client.get(self.url)).partition("<b>Units and week</b>")[2]
        assert "mi, Monday" not in folded.partition("</summary>")[0]

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
    before = dt.date(2026, 2, 16)

    def opened(self, client):
        """What the page shows, as a browser sends it back."""
        forms = client.get(self.url).context["weeks"]
        return {field.html_name: field.value() or "" for form in forms for field in form}

    def typed(self, runs, minutes, pose="", week=None):
        prefix = f"{week or self.week}"
        return {f"{prefix}-runs": runs, f"{prefix}-moving_s": minutes, f"{prefix}-pose_s": pose}

    def send(self, client, *typed, **more):
        return client.post(self.url, self.opened(client) | self.typed(*typed, **more))

    def minutes(self, runner, week):
        return sum(run.moving_s for run in runner.runs.in_week(runner.week_of(week))) // 60

    def test_a_week_is_changed_as_a_week(self, client, runner):
        self.send(client, "2", "60", "5")
        self.send(client, "4", "100")
        assert runner.runs.count() == 4
        assert sum(run.moving_s for run in runner.runs.all()) == 6000

    @pytest.mark.parametrize("none", ["0", "0:00", "0 min"])
    def test_no_minute_of_the_new_gait_is_an_answer(self, client, runner, none):
        assert self.send(client, "2", "60", none).status_code == 302
        assert [(run.moving_s, run.pose_s) for run in runner.runs.all()] == [(1800, 0)] * 2
        before = [run.pk for run in runner.runs.all()]
        assert client.post(self.url, self.opened(client) | self.typed("2", "60", none)).url
        assert [run.pk for run in runner.runs.all()] == before

    def test_none_of_the_new_gait_still_needs_no_run(self, client, runner):
        assert self.send(client, "", "", "0").status_code == 302
        assert not runner.runs.exists()

    def test_an_emptied_week_is_taken_away(self, client, runner):
        self.send(client, "2", "60", "5")
        self.send(client, "", "")
        assert not runner.runs.exists()

    def test_logged_runs_are_left_alone(self, client, runner):
        RunFactory(owner=runner, on=self.week)
        self.send(client, "2", "60")
        self.send(client, "", "")
        assert runner.runs.count() == 1

    def test_what_another_tab_saved_stays(self, client, runner):
        stale = self.opened(client)
        self.send(client, "3", "90")
        answer = client.post(self.url, stale | self.typed("2", "40", week=self.before))
        assert answer.status_code == 302
        assert self.minutes(runner, self.week) == 90
        assert self.minutes(runner, self.before) == 40

    def test_what_was_never_seen_is_not_taken_away(self, client, runner):
        self.send(client, "3", "90")
        assert client.post(self.url, self.typed("", "")).status_code == 302
        assert self.minutes(runner, self.week) == 90

    @pytest.mark.parametrize("second", [("4", "100"), ("", "")])
    def test_a_week_changed_elsewhere_is_not_overwritten_until_it_is_meant(
        self, client, runner, second
    ):
        self.send(client, "2", "60")
        stale = self.opened(client)
        self.send(client, "3", "90")
        sent = stale | self.typed(*second) | self.typed("1", "20", week=self.before)
        answer = client.post(self.url, sent)
        assert answer.status_code == 422
        assert "This was changed elsewhere since you opened it" in text(answer)
        assert self.minutes(runner, self.week) == 90
        assert self.minutes(runner, self.before) == 0
        forms = answer.context["weeks"]
        shown = {field.html_name: field.value() or "" for form in forms for field in form}
        assert shown | self.typed(*second) == shown
        assert client.post(self.url, shown).status_code == 302
        assert self.minutes(runner, self.week) == int(second[1] or 0)
        assert self.minutes(runner, self.before) == 20

    def test_the_same_sent_twice_is_saved_once(self, client, runner):
        sent = self.opened(client) | self.typed("3", "90")
        assert [client.post(self.url, sent).status_code for _ in range(2)] == [302, 302]
        assert runner.runs.count() == 3

    def test_the_welcome_overwrites_none_either(self, client, runner):
        self.send(client, "3", "90")
        answers = {"learning": "Pose", "distance_unit": "km", "first_weekday": "0"}
        answers |= {"time_zone": "Europe/Stockholm", "shoe_1": "Flat", "drop_1_mm": "0"}
        answer = client.post(reverse("dashboard:welcome"), answers | self.typed("2", "40"))
        assert answer.status_code == 422
        assert "This was changed elsewhere since you opened it" in text(answer)
        assert self.minutes(runner, self.week) == 90
        assert not runner.shoes.exists()

    def test_more_pose_than_minutes_is_refused(self, client):
        response = self.send(client, "2", "60", "61")
        assert response.status_code == 422
        assert "more than the whole week" in text(response)

    def test_another_runners_weeks_are_not_seen(self, client, runner):
        other = UserFactory()
        RunFactory(owner=other, on=self.week, kind="estimate")
        assert not any(form.initial for form in client.get(self.url).context["weeks"])
