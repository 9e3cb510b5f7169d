from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Q

from gaitlog.recovery.catalogue import ReadyMade
from gaitlog.recovery.models import Habit, Tick

if TYPE_CHECKING:
    from gaitlog.accounts.models import User

DAY = dt.timedelta(days=1)


@transaction.atomic(savepoint=False)
def set_tick(*, habit: Habit, on: dt.date, done: bool) -> None:
    """Tick a habit on a day or take the tick back; the same again changes nothing.

    A day before the habit's start moves its start there.
    """
    if not done:
        habit.ticks.filter(on=on).delete()
        return
    if on < habit.started_on:
        habit.started_on = on
        habit.save(update_fields=["started_on"])
    tick = Tick(owner_id=habit.owner_id, habit=habit, on=on)
    Tick.objects.bulk_create([tick], ignore_conflicts=True)


@transaction.atomic
def start_habit(*, owner: User, entry: ReadyMade, on: dt.date, tick: bool) -> Habit:
    """Start a ready-made habit, or go on with the one that is there; ``tick`` it as well."""
    habit = owner.habits.filter(Q(slug=entry.slug) | Q(name__iexact=entry.name)).first()
    if habit is None:
        habit = entry.habit()
        habit.owner, habit.started_on = owner, on
        habit.save()
    elif not habit.keeping.is_kept_on(on):
        go_on(habit=habit, on=on)
    if tick:
        set_tick(habit=habit, on=on, done=True)
    return habit


@transaction.atomic
def go_on(*, habit: Habit, on: dt.date) -> None:
    """Keep a paused or stopped habit again from a day on; the days between stay a pause."""
    paused = [pause for pause in habit.pauses.all() if pause.data.covers(on)]
    for pause in paused:
        if pause.from_on == on:
            pause.delete()
        else:
            pause.until_on = on - DAY
            pause.save(update_fields=["until_on"])
    stopped_on = habit.stopped_on
    if stopped_on is None or stopped_on > on:
        return
    habit.stopped_on = None
    habit.save(update_fields=["stopped_on"])
    if stopped_on < on and not any(pause.data.covers(stopped_on) for pause in paused):
        habit.pauses.create(owner_id=habit.owner_id, from_on=stopped_on, until_on=on - DAY)


@transaction.atomic
def move_habit(*, habit: Habit, up: bool) -> None:
    """Let a habit change places with the one before or after it; stopped ones come last."""
    order = sorted(habit.owner.habits.all(), key=lambda each: each.stopped_on is not None)
    place = order.index(habit)
    other = place - 1 if up else place + 1
    if 0 <= other < len(order):
        order[place], order[other] = order[other], order[place]
    for position, each in enumerate(order):
        each.position = position
    Habit.objects.bulk_update(order, ["position"])
