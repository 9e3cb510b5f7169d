"""Shoes changed on the way: what is typed, what is kept, and what each pair is said to have run."""

from __future__ import annotations

import datetime as dt
import random
from collections import Counter
from decimal import Decimal

import pytest
import time_machine
from django.urls import reverse

from gaitlog.lib.gaits import Gait, SectionData
from gaitlog.runs.services import save_run
from tests.factories import RunFactory, ShoeFactory, UserFactory, share_of
from tests.queries import counted
from tests.runs.some_runs import second_by_second, some_run

pytestmark = pytest.mark.django_db

NEW = reverse("runs:create")


@pytest.fixture(autouse=True)
def now():
    with time_machine.travel(dt.datetime(2026, 3, 5, 12, tzinfo=dt.UTC), tick=False):
        yield


@pytest.fixture
def pairs(runner):
    """A high pair and a low one."""
    high = ShoeFactory(owner=runner, name="Adrenaline", drop_mm=12)
    return high, ShoeFactory(owner=runner, name="PureCadence", drop_mm=4)


def typed(high, **changes):
    """Half an hour, ten minutes of the new gait first, as the form sends it."""
    data = {"time": "30", "on": "2026-03-05", "phrase": "first 10 pose", "distance_m": "6"}
    return data | {"shoe": high.pk} | changes


class TestTyping:
    def test_the_first_minutes_in_another_pair(self, client, runner, pairs):
        high, low = pairs
        client.post(NEW, typed(high, first_s="10", first_shoe=low.pk))
        run = runner.runs.get()
        worn = [(w.shoe, w.moving_s, w.pose_s, w.distance_m, w.drop_mm) for w in run.worn]
        assert worn == [
            (low, 600, 600, 2_000, Decimal(4)),
            (high, 1_200, 0, 4_000, Decimal(12)),
        ]

    def test_the_last_minutes_too(self, client, runner, pairs):
        high, low = pairs
        client.post(NEW, typed(high, first_s="5", first_shoe=low.pk, last_s="5", last_shoe=low.pk))
        assert [(w.shoe, w.moving_s) for w in runner.runs.get().worn] == [
            (low, 300),
            (high, 1_200),
            (low, 300),
        ]

    def test_the_run_says_both(self, client, runner, pairs):
        high, low = pairs
        run = RunFactory(owner=runner, shoe=high, shares=[share_of("first", 600, low)])
        page = client.get(run.get_absolute_url()).content.decode()
        assert "10:00 <a" in page
        assert ">PureCadence</a>, 4 mm" in page
        assert "20:00 <a" in page
        assert ">Adrenaline</a>, 12 mm" in page

    @pytest.mark.parametrize(
        ("said", "field", "words"),
        [
            ({"first_s": "10"}, "first_shoe", "In which pair?"),
            ({"first_shoe": "low"}, "first_s", "For how long?"),
            ({"last_s": "30", "last_shoe": "low"}, "last_s", "Nothing of the 30:00 is left"),
            (
                {"first_s": "20", "first_shoe": "low", "last_s": "10", "last_shoe": "low"},
                "last_s",
                "Nothing of the 30:00 is left",
            ),
            ({"first_s": "ten", "first_shoe": "low"}, "first_s", ""),
            ({"first_s": "10", "first_shoe": "999"}, "first_shoe", "Select a valid choice"),
        ],
    )
    def test_what_makes_no_sense_is_said_beside_it(self, client, runner, pairs, said, field, words):
        high, low = pairs
        said = {name: low.pk if value == "low" else value for name, value in said.items()}
        response = client.post(NEW, typed(high, **said))
        assert response.status_code == 422
        [error] = response.context["form"].errors[field]
        assert words in error
        assert not runner.runs.exists()

    def test_nobody_elses_pair(self, client, runner, pairs):
        other = ShoeFactory()
        response = client.post(NEW, typed(pairs[0], first_s="10", first_shoe=other.pk))
        assert response.status_code == 422
        assert other.name not in client.get(NEW).content.decode()

    def test_a_part_in_the_same_pair_is_none(self, client, runner, pairs):
        high, _low = pairs
        client.post(NEW, typed(high, first_s="10", first_shoe=high.pk))
        assert [w.moving_s for w in runner.runs.get().worn] == [1_800]

    def test_comes_back_as_it_was_typed(self, client, runner, pairs):
        high, low = pairs
        run = RunFactory(owner=runner, shoe=high, shares=[share_of("last", 600, low)])
        url = reverse("runs:update", args=[run.pk])
        form = client.get(url).context["form"]
        assert (form.initial["last_s"], form.initial["last_shoe"]) == (600, low.pk)
        data = {"time": "30:00", "on": "2026-03-02", "phrase": form.initial["phrase"]}
        data |= {"shoe": high.pk, "last_s": "10:00", "last_shoe": low.pk, "version": 1}
        client.post(url, data | {"note": "cold"})
        [share] = runner.shoe_shares.all()
        assert (share.moving_s, share.natural_s, runner.runs.get().note) == (600, 600, "cold")
        client.post(url, data | {"last_s": "", "last_shoe": "", "version": 2})
        assert not runner.shoe_shares.exists()

    def test_a_retired_pair_of_a_part_stays_on_offer(self, client, runner, pairs):
        high, low = pairs
        run = RunFactory(owner=runner, shoe=high, shares=[share_of("last", 600, low)])
        low.retire(dt.date(2026, 3, 3))
        form = client.get(reverse("runs:update", args=[run.pk])).context["form"]
        assert low in form.pairs
        assert low not in client.get(NEW).context["form"].pairs

    def test_saving_takes_at_most_twelve_queries(self, client, runner, pairs):
        high, low = pairs
        with counted() as queries:
            client.post(NEW, typed(high, first_s="5", first_shoe=low.pk))
        assert queries.number <= 12
        assert runner.shoe_shares.count() == 1


class TestKeeping:
    def test_other_sections_are_other_minutes_in_the_pair(self, runner, pairs):
        high, low = pairs
        run = RunFactory(owner=runner, shoe=high, shares=[share_of("first", 600, low)])
        save_run(run=run, sections=[SectionData(Gait.POSE, 300), SectionData(Gait.NATURAL, 1500)])
        [share] = runner.shoe_shares.all()
        assert (share.moving_s, share.pose_s, share.natural_s) == (600, 300, 300)

    def test_a_run_that_became_shorter_has_shorter_parts(self, runner, pairs):
        high, low = pairs
        shares = [share_of("first", 600, low), share_of("last", 600, low)]
        run = RunFactory(owner=runner, shoe=high, shares=shares)
        save_run(run=run, sections=[SectionData(Gait.NATURAL, 700)])
        assert [share.moving_s for share in runner.shoe_shares.all()] == [600, 100]

    def test_what_was_not_changed_is_not_written_anew(self, client, runner, pairs):
        high, low = pairs
        client.post(NEW, typed(high, first_s="10", first_shoe=low.pk))
        run = runner.runs.get()

        def rows():
            return (*run.sections.values_list("pk"), *run.shoe_shares.values_list("pk", "uid"))

        before = rows()
        change = reverse("runs:update", args=[run.pk])
        client.post(change, typed(high, first_s="10", first_shoe=low.pk, note="windy"))
        assert runner.runs.get().note == "windy"
        assert rows() == before
        client.post(change, typed(high, first_s="10", first_shoe=low.pk, phrase="first 12 pose"))
        assert rows()[0] != before[0]
        [share] = run.shoe_shares.all()
        assert (share.pk, share.pose_s) == (before[-1][0], 600)

    def test_a_note_changes_nothing_of_parts_whose_pairs_were_made_one(self, client, runner, pairs):
        _high, low = pairs
        first = ShoeFactory(owner=runner, name="First", drop_mm=10)
        last = ShoeFactory(owner=runner, name="Last", drop_mm=6)
        shares = [share_of("first", 600, first), share_of("last", 300, last)]
        run = RunFactory(owner=runner, shoe=low, shares=shares)
        for gone, into in ((last, first), (first, low)):
            merge = reverse("shoes:merge", args=[gone.pk])
            assert client.post(merge, {"into": into.pk}).status_code == 302
        worn = [(w.shoe, w.drop_mm, w.moving_s) for w in runner.runs.get().worn]
        amounts = [share.amounts for share in runner.shoe_shares.all()]
        assert [amount[:3] for amount in amounts] == [
            ("first", low.pk, Decimal(10)),
            ("last", low.pk, Decimal(6)),
        ]
        change = reverse("runs:update", args=[run.pk])
        form = client.get(change).context["form"]
        shown = {name: form[name].value() for name in form.fields}
        sent = {name: "" if value is None else value for name, value in shown.items()}
        response = client.post(change, sent | {"time": "30", "note": "windy"})
        assert response.status_code == 302
        assert runner.runs.get().note == "windy"
        assert [share.amounts for share in runner.shoe_shares.all()] == amounts
        assert [(w.shoe, w.drop_mm, w.moving_s) for w in runner.runs.get().worn] == worn

    @pytest.mark.parametrize("seed", range(6))
    def test_any_change_is_what_it_would_be_on_a_new_run(self, runner, pairs, seed):
        chance = random.Random(seed)
        shoes = [*pairs, ShoeFactory(owner=runner, drop_mm=8)]

        def parts():
            chosen = chance.sample(["first", "last"], chance.randrange(3))
            return [
                (part, chance.choice([60, 300, 700]), chance.choice(shoes[1:])) for part in chosen
            ]

        run = RunFactory(owner=runner, shoe=shoes[0], shares=[share_of(*one) for one in parts()])
        for _ in range(6):
            length_s, wanted = chance.choice([900, 1_800]), parts()
            sections = [SectionData(Gait.POSE, 300), SectionData(Gait.NATURAL, length_s)]
            run = runner.runs.get(pk=run.pk)
            if chance.random() < 0.5:
                assert run.section_data  # read, as the form of an unchanged run does
            save_run(run=run, sections=sections, shares=[share_of(*one) for one in wanted])
            new = RunFactory(
                owner=runner,
                shoe=shoes[0],
                sections=[("pose", 300), ("natural", length_s)],
                shares=[share_of(*one) for one in wanted],
            )
            found, expected = runner.runs.get(pk=run.pk), runner.runs.get(pk=new.pk)
            assert found.section_data == expected.section_data
            assert [s.amounts for s in found.shares] == [s.amounts for s in expected.shares]
            new.delete()

    def test_a_row_of_a_list_says_that_shoes_were_changed(self, client, runner, pairs):
        high, low = pairs
        RunFactory(owner=runner, shoe=high, shares=[share_of("first", 600, low)])
        rows = client.get(reverse("runs:list")).content.decode()
        assert "<p>12 mm · shoes changed" in rows
        RunFactory(owner=runner, shoe=high)
        assert client.get(reverse("runs:list")).content.decode().count("shoes changed") == 1

    def test_runs_are_found_by_each_of_their_pairs(self, client, runner, pairs):
        high, low = pairs
        run = RunFactory(owner=runner, shoe=high, shares=[share_of("first", 600, low)])
        RunFactory(owner=runner)
        for shoe in pairs:
            query = {"shoe": shoe.pk}
            assert list(client.get(reverse("runs:list"), query).context["runs"]) == [run]
            assert client.get(shoe.get_absolute_url()).context["runs"] == [run]


@pytest.mark.parametrize("seed", range(12))
def test_the_sums_of_each_pair_are_those_counted_second_by_second(seed):
    chance = random.Random(seed)
    user = UserFactory()
    shoes = [ShoeFactory(owner=user) for _ in range(3)]
    runs = [some_run(chance, user, shoes) for _ in range(chance.randrange(0, 15))]
    RunFactory(shod=True)  # of somebody else
    spent = Counter(second for run in runs for second in second_by_second(run))
    found = user.runs.by_pair()
    for shoe in shoes:
        worn = [run for run in runs if shoe.pk in {run.shoe_id, *(s.shoe_id for s in run.shares)}]
        if not worn:
            assert shoe.pk not in found
            continue
        sums = found[shoe.pk]
        assert (sums.name, sums.runs) == (shoe.name, len(worn))
        assert sums.pose_s == spent[shoe.pk, "pose"]
        assert sums.natural_s == spent[shoe.pk, "natural"]
        assert sums.first_on == min(run.on for run in worn)
        assert sums.last_on == max(run.on for run in worn)
    metres = sum(run.distance_m or 0 for run in runs if run.shoe_id)
    shares = [s for run in runs if not run.shoe_id for s in run.shares]
    assert sum(sums.distance_m for sums in found.values()) == metres + sum(
        share.distance_m or 0 for share in shares
    )
