"""The page of one injury: what it cost, what the definition makes of it, what is shown."""

from __future__ import annotations

import datetime as dt

import pytest
from django.urls import reverse

from gaitlog.core.trash import put_in_trash, restore
from gaitlog.guard.past import past_of
from gaitlog.injuries.choices import AREAS, BELOW_THE_KNEE, Area, Diagnosis, Site, Tissue
from gaitlog.lib.time_loss import Severity
from tests.factories import (
    DAY,
    InjuryFactory,
    PainFactory,
    ReturnStepFactory,
    RunFactory,
    TreatmentFactory,
    UserFactory,
)

TODAY = dt.date(2026, 3, 11)  # a Wednesday
LATER = DAY + dt.timedelta(7)  # the Monday after
USUAL = {"kind": "injury", "site": "calf", "side": "left", "from_on": "2026-03-02"}


def loss(**fields):
    return InjuryFactory.build(owner=None, from_on=DAY, **fields).time_loss(TODAY)


class TestTimeLoss:
    @pytest.mark.parametrize(
        ("fields", "days"),
        [
            # Monday to the Monday after: the days between are six.
            ({"effect": "stopped", "returned_on": LATER, "until_on": LATER}, 6),
            ({"effect": "less", "returned_on": LATER}, 6),
            ({"effect": "stopped", "returned_on": DAY + dt.timedelta(1)}, 0),
            ({"effect": "stopped", "returned_on": DAY}, 0),
            # Still away on Wednesday of the week after: Tuesday 3 to Tuesday 10.
            ({"effect": "stopped"}, 8),
            ({"effect": "none"}, 0),
            ({"effect": "none", "until_on": LATER}, 0),
            # The own count wins over all of them, and needs none of them.
            ({"effect": "stopped", "returned_on": LATER, "days_lost": 3}, 3),
            ({"days_lost": 30}, 30),
            ({"effect": "none", "days_lost": 2}, 2),
        ],
    )
    def test_whole_days_between(self, fields, days):
        assert loss(**fields).days == days

    @pytest.mark.parametrize(
        "fields",
        [{}, {"until_on": LATER}, {"returned_on": LATER}, {"effect": "less", "until_on": LATER}],
    )
    def test_is_not_guessed(self, fields):
        assert loss(**fields) is None

    @pytest.mark.parametrize(
        ("fields", "is_open"),
        [
            ({"effect": "stopped"}, True),
            ({"effect": "none"}, True),
            ({"effect": "stopped", "returned_on": LATER}, False),
            ({"effect": "none", "until_on": LATER}, False),
        ],
    )
    def test_is_so_far_while_it_is_open(self, fields, is_open):
        assert loss(**fields).is_open is is_open

    def test_has_a_class(self):
        assert loss(effect="stopped").severity is Severity.UP_TO_28


def definition(*, was_treated=False, **fields):
    injury = InjuryFactory.build(owner=None, from_on=DAY, **fields)
    return injury.running_related(TODAY, was_treated=was_treated).is_running_related


class TestConsensusDefinition:
    """Lower limb, from running, and seven days, three sessions in a row, or a professional."""

    YES = {"is_from_running": True, "effect": "stopped", "returned_on": LATER}

    @pytest.mark.parametrize(
        ("fields", "answer"),
        [
            ({}, True),  # Monday to Sunday are seven days
            ({"returned_on": DAY + dt.timedelta(6)}, None),  # six; help is not noted
            ({"returned_on": DAY + dt.timedelta(6), "needed_professional": True}, True),
            ({"returned_on": DAY + dt.timedelta(6), "diagnosed_by": "physio"}, True),
            ({"returned_on": DAY + dt.timedelta(6), "diagnosed_by": "self"}, None),
            (
                {
                    "returned_on": DAY + dt.timedelta(6),
                    "needed_professional": False,
                    "sessions_missed": 2,
                },
                False,
            ),
            ({"returned_on": DAY + dt.timedelta(6), "sessions_missed": 3}, True),
            ({"site": "lower_back"}, False),
            ({"site": "other"}, None),
            ({"site": "buttock"}, True),
            ({"diagnosis": "blister"}, False),
            ({"is_from_running": False}, False),
            ({"is_from_running": None}, None),
            ({"effect": "none", "returned_on": None, "needed_professional": False}, None),
        ],
    )
    def test_from_what_is_noted(self, fields, answer):
        assert definition(**self.YES | fields) is answer

    def test_a_treatment_by_a_professional_is_help(self):
        noted = self.YES | {"returned_on": DAY}
        assert definition(**noted, was_treated=True) is True
        assert definition(**noted, was_treated=False) is None

    def test_a_run_that_it_began_in_is_from_running(self):
        assert definition(**self.YES | {"is_from_running": None, "began_in_id": 1}) is True


class TestPlaces:
    def test_every_site_lies_in_one_area(self):
        assert sorted(site for sites in AREAS.values() for site in sites) == sorted(Site)

    @pytest.mark.parametrize(
        ("site", "area"),
        [
            ("achilles_mid", Area.LOWER_LEG),  # the IOC counts the Achilles tendon there
            ("ankle", Area.ANKLE),
            ("arch", Area.FOOT),
            ("buttock", Area.LUMBOSACRAL),
            ("groin", Area.HIP),
            ("other", Area.UNSPECIFIED),
        ],
    )
    def test_lie_where_the_ioc_has_them(self, site, area):
        assert Site(site).area is area

    def test_below_the_knee_is_lower_leg_ankle_and_foot(self):
        below = {Site(site).area for site in BELOW_THE_KNEE}
        assert below == {Area.LOWER_LEG, Area.ANKLE, Area.FOOT}

    @pytest.mark.parametrize(
        ("diagnosis", "tissue"),
        [("", "Z"), ("calf_strain", "M"), ("plantar", "T"), ("shin_splints", "S"), ("other", "Z")],
    )
    def test_a_diagnosis_has_its_type(self, diagnosis, tissue):
        assert Diagnosis(diagnosis).tissue is Tissue(tissue)


@pytest.mark.django_db
class TestPage:
    def shown(self, client, injury):
        return client.get(injury.get_absolute_url()).content.decode()

    def test_says_what_is_known(self, client, runner):
        run = RunFactory(owner=runner, on=DAY, sections=[("pose", 600), ("natural", 1200)])
        earlier = InjuryFactory(owner=runner, from_on=dt.date(2025, 3, 2))
        injury = InjuryFactory(
            owner=runner,
            from_on=DAY,
            began_in=run,
            recurrence_of=earlier,
            diagnosis="calf_strain",
            diagnosed_by="physio",
            effect="stopped",
            returned_on=LATER,
            helped="Rest",
            note="It pulled",
        )
        said = self.shown(client, injury)
        for words in (
            "In the run of Mon 2 Mar",
            "30:00, 10:00 of it Pose",
            "Calf strain, says a physiotherapist",
            "Lower leg, muscle injury",
            "Full training again on Monday 9 March 2026",
            "2 Mar 2025",
            "6 days",
            "That is the class of 1 to 7 days.",
            "By the consensus definition this is a running-related injury",
            "“It pulled”",
        ):
            assert words in said, words

    def test_says_that_too_little_is_noted(self, client, runner):
        said = self.shown(client, InjuryFactory(owner=runner))
        assert "Not counted yet: it is not noted what it does to your running." in said
        assert "Too little is noted" in said
        assert "Not diagnosed" in said

    def test_says_that_the_return_is_not_noted(self, client, runner):
        injury = InjuryFactory(owner=runner, effect="less", until_on=DAY)
        assert "the day you trained fully again is not noted" in self.shown(client, injury)

    def test_shows_the_pains_of_its_place_and_time(self, client, runner):
        injury = InjuryFactory(owner=runner, from_on=DAY, until_on=LATER)
        own = PainFactory(owner=runner, on=LATER)
        both = PainFactory(owner=runner, on=DAY, side="both")
        PainFactory(owner=runner, on=DAY, side="right")
        PainFactory(owner=runner, on=DAY, site="heel")
        PainFactory(owner=runner, on=LATER + dt.timedelta(1))
        PainFactory(owner=runner, on=DAY - dt.timedelta(1))
        PainFactory(on=DAY)
        context = client.get(injury.get_absolute_url()).context
        assert list(context["pains"]) == [own, both]

    def test_in_the_runners_own_word(self, client, runner):
        runner.technique = "Chi"
        runner.save()
        run = RunFactory(owner=runner, on=DAY, sections=[("pose", 600), ("natural", 1200)])
        injury = InjuryFactory(owner=runner, began_in=run)
        client.post(reverse("injuries:way_back_begin", args=[injury.pk]))
        said = self.shown(client, injury)
        assert "10:00 of it Chi" in said
        assert "First minutes of Chi" in said
        assert "Pose" not in said

    def test_another_runners_is_not_there(self, client):
        assert client.get(InjuryFactory().get_absolute_url()).status_code == 404

    @pytest.mark.parametrize("count", [1, 10])
    def test_queries_do_not_grow(self, client, runner, count, django_assert_num_queries):
        injury = InjuryFactory(owner=runner, began_in=RunFactory(owner=runner))
        for _ in range(count):
            PainFactory(owner=runner, run=RunFactory(owner=runner))
            TreatmentFactory(owner=runner, injury=injury)
            ReturnStepFactory(owner=runner, injury=injury)
        with django_assert_num_queries(6):  # session, user, injury, treatments, steps, pains
            client.get(injury.get_absolute_url())

    def test_goes_to_the_trash_whole(self, client, runner):
        injury = InjuryFactory(owner=runner)
        later = InjuryFactory(owner=runner, recurrence_of=injury)
        treatment = TreatmentFactory(owner=runner, injury=injury)
        step = ReturnStepFactory(owner=runner, injury=injury, passed_on=DAY)
        item = put_in_trash(injury)
        assert not runner.treatments.exists()
        assert not runner.return_steps.exists()
        later.refresh_from_db()
        assert later.recurrence_of is None
        restore(item)
        later.refresh_from_db()
        assert later.recurrence_of.uid == injury.uid
        assert (runner.treatments.get(), runner.return_steps.get()) == (treatment, step)


@pytest.mark.django_db
class TestForm:
    CREATE = reverse("injuries:create")

    @pytest.mark.parametrize(
        ("typed", "field", "says"),
        [
            ({"returned_on": "2026-03-01"}, "returned_on", "on the day it began, or later"),
            ({"returned_on": "2026-03-12"}, "returned_on", "still to come"),
            (
                {"returned_on": "2026-03-09", "effect": "none"},
                "returned_on",
                "You trained as before: leave this empty.",
            ),
            ({"days_lost": "-1"}, "days_lost", "greater than or equal to 0"),
            ({"days_lost": "a few"}, "days_lost", "whole number"),
            ({"days_lost": "10000"}, "days_lost", "less than or equal to 9999"),
            ({"sessions_missed": "99999999999999999999"}, "sessions_missed", "less than or equal"),
            ({"diagnosis": "plague"}, "diagnosis", "not one of the available choices"),
            ({"kind": "curse"}, "kind", "not one of the available choices"),
            ({"is_from_running": "maybe"}, "is_from_running", "not one of the available choices"),
            ({"recurrence_of": "12345"}, "recurrence_of", "not one of the available choices"),
        ],
    )
    def test_what_is_wrong_is_said_beside_the_field(self, client, runner, typed, field, says):
        response = client.post(self.CREATE, USUAL | typed)
        assert (response.status_code, list(response.context["form"].errors)) == (422, [field])
        assert says in " ".join(response.context["form"].errors[field])
        assert not runner.injuries.exists()

    def test_an_earlier_one_can_be_back_and_a_later_one_not(self, client, runner):
        earlier = InjuryFactory(owner=runner, from_on=dt.date(2026, 2, 1))
        later = InjuryFactory(owner=runner, from_on=dt.date(2026, 3, 10))
        refused = client.post(self.CREATE, USUAL | {"recurrence_of": later.pk})
        assert "cannot be back" in refused.content.decode()
        client.post(self.CREATE, USUAL | {"recurrence_of": earlier.pk})
        assert runner.injuries.get(from_on=DAY).recurrence_of == earlier

    def test_another_runners_cannot_be_back(self, client, runner):
        other = InjuryFactory(from_on=dt.date(2026, 2, 1))
        assert client.post(self.CREATE, USUAL | {"recurrence_of": other.pk}).status_code == 422

    @pytest.mark.parametrize(("typed", "kept"), [("", None), ("True", True), ("False", False)])
    def test_yes_no_and_not_said_are_three(self, client, runner, typed, kept):
        client.post(self.CREATE, USUAL | {"needed_professional": typed})
        injury = runner.injuries.get()
        assert injury.needed_professional is kept
        form = client.get(reverse("injuries:update", args=[injury.pk])).context["form"]
        assert str(form["needed_professional"].value() if typed else "") == typed


@pytest.mark.django_db
class TestClosing:
    def test_over_in_one_tap_is_full_training_again(self, client, runner):
        injury = InjuryFactory(owner=runner, effect="stopped")
        client.post(reverse("injuries:close", args=[injury.pk]))
        injury.refresh_from_db()
        assert (injury.until_on, injury.returned_on) == (TODAY, TODAY)
        assert injury.time_loss(TODAY).days == 8

    def test_what_was_trained_through_has_no_return(self, client, runner):
        injury = InjuryFactory(owner=runner, effect="none")
        client.post(reverse("injuries:close", args=[injury.pk]))
        injury.refresh_from_db()
        assert (injury.until_on, injury.returned_on) == (TODAY, None)

    def test_a_return_that_is_noted_stays(self, client, runner):
        injury = InjuryFactory(owner=runner, returned_on=LATER)
        client.post(reverse("injuries:close", args=[injury.pk]))
        client.post(reverse("injuries:reopen", args=[injury.pk]))
        injury.refresh_from_db()
        assert (injury.until_on, injury.returned_on) == (None, LATER)

    def test_that_it_still_hurts_takes_both_back(self, client, runner):
        injury = InjuryFactory(owner=runner)
        client.post(reverse("injuries:close", args=[injury.pk]))
        client.post(reverse("injuries:reopen", args=[injury.pk]))
        injury.refresh_from_db()
        assert (injury.until_on, injury.returned_on) == (None, None)

    def test_that_it_still_hurts_takes_a_later_return_back_too(self, client, runner):
        injury = InjuryFactory(owner=runner, until_on=LATER, returned_on=TODAY)
        step = ReturnStepFactory(
            owner=runner, injury=injury, is_full_training=True, passed_on=TODAY
        )
        client.post(reverse("injuries:reopen", args=[injury.pk]))
        injury.refresh_from_db()
        step.refresh_from_db()
        assert (injury.until_on, injury.returned_on, step.passed_on) == (None, None, None)


@pytest.mark.django_db
class TestReturnForTheGuard:
    """After an injury below the knee only the sessions since the return are compared with."""

    def back(self, runner, **fields):
        InjuryFactory(owner=runner, from_on=DAY, **fields)
        return list(past_of(runner, TODAY).log.returned_on)

    def test_counts_from_full_training(self, runner):
        assert self.back(runner, until_on=DAY, returned_on=LATER) == [LATER]

    def test_counts_from_the_last_day_of_hurting_without_one(self, runner):
        assert self.back(runner, until_on=LATER) == [LATER]

    @pytest.mark.parametrize(
        "fields",
        [
            {"until_on": None},
            {"until_on": LATER, "kind": "complaint"},
            {"until_on": LATER, "effect": "none"},
            {"until_on": LATER, "site": "knee_front"},
        ],
    )
    def test_leaves_out_what_is_no_return(self, runner, fields):
        assert self.back(runner, **fields) == []

    def test_of_the_runner_alone(self, runner):
        InjuryFactory(owner=UserFactory(), from_on=DAY, until_on=LATER)
        assert list(past_of(runner, TODAY).log.returned_on) == []
