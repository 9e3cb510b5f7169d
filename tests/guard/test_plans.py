"""What the guard says of a run that is only planned."""

from __future__ import annotations

import datetime as dt

import pytest
import time_machine
from django.urls import reverse

from gaitlog.guard.models import Judgement
from gaitlog.guard.services import guard_today, judge_plan
from gaitlog.runs.services import run_as_planned
from tests.factories import (
    InjuryFactory,
    PainFactory,
    PlanFactory,
    RunFactory,
    ShoeFactory,
    UserFactory,
)
from tests.queries import counted

pytestmark = pytest.mark.django_db

TODAY = dt.date(2026, 11, 3)
HOUR = [("pose", 3600)]
EVERY_OTHER = [("pose", 60), ("natural", 60)] * 10


@pytest.fixture(autouse=True)
def now():
    with time_machine.travel(dt.datetime(2026, 11, 3, 12, tzinfo=dt.UTC), tick=False):
        yield


def later(days):
    return TODAY + dt.timedelta(days=days)


def ran(runner, on, pose=300, natural=1500, **more):
    return RunFactory(owner=runner, on=on, sections=[("pose", pose), ("natural", natural)], **more)


def planned(runner, on=TODAY, sections=EVERY_OTHER, **more):
    return PlanFactory(owner=runner, on=on, sections=sections, **more)


def said(judgement):
    return {finding["rule"]: finding for finding in judgement.findings}


def text(response):
    return " ".join(response.content.decode().split())


def url(plan):
    return reverse("guard:plan", args=[plan.pk])


class TestVerdict:
    def test_of_the_first_long_run_flags_it_before_and_after(self, runner):
        """The one long run of C5, seen in time: the same numbers before it and after."""
        plan = planned(runner, sections=HOUR)
        before = said(judge_plan(runner, plan))["G1"]
        assert before["state"] == "large"
        assert before["sentence"] == (
            "This run would have 1:00:00 of Pose, above your starting cap of 5:00;"
            " none is logged in the 30 days before."
        )
        after = said(run_as_planned(plan, TODAY).judgements.get())["G1"]
        assert after["sentence"] == before["sentence"].replace("would have", "had")
        assert after["numbers"] == before["numbers"]

    def test_of_every_other_minute_in_week_six_is_fine(self, runner):
        """C14 after a slow build-up: twenty minutes, every other one in the new gait."""
        for number, pose in enumerate([240, 300, 360, 420, 480, 540, 540, 600, 600]):
            assert not ran(runner, later(4 * number - 36), pose).judgements.get().is_passed
        judged = judge_plan(runner, planned(runner))
        assert not judged.is_passed
        assert said(judged)["G1"]["sentence"].startswith(
            "This run would have 10:00 of Pose, within 11:00;"
        )

    def test_names_the_run_that_it_compares_with(self, client, runner):
        before = ran(runner, later(-3))
        plan = planned(runner)
        assert said(judge_plan(runner, plan))["G1"]["compared_with"]["run"] == before.pk
        page = text(client.get(url(plan)))
        assert "More than your limit.</mark> This run would have 10:00 of Pose, above 6:00;" in page
        assert f'<a href="{before.get_absolute_url()}">See that run</a>' in page

    def test_is_kept_nowhere(self, client, runner):
        client.get(url(planned(runner)))
        client.get("/")
        assert not Judgement.objects.exists()

    def test_is_beside_ones_own_runs_alone(self, runner):
        RunFactory(on=later(-3), sections=HOUR)
        assert said(judge_plan(runner, planned(runner)))["G1"]["numbers"]["base_s"] == 0

    def test_is_for_its_own_day(self, runner):
        ran(runner, later(-1), pose=1200)
        assert said(judge_plan(runner, planned(runner)))["G4"]["state"] == "passed"
        assert not judge_plan(runner, planned(runner, later(1))).is_passed
        assert judge_plan(runner, planned(runner, later(60))).limit_s == 300

    def test_counts_no_weeks_from_memory(self, runner):
        ran(runner, later(-7), pose=3000, kind="estimate")
        assert judge_plan(runner, planned(runner)).limit_s == 300

    def test_starts_anew_after_an_injury_below_the_knee(self, runner):
        ran(runner, later(-12), pose=1200)
        InjuryFactory(owner=runner, site="calf", from_on=later(-11), until_on=later(-2))
        assert judge_plan(runner, planned(runner)).limit_s == 300

    def test_sees_that_a_pair_is_new_and_that_it_is_not(self, runner):
        high, low = ShoeFactory(owner=runner, drop_mm=12), ShoeFactory(owner=runner, drop_mm=4)
        ran(runner, later(-3), shoe=high)
        plan = planned(runner, sections=[("natural", 2400)], shoe=low)
        assert said(judge_plan(runner, plan))["G6"]["state"] == "large"
        ran(runner, later(-400), shoe=low)
        assert "G6" not in said(judge_plan(runner, plan))

    def test_of_a_plan_whose_pair_went_is_without_it(self, runner):
        shoe = ShoeFactory(owner=runner, drop_mm=0)
        plan = planned(runner, shoe=shoe)
        shoe.delete()
        plan.refresh_from_db()
        assert "G6" not in said(judge_plan(runner, plan))

    def test_says_miles_where_the_runner_does(self, client, runner):
        runner.distance_unit = "mi"
        runner.save()
        ran(runner, later(-3), distance_m=5000)
        page = text(client.get(url(planned(runner, distance_m=8047))))
        assert (
            "The whole run would be 5.0 mi far; your longest in the 30 days before was 3.1" in page
        )

    def test_speaks_of_no_new_gait_to_who_learns_none(self, client, runner):
        runner.technique = ""
        runner.save()
        RunFactory(owner=runner, on=later(-3), sections=[("natural", 1200)])
        plan = planned(runner)  # from when there still was one
        page = text(client.get(url(plan)))
        assert "The whole run would be 20:00 long" in page
        assert "Pose" not in page
        assert "new gait" not in page
        assert "G1" not in said(judge_plan(runner, plan))

    def test_says_so_where_there_is_nothing_to_compare(self, client, runner):
        page = text(client.get(url(planned(runner, sections=[("natural", 1200)]))))
        assert "The days before have nothing to compare it with." in page

    def test_is_a_page_without_a_script_and_a_part_with_one(self, client, htmx, runner):
        plan = planned(runner)
        assert "<h1>Beside your past</h1>" in text(client.get(url(plan)))
        assert text(htmx.get(url(plan))).startswith('<div class="verdict">')

    def test_of_a_plan_that_was_run_is_not_beside_itself(self, runner):
        plan = planned(runner, sections=HOUR)
        run_as_planned(plan, TODAY)
        plan.refresh_from_db()
        sentence = said(judge_plan(runner, plan))["G1"]["sentence"]
        assert "This run had 1:00:00" in sentence
        assert "other runs" not in sentence

    def test_of_another_runner_is_not_there(self, client):
        assert client.get(url(PlanFactory(on=TODAY))).status_code == 404

    def test_asks_as_often_for_a_long_log(self, client, runner):
        shoe = ShoeFactory(owner=runner)
        plan = planned(runner, shoe=shoe)
        with counted() as short:
            client.get(url(plan))
        for days in range(1, 30):
            ran(runner, later(-days), shoe=shoe)
        with counted() as long:
            client.get(url(plan))
        assert short.number == long.number <= 8


class TestShorten:
    """A plan with too much of the new gait is cut to what the rules leave, in one tap."""

    def shorten(self, client, plan, **how):
        return client.post(reverse("guard:shorten", args=[plan.pk]), **how)

    def test_puts_the_limit_in_and_leaves_the_rest_natural(self, client, runner):
        plan = planned(runner, sections=EVERY_OTHER)
        assert "Shorten to 5:00</button>" in text(client.get(url(plan)))
        assert "Shorten to 5:00</button>" in text(client.get("/"))
        page = text(self.shorten(client, plan, follow=True))
        assert "Shortened to 5:00 of Pose, the rest natural. Change the plan" in page
        plan.refresh_from_db()
        assert (plan.pose_s, plan.natural_s, plan.moving_s) == (300, 900, 1200)
        assert plan.phrase == "5x(1 pose / 1 natural)"
        assert not judge_plan(runner, plan).is_passed
        assert "Shorten to" not in text(client.get(url(plan)))

    def test_goes_by_pain_where_that_leaves_less(self, client, runner):
        run = ran(runner, later(-2), pose=400)
        PainFactory(owner=runner, run=run, on=run.on, after=7)
        plan = planned(runner)
        assert "Shorten to 4:40</button>" in text(client.get(url(plan)))
        self.shorten(client, plan)
        plan.refresh_from_db()
        assert plan.pose_s == 280

    def test_leaves_alone_what_fits_and_what_was_run(self, client, runner):
        fits = planned(runner, sections=[("pose", 300), ("natural", 900)])
        done = planned(runner)
        run_as_planned(done, TODAY)
        for plan in (fits, done):
            plan.refresh_from_db()
            before = plan.sections
            assert "Shorten to" not in text(client.get(url(plan)))
            self.shorten(client, plan)
            plan.refresh_from_db()
            assert plan.sections == before

    def test_is_offered_while_a_plan_is_typed_and_not_of_a_run(self, client, runner):
        typed = {"time": "40", "phrase": "20 pose"}
        offer = 'data-phrase="~5 pose">Shorten to 5:00</button>'
        assert offer in text(client.get(reverse("guard:preview"), typed | {"is_plan": "on"}))
        assert "Shorten to" not in text(client.get(reverse("guard:preview"), typed))

    def test_of_another_runner_is_not_there(self, client):
        plan = planned(UserFactory())
        assert self.shorten(client, plan).status_code == 404


class TestToday:
    def test_flags_what_is_planned(self, client, runner):
        before = ran(runner, later(-3))
        planned(runner, later(2), sections=HOUR)
        page = text(client.get("/"))
        assert (
            "<mark>More than your limit.</mark> This run would have 1:00:00 of Pose, above 6:00;"
            " your longest in the 30 days before was 5:00, Sat 31 Oct (+1100 %)."
            f' <a href="{before.get_absolute_url()}">See that run</a>'
        ) in page

    def test_says_what_is_within(self, client, runner):
        planned(runner, sections=[("pose", 240), ("natural", 960)])
        assert "Within 5:00, your starting cap." in text(client.get("/"))

    @pytest.mark.parametrize("days", [-3, 0, 7])
    def test_says_the_same_as_the_plan_itself(self, runner, days):
        runner.guard_settings = {"window_days": 90, "shoe_days": 1, "shoe_usual_days": 7}
        ran(runner, later(-93), pose=900)
        ran(runner, later(-20))
        plan = planned(runner, later(days))
        [(_, judgement)] = guard_today(runner, TODAY, [plan]).planned
        assert judgement.findings == judge_plan(runner, plan).findings

    def test_says_nothing_of_a_new_pair_for_it_does_not_know(self, runner):
        high, low = ShoeFactory(owner=runner, drop_mm=12), ShoeFactory(owner=runner, drop_mm=4)
        ran(runner, later(-400), shoe=low)
        ran(runner, later(-3), shoe=high)
        plan = planned(runner, sections=[("natural", 2400)], shoe=low)
        [(_, judgement)] = guard_today(runner, TODAY, [plan]).planned
        assert "G6" not in said(judgement)

    def test_asks_no_more_often_for_many_plans(self, client, runner):
        with counted() as none:
            client.get("/")
        for days in range(-3, 8):
            planned(runner, later(days), shoe=ShoeFactory(owner=runner))
        with counted() as many:
            client.get("/")
        assert none.number == many.number <= 12

    def test_speaks_of_no_new_gait_to_who_learns_none(self, client, runner):
        runner.technique = ""
        runner.save()
        RunFactory(owner=runner, on=later(-3), sections=[("natural", 600)])
        planned(runner, later(1), sections=[("natural", 2400)])
        page = text(client.get("/"))
        assert "The whole run would be 40:00 long; your longest in the 30 days before was" in page
        assert "Pose" not in page
        assert "new gait" not in page
