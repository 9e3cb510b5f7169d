"""The parts of a practice, and the one run that its short runs are."""

from __future__ import annotations

import random

import pytest
from django.urls import reverse

from gaitlog.core.trash import CannotReturn, put_in_trash, restore
from gaitlog.drills.models import Block
from gaitlog.drills.services import put_practice_in_trash, save_practice
from gaitlog.lib.gaits import Gait
from gaitlog.reports.paces import paces
from gaitlog.runs.models import Run
from tests.factories import (
    DrillFactory,
    PainFactory,
    PracticeFactory,
    RunFactory,
    ShoeFactory,
)

pytestmark = pytest.mark.django_db

CREATE = reverse("drills:create")


def typed(*rows, **fields):
    """A form as it is sent, with these rows."""
    sent = {"on": "2026-03-10", "minutes": "20", "rows": str(len(rows)), **fields}
    for index, row in enumerate(rows):
        sent |= {f"block-{index}-{name}": value for name, value in row.items()}
    return sent


def change_url(practice):
    return reverse("drills:update", args=[practice.pk])


def short_run(held_s=None, seconds=20, **fields):
    return Block(held_s=held_s, seconds=seconds, **fields)


def sections(practice):
    return [(s.gait, s.seconds, s.known) for s in practice.run.sections.all()]


class TestRows:
    def test_a_drill_and_a_run_and_a_drill_as_they_happened(self, client, runner):
        pony = DrillFactory(owner=runner, name="Pony")
        drill = {
            "what": str(pony.pk),
            "quality": "3",
            "sets": "3",
            "reps": "10",
            "side": "left",
            "is_barefoot": "True",
            "correction": "Ankle, not knee",
        }
        run = {"what": "run", "distance_m": "50", "held_s": "10", "quality": "1"}
        client.post(CREATE, typed(drill, run, drill | {"quality": "4"}))
        first, second, third = runner.practices.get().blocks.all()
        assert (first.name, first.quality, first.correction) == ("Pony", 3, "Ankle, not knee")
        assert first.amount == "3 × 10, left, barefoot"
        assert (second.name, second.amount, second.held_s) == ("Short run", "50 m, about 18 s", 10)
        assert third.quality == 4

    def test_chips_come_after_the_rows(self, client, runner):
        pony, slide = (DrillFactory(owner=runner, name=name) for name in ("Pony", "Slide"))
        sent = typed({"what": str(slide.pk)}, drills=[pony.pk], library=["timber"], short_run="on")
        client.post(CREATE, sent | {"another": "Rope"})
        names = [block.name for block in runner.practices.get().blocks.all()]
        assert names == ["Slide", "Pony", "Timber", "Rope", "Short run"]

    def test_a_row_of_the_library_becomes_an_own_drill(self, client, runner):
        client.post(CREATE, typed({"what": "pony"}, {"what": "pony", "quality": "4"}))
        assert runner.practices.get().drill_names == ["Pony"]
        assert runner.drills.get().slug == "pony"

    def test_a_blank_row_is_left_out(self, client, runner):
        client.post(CREATE, typed({"what": ""}, {"what": "run", "seconds": "20"}))
        assert [block.name for block in runner.practices.get().blocks.all()] == ["Short run"]

    def test_each_change_keeps_the_rows_that_were_there(self, client, runner):
        client.post(CREATE, typed({"what": "pony"}, {"what": "run", "seconds": "20"}))
        practice = runner.practices.get()
        first, second = practice.blocks.all()
        rows = [
            {"uid": str(second.uid), "what": "run", "seconds": "25"},
            {"uid": str(first.uid), "what": str(first.drill_id), "quality": "2"},
        ]
        client.post(change_url(practice), typed(*rows))
        changed = [(block.uid, block.seconds, block.quality) for block in practice.blocks.all()]
        assert changed == [(second.uid, 25, None), (first.uid, None, 2)]

    @pytest.mark.parametrize(
        ("row", "field", "says"),
        [
            ({"what": "run"}, "distance_m", "How far or how long was it?"),
            ({"what": "run", "seconds": "10", "held_s": "11"}, "held_s", "held for longer"),
            ({"quality": "3"}, "what", "Which drill was it"),
            ({"what": "flying"}, "what", "not one of the available"),
            ({"what": "pony", "sets": "51"}, "sets", "from 1 to 50"),
            ({"what": "pony", "reps": "many"}, "reps", "from 1 to 1000"),
            ({"what": "pony", "quality": "6"}, "quality", "not one of the available"),
            ({"what": "pony", "correction": "x" * 201}, "correction", "at most 200"),
            ({"what": "pony", "uid": "nonsense"}, "uid", "valid UUID"),
        ],
    )
    def test_what_is_wrong_is_said_beside_the_field(self, client, runner, row, field, says):
        response = client.post(CREATE, typed({"what": "pony"}, row))
        assert response.status_code == 422
        assert says in " ".join(response.context["form"].rows[1].errors[field])
        assert says in response.content.decode()
        assert not runner.practices.exists()

    def test_another_runners_drill_is_refused(self, client, runner):
        response = client.post(CREATE, typed({"what": str(DrillFactory().pk)}))
        assert response.status_code == 422

    @pytest.mark.parametrize("rows", ["", "-1", "x", "9" * 5000, "1e3"])
    def test_a_number_of_rows_that_is_none_does_no_harm(self, client, runner, rows):
        assert client.post(CREATE, typed() | {"rows": rows}).status_code in {302, 422}
        assert client.get(CREATE, {"rows": rows}).status_code == 200

    def test_a_natural_runner_is_not_asked_what_held(self, client, runner):
        runner.technique = ""
        runner.save()
        assert "held" not in client.get(CREATE, {"rows": "1"}).content.decode()
        client.post(CREATE, typed({"what": "run", "seconds": "20", "held_s": "10"}))
        assert sections(runner.practices.get()) == [("natural", 20, "exact")]


class TestRearranging:
    def names(self, response):
        assert response.status_code == 200
        return [row["what"].value() for row in response.context["form"].rows]

    @pytest.mark.parametrize(
        ("do", "order"),
        [
            ("up-1", ["run", "pony", "timber"]),
            ("up-0", ["pony", "run", "timber"]),
            ("down-0", ["run", "pony", "timber"]),
            ("down-2", ["pony", "run", "timber"]),
            ("remove-1", ["pony", "timber"]),
            ("remove-9", ["pony", "run", "timber"]),
            ("up-x", ["pony", "run", "timber"]),
            ("nonsense", ["pony", "run", "timber"]),
        ],
    )
    def test_moves_and_takes_away(self, client, runner, do, order):
        sent = typed({"what": "pony"}, {"what": "run"}, {"what": "timber"}, do=do)
        assert self.names(client.post(CREATE, sent)) == order
        assert not runner.practices.exists()

    def test_chips_become_rows_and_are_free_again(self, client, runner):
        pony = DrillFactory(owner=runner, name="Pony")
        sent = typed({"what": "timber"}, do="add", drills=[pony.pk], short_run="on", note="kept")
        response = client.post(CREATE, sent | {"library": ["hundred_ups"]})
        assert self.names(response) == ["timber", str(pony.pk), "hundred_ups", "run"]
        form = response.context["form"]
        assert form.rows[3]["distance_m"].value() == "50"
        assert (form["drills"].value(), form["note"].value()) == ([], "kept")
        assert not form["short_run"].value()

    def test_what_is_half_typed_is_kept_and_not_judged(self, client):
        sent = typed({"what": "run", "held_s": "soon"}, do="add", minutes="a few")
        said = client.post(CREATE, sent).content.decode()
        assert 'value="soon"' in said
        assert 'value="a few"' in said
        assert "problems" not in said

    def test_by_htmx_it_is_the_form_and_the_address_tells_the_rows(self, htmx):
        response = htmx.post(CREATE, typed({"what": "pony"}, do="add", short_run="on"))
        assert response.content.decode().strip().startswith('<form id="practice-form"')
        assert response.headers["HX-Replace-Url"] == f"{CREATE}?rows=2"

    def test_a_page_loaded_again_has_as_many_rows(self, client):
        assert len(self.names(client.get(CREATE, {"rows": "2"}))) == 2

    def test_no_more_than_eighty_rows(self, client):
        sent = typed(*[{"what": "pony"}] * 80, do="add", short_run="on")
        assert len(self.names(client.post(CREATE, sent))) == 80


class TestItsRun:
    def test_is_one_run_of_its_own_kind_each_hold_alone(self, runner):
        practice = PracticeFactory.build(owner=runner)
        pony = DrillFactory(owner=runner)
        blocks = [short_run(8), Block(drill=pony, seconds=60), short_run(20), short_run(20)]
        save_practice(practice=practice, blocks=blocks)
        assert sections(practice) == [
            ("pose", 8, "stretch"),
            ("natural", 12, "exact"),
            ("pose", 20, "stretch"),
            ("pose", 20, "stretch"),
        ]
        run = runner.runs.get()
        assert (run.kind, run.on, run.moving_s) == ("practice", practice.on, 60)
        assert (run.pose_s, run.hold_s) == (48, 20)

    def test_what_is_not_said_to_have_held_is_natural(self, runner):
        practice = PracticeFactory.build(owner=runner)
        save_practice(practice=practice, blocks=[short_run(None), short_run(0)])
        assert sections(practice) == [("natural", 20, "exact"), ("natural", 20, "exact")]

    def test_drills_alone_are_no_run(self, runner):
        practice = PracticeFactory.build(owner=runner)
        save_practice(practice=practice, blocks=[Block(drill=DrillFactory(owner=runner))])
        assert practice.run is None
        assert not runner.runs.exists()

    def test_has_its_metres_where_all_are_known(self, runner):
        practice = PracticeFactory.build(owner=runner)
        save_practice(practice=practice, blocks=[short_run(distance_m=50)] * 1)
        assert runner.runs.get().distance_m == 50
        save_practice(practice=practice, blocks=[short_run(distance_m=50), short_run()])
        assert runner.runs.get().distance_m is None

    def test_changes_with_the_practice(self, client, runner):
        client.post(CREATE, typed({"what": "run", "seconds": "20", "held_s": "5"}))
        practice = runner.practices.get()
        run = runner.runs.get()
        sent = typed({"what": "run", "seconds": "30", "held_s": "30"}, on="2026-03-09")
        client.post(change_url(practice), sent | {"companions": "Eva"})
        changed = runner.runs.get()
        assert changed.pk == run.pk
        assert (changed.pose_s, f"{changed.on}", changed.companions) == (30, "2026-03-09", "Eva")

    def test_is_run_in_a_pair_as_it_was_then(self, client, runner):
        shoe = ShoeFactory(owner=runner, drop_mm=4)
        client.post(CREATE, typed({"what": "run", "distance_m": 50}, shoe=shoe.pk))
        run = runner.runs.get()
        assert (run.shoe, run.drop_mm) == (shoe, 4)
        shoe.drop_mm = 8
        shoe.save()
        practice = runner.practices.get()
        blocks = list(practice.blocks.all())
        save_practice(practice=practice, blocks=blocks)  # as a tap does, that says nothing of shoes
        run.refresh_from_db()
        assert (run.shoe, run.drop_mm) == (shoe, 4)
        page = client.get(practice.get_absolute_url()).content.decode()
        assert f"{shoe.name}</a>, 4 mm." in page
        change = change_url(practice)
        assert client.get(change).context["form"]["shoe"].value() == shoe.pk
        uid = practice.blocks.get().uid
        client.post(change, typed({"what": "run", "distance_m": 50, "uid": uid}, shoe=""))
        run.refresh_from_db()
        assert (run.shoe, run.drop_mm) == (None, None)

    def test_shoes_without_a_short_run_are_refused(self, client, runner):
        shoe = ShoeFactory(owner=runner)
        answer = client.post(CREATE, typed({"what": "pony"}, shoe=shoe.pk))
        assert answer.context["form"].errors["shoe"] == [
            "Shoes are kept with short runs, and there is none here."
        ]
        assert not runner.practices.exists()

    def test_nobody_elses_shoes(self, client, runner):
        ShoeFactory(owner=runner)
        other = ShoeFactory()
        answer = client.post(CREATE, typed({"what": "run", "distance_m": 50}, shoe=other.pk))
        assert "shoe" in answer.context["form"].errors

    def test_goes_when_its_last_short_run_goes(self, client, runner):
        client.post(CREATE, typed({"what": "run", "seconds": "20"}, {"what": "pony"}))
        practice = runner.practices.get()
        client.post(change_url(practice), typed({"what": str(runner.drills.get().pk)}))
        practice.refresh_from_db()
        assert practice.run is None
        assert not runner.runs.exists()

    def test_goes_and_comes_back_with_the_practice(self, client, runner):
        client.post(CREATE, typed({"what": "run", "seconds": "20", "held_s": "5"}))
        practice = runner.practices.get()
        client.post(reverse("drills:delete", args=[practice.pk]))
        assert (runner.practices.count(), runner.runs.count()) == (0, 0)
        item = runner.trash_items.get()
        assert item.title == str(practice)
        restore(item)
        practice = runner.practices.get()
        assert sections(practice) == [("pose", 5, "stretch"), ("natural", 15, "exact")]
        assert [block.held_s for block in practice.blocks.all()] == [5]

    def test_is_not_deleted_without_its_practice(self, client, runner):
        """Deleted as a run it would take the drills along, and a practice that goes on with it
        could not come back beside the next one."""
        client.post(reverse("drills:tap"), {"distance_m": 50})
        run, practice = runner.runs.get(), runner.practices.get()
        response = client.post(reverse("runs:delete", args=[run.pk]), follow=True)
        assert response.redirect_chain == [(practice.get_absolute_url(), 302)]
        said = response.content.decode()
        assert "These short runs are part of a practice. Delete it here" in said
        assert reverse("drills:delete", args=[practice.pk]) in said
        assert (runner.runs.count(), runner.trash_items.count()) == (1, 0)
        client.post(reverse("drills:delete", args=[practice.pk]))
        client.post(reverse("drills:tap"), {"distance_m": 50})
        restore(runner.trash_items.get())
        assert runner.practices.count() == 2

    @pytest.fixture
    def left(self, runner):
        """A practice whose short runs were taken out, and lie in the trash with their pain."""
        practice = save_practice(practice=PracticeFactory(owner=runner), blocks=[short_run(5)])
        PainFactory(owner=runner, run=practice.run, on=practice.on)
        return save_practice(practice=practice)

    def test_taken_out_and_brought_back_is_that_of_its_practice(self, client, runner, left):
        restore(runner.trash_items.get())
        left.refresh_from_db()
        assert (left.run, left.run.pains.count()) == (runner.runs.get(), 1)
        answer = client.post(change_url(left), typed(on="2026-03-09", companions="Ida"))
        assert answer.status_code == 302
        run = runner.runs.get()
        assert (f"{run.on}", run.companions, run.moving_s) == ("2026-03-09", "Ida", 20)
        assert "0 short runs" not in client.get(left.get_absolute_url()).content.decode()
        client.post(change_url(left), typed({"what": "run", "seconds": "30"}))
        assert (runner.runs.get().moving_s, runner.trash_items.count()) == (30, 0)

    def test_taken_out_does_not_come_back_beside_others(self, client, runner, left):
        save_practice(practice=left, blocks=[short_run(seconds=30)])
        item = runner.trash_items.get()
        answer = client.post(reverse("portability:restore", args=[item.pk]), follow=True)
        assert f"{left} has other short runs by now: take those out of it first." in (
            answer.content.decode()
        )
        assert runner.runs.get().moving_s == 30
        save_practice(practice=left)
        restore(item)
        assert runner.runs.get().moving_s == 20

    def test_taken_out_waits_for_a_practice_that_is_in_the_trash(self, runner, left):
        item = runner.trash_items.get()
        practice = put_in_trash(left)
        with pytest.raises(CannotReturn, match="cannot come back before “Practice of Mon 2 Mar"):
            restore(item)
        restore(practice)
        restore(item)
        assert runner.practices.get().run == runner.runs.get()

    def test_taken_out_comes_back_alone_where_its_practice_is_gone_for_good(self, runner, left):
        left.delete()
        restore(runner.trash_items.get())
        assert runner.runs.get().pains.count() == 1

    def test_keeps_the_pace_that_its_seconds_came_from(self, client, runner):
        client.post(CREATE, typed({"what": "run", "distance_m": "100"}))
        practice = runner.practices.get()
        block = practice.blocks.get()
        runner.usual_pace_s_per_km = 600
        runner.save()
        row = {"uid": str(block.uid), "what": "run", "distance_m": "100", "quality": "4"}
        client.post(change_url(practice), typed(row))
        block = practice.blocks.get()
        assert (block.quality, block.seconds, block.usual_pace_s_per_km) == (4, 36, 360)
        client.post(change_url(practice), typed(row | {"seconds": "30"}))
        block = practice.blocks.get()
        assert (block.seconds, block.usual_pace_s_per_km) == (30, None)

    @pytest.mark.parametrize(
        ("row", "shown"), [({}, False), ({"held_s": "5"}, False), ({"seconds": "30"}, True)]
    )
    def test_a_pace_that_was_assumed_is_not_shown_as_measured(self, client, runner, row, shown):
        client.post(CREATE, typed({"what": "run", "distance_m": "100", **row}))
        run = runner.runs.get()
        said = client.get(run.get_absolute_url()).content.decode()
        assert (">per km<" in said, "over the whole run" in said, "min/km" in said) == (
            (shown, False, shown)
        )
        assert run.distance_m == 100
        [week] = paces(runner.runs.all(), [runner.week_of(run.on)])
        assert week.of(Gait.NATURAL).pace_s_per_km == (300 if shown else None)

    def test_held_for_longer_than_the_pace_says_it_took_at_least_that(self, client, runner):
        client.post(CREATE, typed({"what": "run", "distance_m": "50", "held_s": "20"}))
        assert sections(runner.practices.get()) == [("pose", 20, "stretch")]

    def test_is_not_changed_by_the_form_of_runs(self, client, runner):
        run = RunFactory(owner=runner, kind="practice", sections=[("natural", 20)])
        practice = PracticeFactory(owner=runner, run=run)
        url = reverse("runs:update", args=[run.pk])
        assert client.get(url).url == run.get_absolute_url()
        assert client.post(url, {"time": "30"}).url == run.get_absolute_url()
        said = client.get(run.get_absolute_url()).content.decode()
        assert practice.get_absolute_url() in said
        assert reverse("runs:delete", args=[run.pk]) not in said
        assert "short runs of a practice" in said

    def test_its_dose_counts_for_the_guard(self, client, runner):
        client.post(CREATE, typed({"what": "run", "seconds": "400", "held_s": "400"}))
        assert runner.judgements.get().pose_s == 400

    @pytest.mark.parametrize("seed", range(20))
    def test_is_what_its_short_runs_are_on_random_practices(self, runner, seed):
        chance = random.Random(seed)
        practice = PracticeFactory.build(owner=runner)
        pony = DrillFactory(owner=runner)
        for _ in range(4):  # each time other parts
            blocks = []
            for _ in range(chance.randrange(6)):
                seconds = chance.randrange(1, 60)
                held_s = chance.choice([None, chance.randrange(seconds + 1)])
                drill = Block(drill=pony, seconds=seconds)
                blocks.append(chance.choice([drill, short_run(held_s, seconds)]))
            save_practice(practice=practice, blocks=blocks)
            runs = [(b["seconds"], b["held_s"] or 0) for b in Block.objects.values()
                    if b["drill_id"] is None]  # fmt: skip
            found = list(Run.objects.values_list("moving_s", "pose_s", "hold_s", "walk_s"))
            total, held = sum(s for s, _ in runs), [h for _, h in runs]
            assert found == ([(total, sum(held), max(held), 0)] if runs else [])
        put_practice_in_trash(practice)
        assert not Run.objects.exists()
