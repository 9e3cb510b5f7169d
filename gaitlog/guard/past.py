"""The runner's past as the rules of the guard read it."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from django.db.models import Q

from gaitlog.injuries.choices import BELOW_THE_KNEE, Effect, Kind
from gaitlog.injuries.models import NUMBERS, Injury, Pain
from gaitlog.lib.guard import Log, PainState, Parameters, Session
from gaitlog.lib.pain import state_of_run
from gaitlog.runs.models import Run

if TYPE_CHECKING:
    from gaitlog.accounts.models import User

COLUMNS = (
    "pk",
    "kind",
    "on",
    "pose_s",
    "natural_s",
    "walk_s",
    "hold_s",
    "distance_m",
    "shoe_id",
    "shoe__drop_mm",
)
PAIN_COLUMNS = tuple(f"pains__{name}" for name in ("pk", "site", "side", *NUMBERS))


@dataclass(frozen=True, slots=True)
class Past:
    """All that the rules may look at for a run of a day, and what it was read with."""

    log: Log
    pains: list[Pain]  # of its runs
    injuries: list[Injury]
    has_estimates: bool  # weeks from memory, of which no single run is known


def past_of(
    user: User, day: dt.date, *, since: dt.date | None = None, shoe: int | None = None
) -> Past:
    """The past of a day, in two queries; with ``since`` that of each day from there on.

    ``shoe`` is the pair of a run of that day: all that was run in it counts, since a pair is
    new once.
    """
    injuries = list(user.injuries.all())
    began_in = {injury.began_in_id for injury in injuries}
    first = (since or day) - _reach(user.guard)
    near = Q(on__range=(first, user.week_of(day).last_day))
    runs = user.runs.filter(near | Q(shoe=shoe) if shoe else near)
    rows = runs.order_by("on", "started_at", "pk").values_list(*COLUMNS, *PAIN_COLUMNS)
    sessions: dict[int, Session] = {}
    pains: dict[int, list[Pain]] = defaultdict(list)
    has_estimates = False
    for pk, kind, *columns in rows:
        on, pose_s, natural_s, walk_s, hold_s, distance_m, shoe_pk, drop_mm, *pain = columns
        if kind == Run.Kind.ESTIMATE:
            has_estimates = has_estimates or pose_s > 0
            continue
        sessions[pk] = Session(
            on=on,
            pose_s=pose_s,
            natural_s=natural_s,
            walk_s=walk_s,
            distance_m=distance_m,
            hold_s=hold_s,
            key=pk,
            shoe=shoe_pk,
            drop_mm=drop_mm,
            began_an_injury=pk in began_in,
        )
        if pain[0]:
            pains[pk].append(_pain(pain, on, pk))
    for pk, own in pains.items():
        sessions[pk] = replace(sessions[pk], pain=_pain_state(own, user.guard))
    log = Log.of(sessions.values(), _returned_on(injuries))
    return Past(log, [pain for own in pains.values() for pain in own], injuries, has_estimates)


def _pain(columns: list[Any], on: dt.date, run: int) -> Pain:
    """A row of a pain, read beside its run."""
    pk, site, side, *numbers = columns
    return Pain(
        pk=pk, on=on, run_id=run, site=site, side=side, **dict(zip(NUMBERS, numbers, strict=True))
    )


def _pain_state(pains: list[Pain], p: Parameters) -> PainState:
    """How a run was borne, by all that was noted of it."""
    numbers = (pain.numbers for pain in pains)
    return state_of_run(numbers, p.pain_safe_most, p.pain_ok_most)


def _returned_on(injuries: list[Injury]) -> list[dt.date]:
    """The days of return to full training after injuries below the knee, or the last day that
    it hurt, where none is noted. A niggle is none, nor what one trained on with as before."""
    return [
        one.back_on
        for one in injuries
        if one.back_on
        and one.kind == Kind.INJURY
        and one.effect != Effect.NONE
        and one.site in BELOW_THE_KNEE
    ]


def _reach(p: Parameters) -> dt.timedelta:
    """How far back any rule looks."""
    return dt.timedelta(days=max(p.window_days, p.shoe_days + p.shoe_usual_days, 14))
