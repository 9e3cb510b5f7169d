"""The guard in the log: what is kept of it, what a page shows, and how a runner overrules it."""

from __future__ import annotations

import datetime as dt
import random

import pytest
import time_machine
from django.urls import reverse

from gaitlog.guard import past
from gaitlog.guard.past import log_before, past_of
from gaitlog.guard.services import guard_today, judge_session
from gaitlog.lib import units
from gaitlog.lib.guard import Parameters, Rule
from gaitlog.runs.services import save_run
from tests.factories import (
    InjuryFactory,
    PainFactory,
    PlanFactory,
    RunFactory,
    ShoeFactory,
    share_of,
)

pytestmark = pytest.mark.django_db

DAY = dt.date(2026, 11, 3)
NEW = reverse("runs:create")


def ran(runner, on=DAY, pose=300, natural=1500, **more):
    parts = [("pose", pose), ("natural", natural)]
    return RunFactory(owner=runner, on=on, sections=[part for part in parts if part[1]], **more)


@pytest.fixture
def now():
    with time_machine.travel(dt.datetime(2026, 3, 5, 12, tzinfo=dt.UTC), tick=False):
        yield


def later(days):
    return DAY + dt.timedelta(days=days)


def text(response):
    return " ".join(response.content.decode().split())


def said(run):
    return {finding["rule"]: finding for finding in run.judgements.first().findings}


class TestJudgement:
    def test_of_the_first_long_run_is_large(self, runner):
        """The one long run of C5: an hour of it, and nothing before."""
        run = ran(runner, pose=3600, natural=0)
        assert run.judgements.get().is_passed
        assert said(run)["G1"]["state"] == "large"
        assert said(run)["G1"]["sentence"] == (
            "This run had 1:00:00 of Pose, above your starting cap of 5:00;"
            " none is logged in the 30 days before."
        )

    def test_does_not_deny_a_week_from_memory(self, runner):
        """It is no measure, for no single run of it is known; but the runner has just told it."""
        ran(runner, on=later(-7), pose=240, kind="estimate")
        assert guard_today(runner, DAY).outlook.sentences == (
            "None is logged in the 30 days before: this is your starting cap.",
        )
        run = ran(runner)
        assert said(run)["G1"]["sentence"].endswith("; none is logged in the 30 days before.")

    def test_of_every_other_minute_in_week_six_is_fine(self, runner):
        """C14 after a slow build-up: three runs a week, each within the limit of its day."""
        built = [240, 300, 360, 420, 480, 540, 540, 600, 600]
        for number, pose in enumerate(built):
            assert not ran(runner, later(4 * number), pose=pose).judgements.get().is_passed
        run = ran(runner, later(36), pose=600, natural=600)
        assert said(run)["G1"]["state"] == "fine"

    def test_names_the_run_that_it_compares_with(self, runner):
        before = ran(runner)
        run = ran(runner, later(3), pose=600)
        judged = said(run)["G1"]
        assert judged["compared_with"] == {"run": before.pk, "on": "2026-11-03"}
        assert judged["numbers"]["base_s"] == 300
        assert run.judgements.get().limit_s == 360

    def test_is_of_ones_own_runs_alone(self, runner):
        RunFactory(on=DAY, sections=[("pose", 3600)])
        assert said(ran(runner, later(3), pose=600))["G1"]["state"] == "large"

    def test_starts_anew_after_an_injury_below_the_knee(self, runner):
        ran(runner, pose=1200)
        InjuryFactory(owner=runner, site="calf", from_on=later(1), until_on=later(10))
        run = ran(runner, later(12), pose=400)
        assert run.judgements.get().limit_s == 300

    def test_says_what_it_leaves_out_and_why(self, runner):
        PainFactory(owner=runner, run=ran(runner, pose=600), after=7)
        InjuryFactory(
            owner=runner, site="knee_front", began_in=ran(runner, later(2), pose=900), from_on=DAY
        )
        run = ran(runner, later(6), pose=400)
        assert said(run)["G1"]["sentence"] == (
            "This run had 6:40 of Pose, above your starting cap of 5:00; none in the 30 days before"
            " counts. Not counted, for they hurt too much or had not settled by the morning: Tue 3"
            " Nov. Not counted, for an injury began in them: Thu 5 Nov."
        )

    def test_after_too_much_pain_says_which_number_is_the_smaller(self, runner):
        PainFactory(owner=runner, run=ran(runner, pose=3600), after=7)
        run = ran(runner, later(3), pose=400)
        assert said(run)["G5"]["sentence"] == (
            "Tue 3 Nov hurt more than your setting lets pass: up to 5:00, your limit, which is less"
            " than 70 % of that day’s 1:00:00."
        )

    def test_of_a_run_that_began_an_injury_is_no_measure(self, runner):
        run = ran(runner, pose=1200)
        InjuryFactory(owner=runner, site="knee_front", began_in=run, from_on=DAY)
        assert ran(runner, later(12), pose=400).judgements.get().limit_s == 300

    def test_sees_a_pair_with_less_drop(self, runner):
        high, low = ShoeFactory(owner=runner, drop_mm=12), ShoeFactory(owner=runner, drop_mm=4)
        ran(runner, shoe=high)
        run = ran(runner, later(3), pose=60, natural=2400, shoe=low)
        assert said(run)["G6"]["numbers"]["running_s"] == 2460
        assert said(run)["G6"]["state"] == "large"

    def test_is_not_made_of_an_estimate(self, runner):
        assert not ran(runner, kind="estimate").judgements.exists()

    def test_stays_as_it_was_when_settings_change(self, runner):
        run = ran(runner, pose=3600)
        kept = run.judgements.get().findings
        runner.guard_settings = Parameters(first_cap_s=3600, off=frozenset({Rule.SPIKE})).kept()
        runner.save()
        assert run.judgements.get().findings == kept
        assert run.judgements.get().parameters == {}
        other = ran(runner, later(40), pose=3600)
        assert "G1" not in said(other)
        assert other.judgements.get().parameters == {"first_cap_s": 3600, "off": ["G1"]}

    def test_of_a_changed_run_comes_beside_the_old_one(self, runner):
        run = ran(runner, pose=3600)
        save_run(run=run, sections=run.section_data)
        assert run.judgements.count() == 1
        save_run(
            run=run, sections=[section for section in run.section_data if section.gait != "pose"]
        )
        assert run.judgements.count() == 2
        assert not run.judgements.first().is_passed

    def test_stays_overruled_when_only_words_of_the_run_change(self, client, runner):
        ran(runner, on=later(-14), pose=600)
        run = ran(runner, pose=1200)
        run.judgements.get().overrule("raced a friend")
        ran(runner, later(2))  # the week that is compared has more by now
        run.note = "windy"
        save_run(run=run, sections=run.section_data)
        assert run.judgements.get().reason == "raced a friend"

    def test_goes_and_comes_back_with_its_run(self, client, runner):
        run = ran(runner, pose=3600)
        client.post(reverse("runs:delete", args=[run.pk]))
        assert not runner.judgements.exists()
        client.post(reverse("portability:restore", args=[runner.trash_items.get().pk]))
        assert runner.judgements.get().findings[0]["state"] == "large"


class TestOnTheRunPage:
    def test_shows_what_was_said_and_the_run_to_check_it_by(self, client, runner):
        before = ran(runner)
        page = text(client.get(ran(runner, later(3), pose=600).get_absolute_url()))
        assert "More than your limit.</mark> This run had 10:00 of Pose, above 6:00;" in page
        assert f'<a href="{before.get_absolute_url()}">See that run</a>' in page

    def test_shows_no_way_to_a_run_that_is_gone(self, client, runner):
        before, run = ran(runner), ran(runner, on=later(2), pose=900)
        before.delete()
        page = text(client.get(run.get_absolute_url()))
        assert "your longest in the 30 days before was 5:00" in page
        assert "See that run" not in page

    def test_is_overruled_in_one_tap(self, client, runner):
        run = ran(runner, pose=3600)
        judgement = run.judgements.get()
        response = client.post(reverse("guard:overrule", args=[judgement.pk]))
        assert response.url == run.get_absolute_url()
        assert "done on purpose" in text(client.get(run.get_absolute_url()))
        judgement.refresh_from_db()
        assert judgement.overruled_at
        assert judgement.findings[0]["state"] == "large"

    def test_keeps_the_reason(self, client, runner):
        judgement = ran(runner, pose=3600).judgements.get()
        client.post(reverse("guard:overrule", args=[judgement.pk]), {"reason": "the race"})
        judgement.refresh_from_db()
        assert judgement.reason == "the race"
        client.post(reverse("guard:take_back", args=[judgement.pk]))
        judgement.refresh_from_db()
        assert (judgement.overruled_at, judgement.reason) == (None, "")

    def test_a_reason_that_is_too_long_is_told(self, client, runner):
        judgement = ran(runner, pose=3600).judgements.get()
        client.post(reverse("guard:overrule", args=[judgement.pk]), {"reason": "x" * 201})
        judgement.refresh_from_db()
        assert judgement.overruled_at is None

    def test_says_nothing_of_a_natural_run_to_who_learns_nothing(self, client, runner):
        runner.technique = ""
        runner.save()
        run = RunFactory(owner=runner, on=DAY)
        assert "Beside your past" not in text(client.get(run.get_absolute_url()))


class TestShoesChangedOnTheWay:
    """New shoes are judged by what was run in them, and not by the whole run."""

    @pytest.fixture
    def pairs(self, runner):
        high, low = (ShoeFactory(owner=runner, drop_mm=drop) for drop in (12, 4))
        ran(runner, shoe=high)
        return high, low

    def run(self, runner, pairs, on, moving_s, part="first"):
        high, low = pairs
        shares = [share_of(part, moving_s, low)]
        return ran(runner, on, pose=60, natural=4000, shoe=high, shares=shares)

    def test_a_part_within_the_cap_is_fine(self, runner, pairs):
        judged = said(self.run(runner, pairs, later(3), 1200))["G6"]
        assert (judged["state"], judged["numbers"]["running_s"]) == ("fine", 1200)

    def test_a_part_above_the_cap_is_not(self, runner, pairs):
        judged = said(self.run(runner, pairs, later(3), 1801, "last"))["G6"]
        assert (judged["state"], judged["numbers"]["running_s"]) == ("large", 1801)

    def test_an_earlier_part_is_what_the_next_is_compared_with(self, runner, pairs):
        before = self.run(runner, pairs, later(3), 1000)
        judged = said(self.run(runner, pairs, later(5), 1300))["G6"]
        assert (judged["numbers"]["base_s"], judged["state"]) == (1000, "fine")
        assert judged["compared_with"]["run"] == before.pk

    def test_a_pair_is_new_from_its_first_part_on(self, runner, pairs):
        self.run(runner, pairs, later(3), 60)
        assert "G6" in said(self.run(runner, pairs, later(32), 60))
        assert "G6" not in said(self.run(runner, pairs, later(33), 60))

    def test_another_part_is_judged_anew(self, runner, pairs):
        run = self.run(runner, pairs, later(3), 1200)
        save_run(run=run, sections=run.section_data)
        assert run.judgements.count() == 1
        shares = [share_of("first", 1300, pairs[1])]
        save_run(run=run, sections=run.section_data, shares=shares)
        assert run.judgements.count() == 2

    def test_pains_and_parts_of_one_run_are_each_counted_once(self, runner, pairs):
        run = self.run(runner, pairs, later(3), 600)
        save_run(
            run=run,
            sections=run.section_data,
            shares=[share_of("first", 600, pairs[1]), share_of("last", 300, pairs[1])],
        )
        for after in (1, 2, 3):
            PainFactory(owner=runner, run=run, on=run.on, after=after)
        log = log_before(runner, later(4), shoes={pairs[1].pk}, has_dose=False)
        [session] = [one for one in log.sessions if one.key == run.pk]
        assert session.in_shoe_s(pairs[1].pk) == 900
        assert len(past_of(runner, later(4)).pains) == 3


class TestPreview:
    url = reverse("guard:preview")

    def test_flags_a_run_before_it_is_saved(self, client, runner):
        page = text(client.get(self.url, {"time": "60", "phrase": "all pose", "on": DAY}))
        assert "<mark>More than 5:00, your limit</mark>" in page
        assert "This run would have 1:00:00 of Pose" in page
        assert not runner.runs.exists()

    def test_names_what_pain_left_where_that_is_less(self, client, runner):
        ran(runner, pose=900)
        PainFactory(owner=runner, run=ran(runner, later(2), pose=400), after=3, next_morning=4)
        data = {"time": "60", "phrase": "first 20 pose", "on": later(4)}
        page = text(client.get(self.url, data))
        assert "<mark>More than 6:40, which is left after pain</mark>" in page

    def test_beside_less_than_the_starting_cap_there_is_no_percentage(self, client, runner):
        ran(runner, pose=65)
        page = text(client.get(self.url, {"time": "60", "phrase": "first 6 pose", "on": later(2)}))
        assert "above 5:00; your longest in the 30 days before was 1:05, Tue 3 Nov." in page

    def test_says_what_is_within_the_limit(self, client):
        page = text(client.get(self.url, {"time": "30", "phrase": "4x1/1", "on": DAY}))
        assert "Within 5:00, your starting cap." in page
        assert "mark" not in page

    @pytest.mark.parametrize("data", [{}, {"time": "x"}, {"time": "30", "phrase": "7 hops"}])
    def test_says_nothing_of_what_makes_no_sense(self, client, data):
        response = client.get(self.url, data)
        assert response.status_code == 200
        assert text(response) == ""

    @pytest.mark.parametrize("on", ["", "0001-01-01", "9999-12-31", "nonsense"])
    def test_takes_any_day(self, client, on):
        data = {"time": "60", "phrase": "all pose", "on": on}
        assert client.get(self.url, data).status_code == 200

    def test_does_not_compare_a_run_with_itself(self, client, runner):
        run = ran(runner, pose=3600)
        data = {"time": "60", "phrase": "all pose", "on": later(1), "run": run.pk}
        assert "none is logged in the 30 days before" in text(client.get(self.url, data))

    def test_knows_of_a_part_in_new_shoes(self, client, runner):
        high, low = (ShoeFactory(owner=runner, drop_mm=drop) for drop in (12, 4))
        ran(runner, shoe=high)
        data = {"time": "60", "phrase": "all natural", "on": later(3), "shoe": high.pk}
        data |= {"last_s": "40", "last_shoe": low.pk}
        assert "40:00 in a pair with 8 mm less drop" in text(client.get(self.url, data))
        assert "less drop" not in text(client.get(self.url, data | {"last_s": "60"}))

    def test_knows_no_shoe_of_another_runner(self, client, runner):
        data = {"time": "60", "phrase": "all pose", "shoe": ShoeFactory(drop_mm=0).pk}
        assert "less drop" not in text(client.get(self.url, data))


class TestLogForm:
    """The log form asks for what the guard says of what is typed, not of what it filled in."""

    def is_judged_at_once(self, client, address):
        return 'hx-trigger="load, input' in client.get(address).content.decode()

    def test_is_not_judged_before_anything_is_typed(self, client, runner):
        ran(runner, on=dt.date(2026, 3, 4), pose=3600, natural=0)
        assert not self.is_judged_at_once(client, NEW)
        assert not self.is_judged_at_once(client, reverse("runs:plan_create"))

    def test_is_judged_of_what_was_saved_or_asked_for(self, client, runner):
        run = ran(runner, on=dt.date(2026, 3, 4))
        plan = PlanFactory(owner=runner)
        for address in (
            reverse("runs:update", args=[run.pk]),
            f"{NEW}?plan={plan.pk}",
            f"{NEW}?phrase=5+pose&time=40",
            reverse("runs:plan_update", args=[plan.pk]),
            f"{reverse('runs:plan_create')}?phrase=5+pose&time=40",
        ):
            assert self.is_judged_at_once(client, address), address

    def test_is_judged_when_it_comes_back_refused(self, client):
        refused = client.post(NEW, {"time": "40", "phrase": "5 potato"})
        assert 'hx-trigger="load, input' in refused.content.decode()


class TestWithin:
    """One number is named, the lowest that holds."""

    def test_is_what_pain_leaves_where_that_is_less(self, client, runner):
        PainFactory(owner=runner, run=ran(runner, pose=360), on=DAY, after=7)
        data = {"on": later(2).isoformat(), "time": "30:00", "phrase": "1 pose"}
        page = text(client.get(reverse("guard:preview"), data))
        assert "Within 4:12, what your last pain leaves." in page
        assert "5:00" not in page

    def test_is_the_limit_elsewhere(self, client, runner):
        ran(runner)
        data = {"on": later(2).isoformat(), "time": "30:00", "phrase": "1 pose"}
        assert "Within 6:00, your limit." in text(client.get(reverse("guard:preview"), data))


class TestHowARunWasBorne:
    @pytest.mark.parametrize(
        ("numbers", "words"),
        [
            ({"after": 6}, "More than your setting lets pass"),
            ({"after": 3}, "How the next morning was is not noted yet"),
            ({"after": 3, "next_morning": 1}, "Not settled by the next morning"),
            ({"after": 3, "next_morning": 0}, "Bearable, and settled by the next morning"),
            ({"after": 1, "next_morning": 0}, "Little, and settled by the next morning"),
        ],
    )
    def test_stands_on_its_page(self, client, runner, numbers, words):
        run = ran(runner)
        PainFactory(owner=runner, run=run, on=DAY, **numbers)
        assert words in text(client.get(run.get_absolute_url()))


class TestToday:
    def test_says_up_to_how_much(self, client, runner, now):
        run = ran(runner, on=dt.date(2026, 3, 2))
        page = text(client.get("/"))
        assert 'Up to <b class="num">6:00</b> of Pose today' in page
        assert "Your longest in the 30 days before was 5:00, Mon 2 Mar." in page
        assert run.get_absolute_url() in page

    def test_says_that_a_spike_was_one(self, runner):
        ran(runner, pose=3600)
        outlook = guard_today(runner, later(2)).outlook
        assert outlook.sentences == (
            "Your longest in the 30 days before was 1:00:00, Tue 3 Nov."
            " By what is noted now, that run was itself above your limit.",
        )

    def test_says_what_came_before_an_injury(self, runner):
        ran(runner)
        InjuryFactory(owner=runner, site="calf", from_on=later(1), until_on=later(10))
        assert guard_today(runner, later(12)).outlook.sentences == (
            "None of the days before counts: this is your starting cap.",
            "Not counted, for they came before an injury that is over: Tue 3 Nov.",
        )

    def test_says_that_weeks_from_memory_do_not_count(self, client, runner, now):
        ran(runner, on=dt.date(2026, 2, 23), kind="estimate")
        page = text(client.get("/"))
        assert "Weeks from memory do not count here, for no single run of them is known." in page

    @time_machine.travel(dt.datetime(2026, 11, 5, 12, tzinfo=dt.UTC), tick=False)
    def test_says_first_that_an_injury_holds_running_back(self, client, runner):
        ran(runner)
        InjuryFactory(owner=runner, from_on=DAY, effect="stopped")
        page = text(client.get(reverse("dashboard:today")))
        assert "Left calf: no running" in page
        assert "For example" not in page
        ladder = text(client.get(reverse("guard:ladder")))
        assert "Plan this" not in ladder
        lead, _, behind = ladder.partition("<details")
        assert "Left calf: no running" in lead
        assert "up to " not in lead
        assert "<b>Once you run again</b>" in behind
        assert "Rung by rung" in behind

    @time_machine.travel(dt.datetime(2026, 11, 5, 12, tzinfo=dt.UTC), tick=False)
    def test_names_an_injury_that_stops_running_before_one_that_holds_it_back(self, client, runner):
        ran(runner)
        InjuryFactory(owner=runner, from_on=DAY, effect="less")
        ladder = text(client.get(reverse("guard:ladder")))
        assert "Left calf: less, slower or shorter" in ladder.partition("Next dose")[0]
        assert "<details" not in ladder
        InjuryFactory(owner=runner, from_on=DAY, effect="stopped", site="knee")
        assert "Left knee: no running" in text(client.get(reverse("dashboard:today")))

    @time_machine.travel(dt.datetime(2026, 11, 5, 12, tzinfo=dt.UTC), tick=False)
    def test_offers_a_dose_where_one_trains_on(self, client, runner):
        ran(runner)
        InjuryFactory(owner=runner, from_on=DAY, effect="none")
        assert "For example" in text(client.get(reverse("dashboard:today")))

    def test_asks_after_a_run_that_was_against_the_rule_after_pain(self, runner):
        ran(runner, on=later(-3), pose=600)
        PainFactory(owner=runner, run=ran(runner, pose=600), on=DAY, after=7)
        ran(runner, on=later(2), pose=600)
        asked = guard_today(runner, later(3)).questions
        assert [question.why for question in asked] == ["more than your rule after pain yesterday"]

    def test_says_that_the_measure_was_against_the_rule_after_pain(self, runner):
        ran(runner, on=later(-3), pose=600)
        PainFactory(owner=runner, run=ran(runner, pose=600), on=DAY, after=7)
        ran(runner, on=later(2), pose=600)
        said = guard_today(runner, later(4)).outlook.sentences
        assert "By what is noted now, that run was itself against your rule after pain." in said

    def test_leaves_a_day_between(self, runner):
        ran(runner)
        for today in (DAY, later(1)):
            outlook = guard_today(runner, today).outlook
            assert outlook.on == later(2)
            assert outlook.sentences[-1] == (
                "Pose was run on Tue 3 Nov, and a day between is your rule."
            )
        assert guard_today(runner, later(2)).outlook.on == later(2)

    def test_leaves_none_where_two_in_a_row_are_the_rule(self, runner):
        runner.guard_settings = {"most_days_running": 2}
        ran(runner)
        assert guard_today(runner, later(1)).outlook.on == later(1)
        ran(runner, later(1))
        assert guard_today(runner, later(1)).outlook.on == later(3)

    def test_says_nothing_of_limits_that_are_switched_off(self, client, runner, now):
        ran(runner, on=dt.date(2026, 3, 4), pose=1800)
        runner.guard_settings = {"off": ["G1"]}
        runner.save()
        page = text(client.get("/"))
        assert "Up to" not in page
        assert "This morning" not in page

    def test_says_nothing_to_who_learns_nothing(self, client, runner, now):
        runner.technique = ""
        runner.save()
        assert "Up to" not in text(client.get("/"))


class TestRules:
    url = reverse("guard:rules")

    def typed(self, **changes):
        watched = {f"watch_{rule}": "on" for rule in ("G1", "G1b", "G3", "G4", "G5", "G6")}
        numbers = {
            name: units.clock(value) if name.endswith("_s") else str(value)
            for name in Parameters.names()
            for value in [getattr(Parameters(), name)]
        }
        return {**watched, **numbers, **changes}

    def test_show_each_number_with_its_reason(self, client):
        page = text(client.get(self.url))
        assert "Frandsen et al. 2025 looked at the 30 days before. Default: 30." in page

    def test_unchanged_keep_nothing(self, client, runner):
        assert client.post(self.url, self.typed()).status_code == 302
        runner.refresh_from_db()
        assert runner.guard_settings == {}

    def test_keep_what_differs(self, client, runner):
        data = self.typed(first_cap_s="3", most_days_running="2")
        del data["watch_G6"]
        client.post(self.url, data)
        runner.refresh_from_db()
        assert runner.guard_settings == {
            "first_cap_s": 180,
            "most_days_running": 2,
            "off": ["G6"],
        }
        assert not runner.guard.watches(Rule.SHOE)

    @pytest.mark.parametrize(
        "kept",
        [[], "x", {"off": 5}, {"window_days": "abc"}, {"slack_s": 10**30}, {"window_days": None}],
    )
    def test_that_make_no_sense_are_the_defaults(self, client, runner, kept):
        runner.guard_settings = kept
        runner.save()
        assert runner.guard == Parameters()
        assert client.get("/").status_code == client.get(self.url).status_code == 200

    def test_of_no_day_in_a_row_do_not_hang(self, client, runner):
        runner.guard_settings = {"most_days_running": 0}
        runner.save()
        assert client.get("/").status_code == 200

    def test_are_those_of_any_run_where_nothing_is_learned(self, client, runner):
        runner.technique, runner.guard_settings = "", {"window_days": 20, "off": ["G4"]}
        runner.save()
        assert "new gait" not in text(client.get(self.url))
        client.post(self.url, self.typed(shoe_days="20", window_days="7"))
        runner.refresh_from_db()
        assert runner.guard_settings == {"window_days": 20, "shoe_days": 20, "off": ["G4"]}

    @pytest.mark.parametrize(
        ("name", "value", "words"),
        [
            ("window_days", "3", "Choose something from 7 to 90."),
            ("first_cap_s", "2:00:00", "Choose something from 0:01 to 1:00:00."),
            ("window_days", "", "This field is required."),
            ("large_percent", "120", "A large jump begins at 130 % or above."),
        ],
    )
    def test_refuse_what_makes_no_sense(self, client, runner, name, value, words):
        response = client.post(self.url, self.typed(**{name: value}))
        assert response.status_code == 422
        assert words in text(response)
        runner.refresh_from_db()
        assert runner.guard_settings == {}


class TestFirstRunsOfAPair:
    """Of a pair its first runs are read, and they say as much as all of them."""

    @pytest.mark.parametrize("seed", range(30))
    def test_say_what_all_of_them_say(self, runner, monkeypatch, seed):
        chance = random.Random(seed)
        high, low = ShoeFactory(owner=runner, drop_mm=12), ShoeFactory(owner=runner, drop_mm=4)
        for _ in range(20):
            ran(runner, DAY - dt.timedelta(chance.randrange(1, 118)), shoe=high)
        # The low pair is new, or lay in the cupboard since last year, whole runs or parts.
        for _ in range(chance.randrange(9)):
            on = DAY - dt.timedelta(chance.choice([5, 12, 20, 29, 150, 300]))
            if chance.random() < 0.5:
                ran(runner, on, shoe=low)
            else:
                ran(runner, on, shoe=high, shares=[share_of("first", 300, low)])
        run = ran(runner, pose=60, natural=chance.randrange(600, 4000), shoe=low)

        def judged():
            log = past.log_before(runner, DAY, shoes={run.shoe_id}, has_dose=True)
            [session] = [session for session in log.sessions if session.key == run.pk]
            found = judge_session(runner, session, log)
            return [(one.rule, one.state, one.numbers, one.sentence) for one in found]

        few = judged()
        monkeypatch.setattr(
            past, "_first_runs", lambda user, shoe: user.runs.filter(shoe=shoe).values("pk")
        )
        monkeypatch.setattr(
            past,
            "_first_parts",
            lambda user, shoe: user.shoe_shares.filter(shoe=shoe).values("run"),
        )
        assert few == judged()
