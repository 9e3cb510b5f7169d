"""A practice as it happens, tap by tap."""

from __future__ import annotations

import datetime as dt
from uuid import uuid4

import pytest
import time_machine
from django.urls import reverse

from gaitlog.drills.models import MOST_BLOCKS, Block
from tests.factories import (
    DAY,
    AdviceFactory,
    BlockFactory,
    DrillFactory,
    FormNoteFactory,
    PracticeFactory,
)

pytestmark = pytest.mark.django_db

LIVE, TAP, UNDO, FINISH = (
    reverse(f"drills:{name}") for name in ("live", "tap", "undo_tap", "finish")
)
NOW = dt.datetime(2026, 3, 11, 12, tzinfo=dt.UTC)


@pytest.fixture
def now():
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


def note(client, **noted):
    block = Block.objects.order_by("position").last()
    return client.post(reverse("drills:note_block", args=[block.pk]), noted)


def parts(runner):
    practice = runner.practices.get()
    return [(b.name, b.held_s, b.quality) for b in practice.blocks.select_related("drill")]


class TestTapping:
    def test_the_page_changes_nothing(self, client, runner):
        said = client.get(LIVE).content.decode()
        assert "What do you begin with?" in said
        assert not runner.practices.exists()

    def test_the_first_tap_begins_the_practice(self, client, runner):
        assert client.post(TAP, {"library": "pony"}).url == LIVE
        practice = runner.practices.get()
        assert (practice.on, practice.minutes, practice.is_going_on) == (NOW.date(), 1, True)
        assert practice.began_at == NOW
        assert practice.drill_names == ["Pony"]

    def test_drill_run_drill_run_each_with_its_quality(self, client, runner):
        pony = DrillFactory(owner=runner, name="Pony")
        for drill_quality, held_s, run_quality in ((3, 5, 1), (4, 18, 3)):
            client.post(TAP, {"drill": pony.pk})
            note(client, quality=drill_quality)
            client.post(TAP, {"distance_m": 50})
            note(client, held_s=held_s)
            note(client, quality=run_quality)
        assert parts(runner) == [
            ("Pony", None, 3),
            ("Short run", 5, 1),
            ("Pony", None, 4),
            ("Short run", 18, 3),
        ]
        run = runner.runs.get()
        assert (run.kind, run.pose_s, run.natural_s, run.hold_s) == ("practice", 23, 13, 18)
        assert run.started_at == NOW

    def test_htmx_gets_the_part_that_changes(self, htmx):
        said = htmx.post(TAP, {"distance_m": 50}).content.decode()
        assert said.strip().startswith('<div id="live"')
        assert "How did it go?" in said

    def test_the_same_tap_twice_counts_once(self, client, runner):
        uid = str(uuid4())
        for _ in range(2):
            assert client.post(TAP, {"library": "pony", "uid": uid}).url == LIVE
        assert runner.practices.get().blocks.get().uid.hex == uid.replace("-", "")

    def test_another_tap_under_the_same_name_is_not_taken_for_it(self, client, runner):
        """A second button, tapped before the page was there again."""
        uid = str(uuid4())
        client.post(TAP, {"library": "pony", "uid": uid})
        for other in ({"library": "timber"}, {"distance_m": 50}, {"another": "Rope"}):
            response = client.post(TAP, other | {"uid": uid})
            assert response.status_code == 422
            assert "Pony is noted by the tap before. Tap again" in response.content.decode()
        assert client.post(TAP, {"another": "pony", "uid": uid}).status_code == 302
        assert runner.practices.get().drill_names == ["Pony"]
        assert runner.drills.count() == 1

    def test_another_drill_by_its_name(self, client, runner):
        client.post(TAP, {"another": "Skipping rope"})
        client.post(TAP, {"another": "skipping ROPE"})
        assert runner.drills.get().name == "Skipping rope"
        assert runner.practices.get().blocks.count() == 2

    @pytest.mark.parametrize(
        "sent",
        [
            {},
            {"library": "flying"},
            {"distance_m": "0"},
            {"distance_m": "far"},
            {"drill": "999"},
            {"another": "x" * 81},
            {"library": "pony", "uid": "nonsense"},
        ],
    )
    def test_nonsense_is_refused_and_said(self, client, runner, sent):
        response = client.post(TAP, sent)
        assert response.status_code == 422
        assert 'role="alert"' in response.content.decode()
        assert not runner.practices.exists()

    def test_another_runners_drill_is_refused(self, client):
        assert client.post(TAP, {"drill": DrillFactory().pk}).status_code == 422

    def test_yesterdays_is_over_and_a_new_one_begins(self, client, runner):
        old = PracticeFactory(owner=runner, on=DAY, is_going_on=True)
        assert "What do you begin with?" in client.get(LIVE).content.decode()
        client.post(TAP, {"distance_m": 50})
        old.refresh_from_db()
        assert not old.is_going_on
        assert runner.practices.count() == 2

    def test_somebody_elses_goes_on_untouched(self, client, runner):
        other = PracticeFactory(on=NOW.date(), is_going_on=True)
        client.post(TAP, {"distance_m": 50})
        other.refresh_from_db()
        assert other.is_going_on

    @pytest.mark.parametrize("technique", ["Chi", ""])
    def test_others_have_their_own_drills_and_no_library(self, client, runner, technique):
        runner.technique = technique
        runner.save()
        DrillFactory(owner=runner, name="Rope")
        client.post(TAP, {"distance_m": 50})
        said = client.get(LIVE).content.decode()
        assert "Rope" in said
        assert "Pony" not in said
        assert "Pose" not in said
        assert ("Chi held for" in said) == bool(technique)
        assert client.post(TAP, {"library": "pony"}).status_code == 422


class TestNoting:
    @pytest.mark.parametrize(
        ("noted", "status"),
        [
            ({"quality": "0"}, 422),
            ({"quality": "6"}, 422),
            ({"quality": "good"}, 422),
            ({"held_s": "-1"}, 422),
            ({"held_s": "19"}, 422),
            ({"correction": "x" * 201}, 422),
            ({"held_s": "0"}, 302),
            ({"correction": "Ankle, not knee"}, 302),
        ],
    )
    def test_what_can_be_noted_of_a_run(self, client, runner, noted, status):
        client.post(TAP, {"distance_m": 50})
        assert note(client, **noted).status_code == status

    def field(self, response):
        """The field for what was said, with what is said of it, and whether it is folded away."""
        said = response.content.decode()
        fold = said[: said.index('id="id_correction"')].rpartition("<details")[2]
        rest = said[said.index('<input id="id_correction"') :].partition("</details>")[0]
        return rest.partition(">")[0], rest, " open>" in fold.partition("\n")[0]

    def test_refused_it_shows_what_was_typed_and_why_beside_it(self, client, runner):
        client.post(TAP, {"library": "pony"})
        note(client, correction="Ankle, not knee")
        typed = "Ankle first " * 20
        response = note(client, correction=typed)
        shown, beside, is_open = self.field(response)
        assert f'value="{typed}"' in shown
        assert 'aria-describedby="id_correction_error"' in shown
        assert "at most 200 characters" in beside
        assert is_open
        assert runner.practices.get().blocks.get().correction == "Ankle, not knee"
        assert not self.field(client.get(LIVE))[2]

    def test_refused_for_another_reason_it_shows_what_there_is(self, client, runner):
        client.post(TAP, {"library": "pony"})
        note(client, correction="Ankle, not knee")
        assert 'value="Ankle, not knee"' in self.field(note(client, quality="6"))[0]

    def test_refused_it_is_still_of_its_own_part(self, client, runner):
        """Something else was tapped on another page meanwhile, or the practice is over."""
        client.post(TAP, {"library": "pony"})
        pony = Block.objects.get()
        client.post(TAP, {"distance_m": 50})
        address = reverse("drills:note_block", args=[pony.pk])
        for _ in range(2):
            response = client.post(address, {"correction": "x" * 201})
            assert f'value="{"x" * 201}"' in response.content.decode()
            assert f'action="{address}"' in response.content.decode()
            client.post(FINISH)

    def test_a_drill_holds_nothing(self, client):
        client.post(TAP, {"library": "pony"})
        assert note(client, held_s="0").status_code == 422

    def test_another_tap_changes_it(self, client, runner):
        client.post(TAP, {"library": "pony"})
        note(client, quality="2")
        note(client, quality="3")
        note(client, correction="Ankle, not knee")
        assert parts(runner) == [("Pony", None, 3)]
        assert runner.practices.get().blocks.get().correction == "Ankle, not knee"

    def test_another_runners_block_is_not_there(self, client):
        block = BlockFactory()
        url = reverse("drills:note_block", args=[block.pk])
        assert client.post(url, {"quality": "3"}).status_code == 404


class TestUndo:
    def test_takes_back_tap_by_tap_until_nothing_is_left(self, client, runner):
        client.post(TAP, {"library": "pony"})
        client.post(TAP, {"distance_m": 50})
        note(client, held_s="5")
        note(client, quality="3")
        left = []
        for _ in range(3):
            client.post(UNDO)
            left.append(parts(runner))
        assert left == [
            [("Pony", None, None), ("Short run", 5, None)],
            [("Pony", None, None), ("Short run", None, None)],
            [("Pony", None, None)],
        ]
        assert not runner.runs.exists()
        client.post(UNDO)
        assert not runner.practices.exists()
        assert client.post(UNDO).status_code == 302

    def test_what_was_typed_stays(self, client, runner):
        client.post(TAP, {"library": "pony"})
        note(client, correction="Ankle, not knee", quality="3")
        assert ": 3 in parts</span>" in client.get(LIVE).content.decode()
        for _ in range(2):
            client.post(UNDO)
        assert parts(runner) == [("Pony", None, None)]
        assert "Undo" not in client.get(LIVE).content.decode()

    def shown(self, client):
        """The undo that the page offers, as it is sent."""
        return {"tap": client.get(LIVE).context["practice"].last_block.last_tap}

    def test_sent_twice_takes_one_thing_back(self, client, runner):
        client.post(TAP, {"library": "pony"})
        client.post(TAP, {"distance_m": 50})
        note(client, held_s="5")
        note(client, quality="3")
        left = []
        for _ in range(3):
            undo = self.shown(client)
            for _ in range(2):
                assert client.post(UNDO, undo).status_code == 302
            left.append(parts(runner))
        assert left == [
            [("Pony", None, None), ("Short run", 5, None)],
            [("Pony", None, None), ("Short run", None, None)],
            [("Pony", None, None)],
        ]

    def test_sent_twice_leaves_what_was_tapped_or_noted_since(self, client, runner):
        client.post(TAP, {"library": "pony"})
        undo = self.shown(client)
        note(client, quality="3")
        client.post(UNDO, undo)
        assert parts(runner) == [("Pony", None, 3)]
        PracticeFactory._meta.model.objects.update(note="cold")  # so that it stays
        for _ in range(2):
            client.post(UNDO, self.shown(client))
        assert runner.practices.get().blocks.count() == 0
        assert client.post(UNDO, undo).status_code == 302

    def test_the_page_sends_along_what_it_takes_back(self, client, runner):
        client.post(TAP, {"library": "pony"})
        said = client.get(LIVE).content.decode()
        assert f'form="taps" name="tap" value="{Block.objects.get().uid}">' in said


class TestUndoOfADrillOfTheLibrary:
    def test_it_is_no_longer_one_of_the_runners_own(self, client, runner):
        client.post(TAP, {"library": "pony"})
        client.post(TAP, {"library": "pony"})
        client.post(UNDO)
        assert runner.drills.get().slug == "pony"
        client.post(UNDO)
        assert not runner.drills.exists()
        assert client.post(TAP, {"library": "pony"}).status_code == 302

    @pytest.mark.parametrize("changed", [{"name": "Horse"}, {"how_to": "Softly"}, {"slug": ""}])
    def test_it_stays_where_it_was_made_the_runners_own(self, client, runner, changed):
        client.post(TAP, {"library": "pony"})
        runner.drills.update(**changed)
        client.post(UNDO)
        assert runner.drills.count() == 1

    def test_it_stays_where_a_lesson_or_a_practice_names_it(self, client, runner):
        client.post(TAP, {"library": "pony"})
        advice = AdviceFactory(owner=runner, drill=runner.drills.get())
        client.post(UNDO)
        assert runner.drills.count() == 1
        advice.delete()
        client.post(TAP, {"drill": runner.drills.get().pk})
        client.post(FINISH)
        client.post(reverse("drills:delete", args=[runner.practices.get().pk]))
        client.post(TAP, {"library": "pony"})
        client.post(UNDO)
        restore = reverse("portability:restore", args=[runner.trash_items.get().pk])
        client.post(restore)
        assert parts(runner) == [("Pony", None, None)]


class TestMinutes:
    def test_are_those_from_the_first_to_the_last_tap(self, client, runner, now):
        client.post(TAP, {"library": "pony"})
        now.shift(dt.timedelta(minutes=12, seconds=40))
        note(client, quality="3")
        now.shift(dt.timedelta(minutes=30))
        client.post(FINISH)
        practice = runner.practices.get()
        assert (practice.minutes, practice.is_going_on) == (13, False)

    def test_that_were_typed_go_on_from_there(self, client, runner, now):
        client.post(TAP, {"library": "pony"})
        practice = runner.practices.get()
        block = practice.blocks.get()
        now.shift(dt.timedelta(minutes=5))
        sent = {"on": f"{practice.on}", "minutes": "20", "rows": "1"}
        sent |= {"block-0-uid": block.uid, "block-0-what": block.drill_id}
        client.post(reverse("drills:update", args=[practice.pk]), sent)
        now.shift(dt.timedelta(minutes=2))
        client.post(TAP, {"distance_m": 50})
        practice.refresh_from_db()
        assert (practice.minutes, practice.blocks.count()) == (22, 2)

    def test_never_pass_ten_hours(self, client, runner, now):
        now.move_to(dt.datetime(2026, 3, 11, 0, 5, tzinfo=dt.UTC))
        client.post(TAP, {"library": "pony"})
        now.shift(dt.timedelta(hours=20))
        client.post(TAP, {"library": "pony"})
        assert runner.practices.get().minutes == 600

    def test_of_yesterdays_practice_stay_what_they_were(self, client, runner, now):
        client.post(TAP, {"distance_m": 50})
        now.shift(dt.timedelta(days=1))
        note(client, quality="3")
        practice = runner.practices.get()
        assert (practice.minutes, practice.blocks.get().quality) == (1, 3)

    def test_of_the_longest_run_at_the_slowest_pace_can_be_kept(self, client, runner):
        runner.usual_pace_s_per_km = 900
        runner.save()
        client.post(TAP, {"distance_m": 5000})
        assert runner.practices.get().blocks.get().seconds == 4500


class TestFinish:
    def test_goes_to_its_page(self, client, runner):
        client.post(TAP, {"library": "pony"})
        assert client.post(FINISH).url == runner.practices.get().get_absolute_url()

    def test_a_tap_sent_again_after_it_was_taken_already(self, client, runner):
        uid = str(uuid4())
        client.post(TAP, {"library": "pony", "uid": uid})
        client.post(FINISH)
        assert client.post(TAP, {"library": "pony", "uid": uid}).url == LIVE
        assert parts(runner) == [("Pony", None, None)]
        assert not runner.practices.get().is_going_on

    def test_with_nothing_going_on_it_does_no_harm(self, client):
        assert client.post(FINISH).status_code == 302


class TestWhatWasTold:
    """Typed and not noted by its own button, it goes along with the next tap, whatever that is."""

    @pytest.fixture
    def pony(self, client):
        client.post(TAP, {"library": "pony"})
        return Block.objects.get()

    def told(self, block, words="Hips first", before=""):
        return {"part": block.pk, "correction": words, "told_before": before}

    def corrections(self, runner):
        return [block.correction for block in runner.practices.get().blocks.all()]

    def test_it_is_kept_with_its_own_part(self, client, runner, pony):
        client.post(TAP, {"distance_m": 50} | self.told(pony))
        assert self.corrections(runner) == ["Hips first", ""]

    def test_so_it_is_when_the_practice_is_finished(self, client, runner, pony):
        client.post(FINISH, self.told(pony))
        assert self.corrections(runner) == ["Hips first"]
        assert not runner.practices.get().is_going_on

    def test_so_it_is_with_undo_and_stays(self, client, runner, pony):
        note(client, quality="3")
        client.post(UNDO, {"tap": Block.objects.get().last_tap} | self.told(pony))
        assert self.corrections(runner) == ["Hips first"]
        assert parts(runner) == [("Pony", None, None)]

    def test_so_it_is_by_the_key_enter_alone(self, client, runner, pony):
        assert client.post(TAP, {"another": ""} | self.told(pony)).status_code == 302
        assert self.corrections(runner) == ["Hips first"]

    def test_what_nobody_changed_overwrites_nothing(self, client, runner, pony):
        note(client, correction="From another page")
        client.post(TAP, {"distance_m": 50} | self.told(pony, "Old", before="Old"))
        note(client, quality="3", correction="", told_before="")
        assert self.corrections(runner) == ["From another page", ""]

    @pytest.mark.parametrize("address", [TAP, UNDO, FINISH])
    def test_where_it_is_refused_nothing_is_done_and_all_is_there(
        self, client, runner, pony, address
    ):
        words = "x" * 201
        response = client.post(address, {"another": "Rope"} | self.told(pony, words))
        said = response.content.decode()
        assert (response.status_code, "at most 200 characters" in said) == (422, True)
        assert f'value="{words}"' in said
        assert 'value="Rope"' in said
        assert parts(runner) == [("Pony", None, None)]
        assert runner.practices.get().is_going_on

    def test_where_the_tap_is_refused_it_is_there_too(self, client, runner, pony):
        response = client.post(TAP, {"drill": "999"} | self.told(pony))
        assert response.status_code == 422
        assert 'value="Hips first"' in response.content.decode()

    def test_it_is_nothing_of_another_runners_part(self, client, pony):
        block = BlockFactory()
        client.post(TAP, {"distance_m": 50} | self.told(block))
        block.refresh_from_db()
        assert block.correction == ""


class TestButtons:
    def names(self, client):
        response = client.get(LIVE)
        return [tap.name for tap in [*response.context["big"], *response.context["others"]]]

    def test_drills_used_last_come_first_and_stay_in_their_places(self, client, runner):
        a, b, c = (DrillFactory(owner=runner, name=name) for name in "ABC")
        BlockFactory(owner=runner, drill=b, practice__on=DAY)
        BlockFactory(owner=runner, drill=c, practice__on=DAY - dt.timedelta(days=1))
        before = self.names(client)
        assert before[:2] == ["B", "C"]
        assert "A" in before
        client.post(TAP, {"drill": a.pk})
        assert self.names(client) == before

    def test_a_library_drill_stays_in_its_place_when_it_becomes_an_own_one(self, client, runner):
        before = self.names(client)
        client.post(TAP, {"library": "pony"})
        assert self.names(client) == before

    def test_own_drills_never_done_come_before_the_librarys(self, client, runner):
        AdviceFactory(owner=runner, drill=DrillFactory(owner=runner, name="Wall lean"))
        DrillFactory(owner=runner, name="Rope")
        skips = DrillFactory(owner=runner, name="Skips")
        BlockFactory(owner=runner, drill=skips, practice__on=DAY)
        before = self.names(client)
        assert before[:3] == ["Skips", "Wall lean", "Rope"]
        client.post(TAP, {"drill": runner.drills.get(name="Rope").pk})
        assert self.names(client) == before

    def test_what_is_done_today_is_among_the_buttons_at_once(self, client, runner):
        context = client.get(LIVE).context
        before, other = context["big"], context["others"][-1]
        client.post(TAP, {"library": other.value})
        client.post(TAP, {"library": context["others"][0].value})
        client.post(FINISH)
        context = client.get(LIVE).context
        places = [tap.name for tap in context["big"]]
        assert places[: len(before)] == [tap.name for tap in before]
        assert places[len(before)] == other.name
        assert len(places) == len(before) + 2
        assert not set(places) & {tap.name for tap in context["others"]}

    def test_a_retired_drill_is_not_there(self, client, runner):
        DrillFactory(owner=runner, name="Rope", retired_on=DAY)
        DrillFactory(owner=runner, name="Horse", slug="pony", retired_on=DAY)
        assert not {"Rope", "Horse", "Pony"} & set(self.names(client))


class TestOnToday:
    def test_shows_what_goes_on(self, client, runner):
        client.post(TAP, {"library": "pony"})
        client.post(TAP, {"distance_m": 50})
        said = client.get("/").content.decode()
        assert "2 parts" in said
        assert LIVE in said
        client.post(FINISH)
        assert "Practice going on" not in client.get("/").content.decode()

    def test_a_natural_runner_is_offered_nothing(self, client, runner):
        runner.technique = ""
        runner.save()
        assert LIVE not in client.get("/").content.decode()


@pytest.mark.parametrize("count", [1, 10])
def test_queries_do_not_grow(client, runner, count, django_assert_num_queries):
    practice = PracticeFactory(owner=runner, on=NOW.date(), is_going_on=True)
    for position in range(count):
        BlockFactory(owner=runner, practice=practice, position=position)
    with django_assert_num_queries(5):  # session, user, drills, practice, blocks
        client.get(LIVE)


class TestNothingTypedIsLost:
    def test_a_tap_with_the_uid_of_anothers_is_noted(self, client, runner, now):
        foreign = BlockFactory()
        assert client.post(TAP, {"distance_m": "50", "uid": f"{foreign.uid}"}).status_code == 302
        block = runner.blocks.get()
        assert (block.distance_m, block.uid == foreign.uid) == (50, False)

    def test_undo_keeps_a_practice_that_has_words(self, client, runner, now):
        client.post(TAP, {"distance_m": "50"})
        runner.practices.update(note="It held")
        client.post(UNDO)
        practice = runner.practices.get()
        assert (practice.note, practice.blocks.count(), practice.run) == ("It held", 0, None)

    def test_what_was_noted_of_its_run_goes_to_the_trash(self, client, runner, now):
        client.post(TAP, {"distance_m": "50"})
        FormNoteFactory(owner=runner, run=runner.runs.get())
        client.post(UNDO)
        assert not runner.runs.exists()
        assert "The short runs of" in runner.trash_items.get().title

    def test_more_parts_than_a_form_can_show_are_a_practice_of_their_own(self, client, runner, now):
        client.post(TAP, {"library": "pony"})
        practice = runner.practices.get()
        drill = runner.drills.get()
        for position in range(1, MOST_BLOCKS):
            BlockFactory(owner=runner, practice=practice, drill=drill, position=position)
        client.post(TAP, {"library": "pony"})
        counts = [one.blocks.count() for one in runner.practices.order_by("pk")]
        assert counts == [MOST_BLOCKS, 1]
