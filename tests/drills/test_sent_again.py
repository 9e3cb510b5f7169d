"""A practice that is sent a second time: the same is saved once, what differs is never lost."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from gaitlog.drills.forms import PracticeForm
from gaitlog.drills.models import Block
from gaitlog.drills.services import add_block, save_practice
from tests.factories import DrillFactory, LessonFactory, PracticeFactory

pytestmark = pytest.mark.django_db

CREATE = reverse("drills:create")


def rows(*rows):
    sent = {"rows": str(len(rows))}
    for index, row in enumerate(rows):
        sent |= {f"block-{index}-{name}": value for name, value in row.items()}
    return sent


@pytest.fixture
def drill(runner):
    return {"what": str(DrillFactory(owner=runner, name="Rope").pk), "sets": "3", "quality": "4"}


RUN = {"what": "run", "distance_m": "50", "held_s": "5"}
SHOWN = "This was saved already, and here it says something else."


@pytest.fixture
def typed():
    return {"on": "2026-03-10", "minutes": "20", "uid": str(uuid4())}


class TestTheSame:
    @pytest.fixture(params=["rows", "chips", "both", "nothing"])
    def parts(self, request, runner, drill):
        chips = {"library": ["timber"], "another": "Hops", "short_run": "on"}
        chips["drills"] = [DrillFactory(owner=runner, name=name).pk for name in "ZA"]
        made = rows(drill, RUN, {"what": "pony", "reps": "10"}, RUN, {})
        return {"rows": made, "chips": chips, "both": made | chips, "nothing": {}}[request.param]

    def test_is_saved_once(self, client, runner, typed, parts):
        answers = {client.post(CREATE, typed | parts).url for _ in range(2)}
        assert answers == {runner.practices.get().get_absolute_url()}

    def test_is_saved_once_of_a_lesson(self, client, runner, typed):
        typed["lesson"] = LessonFactory(owner=runner).pk
        answers = {client.post(CREATE, typed).url for _ in range(2)}
        assert answers == {runner.practices.get().get_absolute_url()}


class TestAnother:
    @pytest.mark.parametrize(
        "change",
        [
            lambda drill: rows(drill | {"sets": "4"}, RUN),
            lambda drill: rows(drill | {"correction": "Ankle, not knee"}, RUN),
            lambda drill: rows(drill, RUN | {"held_s": "6"}),
            lambda drill: rows(drill, RUN | {"distance_m": "60"}),
            lambda drill: rows(drill, RUN | {"distance_m": "far"}),
            lambda drill: rows(RUN, drill),
            lambda drill: rows(drill, drill),
            lambda drill: rows(drill, {"what": "pony"}),
            lambda drill: rows(drill) | {"short_run": "on"},
            lambda drill: rows(RUN) | {"another": "Hops"},
        ],
    )
    def test_part_is_not_said_to_be_saved(self, client, runner, drill, typed, change):
        client.post(CREATE, typed | rows(drill, RUN))
        changed = typed | change(drill)
        answer = client.post(CREATE, changed)
        assert answer.status_code == 422
        said = answer.content.decode()
        assert SHOWN in said
        form = answer.context["form"]
        sent = {name: value for name, value in changed.items() if name.startswith("block-")}
        shown = {
            part[name].html_name: part[name].value() for part in form.rows for name in part.fields
        }
        assert {name: shown[name] for name in sent} == sent
        first, second = runner.practices.get().blocks.all()
        assert (first.name, first.sets, second.distance_m, second.held_s) == ("Rope", 3, 50, 5)
        assert runner.drills.count() == 1

    def test_is_refused_where_the_first_one_was_chosen_by_chips(self, client, runner, typed):
        one, other = (DrillFactory(owner=runner, name=name).pk for name in "AB")
        client.post(CREATE, typed | {"drills": [one]})
        for change in ({"drills": [other]}, {"drills": [], "library": ["pony"]}):
            assert client.post(CREATE, typed | change).status_code == 422
        assert runner.drills.count() == 2


class TestAtTheSameMoment:
    """Forms that were opened, sent and found right before the first of them is saved."""

    def sent(self, runner, data):
        practice = runner.practices.select_related("run").get()
        form = PracticeForm(data, instance=practice, owner=runner)
        assert form.is_valid(), form.errors
        return form

    @pytest.fixture
    def practice(self, runner):
        return PracticeFactory(owner=runner)

    @pytest.fixture
    def opened(self, runner, practice):
        """What the page of a practice with a short run sends back."""
        save_practice(practice=practice, blocks=[Block(seconds=20, held_s=5)])
        form = PracticeForm(instance=runner.practices.get(), owner=runner)
        data = {"on": "2026-03-10", "minutes": "20", "seen": form["seen"].value()}
        return data | rows({"uid": form.rows[0]["uid"].value(), "what": "run", "seconds": "20"})

    def test_the_same_change_is_saved_once(self, runner, opened):
        first, second = self.sent(runner, opened), self.sent(runner, opened)
        assert first.try_to_save()
        assert second.try_to_save() or second.non_field_errors()
        practice = runner.practices.get()
        assert (practice.blocks.count(), practice.run.moving_s) == (1, 20)
        assert runner.runs.count() == 1

    def test_the_same_as_before_is_saved_again(self, runner, practice):
        save_practice(practice=practice, blocks=[Block(seconds=20)])
        form = PracticeForm(instance=runner.practices.get(), owner=runner)
        data = {"on": f"{practice.on}", "minutes": "20", "seen": form["seen"].value()}
        data |= rows({"uid": form.rows[0]["uid"].value(), "what": "run", "seconds": "20"})
        sent = [self.sent(runner, data) for _ in range(2)]
        assert all(form.try_to_save() for form in sent)
        assert runner.runs.get().moving_s == 20

    def test_a_change_beside_a_tap_is_told_so(self, runner, practice, opened):
        practice.refresh_from_db()
        practice.on, practice.is_going_on = timezone.localdate(), True
        practice.save()
        form = PracticeForm(instance=practice, owner=runner)
        change = self.sent(runner, opened | {"seen": form["seen"].value()})
        tapped = Block(distance_m=50, seconds=18)
        add_block(owner=runner, block=tapped, now=timezone.now())
        assert change.try_to_save() is None
        assert "This was changed elsewhere since you opened it" in change.non_field_errors()[0]
        assert runner.runs.get().moving_s == 38

    def test_the_first_short_run_sent_twice_is_one_run(self, runner, practice):
        data = {"on": "2026-03-10", "minutes": "20"} | rows({"what": "run", "seconds": "20"})
        sent = [self.sent(runner, data) for _ in range(2)]
        assert all(form.try_to_save() for form in sent)
        assert runner.practices.get().run == runner.runs.get()
