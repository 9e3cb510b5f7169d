"""The ladder's page: the next dose, the goal, and what each kind of runner reads."""

from __future__ import annotations

import datetime as dt
from urllib.parse import parse_qs, urlsplit

import pytest
import time_machine
from django.urls import reverse

from gaitlog.guard.services import guard_today
from gaitlog.lib.gaits import totals
from gaitlog.lib.sections import parse
from tests.factories import GoalFactory, InjuryFactory, PainFactory, PracticeFactory, RunFactory

pytestmark = pytest.mark.django_db

TODAY = dt.date(2026, 3, 6)  # a Friday
LADDER, GOAL = reverse("guard:ladder"), reverse("guard:goal")


@pytest.fixture(autouse=True)
def now():
    with time_machine.travel(dt.datetime(2026, 3, 6, 12, tzinfo=dt.UTC), tick=False):
        yield


def ran(runner, back, pose=300, natural=1500, **more):
    sections = [("natural", 300), ("pose", pose), ("natural", natural - 300)]
    return RunFactory(owner=runner, on=TODAY - dt.timedelta(days=back), sections=sections, **more)


def text(response):
    return " ".join(response.content.decode().split())


def shown(client, url=LADDER):
    response = client.get(url)
    assert response.status_code == 200
    return text(response)


class TestNextDose:
    def test_is_a_run_that_can_be_typed_as_it_stands(self, client, runner):
        ran(runner, 4)
        page = shown(client)
        assert "today, up to 6:00" in page
        assert "Log it now" in page
        assert '<code class="typed">5 natural, 5 pose, 5 natural, 1 pose</code>' in page
        assert "5:00 and 1:00" in page
        assert '<dt>as lampposts</dt><dd class="num">33</dd>' in page
        assert '<dt>as blocks</dt><dd class="num">10</dd>' in page

    def test_is_offered_to_the_log_form_which_comes_filled_in(self, client, runner):
        ran(runner, 4)
        response = client.get(LADDER)
        address = response.context["log_url"]
        said = parse_qs(urlsplit(address).query)
        sections = parse(said["phrase"][0], moving_s=1800)
        assert totals(sections).pose_s == 360
        form = client.get(address).context["form"]
        assert (form["time"].value(), form["phrase"].value()) == (
            "30:00",
            "5 natural, 5 pose, 5 natural, 1 pose",
        )

    def test_names_its_day_for_a_plan(self, client, runner):
        ran(runner, 1)
        said = parse_qs(urlsplit(client.get(LADDER).context["next_dose_url"]).query)
        assert said["on"] == ["2026-03-07"]
        page = shown(client)
        assert "Sat 7 Mar, up to 6:00" in page
        assert "Log it now" not in page

    def test_is_said_on_today_in_short(self, client, runner):
        ran(runner, 4)
        page = shown(client, "/")
        assert "For example 5:00 and 1:00, or 33 lampposts." in page
        assert LADDER in page

    def test_goes_back_to_half_minutes_after_an_injury(self, runner):
        ran(runner, 20, pose=1200)
        InjuryFactory(
            owner=runner, site="calf", from_on=dt.date(2026, 2, 15), until_on=dt.date(2026, 2, 28)
        )
        proposal = guard_today(runner, TODAY).proposal
        assert (proposal.pose_s, proposal.in_short) == (300, "10 × 0:30")

    def test_is_less_where_the_last_one_hurt(self, client, runner):
        PainFactory(owner=runner, run=ran(runner, 4), after=7)
        assert "today, up to 3:30" in shown(client)

    def test_that_is_nothing_is_said_so(self, client, runner):
        runner.guard_settings = {"high_risk_percent": 0}
        runner.save()
        PainFactory(owner=runner, run=ran(runner, 4), after=7)
        assert "There is room for none on that day." in shown(client)
        assert guard_today(runner, TODAY).proposal is None
        assert "For example" not in shown(client, "/")

    def test_says_where_the_usual_run_is_too_short(self, client, runner):
        ran(runner, 4, pose=1200, natural=400)
        page = shown(client)
        assert "It is what fits into your usual run" in page
        assert "there would be room for 22:00" in page


class TestLogForm:
    new = reverse("runs:create")

    @pytest.mark.parametrize(
        "query", ["?phrase=5+potato&time=soon", "?phrase=%00", "?time=", f"?phrase={'x' * 600}"]
    )
    def test_takes_anything_an_address_may_say(self, client, runner, query):
        assert client.get(self.new + query).status_code == 200

    def test_says_what_makes_no_sense(self, client, runner):
        assert "is no gait or unit" in shown(client, f"{self.new}?phrase=5+potato&time=30")

    def test_of_an_old_run_goes_by_the_run_alone(self, client, runner):
        run = ran(runner, 4)
        url = reverse("runs:update", args=[run.pk])
        form = client.get(f"{url}?phrase=all+pose&time=1").context["form"]
        assert form["time"].value() == "30:00"

    def test_escapes_what_an_address_says(self, client, runner):
        page = shown(client, f"{self.new}?phrase=%3C/textarea%3E%3Ci%3E")
        assert "</textarea><i>" not in page
        assert "&lt;/textarea&gt;&lt;i&gt;" in page


class TestRungs:
    def test_link_to_the_run_that_reached_them(self, client, runner):
        run = ran(runner, 4)
        page = shown(client)
        assert f'<a href="{run.get_absolute_url()}">Mon 2 Mar 2026</a>' in page
        # 360 420 480 | 540 600
        assert "<mark>next</mark> from Sun 15 Mar 2026" in page

    def test_are_reached_by_the_first_run_that_had_them(self, client, runner):
        first, less, longer, again = (
            ran(runner, back, pose=pose) for back, pose in ((8, 400), (6, 350), (4, 650), (4, 650))
        )
        page = shown(client)
        assert f'<a href="{first.get_absolute_url()}">Thu 26 Feb 2026</a>' in page
        assert f'<a href="{longer.get_absolute_url()}">Mon 2 Mar 2026</a>' in page
        assert not any(f'"{run.get_absolute_url()}"' in page for run in (less, again))

    def test_without_a_break_are_reached_by_a_hold(self, client, runner):
        GoalFactory(owner=runner, pose_s=600, is_unbroken=True)
        before = TODAY - dt.timedelta(days=9)
        RunFactory(owner=runner, on=before, sections=[("pose", 900, "sum"), ("natural", 900)])
        assert "<mark>next</mark> from" in shown(client)
        assert "The rules count minutes and know nothing of holds" in shown(client)
        held = ran(runner, 4, pose=620)
        page = shown(client)
        assert f'<a href="{held.get_absolute_url()}">Mon 2 Mar 2026</a>' in page
        assert "<mark>next</mark>" not in page

    def test_say_in_one_sentence_that_they_begin_again(self, client, runner):
        run = ran(runner, 60, pose=700)
        page = shown(client)
        assert "so the ladder begins again from where you are. What you reached stays" in page
        assert f'<a href="{run.get_absolute_url()}">Mon 5 Jan 2026</a>; again from' in page

    def test_say_nothing_of_a_pause_where_there_was_none(self, client, runner):
        ran(runner, 4, pose=700)
        assert "begins again" not in shown(client)

    def test_are_not_reached_by_weeks_from_memory(self, client, runner):
        ran(runner, 4, kind="estimate")
        page = shown(client)
        assert "<mark>next</mark> from Fri 6 Mar 2026" in page
        assert "practices" not in page

    def test_say_that_what_hurts_now_is_not_reckoned_with(self, client, runner):
        InjuryFactory(owner=runner, site="calf", side="left", from_on=TODAY)
        assert "Left calf hurts now; the days below are reckoned as if it did not." in shown(client)

    def test_are_ones_own(self, client, runner):
        RunFactory(on=TODAY, sections=[("pose", 3600)])
        GoalFactory(pose_s=5400)
        page = shown(client)
        assert "None is set." in page
        assert "again from" not in page
        assert "<mark>next</mark> from Fri 6 Mar 2026" in page

    def test_say_where_two_years_do_not_do(self, client, runner):
        runner.guard_settings = {"spike_percent": 0, "slack_s": 0}
        runner.save()
        assert "not within two years by these rules" in shown(client)


class TestFirstSteps:
    def test_come_before_the_first_minutes(self, client, runner):
        PracticeFactory(owner=runner, on=TODAY - dt.timedelta(days=3))
        PracticeFactory(owner=runner, on=TODAY)
        PracticeFactory(on=TODAY)
        page = shown(client)
        assert "2 of 3 practices, over 4 of 7 days" in page
        assert reverse("drills:create") in page
        assert "minutes of Pose: up to 5:00, your starting cap" in page

    def test_gate_nothing(self, client, runner):
        page = shown(client)
        assert "0 of 3 practices, over 0 of 7 days" in page
        assert "today, up to 5:00" in page
        assert "<mark>next</mark> from Fri 6 Mar 2026" in page

    def test_are_done_after_three_practices_over_a_week(self, client, runner):
        for back in (6, 3, 0):
            PracticeFactory(owner=runner, on=TODAY - dt.timedelta(days=back))
        page = shown(client)
        assert "practised: 3 practices over 7 days" in page

    def test_are_left_out_after_the_first_minutes(self, client, runner):
        ran(runner, 4)
        page = shown(client)
        assert "practices" not in page
        assert "starting cap" not in page


class TestGoal:
    def typed(self, **changes):
        return {"pose_s": "20", "by_on": "2026-06-06", "what": "the race in June", **changes}

    def test_is_set(self, client, runner):
        response = client.post(GOAL, self.typed(is_unbroken="on"))
        assert response.url == LADDER
        goal = runner.goals.get()
        assert (goal.pose_s, goal.is_unbroken, goal.what) == (1200, True, "the race in June")
        assert goal.by_on == dt.date(2026, 6, 6)
        page = shown(client)
        assert '<b class="num">20:00</b> of Pose without a break by Sat 6 Jun 2026' in page
        assert "the race in June" in page
        # the 14th session, on the 30th day from today
        assert "Run by run your rules would have room for it from Sun 5 Apr 2026" in page

    def test_by_htmx_too(self, htmx, runner):
        assert htmx.post(GOAL, self.typed()).headers["HX-Redirect"] == LADDER

    def test_is_changed_and_stays_one(self, client, runner):
        goal = GoalFactory(owner=runner)
        assert 'value="20:00"' in shown(client, GOAL)
        client.post(GOAL, self.typed(pose_s="12:30", by_on=""))
        goal.refresh_from_db()
        assert (goal.pose_s, goal.by_on) == (750, None)
        assert runner.goals.count() == 1

    def test_sent_twice_is_one(self, client, runner):
        data = self.typed(uid=str(client.get(GOAL).context["form"]["uid"].value()))
        assert client.post(GOAL, data).status_code == 302
        assert client.post(GOAL, data).status_code == 302
        assert runner.goals.count() == 1

    @pytest.mark.parametrize(
        "change", [{"pose_s": "30"}, {"is_unbroken": "on"}, {"by_on": ""}, {"what": "the lake"}]
    )
    def test_sent_again_with_other_words_is_told_so(self, client, runner, change):
        data = self.typed(uid=str(client.get(GOAL).context["form"]["uid"].value()))
        client.post(GOAL, data)
        answer = client.post(GOAL, data | change)
        assert answer.status_code == 422
        assert "This was saved already, and here it says something else." in text(answer)
        goal = runner.goals.get()
        assert (goal.pose_s, goal.is_unbroken, goal.what) == (1200, False, "the race in June")
        assert goal.by_on == dt.date(2026, 6, 6)

    def test_says_how_far_the_rules_get_by_its_day(self, client, runner):
        GoalFactory(owner=runner, pose_s=3600, by_on=dt.date(2026, 3, 17))
        page = shown(client)
        assert "By Tue 17 Mar 2026 your rules would allow up to 10:00." in page

    @pytest.mark.parametrize(
        ("name", "value", "words"),
        [
            ("pose_s", "", "This field is required."),
            ("pose_s", "soon", "Write minutes such as 31"),
            ("pose_s", "6:00:01", "Choose at most 6:00:00."),
            ("by_on", "2026-03-05", "This day has passed: choose one to come."),
            ("by_on", "2126-03-05", "Check the year."),
            ("by_on", "June", "Enter a valid date."),
            ("what", "x" * 81, "at most 80 characters"),
        ],
    )
    def test_refuses_what_makes_no_sense_and_keeps_what_was_typed(
        self, client, runner, name, value, words
    ):
        response = client.post(GOAL, self.typed(**{name: value}))
        assert response.status_code == 422
        assert words in text(response)
        assert response.context["form"]["what"].value() == self.typed(**{name: value})["what"]
        assert not runner.goals.exists()

    def test_keeps_a_day_that_has_passed_since(self, client, runner):
        GoalFactory(owner=runner, by_on=dt.date(2026, 3, 1))
        assert "Sun 1 Mar 2026 has passed." in shown(client)
        assert client.post(GOAL, self.typed(by_on="2026-03-01")).status_code == 302

    def test_is_deleted_and_comes_back(self, client, runner):
        goal = GoalFactory(owner=runner, what="the lake")
        client.post(reverse("guard:delete_goal", args=[goal.pk]))
        assert not runner.goals.exists()
        client.post(reverse("portability:restore", args=[runner.trash_items.get().pk]))
        assert runner.goals.get().what == "the lake"

    def test_does_not_come_back_beside_another(self, client, runner):
        goal = GoalFactory(owner=runner)
        client.post(reverse("guard:delete_goal", args=[goal.pk]))
        client.post(GOAL, self.typed())
        client.post(reverse("portability:restore", args=[runner.trash_items.get().pk]))
        assert runner.goals.get().what == "the race in June"

    def test_of_another_is_not_there(self, client, runner):
        goal = GoalFactory()
        url = reverse("guard:delete_goal", args=[goal.pk])
        assert client.post(url).status_code == 404
        client.post(GOAL, self.typed())
        goal.refresh_from_db()
        assert goal.pose_s == 1200
        assert goal.owner.goals.count() == runner.goals.count() == 1


class TestEveryRunner:
    def test_who_learns_nothing_is_told_so_in_a_sentence(self, client, runner):
        runner.technique = ""
        runner.save()
        ran(runner, 4)
        GoalFactory(owner=runner)
        page = shown(client)
        assert "there is nothing to climb here" in page
        assert reverse("accounts:preferences") in page
        assert "Next dose" not in page
        assert LADDER not in shown(client, "/") + shown(client, reverse("dashboard:more"))
        assert client.get(GOAL).url == LADDER

    def test_who_learns_chi_never_reads_pose(self, client, runner):
        runner.technique = "Chi"
        runner.save()
        ran(runner, 4)
        GoalFactory(owner=runner)
        for url in (LADDER, GOAL):
            page = shown(client, url).replace("next-dose", "")
            words = page.replace("is-pose", "").replace("f-pose", "").replace("k-pose", "")
            words = words.replace("pose_s", "").replace("hatch-pose", "")
            assert "pose" not in words.casefold()
        assert "5 natural, 5 chi, 5 natural, 1 chi" in shown(client)

    def test_whose_lampposts_and_pace_are_their_own(self, client, runner):
        runner.distance_unit, runner.lamppost_m, runner.usual_pace_s_per_km = "mi", 40, 420
        runner.save()
        ran(runner, 4)  # 16.8 seconds each
        assert '<dt>as lampposts</dt><dd class="num">21</dd>' in shown(client)

    def test_who_has_nothing_yet(self, client, runner):
        page = shown(client)
        assert "10 × 0:30" in page
        assert "of Pose in a run of 30:00" in page

    def test_who_switched_the_rule_off_is_told_that_it_is_needed(self, client, runner):
        runner.guard_settings = {"off": ["G1"]}
        runner.save()
        GoalFactory(owner=runner)
        page = shown(client)
        assert "worked out from G1" in page
        assert "Next dose" not in page
        assert '<b class="num">20:00</b> of Pose in one run' in page
