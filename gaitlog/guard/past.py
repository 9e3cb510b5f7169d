"""The runner's past as the rules of the guard read it."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from django.db.models import QuerySet

from gaitlog.core.dates import EARLIEST
from gaitlog.core.prepared import prepared
from gaitlog.injuries.choices import BELOW_THE_KNEE, Effect, Kind
from gaitlog.injuries.models import NUMBERS, Injury, Pain
from gaitlog.injuries.way_back import with_next_steps
from gaitlog.lib.guard import Log, PainState, Parameters, Session, Worn
from gaitlog.lib.guard.horizon import Asked, far_days, is_far_enough, near_days
from gaitlog.lib.pain import state_of_run
from gaitlog.runs.models import Run, ShoeShare

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
    "drop_mm",
    "started_at",
)
SHARE_COLUMNS = tuple(
    f"shoe_shares__{name}" for name in ("pk", "shoe_id", "drop_mm", "pose_s", "natural_s")
)
ALL_DAYS = 100_000
PAIN_COLUMNS = tuple(f"pains__{name}" for name in ("pk", "site", "side", *NUMBERS))


@dataclass(frozen=True, slots=True)
class Past:
    """All that the rules may look at for a run of a day, and what it was read with."""

    log: Log
    pains: list[Pain]  # of its runs
    injuries: list[Injury]
    has_estimates: bool  # weeks from memory, of which no single run is known


def past_of(user: User, day: dt.date, *, since: dt.date | None = None, steps: bool = False) -> Past:
    """The past of a day, in two queries; with ``since`` that of each day from there on.

    With ``steps`` each injury knows the next step of its way back.
    """
    injuries = _injuries(user.pk, steps=steps)
    first = _days_before(since or day, far_days(user.guard))
    log, pains, has_estimates = _read(user, day, first, injuries, with_last=True)
    return Past(log, pains, injuries, has_estimates)


def log_before(
    user: User,
    day: dt.date,
    *,
    shoes: Set[int],
    has_dose: bool,
    key: int | None = None,
    at_once: bool = False,
) -> Log:
    """The log that a run of a day is judged by, in two queries, or more.

    ``shoes`` are the pairs of that run: the first runs in them are among it, since a pair is
    new once. ``key`` is its row, whatever day it had before. Most runs are judged by a month; it
    is read further back only where a rule looks further. ``at_once`` begins with as far back as
    nearly all do.
    """
    p = user.guard
    injuries = [Short(*row) for row in _injuries_in_short(user.pk)]
    reaches = [far_days(p), ALL_DAYS] if at_once else [near_days(p), far_days(p), ALL_DAYS]
    for number, days in enumerate(reaches):
        with_last = at_once or number > 0
        first = _days_before(day, days)
        log, *_ = _read(user, day, first, injuries, shoes, with_last=with_last)
        is_there = key is None or any(session.key == key for session in log.sessions)
        asked = Asked(day, days, shoes, has_dose=has_dose, with_last=with_last)
        if is_there and is_far_enough(log.without(key), asked, p):
            break
    return log


def _days_before(day: dt.date, days: int) -> dt.date:
    return max(EARLIEST, day - dt.timedelta(days=days))


class Short(NamedTuple):
    """As much of an injury as tells which runs came before and after it."""

    kind: str
    effect: str
    site: str
    began_in_id: int | None
    returned_on: dt.date | None
    until_on: dt.date | None

    @property
    def back_on(self) -> dt.date | None:
        return self.returned_on or self.until_on


def _read(
    user: User,
    day: dt.date,
    first: dt.date,
    injuries: Sequence[Injury | Short],
    shoes: Iterable[int] = (),
    *,
    with_last: bool,
) -> tuple[Log, list[Pain], bool]:
    """The log from a day on, ``with_last`` with the last dose before it; the pains of its runs;
    and whether weeks from memory are in it."""
    p = user.guard
    began_in = {injury.began_in_id for injury in injuries}
    last = user.week_of(day).last_day
    sessions: dict[int, Session] = {}
    pains: dict[int, dict[int, Pain]] = defaultdict(dict)
    shares: dict[int, dict[int, Worn]] = defaultdict(dict)
    has_estimates = False
    # A run comes once for each of its pains with each of its changes of shoes.
    for row in _rows(user.pk, first, last, tuple(shoes), with_last=with_last):
        pk, kind, *columns = row[: len(COLUMNS)]
        on, pose_s, natural_s, walk_s, hold_s, distance_m, shoe_pk, drop_mm, _started_at = columns
        if kind == Run.Kind.ESTIMATE:
            has_estimates = has_estimates or pose_s > 0
            continue
        share, pain = row[len(COLUMNS) : -len(PAIN_COLUMNS)], row[-len(PAIN_COLUMNS) :]
        if share[0]:
            shares[pk][share[0]] = _worn(share)
        if pain[0]:
            pains[pk][pain[0]] = _pain(pain, on, pk)
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
            others=tuple(shares[pk].values()) if pk in shares else (),
            pain=_pain_state(pains[pk].values(), p) if pk in pains else PainState.NONE,
            began_an_injury=pk in began_in,
            is_practice=kind == Run.Kind.PRACTICE,
        )
    log = Log.of(sessions.values(), _returned_on(injuries), first)
    return log, [pain for own in pains.values() for pain in own.values()], has_estimates


def _worn(columns: Sequence[Any]) -> Worn:
    """A part of a run that was run in another pair, read beside it."""
    _pk, shoe, drop_mm, pose_s, natural_s = columns
    return Worn(shoe, drop_mm, pose_s + natural_s)


@prepared
def _rows(
    owner: int, first: dt.date, last: dt.date, shoes: Sequence[int], *, with_last: bool
) -> QuerySet[Run, tuple[Any, ...]]:
    """The runs of some days, the last dose before them if it is wanted, and the first runs in
    these pairs, with what was worn and hurt."""
    runs = Run.objects.order_by()
    doses = Run.objects.filter(owner=owner, on__lt=first, pose_s__gt=0)
    last_day = doses.filter(kind=Run.Kind.RUN).order_by("-on").values("on")[:1]
    # Short runs of a practice are a last dose only where they hurt too much.
    that_hurt = doses.filter(kind=Run.Kind.PRACTICE, pains__isnull=False).order_by()
    found = [runs.filter(owner=owner, on__range=(first, last))]
    if with_last:
        found += (
            runs.filter(owner=owner, on__in=last_day),
            runs.filter(pk__in=that_hurt.values("pk")),
        )
    for shoe in shoes:
        found += (
            runs.filter(pk__in=_first_runs(owner, shoe)),
            runs.filter(pk__in=_first_parts(owner, shoe)),
        )
    near, *others = (part.values_list(*COLUMNS, *SHARE_COLUMNS, *PAIN_COLUMNS) for part in found)
    return (near.union(*others) if others else near).order_by("on", "started_at", "pk")


def _first_runs(owner: int, shoe: int) -> QuerySet[Any, Any]:
    """The first runs in a pair: two, for one of them may be that which is being changed."""
    return Run.objects.filter(owner=owner, shoe=shoe).order_by("on").values("pk")[:2]


def _first_parts(owner: int, shoe: int) -> QuerySet[Any, Any]:
    """The first parts of runs in a pair: three are of two runs, for one may have two of them."""
    parts = ShoeShare.objects.filter(owner=owner, shoe=shoe)
    return parts.order_by("run__on").values("run")[:3]


@prepared
def _injuries(owner: int, *, steps: bool) -> QuerySet[Injury]:
    injuries = Injury.objects.filter(owner=owner)
    return with_next_steps(injuries) if steps else injuries


@prepared
def _injuries_in_short(owner: int) -> QuerySet[Injury, tuple[Any, ...]]:
    return Injury.objects.filter(owner=owner).values_list(*Short._fields)


def _pain(columns: Sequence[Any], on: dt.date, run: int) -> Pain:
    """A row of a pain, read beside its run."""
    pk, site, side, *numbers = columns
    return Pain(
        pk=pk, on=on, run_id=run, site=site, side=side, **dict(zip(NUMBERS, numbers, strict=True))
    )


def _pain_state(pains: Iterable[Pain], p: Parameters) -> PainState:
    """How a run was borne, by all that was noted of it."""
    numbers = (pain.numbers for pain in pains)
    return state_of_run(numbers, p.pain_safe_most, p.pain_ok_most)


def _returned_on(injuries: Sequence[Injury | Short]) -> list[dt.date]:
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
