"""The runner's past as the rules of the guard read it."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from django.db.models import Q

from gaitlog.injuries.models import BELOW_THE_KNEE
from gaitlog.lib.guard import Log, Parameters, Session

if TYPE_CHECKING:
    from gaitlog.accounts.models import User

COLUMNS = ("pk", "on", "pose_s", "natural_s", "walk_s", "distance_m", "shoe_id", "shoe__drop_mm")


def log_around(user: User, day: dt.date, *, shoe: int | None = None) -> Log:
    """All that the rules may look at for a run of a day, in two queries.

    ``shoe`` is the pair of that run: all that was run in it counts, since a pair is new once.
    """
    began_in, returned_on = _injuries(user)
    near = Q(on__range=(day - _reach(user.guard), user.week_of(day).last_day))
    runs = user.runs.logged().filter(near | Q(shoe=shoe, shoe__isnull=False) if shoe else near)
    sessions = [
        Session(
            on=on,
            pose_s=pose_s,
            natural_s=natural_s,
            walk_s=walk_s,
            distance_m=distance_m,
            key=pk,
            shoe=shoe_id,
            drop_mm=drop_mm,
            began_an_injury=pk in began_in,
        )
        for pk, on, pose_s, natural_s, walk_s, distance_m, shoe_id, drop_mm in runs.order_by(
            "on", "started_at", "pk"
        ).values_list(*COLUMNS)
    ]
    return Log.of(sessions, returned_on)


def _reach(p: Parameters) -> dt.timedelta:
    """How far back any rule looks."""
    return dt.timedelta(days=max(p.window_days, p.shoe_days + p.shoe_usual_days, 14))


def _injuries(user: User) -> tuple[set[int], list[dt.date]]:
    """The runs that an injury began in, and the last days of those below the knee."""
    began_in, returned_on = set(), []
    for site, until_on, run in user.injuries.values_list("site", "until_on", "began_in"):
        if run:
            began_in.add(run)
        if until_on and site in BELOW_THE_KNEE:
            returned_on.append(until_on)
    return began_in, returned_on
