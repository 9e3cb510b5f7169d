"""Pains: noted in three taps, asked for the next morning, and what the guard makes of them."""

from __future__ import annotations

import datetime as dt
from uuid import uuid4

import pytest
import time_machine
from django.db import IntegrityError
from django.urls import reverse

from gaitlog.guard.past import past_of
from gaitlog.guard.services import guard_today
from gaitlog.injuries.body import VIEWS, ZONES
from gaitlog.injuries.choices import Side, Site
from gaitlog.injuries.forms import PainChangeForm
from gaitlog.lib.guard import PainState
from tests.factories import PainFactory, PracticeFactory, RunFactory

pytestmark = pytest.mark.django_db

DAY = dt.date(2026, 3, 2)
NEW = reverse("injuries:pain_create")
TODAY = reverse("dashboard:today")


@pytest.fixture(autouse=True)
def now():
    with time_machine.travel(dt.datetime(2026, 3, 3, 8, tzinfo=dt.UTC), tick=False):
        yield


def text(response):
    return " ".join(response.content.decode().split())


def ran(runner, on=DAY, pose=300, **more):
    sections = [("pose", pose), ("natural", 1500)]
    return RunFactory(owner=runner, on=on, sections=sections, **more)


class TestBody:
    def test_each_zone_has_a_place_and_a_side_of_its_own(self):
        zones = [zone for view in VIEWS.values() for zone in view]
        assert len(ZONES) == len(zones) == 24

    def test_who_is_seen_from_the_front_has_the_right_leg_on_the_left(self):
        assert [zone.side for zone in VIEWS["from the front"][:2]] == [Side.RIGHT, Side.LEFT]
        assert [zone.side for zone in VIEWS["from behind"][:2]] == [Side.LEFT, Side.RIGHT]


class TestCreate:
    def test_a_place_and_a_number_are_enough(self, client, runner):
        run = ran(runner)
        form = client.get(NEW).context["form"]
        shown = {"run": form["run"].value(), "when": form["when"].value(), "on": form["on"].value()}
        response = client.post(NEW, {**shown, "zone": "calf-left", "number": "3"})
        pain = runner.pains.get()
        assert response.url == run.get_absolute_url()
        assert (pain.site, pain.side, pain.after, pain.run) == (Site.CALF, Side.LEFT, 3, run)
        assert pain.on == DAY

    def test_without_a_run_it_is_of_the_day(self, client, runner):
        data = {"zone": "heel-right", "number": "0", "when": "during", "on": "2026-03-03"}
        client.post(NEW, data)
        pain = runner.pains.get()
        assert (pain.run, pain.on, pain.during) == (None, dt.date(2026, 3, 3), 0)

    def test_may_be_chosen_from_the_list(self, client, runner):
        data = {"site": "groin", "side": "both", "number": "10", "when": "before", "on": DAY}
        client.post(NEW, data)
        assert str(runner.pains.get()) == "Groin, both sides, 10 of 10"

    @pytest.mark.parametrize(
        ("data", "words"),
        [
            ({"zone": ""}, "Tap where it hurts, or choose it from the list."),
            ({"zone": "elbow-left"}, "elbow-left is not one of the available choices"),
            ({"number": ""}, "Tap how much it hurts, from 0 to 10."),
            ({"number": "11"}, "Choose a number from 0 to 10."),
            ({"number": "-1"}, "Choose a number from 0 to 10."),
            ({"on": "2026-03-04"}, "This day is still to come."),
        ],
    )
    def test_says_what_is_missing_and_keeps_the_rest(self, client, runner, data, words):
        usual = {"zone": "calf-left", "number": "3", "when": "after", "on": DAY, "note": "dull"}
        response = client.post(NEW, usual | data)
        assert response.status_code == 422
        assert words in text(response)
        assert "dull" in text(response)
        assert not runner.pains.exists()

    def test_a_number_tapped_before_a_place_is_kept(self, client, runner):
        response = client.post(NEW, {"zone": "", "number": "4", "when": "after", "on": DAY})
        assert 'value="4" aria-pressed="true">4</button>' in text(response)
        assert "Save it with 4 of 10" in text(response)
        assert text(response).count("aria-pressed") == 1
        assert "aria-pressed" not in text(client.get(NEW))
        nonsense = {"zone": "", "number": "11", "when": "after", "on": DAY}
        assert "Save it with" not in text(client.post(NEW, nonsense))

    def test_takes_no_run_of_another_runner(self, client, runner):
        data = {"zone": "calf-left", "number": "3", "when": "after", "on": DAY}
        client.post(NEW, data | {"run": RunFactory(on=DAY).pk})
        assert not runner.pains.exists()

    def test_sent_twice_is_saved_once(self, client, runner):
        uid = client.get(NEW).context["form"]["uid"].value()
        data = {"zone": "calf-left", "number": "3", "when": "after", "on": DAY, "uid": uid}
        client.post(NEW, data)
        assert client.post(NEW, data).status_code == 302
        assert runner.pains.count() == 1


class TestChange:
    def test_all_numbers_can_be_set(self, client, runner):
        pain = PainFactory(owner=runner, on=DAY)
        data = {"site": "calf", "side": "left", "on": DAY, "before": "1", "next_morning": "0"}
        client.post(pain.get_absolute_url(), data)
        pain.refresh_from_db()
        assert (pain.before, pain.during, pain.after, pain.next_morning) == (1, None, None, 0)

    def test_one_number_has_to_stay(self, client, runner):
        pain = PainFactory(owner=runner, on=DAY)
        data = {"site": "calf", "side": "left", "on": DAY}
        response = client.post(pain.get_absolute_url(), data)
        assert response.status_code == 422
        assert "Choose at least one number." in text(response)

    def test_the_database_holds_it_too(self, runner):
        with pytest.raises(IntegrityError):
            PainFactory(owner=runner, after=None)

    def test_goes_to_the_trash_and_comes_back(self, client, runner):
        pain = PainFactory(owner=runner, run=ran(runner))
        client.post(reverse("injuries:pain_delete", args=[pain.pk]))
        assert not runner.pains.exists()
        client.post(reverse("portability:restore", args=[runner.trash_items.get().pk]))
        assert runner.pains.get().run == pain.run

    def test_stays_when_its_run_goes(self, client, runner):
        run = ran(runner)
        PainFactory(owner=runner, run=run)
        client.post(reverse("runs:delete", args=[run.pk]))
        assert runner.pains.get().run is None


class TestMorning:
    def test_asks_once_and_is_answered_in_one_tap(self, client, runner):
        pain = PainFactory(owner=runner, on=DAY, run=ran(runner))
        page = text(client.get(TODAY))
        assert "This morning: left calf?" in page
        assert "3 after. How much does it hurt now?" in page
        client.post(reverse("injuries:pain_morning", args=[pain.pk]), {"number": "1"})
        pain.refresh_from_db()
        assert pain.next_morning == 1
        assert "This morning" not in text(client.get(TODAY))

    def test_asks_after_a_dose_above_the_limit(self, client, runner):
        run = ran(runner, pose=1200)
        page = text(client.get(TODAY))
        assert "This morning: calf?" in page
        url = reverse("injuries:run_morning", args=[run.pk])
        assert url in page
        client.post(url, {"number": "2"})
        client.post(url, {"number": "0"})
        assert str(runner.pains.get()) == "Calf, both sides, 0 the next morning"

    def test_of_yesterday_is_asked_for_as_that(self, client, runner):
        ran(runner, pose=1200)
        PainFactory(owner=runner, on=DAY, run=ran(runner))
        with time_machine.travel(dt.datetime(2026, 3, 4, 8, tzinfo=dt.UTC), tick=False):
            page = text(client.get(TODAY))
        assert "This morning" not in page
        assert "Yesterday morning: left calf?" in page
        assert "3 after. How much did it hurt then?" in page
        assert "Yesterday morning: calf?" in page
        assert f"More than your limit on {DAY:%a} {DAY.day} {DAY:%b}." in page

    def test_asks_nothing_after_a_usual_dose(self, runner):
        ran(runner)
        assert guard_today(runner, DAY + dt.timedelta(1)).questions == []

    @pytest.mark.parametrize(("days", "count"), [(0, 0), (1, 1), (2, 1), (3, 0)])
    def test_asks_for_two_days(self, runner, days, count):
        PainFactory(owner=runner, on=DAY, run=ran(runner))
        assert len(guard_today(runner, DAY + dt.timedelta(days)).questions) == count

    @pytest.mark.parametrize("number", ["", "11", "x"])
    def test_takes_no_other_number(self, client, runner, number):
        pain = PainFactory(owner=runner, on=DAY, run=ran(runner))
        client.post(reverse("injuries:pain_morning", args=[pain.pk]), {"number": number})
        pain.refresh_from_db()
        assert pain.next_morning is None


class TestInTheGuard:
    def state(self, runner):
        [session] = past_of(runner, DAY).log.sessions
        return session.pain

    def test_is_the_state_of_its_run(self, runner):
        run = ran(runner)
        assert self.state(runner) == PainState.NONE
        PainFactory(owner=runner, run=run, after=2, next_morning=0)
        assert self.state(runner) == PainState.SAFE
        PainFactory(owner=runner, run=run, site="knee_front", after=3, next_morning=0)
        assert self.state(runner) == PainState.ACCEPTABLE
        PainFactory(owner=runner, run=run, site="heel", after=None, during=6)
        assert self.state(runner) == PainState.HIGH_RISK

    def test_follows_the_runners_own_numbers(self, runner):
        runner.guard_settings = {"pain_ok_most": 3}
        PainFactory(owner=runner, run=ran(runner), after=4, next_morning=0)
        assert self.state(runner) == PainState.HIGH_RISK

    def test_lowers_what_there_is_room_for(self, runner):
        ran(runner, on=DAY - dt.timedelta(5), pose=600)
        run = ran(runner, pose=500)
        PainFactory(owner=runner, run=run, after=7)
        outlook = guard_today(runner, DAY + dt.timedelta(2)).outlook
        assert outlook.seconds == 350
        assert outlook.sentences[-1] == (
            "Mon 2 Mar hurt more than your setting lets pass: up to 5:50, 70 % of that day’s 8:20."
        )


class TestWhatWasTried:
    """What somebody found who wanted to break it."""

    def test_a_pain_that_went_meanwhile_does_not_come_back(self, client, runner, monkeypatch):
        pain = PainFactory(owner=runner, on=DAY)
        full_clean = type(pain).full_clean

        def gone_while_it_is_checked(self, **kwargs):
            full_clean(self, **kwargs)
            runner.pains.filter(pk=self.pk).delete()

        monkeypatch.setattr(type(pain), "full_clean", gone_while_it_is_checked)
        data = {"site": "calf", "side": "left", "on": DAY, "after": "9"}
        assert client.post(pain.get_absolute_url(), data).status_code == 409
        assert not runner.pains.exists()

    def test_the_question_of_a_run_is_of_the_calf_alone(self, client, runner):
        run = ran(runner, pose=1200)
        knee = PainFactory(owner=runner, run=run, site="knee_front", side="right")
        client.post(reverse("injuries:run_morning", args=[run.pk]), {"number": "4"})
        knee.refresh_from_db()
        assert knee.next_morning is None
        assert runner.pains.get(site="calf").next_morning == 4

    def test_six_and_more_is_of_the_morning_too(self, client, runner):
        run = ran(runner, pose=1200)
        page = client.get(TODAY).content.decode()
        assert f"{NEW}?run={run.pk}&amp;when=next_morning" in page
        form = client.get(NEW, {"run": run.pk, "when": "next_morning"}).context["form"]
        assert form["when"].value() == "next_morning"

    def test_the_list_wins_over_the_picture(self, client, runner):
        data = {"zone": "calf-left", "site": "hip_outer", "number": "3", "when": "after"}
        client.post(NEW, data | {"on": DAY})
        assert runner.pains.get().site == "hip_outer"

    @pytest.mark.parametrize(
        ("sent", "place"),
        [
            ({}, ("", "")),
            ({"zone": "calf-left"}, ("calf", "left")),
            ({"zone": "calf-left", "number": "nonsense"}, ("calf", "left")),
            ({"zone": "calf-left", "site": "hip_outer", "side": "right"}, ("hip_outer", "right")),
            ({"zone": "nonsense"}, ("", "")),
        ],
    )
    def test_what_is_more_begins_with_the_place_and_the_run(self, client, runner, sent, place):
        run = ran(runner, on=DAY)
        answer = client.post(NEW, {"is_more": "on", "run": run.pk, "on": DAY} | sent)
        form = client.get(answer.url).context["form"]
        assert (form["site"].value() or "", form["side"].value() or "") == place
        assert (form["began_in"].value(), form["from_on"].value()) == (run.pk, DAY)
        assert not runner.pains.exists()

    def test_what_is_more_of_a_practice_or_of_no_run_begins_on_its_day(self, htmx, runner):
        practice = PracticeFactory(owner=runner, on=DAY - dt.timedelta(2))
        for said, on in [({"practice": practice.pk}, practice.on), ({}, DAY)]:
            answer = htmx.post(NEW, {"is_more": "on", "zone": "calf-left", "on": DAY} | said)
            assert answer.headers["HX-Redirect"] == (
                f"{reverse('injuries:create')}?from_on={on}&site=calf&side=left"
            )

    def test_every_pain_can_be_reached(self, client, runner):
        pains = PainFactory.create_batch(60, owner=runner)
        url = reverse("injuries:pain_list")
        first = text(client.get(url))
        assert 'hx-get="?page=2"' in first
        pages = first + text(client.get(url, {"page": 2}))
        assert all(pain.get_absolute_url() in pages for pain in pains)

    def test_its_day_is_that_of_its_run(self, runner):
        pain = PainFactory(owner=runner, on=DAY, run=ran(runner, on=DAY - dt.timedelta(3)))
        assert pain.day == DAY - dt.timedelta(3)


class TestOfAPractice:
    def test_is_of_its_day(self, client, runner):
        practice = PracticeFactory(owner=runner, on=DAY)
        form = client.get(NEW, {"practice": practice.pk}).context["form"]
        assert (form["practice"].value(), form["run"].value()) == (practice.pk, None)
        data = {"zone": "calf-left", "number": "4", "when": "during", "on": "2026-03-03"}
        client.post(NEW, data | {"practice": practice.pk})
        pain = runner.pains.get()
        assert (pain.practice, pain.on, pain.during) == (practice, DAY, 4)

    def test_follows_the_practice_when_that_moves(self, runner):
        practice = PracticeFactory(owner=runner, on=DAY)
        pain = PainFactory(owner=runner, practice=practice)
        practice.on = DAY + dt.timedelta(1)
        assert pain.day == DAY + dt.timedelta(1)

    def test_is_not_of_a_run_too(self, client, runner):
        run, practice = ran(runner), PracticeFactory(owner=runner, on=DAY)
        data = {"zone": "calf-left", "number": "4", "when": "after", "on": DAY}
        response = client.post(NEW, data | {"run": run.pk, "practice": practice.pk})
        assert response.status_code == 422
        assert "Choose the run or the practice, not both." in text(response)

    def test_another_runners_practice_is_refused_and_not_shown(self, client, runner):
        practice = PracticeFactory(on=DAY)
        data = {"zone": "calf-left", "number": "4", "when": "after", "on": DAY}
        assert client.post(NEW, data | {"practice": practice.pk}).status_code == 422
        assert not runner.pains.exists()


class TestOfARunThatMoves:
    def test_is_of_its_new_day(self, client, runner):
        run = ran(runner)
        pain = PainFactory(owner=runner, run=run, on=DAY)
        other = PainFactory(owner=runner, on=DAY)
        address = reverse("runs:update", args=[run.pk])
        data = {"on": "2026-02-27", "time": "30:00", "phrase": "5 pose", "version": "1"}
        assert client.post(address, data).status_code == 302
        pain.refresh_from_db()
        other.refresh_from_db()
        assert (pain.on, other.on) == (DAY - dt.timedelta(3), DAY)


class TestFilledIn:
    def test_a_place_of_the_picture_is_chosen_there(self, client):
        form = client.get(NEW, {"site": "calf", "side": "left"}).context["form"]
        assert (form["zone"].value(), form["site"].value()) == ("calf-left", "")

    def test_another_place_is_chosen_in_the_list(self, client):
        form = client.get(NEW, {"site": "groin", "side": "both"}).context["form"]
        assert (form["zone"].value(), form["site"].value()) == (None, "groin")


class TestOfAnEarlierDay:
    """What hurts since a run of longer ago than the form offers by itself."""

    LONG_AGO = DAY - dt.timedelta(40)

    def folded(self, response):
        return text(response).split("<b>When</b> <span>")[1].split("</span>")[0]

    def test_the_run_that_the_address_names_is_chosen_with_its_day(self, client, runner):
        ran(runner)
        run = ran(runner, on=self.LONG_AGO)
        response = client.get(NEW, {"run": run.pk})
        form = response.context["form"]
        assert (form["run"].value(), form["on"].value()) == (run.pk, self.LONG_AGO)
        assert f'<option value="{run.pk}" selected>' in text(response)
        assert self.folded(response) == "after the run of Wed 21 Jan"

    def test_sent_it_is_of_that_run_also_after_a_refusal(self, client, runner):
        run = ran(runner, on=self.LONG_AGO)
        data = {"zone": "", "number": "4", "when": "during", "on": "2026-03-03", "run": run.pk}
        refused = client.post(NEW, data)
        assert f'<option value="{run.pk}" selected>' in text(refused)
        assert self.folded(refused) == "during the run of Wed 21 Jan"
        client.post(NEW, data | {"zone": "calf-left"})
        pain = runner.pains.get()
        assert (pain.run, pain.on, pain.during) == (run, self.LONG_AGO, 4)

    def test_so_is_a_practice(self, client, runner):
        practice = PracticeFactory(owner=runner, on=self.LONG_AGO)
        response = client.get(NEW, {"practice": practice.pk})
        assert response.context["form"]["on"].value() == self.LONG_AGO
        assert f'<option value="{practice.pk}" selected>' in text(response)
        assert self.folded(response) == "after the practice of Wed 21 Jan"

    def test_the_folded_line_says_what_is_chosen(self, client, runner):
        assert self.folded(client.get(NEW)) == "today"
        run = ran(runner)
        assert self.folded(client.get(NEW)) == "after the run of Mon 2 Mar"
        asked = {"run": run.pk, "when": "next_morning"}
        assert self.folded(client.get(NEW, asked)) == "the morning after the run of Mon 2 Mar"

    @pytest.mark.parametrize("named", ["9" * 30, "-1", "0", "x"])
    def test_another_runners_run_or_none_is_not_shown(self, client, runner, named):
        for run in (RunFactory(on=self.LONG_AGO).pk, named):
            response = client.get(NEW, {"run": run})
            assert (response.status_code, self.folded(response)) == (200, "today")


class TestTwoTabs:
    """Who saves what was changed elsewhere is told first, and overwrites it only on purpose."""

    def test_the_later_one_is_told_and_may_save_again(self, client, runner):
        pain = PainFactory(owner=runner, on=DAY, note="first")
        address = pain.get_absolute_url()
        seen = client.get(address).context["form"]["seen"].value()
        typed = {"site": "calf", "side": "left", "on": DAY, "after": "3", "seen": seen}
        assert client.post(address, typed | {"note": "second"}).status_code == 302
        refused = client.post(address, typed | {"note": "third"})
        assert refused.status_code == 422
        assert "This was changed elsewhere since you opened it" in text(refused)
        assert "third" in text(refused)
        pain.refresh_from_db()
        assert pain.note == "second"
        again = typed | {"note": "third", "seen": refused.context["form"]["seen"].value()}
        assert client.post(address, again).status_code == 302
        pain.refresh_from_db()
        assert pain.note == "third"

    def test_at_the_same_moment_the_later_one_is_told(self, runner):
        pain = PainFactory(owner=runner, on=DAY)
        form = PainChangeForm(owner=runner, instance=runner.pains.get())
        typed = {"site": "calf", "side": "left", "on": DAY, "after": "5"}
        typed["seen"] = form["seen"].value()
        later = PainChangeForm(typed, owner=runner, instance=runner.pains.get())
        assert later.is_valid()
        runner.pains.update(next_morning=4)
        assert later.try_to_save() is None
        assert "changed elsewhere" in " ".join(later.non_field_errors())
        pain.refresh_from_db()
        assert (pain.after, pain.next_morning) == (3, 4)

    def test_a_form_that_was_saved_and_says_something_else_is_told(self, client, runner):
        data = {"zone": "calf-left", "number": "4", "when": "after", "on": DAY}
        data["uid"] = str(uuid4())
        assert client.post(NEW, data).status_code == 302
        assert client.post(NEW, data).status_code == 302
        refused = client.post(NEW, data | {"number": "7", "note": "it got worse"})
        assert refused.status_code == 422
        assert "This was saved already" in text(refused)
        assert "it got worse" in text(refused)
        assert runner.pains.get().after == 4

    def test_who_brings_no_such_mark_saves_as_before(self, client, runner):
        pain = PainFactory(owner=runner, on=DAY)
        typed = {"site": "calf", "side": "left", "on": DAY, "after": "5"}
        assert client.post(pain.get_absolute_url(), typed).status_code == 302
