from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from django.db import transaction
from django.db.models import Model, QuerySet
from django.utils import timezone
from django.utils.text import Truncator

from gaitlog.core.models import TrashItem
from gaitlog.core.trash import put_in_trash
from gaitlog.drills.catalogue import LIBRARY
from gaitlog.drills.models import MOST_BLOCKS, Advice, Block, Drill, Lesson, Practice
from gaitlog.runs.models import Focus, FormNote, Run
from gaitlog.runs.services import own_row, save_run

if TYPE_CHECKING:
    from gaitlog.accounts.models import User
    from gaitlog.shoes.models import Shoe


@transaction.atomic
def save_practice(
    *,
    practice: Practice,
    blocks: Sequence[Block] = (),
    lesson: Lesson | None = None,
    worn: Sequence[Shoe] | None = None,
) -> Practice:
    """Save a practice, replace its blocks, in order, and keep the run of its short runs in step.

    ``lesson`` is the one that it was held in. ``worn`` is the pair of its short runs, or none;
    left out, it stays as it is.
    """
    if practice.pk:  # its run as it is now, which another save may have changed or made
        practice.run = Run.objects.select_for_update().filter(practice=practice.pk).first()
    practice.save(force_update=practice.pk is not None)
    # One that came back from the trash has a run without the parts that it was made of.
    is_whole = practice.run is None or practice.blocks.filter(drill=None).exists()
    practice.blocks.all().delete()
    for position, block in enumerate(blocks):
        block.owner_id = practice.owner_id
        block.practice, block.position = practice, position
    Block.objects.bulk_create(blocks)
    short_runs = [block for block in blocks if block.is_run]
    if short_runs or is_whole:
        _keep_run(practice, short_runs, worn)
    elif practice.run:
        practice.run.on, practice.run.companions = practice.on, practice.companions
        save_run(run=practice.run, sections=practice.run.section_data)
    if lesson:
        lesson.practice = practice
        lesson.save(update_fields=["practice"])
    return practice


def _keep_run(practice: Practice, short_runs: list[Block], worn: Sequence[Shoe] | None) -> None:
    """The short runs together are one run, each a stretch of its own."""
    run = practice.run
    if not short_runs:
        if run:
            practice.run = None
            practice.save(update_fields=["run"])
            _let_go(run, practice)
        return
    if run is None:
        run = Run(owner=practice.owner, kind=Run.Kind.PRACTICE)
        run.time_zone = practice.owner.time_zone
        run.take_measures(practice.owner.measures)
    metres = [block.distance_m for block in short_runs if block.distance_m]
    run.on, run.companions = practice.on, practice.companions
    run.distance_m = sum(metres) if len(metres) == len(short_runs) else None
    if worn is not None:
        before, run.shoe = run.shoe_id, next(iter(worn), None)
        if run.shoe_id != before:
            run.take_drop()
    began_at = practice.began_at
    is_of_that_day = began_at and timezone.localdate(began_at) == practice.on
    run.started_at = began_at if is_of_that_day else None
    save_run(run=run, sections=[part for block in short_runs for part in block.sections])
    if practice.run is None:
        practice.run = run
        practice.save(update_fields=["run"])


def _let_go(run: Run, practice: Practice) -> None:
    """Delete the run of a practice that has none any more; what was noted of it can come back."""
    noted = (run.pains, run.strike_checks, FormNote.objects.filter(run=run))
    if not any(rows.exists() for rows in noted):
        run.delete()
        return
    link = {"model": Practice._meta.label_lower, "pk": practice.pk, "field": "run", "to": run.pk}
    item = put_in_trash(run, title=f"The short runs of {practice}")
    refusal = f"{practice} has other short runs by now: take those out of it first."
    item.payload["links"].append(link | {"refusal": refusal})
    item.save(update_fields=["payload"])


def known_drills(owner: User, drills: Sequence[Drill]) -> list[Drill]:
    """The owner's rows for these drills, and the drill itself where there is none of that name."""
    own = list(owner.drills.all()) if drills else []
    by_slug = {row.slug: row for row in own if row.slug}
    by_name = {row.name.casefold(): row for row in own}
    rows = []
    for drill in drills:
        drill.owner = owner
        rows.append(by_slug.get(drill.slug) or by_name.setdefault(drill.name.casefold(), drill))
    return rows


def own_drills(owner: User, drills: Sequence[Drill]) -> list[Drill]:
    """The owner's rows for these drills, made only where there is none of that name yet.

    One that was retired is in use again: it is practised.
    """
    rows = known_drills(owner, drills)
    Drill.objects.bulk_create(drill for drill in drills if drill in rows)
    for row in rows:
        if row.is_retired:
            row.use_again()
    return rows


@transaction.atomic
def add_block(*, owner: User, block: Block, now: dt.datetime) -> Practice:
    """Add what is done now to the practice that goes on, which begins with the first.

    A block whose uid is there already, in a practice that is over too, is the same tap once more.
    """
    known = Block.objects.select_related("practice").filter(uid=block.uid).first()
    if known and known.owner_id == owner.pk:
        return known.practice
    if known:
        block.uid = uuid4()  # that of the tap is taken, and not by this runner
    practice = _going_on(owner, now)
    if practice is None:
        owner.practices.filter(is_going_on=True).update(is_going_on=False)
        practice = Practice(owner=owner, on=timezone.localdate(now), began_at=now, is_going_on=True)
    blocks = list(practice.blocks.select_related("drill")) if practice.pk else []
    if len(blocks) >= MOST_BLOCKS:  # nobody types so many; what comes now is a practice of its own
        practice.finish()
        practice = Practice(owner=owner, on=timezone.localdate(now), began_at=now, is_going_on=True)
        blocks = []
    if block.drill and block.drill.pk is None:
        [block.drill] = own_drills(owner, [block.drill])
    practice.lasts_until(now)
    return save_practice(practice=practice, blocks=[*blocks, block])


@transaction.atomic
def note_of_block(
    *, practice: Practice, pk: int, noted: Mapping[str, Any], now: dt.datetime
) -> None:
    """Write what was noted of one of a practice's blocks just now."""
    blocks = list(practice.blocks.select_related("drill"))
    for block in blocks:
        if block.pk == pk:
            _note(block, noted)
    practice.lasts_until(now)
    save_practice(practice=practice, blocks=blocks)


@transaction.atomic
def take_back(*, practice: Practice, tap: str = "", now: dt.datetime) -> None:
    """Take back what was tapped last: a quality, how long it held, or the block itself.

    A practice of which nothing is left then goes too, and so does a drill that was only taken
    from the library by it. What was typed stays. ``tap`` is the one that is meant: where it is
    not the last one, it was taken back already.
    """
    blocks = list(practice.blocks.select_related("drill"))
    last = blocks[-1] if blocks else None
    if tap and tap != (last.last_tap if last else ""):
        return
    if last and last.noted:
        _note(last, {last.noted[-1]: None})
    elif last and last.is_typed:
        return
    else:
        blocks = blocks[:-1]
    practice.lasts_until(now)
    save_practice(practice=practice, blocks=blocks)
    if not blocks and not practice.has_words:
        practice.delete()
    if last and last not in blocks and last.drill:
        _give_back(last.drill)


def _give_back(drill: Drill) -> None:
    """A drill of the library is no longer the runner's own, if it is as it came and nothing
    names it, in the trash neither."""
    entry = LIBRARY.get(drill.slug)
    columns = ("name", "level", "element", "who", "dose", "how_to", "retired_on")
    if not entry or any(getattr(entry.drill(), it) != getattr(drill, it) for it in columns):
        return
    uid, in_trash = str(drill.uid), drill.owner.trash_items.values_list("payload", flat=True)
    if drill.blocks.exists() or drill.advices.exists() or any(uid in str(it) for it in in_trash):
        return
    drill.delete()


def _note(block: Block, noted: Mapping[str, Any]) -> None:
    for name, value in noted.items():
        setattr(block, name, value)
    if block.usual_pace_s_per_km:
        block.take_pace(block.usual_pace_s_per_km)


def _going_on(owner: User, now: dt.datetime) -> Practice | None:
    found = owner.practices.going_on(timezone.localdate(now))
    return found.select_for_update().first()


def put_practice_in_trash(practice: Practice) -> TrashItem:
    """Delete a practice with its run; the way back brings both."""
    if practice.is_going_on:
        practice.finish()
    return put_in_trash(practice.run or practice, title=str(practice), kind="practice")


@transaction.atomic
def save_lesson(*, lesson: Lesson, texts: Sequence[str] = ()) -> Lesson:
    """Save a lesson and replace what was said in it, in order.

    A line that stayed the same, or was only mended in its place, is still the advice it was.
    """
    lesson.save(force_update=lesson.pk is not None)
    before = {advice.text: advice for advice in lesson.advices.all()}
    found = [before.pop(text, None) for text in texts]
    by_place = {advice.position: advice for advice in before.values()}
    advices = []
    for position, (text, same) in enumerate(zip(texts, found, strict=True)):
        advice = same or by_place.get(position) or Advice(owner_id=lesson.owner_id)
        advice.lesson, advice.position, advice.text = lesson, position, text
        advices.append(advice)
    lesson.advices.all().delete()
    Advice.objects.bulk_create(advices)
    return lesson


@transaction.atomic
def make_focus_of(advice: Advice) -> Focus:
    """The focus that a piece of advice becomes; the one of its name, where there is one."""
    _hold(advice)
    name = name_among(advice.owner.focuses.all(), advice.text)
    known = advice.owner.focuses.filter(name__iexact=name).first()
    new = Focus(
        owner=advice.owner,
        name=name,
        cue=fitting(Focus, "cue", advice.text),
        came_from=fitting(Focus, "came_from", str(advice.lesson)),
    )
    advice.focus = own_row(known or new)
    advice.save(update_fields=["focus"])
    return advice.focus


@transaction.atomic
def make_drill_of(advice: Advice) -> Drill:
    """The drill that a piece of advice becomes; the one of its name, where there is one."""
    _hold(advice)
    name = name_among(advice.owner.drills.all(), advice.text)
    [advice.drill] = own_drills(advice.owner, [Drill(name=name, how_to=advice.text)])
    advice.save(update_fields=["drill"])
    return advice.drill


def _hold(advice: Advice) -> None:
    """Let the same tap wait, so that it finds what the one before has made."""
    Advice.objects.select_for_update().filter(pk=advice.pk).first()


def name_among(rows: QuerySet[Any], text: str) -> str:
    """What a piece of advice is called as one of these rows: all of it, or as much as fits.

    What was made of the same words before is that row; others that begin alike get a number.
    """
    name = fitting(rows.model, "name", text)
    if name == text:
        return name
    if known := rows.filter(advices__text=text).first():
        return str(known.name)
    taken, beginning, number = {row.name.casefold() for row in rows}, name, 1
    while name.casefold() in taken:
        number += 1
        room = len(beginning) - len(f" {number}")
        name = f"{Truncator(text).chars(room)} {number}"
    return name


def fitting(model: type[Model], column: str, text: str) -> str:
    """As much of a text as a column takes."""
    longest: Any = model._meta.get_field(column).max_length  # type: ignore[union-attr]
    return Truncator(text).chars(longest)
