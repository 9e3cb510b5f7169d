"""Planned runs: the form, the list, and how a plan becomes a run."""

from __future__ import annotations

import datetime as dt

import pytest
import time_machine
from django.urls import reverse

from gaitlog.core.trash import put_in_trash, restore
from gaitlog.runs import views
from gaitlog.runs.models import Plan
from gaitlog.runs.plan_forms import PlanForm
from gaitlog.runs.services import AlreadyRun, run_as_planned
from tests.factories import PlanFactory, RunFactory, ShoeFactory, UserFactory
from tests.queries import counted

pytestmark = pytest.mark.django_db

NEW, LIST = reverse("runs:plan_create"), reverse("runs:plan_list")
TODAY = dt.date(2026, 3, 5)
POSED = [("natural", 300), ("pose", 600), ("natural", 900)]


@pytest.fixture(autouse=True)
def now():
    with time_machine.travel(dt.datetime(2026, 3, 5, 12, tzinfo=dt.UTC), tick=False) as traveller:
        yield traveller


def later(days):
    return TODAY + dt.timedelta(days=days)


def text(response):
    return " ".join(response.content.decode().split())


def typed(**changes):
    """A plan as the form sends it."""
    return {"time": "20", "on": "2026-03-06", "phrase": "every other minute"} | changes


def at(name, plan):
    return reverse(f"runs:{name}", args=[plan.pk])


def split(row):
    return row.pose_s, row.natural_s, row.walk_s


class TestPlanCreate:
    def test_keeps_what_was_typed_and_what_it_means(self, client, runner):
        shoe = ShoeFactory(owner=runner)
        response = client.post(NEW, typed(shoe=shoe.pk, distance_m="3", note="quick feet"))
        plan = runner.plans.get()
        assert response.url == f"{LIST}#plan-{plan.pk}"
        assert (plan.on, plan.phrase, plan.note) == (later(1), "every other minute", "quick feet")
        assert (split(plan), plan.moving_s, plan.distance_m) == ((600, 600, 0), 1200, 3000)
        assert (plan.shoe, len(plan.section_data)) == (shoe, 20)

    def test_is_no_run(self, client, runner):
        client.post(NEW, typed())
        assert not runner.runs.exists()
        assert runner.plans.get().run is None

    def test_a_distance_in_miles(self, client, runner):
        runner.distance_unit = "mi"
        runner.save()
        client.post(NEW, typed(distance_m="3,1"))
        assert runner.plans.get().distance_m == 4989

    def test_takes_the_runners_own_word(self, client, runner):
        runner.technique = "Chi"
        runner.save()
        client.post(NEW, typed(phrase="chi 5x1/1"))
        assert runner.plans.get().pose_s == 300

    @pytest.mark.parametrize(
        ("changes", "words"),
        [
            ({"on": "2026-03-04"}, "This day has passed."),
            ({"on": "2027-03-07"}, "Choose a day within a year from today."),
            ({"on": "soon"}, "Enter a valid date."),
            ({"on": ""}, "This field is required."),
            ({"time": "x"}, "x"),
            ({"time": "", "phrase": ""}, "How long is the run?"),
            ({"phrase": "5 potato"}, "“potato”"),
            ({"distance_m": "5", "pace": "2:30"}, "One of the three has to give way."),
            ({"shoe": "999999"}, "Select a valid choice"),
            ({"note": "n" * 4001}, "at most 4000"),
        ],
    )
    def test_refuses_what_makes_no_sense_and_loses_nothing(self, client, runner, changes, words):
        response = client.post(NEW, typed(note="kept") | changes)
        assert response.status_code == 422
        assert words in text(response)
        assert changes.get("note", "kept") in text(response)
        assert not runner.plans.exists()

    @pytest.mark.parametrize("on", [TODAY, later(366)])
    def test_takes_today_and_a_year_ahead(self, client, runner, on):
        client.post(NEW, typed(on=on.isoformat()))
        assert runner.plans.get().on == on

    def test_the_way_out_of_a_contradiction_is_one_tap(self, client, runner):
        client.post(NEW, typed(distance_m="4", pace="6:00", fix="time=24:00"))
        assert runner.plans.get().moving_s == 1440

    def test_the_same_form_sent_twice_is_saved_once(self, client, runner):
        uid = client.get(NEW).context["form"]["uid"].value()
        client.post(NEW, typed(uid=uid))
        assert client.post(NEW, typed(uid=uid)).url == runner.plans.get().get_absolute_url()

    def test_takes_no_pair_of_another_runner(self, client, runner):
        assert client.post(NEW, typed(shoe=ShoeFactory().pk)).status_code == 422

    def test_comes_filled_in_from_the_last_run(self, client, runner):
        shoe = ShoeFactory(owner=runner)
        RunFactory(owner=runner, shoe=shoe, sections=POSED)
        form = client.get(NEW).context["form"]
        assert form.initial["time"] == 1800
        assert (form.initial["on"], form.initial["shoe"]) == (TODAY, shoe.pk)

    def test_comes_filled_in_from_the_address(self, client, runner):
        RunFactory(owner=runner, sections=POSED)
        address = {"on": "2026-03-08", "time": "31:00", "phrase": "5x1/1", "note": "calm"}
        initial = client.get(NEW, address).context["form"].initial
        assert {name: initial[name] for name in address} == {
            "on": later(3),
            "time": 1860,
            "phrase": "5x1/1",
            "note": "calm",
        }

    @pytest.mark.parametrize(
        ("address", "expected"),
        [
            ({"on": "2026-03-04"}, (TODAY, 1800)),
            ({"on": "2028-01-01"}, (TODAY, 1800)),
            ({"on": "x", "time": "x", "phrase": "7 hops"}, (TODAY, 1800)),
            ({"time": "20", "phrase": "7 hops"}, (TODAY, 1200)),
            ({"phrase": "10x1/1"}, (TODAY, 1200)),
            ({"time": "20", "phrase": "p" * 501}, (TODAY, 1200)),
        ],
    )
    def test_what_makes_no_sense_in_the_address_is_ignored(self, client, runner, address, expected):
        RunFactory(owner=runner, sections=POSED)
        response = client.get(NEW, address)
        form = response.context["form"]
        assert response.status_code == 200
        assert (form.initial["on"], form.initial["time"]) == expected
        assert "problem" not in response.context["preview"]

    def test_says_nothing_of_a_new_gait_to_who_learns_none(self, client, runner):
        runner.technique = ""
        runner.save()
        for page in (client.get(NEW), client.get(LIST), client.post(NEW, typed(on=""))):
            assert "Pose" not in text(page)
            assert "gait" not in text(page).replace("gaitlog", "")


class TestPlanUpdate:
    def test_changes_the_plan(self, client, runner):
        plan = PlanFactory(owner=runner, on=later(1), sections=POSED)
        client.post(at("plan_update", plan), typed(on="2026-03-07", phrase="all pose"))
        plan.refresh_from_db()
        assert (plan.on, split(plan)) == (later(2), (1200, 0, 0))

    def test_a_day_that_has_passed_may_stay_and_no_other_be_chosen(self, client, runner):
        plan = PlanFactory(owner=runner, on=later(-2))
        url = at("plan_update", plan)
        assert client.post(url, typed(on="2026-03-03")).status_code == 302
        assert client.post(url, typed(on="2026-03-04")).status_code == 422

    def test_keeps_its_sections_whatever_the_technique_and_spacing_are_now(self, client, runner):
        runner.technique = "Chi"
        runner.save()
        client.post(NEW, typed(phrase="6 lampposts chi, 6 off"))
        plan = runner.plans.get()
        kept = plan.sections
        runner.technique, runner.lamppost_m = "Pose", 60
        runner.save()
        page = client.get(at("plan_update", plan))
        assert page.context["preview"]["totals"].pose_s == plan.pose_s
        assert "6 lampposts chi, 6 off" in text(page)
        data = typed(phrase="6 lampposts chi, 6 off", note="windy")
        assert client.post(at("plan_update", plan), data).status_code == 302
        plan.refresh_from_db()
        assert (plan.sections, plan.lamppost_m, plan.note) == (kept, 30, "windy")

    def test_of_a_plan_that_was_run_goes_to_the_run(self, client, runner):
        plan = PlanFactory(owner=runner, run=RunFactory(owner=runner))
        assert client.get(at("plan_update", plan)).url == plan.run.get_absolute_url()

    def test_does_not_undo_what_another_tab_did(self, runner):
        plan = PlanFactory(owner=runner, on=later(1))
        stale = Plan.objects.get(pk=plan.pk)
        run = run_as_planned(plan, TODAY)
        form = PlanForm(typed(), instance=stale, owner=runner)
        assert form.is_valid()
        form.save()
        plan.refresh_from_db()
        assert plan.run == run


class TestPlanDone:
    def test_makes_the_run_as_it_was_planned(self, client, runner):
        shoe = ShoeFactory(owner=runner)
        client.post(NEW, typed(on="2026-03-05", shoe=shoe.pk, note="calm", distance_m="3"))
        plan = runner.plans.get()
        response = client.post(at("plan_done", plan), follow=True)
        run = runner.runs.get()
        plan.refresh_from_db()
        assert plan.run == run
        assert response.redirect_chain[0][0] == f"{run.get_absolute_url()}?saved"
        assert "Logged as planned. Change what was different." in text(response)
        assert (run.on, run.phrase, run.note, run.shoe) == (TODAY, plan.phrase, "calm", shoe)
        assert (split(run), run.hold_s, run.distance_m) == ((600, 600, 0), 60, 3000)
        assert run.section_data == plan.section_data
        assert run.time_zone == "Europe/Stockholm"
        assert run.judgements.get().is_passed

    @pytest.mark.parametrize(("on", "logged"), [(-2, -2), (0, 0), (3, 0)])
    def test_is_logged_for_its_day_or_for_today(self, client, runner, on, logged):
        plan = PlanFactory(owner=runner, on=later(on))
        client.post(at("plan_done", plan))
        assert runner.runs.get().on == later(logged)

    def test_sent_twice_is_one_run(self, client, runner):
        plan = PlanFactory(owner=runner, on=TODAY)
        client.post(at("plan_done", plan))
        again = client.post(at("plan_done", plan))
        assert again.url == runner.runs.get().get_absolute_url()

    def test_at_the_same_moment_saves_nothing_more(self, runner):
        plan = PlanFactory(owner=runner, on=TODAY)
        stale = Plan.objects.get(pk=plan.pk)
        run_as_planned(plan, TODAY)
        with pytest.raises(AlreadyRun):
            run_as_planned(stale, TODAY)
        assert runner.runs.count() == 1

    def test_keeps_sections_and_spacing_whatever_they_would_be_now(self, client, runner):
        client.post(NEW, typed(on="2026-03-05", phrase="6 lampposts pose, 6 off"))
        plan = runner.plans.get()
        runner.technique, runner.lamppost_m = "Chi", 60
        runner.save()
        client.post(at("plan_done", plan))
        run = runner.runs.get()
        assert (run.pose_s, run.lamppost_m, run.phrase) == (65, 30, "6 lampposts pose, 6 off")

    def test_takes_the_pair_though_it_was_retired_and_none_where_it_went(self, client, runner):
        retired, gone = ShoeFactory(owner=runner, retired_on=TODAY), ShoeFactory(owner=runner)
        plans = [PlanFactory(owner=runner, on=TODAY, shoe=shoe) for shoe in (retired, gone)]
        put_in_trash(gone)
        for plan in plans:
            client.post(at("plan_done", plan))
        assert [run.shoe for run in runner.runs.order_by("pk")] == [retired, None]

    def test_takes_at_most_twelve_queries(self, client, runner):
        plan = PlanFactory(owner=runner, on=TODAY, shoe=ShoeFactory(owner=runner), sections=POSED)
        with counted() as queries:
            client.post(at("plan_done", plan))
        assert queries.number <= 12
        assert runner.runs.exists()

    @pytest.mark.parametrize("name", ["plan_done", "plan_delete"])
    def test_by_get_changes_nothing(self, client, runner, name):
        plan = PlanFactory(owner=runner, on=TODAY)
        assert client.get(at(name, plan)).status_code == 405

    @pytest.mark.parametrize("name", ["plan_done", "plan_delete", "plan_update"])
    def test_of_another_runner_is_not_there(self, client, name):
        plan = PlanFactory(on=TODAY)
        assert client.post(at(name, plan), typed()).status_code == 404
        assert Plan.objects.get().run is None


class TestItWasDifferent:
    def url(self, plan):
        return f"{reverse('runs:create')}?plan={plan.pk}"

    def test_comes_filled_in_from_the_plan(self, client, runner):
        RunFactory(owner=runner)
        shoe = ShoeFactory(owner=runner)
        plan = PlanFactory(
            owner=runner, on=later(-1), shoe=shoe, note="calm", distance_m=5000, sections=POSED
        )
        page = client.get(self.url(plan))
        initial = page.context["form"].initial
        wanted = {"on": later(-1), "time": 1800, "shoe": shoe.pk, "note": "calm"}
        assert {name: initial[name] for name in wanted} == wanted
        assert initial["distance_m"] == 5000
        assert "Filled in from the plan for Wed 4 Mar." in text(page)

    def test_saves_the_run_as_the_plans(self, client, runner):
        plan = PlanFactory(owner=runner, on=TODAY, sections=POSED)
        response = client.post(self.url(plan), typed(on="2026-03-05", phrase="all natural"))
        plan.refresh_from_db()
        assert (plan.run, plan.pose_s, plan.run.pose_s) == (runner.runs.get(), 600, 0)
        assert response.url == f"{plan.run.get_absolute_url()}?saved"

    def test_keeps_sections_that_were_not_touched(self, client, runner):
        client.post(NEW, typed(on="2026-03-05", phrase="6 lampposts pose, 6 off"))
        plan = runner.plans.get()
        runner.technique, runner.lamppost_m = "Chi", 60
        runner.save()
        data = typed(on="2026-03-05", phrase="6 lampposts pose, 6 off", note="windy")
        client.post(self.url(plan), data)
        run = runner.runs.get()
        assert (run.section_data, run.lamppost_m) == (plan.section_data, 30)

    def test_sent_twice_is_one_run(self, client, runner):
        plan = PlanFactory(owner=runner, on=TODAY)
        uid = client.get(self.url(plan)).context["form"]["uid"].value()
        data = typed(on="2026-03-05", uid=uid)
        first, second = (client.post(self.url(plan), data) for _ in range(2))
        assert first.url == second.url == f"{runner.runs.get().get_absolute_url()}?saved"

    def test_of_a_plan_that_was_logged_meanwhile_is_told_and_nothing_typed_lost(
        self, client, runner
    ):
        plan = PlanFactory(owner=runner, on=TODAY)
        client.post(at("plan_done", plan))
        response = client.post(self.url(plan), typed(on="2026-03-05", note="my words"))
        assert response.status_code == 422
        said = "This plan was logged meanwhile. Change “Run of Thu 5 Mar 2026” instead."
        assert said in text(response)
        assert "my words" in text(response)
        assert runner.runs.count() == 1
        assert client.get(self.url(plan)).url == runner.runs.get().get_absolute_url()

    def test_at_the_same_moment_is_told_too(self, client, runner, monkeypatch):
        stale = PlanFactory(owner=runner, on=TODAY)
        run_as_planned(Plan.objects.get(pk=stale.pk), TODAY)
        seen = iter([stale, Plan.objects.get(pk=stale.pk)])
        monkeypatch.setattr(views, "_plan", lambda request: next(seen))
        response = client.post(self.url(stale), typed(on="2026-03-05", note="my words"))
        assert response.status_code == 422
        assert "This plan was logged meanwhile." in text(response)
        assert "my words" in text(response)
        assert "Log a run" in text(response)
        assert runner.runs.count() == 1

    @pytest.mark.parametrize("key", ["0", "x", "-1", "²", "9" * 40, ""])
    def test_of_no_plan_is_not_there(self, client, key):
        assert client.get(f"{reverse('runs:create')}?plan={key}").status_code == 404

    @pytest.mark.parametrize("method", ["get", "post"])
    def test_of_another_runners_plan_is_not_there(self, client, runner, method):
        url = self.url(PlanFactory(on=TODAY))
        data = typed(on="2026-03-05") if method == "post" else None
        assert getattr(client, method)(url, data).status_code == 404
        assert not runner.runs.exists()

    def test_takes_at_most_twelve_queries(self, client, runner):
        plan = PlanFactory(owner=runner, on=TODAY, shoe=ShoeFactory(owner=runner))
        with counted() as queries:
            response = client.post(self.url(plan), typed(on="2026-03-05", shoe=plan.shoe_id))
        assert response.status_code == 302
        assert queries.number <= 12


class TestDeleting:
    def test_the_run_opens_the_plan_again(self, client, runner):
        plan = PlanFactory(owner=runner, on=TODAY)
        client.post(at("plan_done", plan))
        client.post(reverse("runs:delete", args=[runner.runs.get().pk]))
        plan.refresh_from_db()
        assert plan.run is None
        restore(runner.trash_items.get())
        plan.refresh_from_db()
        assert plan.run == runner.runs.get()

    @pytest.mark.parametrize("first", ["run", "plan"])
    @pytest.mark.parametrize("back_first", ["run", "plan"])
    def test_both_and_undoing_both_loses_neither(self, runner, first, back_first):
        plan = PlanFactory(owner=runner, on=TODAY)
        rows = {"plan": plan, "run": run_as_planned(plan, TODAY)}
        items = {name: put_in_trash(rows[name]) for name in sorted(rows, key=lambda n: n != first)}
        assert not runner.plans.exists()
        assert not runner.runs.exists()
        for name in sorted(rows, key=lambda n: n != back_first):
            restore(items[name])
        assert runner.plans.get().run == runner.runs.get()

    def test_a_plan_that_was_run_anew_keeps_its_new_run(self, runner):
        plan = PlanFactory(owner=runner, on=TODAY)
        item = put_in_trash(run_as_planned(plan, TODAY))
        plan.refresh_from_db()
        again = run_as_planned(plan, TODAY)
        restore(item)
        plan.refresh_from_db()
        assert plan.run == again
        assert runner.runs.count() == 2

    def test_a_plan_leaves_its_run(self, client, runner):
        plan = PlanFactory(owner=runner, run=RunFactory(owner=runner))
        response = client.post(at("plan_delete", plan), follow=True)
        assert "Plan for Mon 2 Mar 2026 deleted." in text(response)
        assert runner.runs.exists()

    def test_a_pair_is_not_kept_by_a_plan_and_comes_back_to_it(self, client, runner):
        shoe = ShoeFactory(owner=runner)
        plan = PlanFactory(owner=runner, shoe=shoe)
        client.post(reverse("shoes:delete", args=[shoe.pk]))
        plan.refresh_from_db()
        assert plan.shoe is None
        restore(runner.trash_items.get())
        plan.refresh_from_db()
        assert plan.shoe == shoe


class TestPlanList:
    def test_tells_what_to_do_where_nothing_is_planned(self, client):
        page = text(client.get(LIST))
        assert "Nothing is planned" in page
        assert f'href="{NEW}"' in page

    def test_tells_coming_not_run_and_done_apart(self, client, runner):
        run = RunFactory(owner=runner, on=later(-3), sections=[("pose", 120), ("natural", 1680)])
        PlanFactory(owner=runner, on=later(9))
        PlanFactory(owner=runner, on=later(-9))
        PlanFactory(owner=runner, on=later(-3), run=run)
        response = client.get(LIST)
        coming, earlier = response.context["coming"], response.context["earlier"]
        assert [plan.on for plan in coming] == [later(9)]
        assert [plan.on for plan in earlier] == [later(-3), later(-9)]
        page = text(response)
        assert page.count("Not run.") == 1
        assert f'Done: <a href="{run.get_absolute_url()}">the run of Mon 2 Mar</a>' in page
        assert "30:00 with 2:00 of Pose" in page

    def test_a_plan_that_was_run_early_is_done(self, client, runner):
        plan = PlanFactory(owner=runner, on=later(2))
        client.post(at("plan_done", plan))
        response = client.get(LIST)
        assert list(response.context["coming"]) == []
        assert "the run of Thu 5 Mar" in text(response)

    def test_shows_nothing_of_another_runner(self, client):
        PlanFactory(owner=UserFactory(), on=later(1), note="secret")
        assert "secret" not in text(client.get(LIST))

    def test_asks_as_often_for_ten_as_for_one(self, client, runner):
        def make():
            PlanFactory(owner=runner, on=later(1), shoe=ShoeFactory(owner=runner))
            PlanFactory(owner=runner, on=later(-1), run=RunFactory(owner=runner))

        make()
        with counted() as one:
            client.get(LIST)
        for _ in range(9):
            make()
        with counted() as ten:
            client.get(LIST)
        assert one.number == ten.number <= 8

    def test_turns_its_pages(self, htmx, runner):
        for days in range(30):
            PlanFactory(owner=runner, on=later(-1 - days))
        page = text(htmx.get(LIST, {"page": "2"}))
        assert page.startswith('<section class="part" id="earlier">')
        assert page.count("Not run.") == 5


class TestToday:
    def test_shows_what_is_near(self, client, runner):
        for days in (-4, -3, 0, 7, 8):
            PlanFactory(owner=runner, on=later(days))
        PlanFactory(owner=runner, on=TODAY, run=RunFactory(owner=runner))
        planned = client.get("/").context["guard"].planned
        assert [plan.on for plan, _ in planned] == [later(-3), TODAY, later(7)]

    def test_offers_done_from_its_day_on(self, client, runner):
        PlanFactory(owner=runner, on=TODAY)
        page = text(client.get("/"))
        assert "Done as planned" in page
        assert "Done today" not in page
        runner.plans.update(on=later(1))
        page = text(client.get("/"))
        assert "Done as planned" not in page
        assert "Done today" in page

    def test_says_the_runners_own_word(self, client, runner):
        runner.technique = "Chi"
        runner.save()
        PlanFactory(owner=runner, on=TODAY, sections=POSED)
        page = text(client.get("/"))
        assert "10:00 Chi" in page
        assert "Pose" not in page

    def test_has_a_way_to_plan(self, client):
        assert f'href="{NEW}">Plan a run</a>' in text(client.get("/"))
