"""The trash, for every table there is."""

from __future__ import annotations

import datetime as dt

import pytest
import time_machine
from django.db.models import RESTRICT
from django.utils import timezone

from gaitlog.core import nightly
from gaitlog.core.models import TrashItem
from gaitlog.core.portable import REGISTRY, in_order
from gaitlog.core.trash import (
    AlreadyGone,
    CannotReturn,
    empty_expired,
    let_go,
    put_in_trash,
    restore,
)
from tests.access.whole_log import make_log
from tests.factories import (
    HabitFactory,
    InjuryFactory,
    PainFactory,
    RecordingFactory,
    RunFactory,
    ShoeFactory,
    TickFactory,
)

pytestmark = pytest.mark.django_db


def everything(owner):
    """Every row of every table with all its values, numbers included."""
    return {
        table.label: sorted(
            table.model.objects.filter(owner=owner).values_list("pk", "uid", *table.fields)
        )
        for table in in_order()
    }


def put_all_in_trash(row):
    """Put a row into the trash, and before it whatever keeps it there."""
    items = []
    for relation in row._meta.related_objects:
        if relation.on_delete is RESTRICT:
            named = relation.related_model.objects.filter(**{relation.field.name: row.pk})
            for other in named:
                items += put_all_in_trash(other)
    return [*items, put_in_trash(row)]


@pytest.mark.parametrize("label", sorted(REGISTRY))
def test_whatever_is_deleted_comes_back_as_it_was(runner, label):
    make_log(runner)
    before = everything(runner)
    row = REGISTRY[label].model.objects.filter(owner=runner).first()
    items = put_all_in_trash(row)
    assert everything(runner) != before
    for item in reversed(items):
        restore(item)
    assert everything(runner) == before


class TestRestore:
    def test_brings_the_mention_of_a_run_back(self, runner):
        injury = InjuryFactory(owner=runner, began_in=RunFactory(owner=runner))
        item = put_in_trash(injury.began_in)
        restore(item)
        injury.refresh_from_db()
        assert injury.began_in_id is not None

    def test_leaves_a_mention_that_says_something_else_by_now(self, runner):
        injury = InjuryFactory(owner=runner, began_in=RunFactory(owner=runner))
        item = put_in_trash(injury.began_in)
        other = RunFactory(owner=runner)
        runner.injuries.update(began_in=other)
        restore(item)
        injury.refresh_from_db()
        assert injury.began_in == other

    @pytest.mark.parametrize(
        ("factory", "same"),
        [
            (ShoeFactory, {"name": "Flat"}),
            (HabitFactory, {"name": "Calf raises"}),
            (RecordingFactory, {"sha256": "a" * 64, "run": None}),
        ],
    )
    def test_tells_that_the_place_is_taken_and_changes_nothing(self, runner, factory, same):
        item = put_in_trash(factory(owner=runner, **same))
        factory(owner=runner, **same)
        before = everything(runner)
        with pytest.raises(CannotReturn, match="something else has taken its place"):
            restore(item)
        assert everything(runner) == before
        assert TrashItem.objects.filter(pk=item.pk).exists()

    def test_tells_what_has_to_come_back_first(self, runner):
        tick = TickFactory(owner=runner)
        first, second = put_in_trash(tick), put_in_trash(tick.habit)
        with pytest.raises(CannotReturn, match="belongs to a habit that is gone"):
            restore(first)
        restore(second)
        assert restore(first).on == tick.on

    def test_a_run_whose_shoe_has_gone_comes_back_without_it(self, runner):
        run = RunFactory(owner=runner, shod=True)
        item = put_in_trash(run)
        run.shoe.delete()
        assert restore(item).shoe is None


class TestExpiry:
    def test_a_thing_is_kept_for_thirty_days(self, runner):
        item = put_in_trash(ShoeFactory(owner=runner))
        for days, left in [(29, 1), (31, 0)]:
            with time_machine.travel(item.deleted_at + dt.timedelta(days=days), tick=False):
                empty_expired()
            assert TrashItem.objects.count() == left

    def test_the_file_of_a_recording_goes_with_it(self, runner, data):
        recording = RecordingFactory(owner=runner, run=None)
        recording.file.parent.mkdir(parents=True)
        recording.file.write_bytes(b"as it came")
        item = put_in_trash(recording)
        assert recording.file.exists()
        TrashItem.objects.filter(pk=item.pk).update(
            deleted_at=timezone.now() - dt.timedelta(days=31)
        )
        nightly.do_all()
        assert not recording.file.exists()


ORDERS = [(first, back) for first in (0, 1) for back in (0, 1)]


@pytest.mark.parametrize(("first", "back"), ORDERS)
@pytest.mark.parametrize("kind", ["pain", "injury", "recurrence"])
def test_two_that_name_each_other_come_back_in_any_order(runner, kind, first, back):
    run = RunFactory(owner=runner)
    if kind == "pain":
        one, other, name = PainFactory(owner=runner, run=run), run, "run"
    elif kind == "injury":
        one, other, name = InjuryFactory(owner=runner, began_in=run), run, "began_in"
    else:
        earlier = InjuryFactory(owner=runner)
        one, other = InjuryFactory(owner=runner, recurrence_of=earlier), earlier
        name = "recurrence_of"
    pk, rows = one.pk, [one, other]
    model, uid = type(one), other.uid
    items = {n: put_in_trash(rows[n]) for n in (first, 1 - first)}
    for n in (back, 1 - back):
        restore(items[n])
    assert getattr(model.objects.get(pk=pk), name).uid == uid


def test_what_is_removed_for_good_does_not_come_back(runner):
    item = put_in_trash(RunFactory(owner=runner))
    let_go(item)
    with pytest.raises(AlreadyGone):
        restore(item)
    with pytest.raises(AlreadyGone):
        let_go(item)
    assert not runner.runs.exists()
