"""The way back to full training: a ladder to begin with, which the runner changes."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.db.models import Max, OuterRef, QuerySet, Subquery

from gaitlog.injuries.choices import BELOW_THE_KNEE
from gaitlog.injuries.models import Injury, ReturnStep
from gaitlog.lib.units import clock


@transaction.atomic
def begin_way_back(injury: Injury) -> None:
    """Give an injury the usual rungs, unless it has some."""
    there = Injury.objects.select_for_update().filter(pk=injury.pk)
    if not there or injury.return_steps.exists():
        return
    rungs = usual_rungs(injury)
    ReturnStep.objects.bulk_create(
        ReturnStep(
            owner_id=injury.owner_id,
            injury=injury,
            position=position,
            what=what,
            gate=gate,
            is_full_training=position == len(rungs) - 1,
        )
        for position, (what, gate) in enumerate(rungs)
    )


def usual_rungs(injury: Injury) -> list[tuple[str, str]]:
    """Steps with their gates: our own choice after the pain-monitoring model, by the numbers
    that the runner has set for it."""
    owner = injury.owner
    little, most = owner.guard.pain_safe_most, owner.guard.pain_ok_most
    calm = f"{little} of 10 at most"
    bearable = f"{most} of 10 at most while running"
    rungs = [
        ("A day of walking and stairs", calm),
        ("A brisk walk of 30 minutes", calm),
    ]
    if injury.site in BELOW_THE_KNEE:
        rungs.append(("20 slow rises on the toes of one leg", calm))
    rungs += [
        ("10 × 1 minute of running and 1 of walking", bearable),
        ("20 minutes of easy running", bearable),
    ]
    if owner.technique:
        cap = clock(owner.guard.first_cap_s)
        rungs += [
            (f"A practice of {owner.technique} drills", calm),
            (f"First minutes of {owner.technique}, up to {cap}", bearable),
        ]
    return [*rungs, ("Full training", "")]


def with_next_steps(injuries: QuerySet[Injury]) -> QuerySet[Injury]:
    """Injuries with ``next_step``: the first rung of their way back that was not reached yet."""
    left = ReturnStep.objects.filter(injury=OuterRef("pk"), passed_on=None)
    in_order = left.order_by("is_full_training", "position", "pk")
    return injuries.annotate(next_step=Subquery(in_order.values("what")[:1]))


def place_of_next(injury: Injury) -> int:
    """Where a new rung comes: after all others but full training."""
    last: int | None = injury.return_steps.aggregate(last=Max("position"))["last"]
    return 0 if last is None else last + 1


@transaction.atomic
def set_passed(step: ReturnStep, on: dt.date, *, done: bool) -> None:
    """Note that a rung was reached on a day, or take that back; the last one is the return.

    The same again changes nothing.
    """
    now = ReturnStep.objects.select_for_update().filter(pk=step.pk).first()
    before = now.passed_on if now else None
    if done == (before is not None):
        return
    step.set_passed(on if done else None)
    if not step.is_full_training:
        return
    if done:
        step.injury.return_on(on)
    elif step.injury.returned_on == before:
        step.injury.take_return_back()
