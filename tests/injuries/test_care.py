"""What was done about an injury, and the rungs of the way back."""

from __future__ import annotations

import datetime as dt
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from gaitlog.core.trash import restore
from gaitlog.injuries.way_back import begin_way_back
from tests.factories import DAY, InjuryFactory, ReturnStepFactory, RunFactory, TreatmentFactory

pytestmark = pytest.mark.django_db

TODAY = dt.date(2026, 3, 11)


@pytest.fixture
def injury(runner):
    return InjuryFactory(owner=runner, from_on=DAY)


class TestTreatments:
    def address(self, injury):
        return reverse("injuries:treatment_create", args=[injury.pk])

    def test_are_noted_with_their_day_and_outcome(self, client, runner, injury):
        typed = {"what": "A visit", "on": "2026-03-05", "by": "physio", "outcome": "better"}
        assert client.post(self.address(injury), typed).url == injury.get_absolute_url()
        treatment = runner.treatments.get()
        assert (treatment.injury, treatment.owner) == (injury, runner)
        said = client.get(injury.get_absolute_url()).content.decode()
        assert "Thu 5 Mar" in said
        assert "by a physiotherapist, then better" in said

    def test_come_filled_in_with_today(self, client, injury):
        assert client.get(self.address(injury)).context["form"]["on"].value() == TODAY

    @pytest.mark.parametrize(
        ("typed", "field", "says"),
        [
            ({"what": ""}, "what", "Say in a few words what was done."),
            ({"what": "x" * 201}, "what", "at most 200"),
            ({"on": "2026-03-01"}, "on", "before it began"),
            ({"on": "2026-03-12"}, "on", "still to come"),
            ({"on": ""}, "on", "required"),
            ({"by": "witch"}, "by", "not one of the available choices"),
        ],
    )
    def test_what_is_wrong_is_said_beside_the_field(self, client, injury, typed, field, says):
        usual = {"what": "Ice", "on": "2026-03-05"}
        response = client.post(self.address(injury), usual | typed)
        assert (response.status_code, list(response.context["form"].errors)) == (422, [field])
        assert says in " ".join(response.context["form"].errors[field])

    def test_are_saved_once_however_often_they_are_sent(self, client, runner, injury):
        typed = {"what": "Ice", "on": "2026-03-05", "uid": str(uuid4())}
        for _ in range(2):
            assert client.post(self.address(injury), typed).status_code == 302
        assert runner.treatments.count() == 1

    def test_can_be_changed_and_deleted_with_a_way_back(self, client, runner, injury):
        treatment = TreatmentFactory(owner=runner, injury=injury)
        client.post(treatment.get_absolute_url(), {"what": "Heat", "on": "2026-03-05"})
        treatment.refresh_from_db()
        assert treatment.what == "Heat"
        client.post(reverse("injuries:treatment_delete", args=[treatment.pk]))
        assert not runner.treatments.exists()
        assert restore(runner.trash_items.get()) == treatment

    def test_cannot_be_added_to_another_runners_injury(self, client):
        address = self.address(InjuryFactory())
        assert client.get(address).status_code == 404
        assert client.post(address, {"what": "Ice", "on": "2026-03-05"}).status_code == 404


def rungs(injury):
    return [step.what for step in injury.return_steps.all()]


class TestWayBack:
    def begin(self, client, injury):
        return client.post(reverse("injuries:way_back_begin", args=[injury.pk]))

    @pytest.mark.parametrize("effect", ["stopped", "none"])
    @pytest.mark.parametrize("technique", ["Pose", ""])
    def test_its_next_step_stands_on_today_once(self, client, runner, effect, technique):
        runner.technique = technique
        runner.save()
        RunFactory(owner=runner)
        injury = InjuryFactory(owner=runner, from_on=timezone.localdate(), effect=effect)
        said = f'{injury.get_absolute_url()}#way-back">Next on the way back: '
        assert said not in client.get(reverse("dashboard:today")).content.decode()
        self.begin(client, injury)
        assert client.get(reverse("dashboard:today")).content.decode().count(said) == 1
        injury.return_steps.first().set_passed(injury.from_on)
        page = client.get(reverse("dashboard:today")).content.decode()
        assert f"{said}A brisk walk of 30 minutes</a>" in page

    def test_begins_with_the_usual_rungs_once(self, client, injury):
        for _ in range(2):
            response = self.begin(client, injury)
        assert response.url == f"{injury.get_absolute_url()}#way-back"
        assert rungs(injury) == [
            "A day of walking and stairs",
            "A brisk walk of 30 minutes",
            "20 slow rises on the toes of one leg",
            "10 × 1 minute of running and 1 of walking",
            "20 minutes of easy running",
            "A practice of Pose drills",
            "First minutes of Pose, up to 5:00",
            "Full training",
        ]

    def test_has_no_new_gait_for_who_learns_none(self, client, runner, injury):
        runner.technique = ""
        runner.save()
        injury.site = "knee_front"
        injury.save()
        self.begin(client, injury)
        assert rungs(injury) == [
            "A day of walking and stairs",
            "A brisk walk of 30 minutes",
            "10 × 1 minute of running and 1 of walking",
            "20 minutes of easy running",
            "Full training",
        ]

    def test_has_the_numbers_that_the_runner_set(self, runner, injury):
        runner.guard_settings = {"pain_safe_most": 1, "pain_ok_most": 3, "first_cap_s": 120}
        runner.save()
        injury.refresh_from_db()
        begin_way_back(injury)
        gates = list(injury.return_steps.values_list("gate", flat=True))
        assert gates[0].startswith("1 of 10 at most")
        assert gates[3].startswith("3 of 10 at most while running")
        assert "First minutes of Pose, up to 2:00" in rungs(injury)

    def test_a_rung_is_reached_in_one_tap_and_taken_back(self, client, runner, injury):
        step = ReturnStepFactory(owner=runner, injury=injury)
        address = reverse("injuries:step_pass", args=[step.pk])
        reached = []
        for done in "10":
            client.post(address, {"done": done})
            step.refresh_from_db()
            reached.append(step.passed_on)
        assert reached == [TODAY, None]

    def test_a_rung_tapped_on_the_phone_and_the_desk_is_reached(self, client, runner, injury):
        """Both pages showed it as not reached."""
        step = ReturnStepFactory(owner=runner, injury=injury)
        asks = '<input type="hidden" name="done" value="1">'
        assert asks in client.get(injury.get_absolute_url()).content.decode()
        for done in "11":
            client.post(reverse("injuries:step_pass", args=[step.pk]), {"done": done})
        step.refresh_from_db()
        assert step.passed_on == TODAY
        asks = '<input type="hidden" name="done" value="0">'
        assert asks in client.get(injury.get_absolute_url()).content.decode()

    def test_a_rung_reached_before_keeps_its_day(self, client, runner, injury):
        step = ReturnStepFactory(owner=runner, injury=injury, passed_on=DAY)
        client.post(reverse("injuries:step_pass", args=[step.pk]), {"done": "1"})
        step.refresh_from_db()
        assert step.passed_on == DAY

    @pytest.mark.parametrize("sent", [{}, {"done": "soon"}])
    def test_a_tap_that_says_nothing_notes_nothing(self, client, runner, injury, sent):
        step = ReturnStepFactory(owner=runner, injury=injury)
        answer = client.post(reverse("injuries:step_pass", args=[step.pk]), sent, follow=True)
        assert "Nothing was noted: tap the step again." in answer.content.decode()
        step.refresh_from_db()
        assert step.passed_on is None

    def test_the_last_one_is_the_return(self, client, runner, injury):
        begin_way_back(injury)
        address = reverse("injuries:step_pass", args=[injury.return_steps.last().pk])
        returned = []
        for done in "10":
            client.post(address, {"done": done})
            injury.refresh_from_db()
            returned.append(injury.returned_on)
        assert returned == [TODAY, None]

    def test_the_last_one_leaves_a_return_that_was_noted(self, client, runner):
        injury = InjuryFactory(owner=runner, from_on=DAY, returned_on=DAY)
        begin_way_back(injury)
        address = reverse("injuries:step_pass", args=[injury.return_steps.last().pk])
        for done in "10":
            client.post(address, {"done": done})
        injury.refresh_from_db()
        assert injury.returned_on == DAY

    def test_an_own_rung_comes_before_full_training(self, client, injury):
        begin_way_back(injury)
        typed = {"what": "An hour on the bike", "gate": "calm"}
        client.post(reverse("injuries:step_create", args=[injury.pk]), typed)
        assert rungs(injury)[-2:] == ["An hour on the bike", "Full training"]

    def test_a_rung_can_be_reworded_and_deleted_with_a_way_back(self, client, runner, injury):
        begin_way_back(injury)
        step = injury.return_steps.first()
        client.post(step.get_absolute_url(), {"what": "Stairs", "gate": ""})
        assert rungs(injury)[0] == "Stairs"
        client.post(reverse("injuries:step_delete", args=[step.pk]))
        assert "Stairs" not in rungs(injury)
        restore(runner.trash_items.get())
        assert rungs(injury)[0] == "Stairs"

    def test_a_rung_needs_words(self, client, injury):
        address = reverse("injuries:step_create", args=[injury.pk])
        response = client.post(address, {"what": " ", "gate": "kept"})
        assert response.status_code == 422
        assert "Say in a few words what the step is." in response.content.decode()
        assert "kept" in response.content.decode()

    def test_another_runners_is_not_there(self, client):
        step = ReturnStepFactory()
        for name in ("step_update", "step_pass", "step_delete"):
            address = reverse(f"injuries:{name}", args=[step.pk])
            assert client.post(address).status_code == 404
        assert self.begin(client, step.injury).status_code == 404
