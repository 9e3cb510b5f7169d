"""What the guard looks at: runs as plain values, and what came between them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple


class PainState(StrEnum):
    """How a session was borne, by the pain-monitoring model; see ``lib.pain``."""

    NONE = "none"  # nothing was noted
    SAFE = "safe"
    ACCEPTABLE = "acceptable"
    PENDING = "pending"  # the next morning is not noted yet
    NOT_SETTLED = "not_settled"
    HIGH_RISK = "high_risk"

    @property
    def is_over(self) -> bool:
        """Whether it was more than the model lets pass."""
        return self in {PainState.NOT_SETTLED, PainState.HIGH_RISK}


class Worn(NamedTuple):
    """A pair of shoes in a session, its drop, and the seconds run in it."""

    shoe: int | None
    drop_mm: Decimal | None
    running_s: int


@dataclass(frozen=True, slots=True)
class Session:
    """A run, logged or planned: its local day, seconds in each gait, and what was worn."""

    on: dt.date
    pose_s: int
    natural_s: int = 0
    walk_s: int = 0
    distance_m: int | None = None
    hold_s: int = 0
    key: int | None = None  # of the row; None of a run that is only planned or typed so far
    shoe: int | None = None
    drop_mm: Decimal | None = None
    others: tuple[Worn, ...] = ()  # pairs that a part of it was run in
    pain: PainState = PainState.NONE
    began_an_injury: bool = False
    is_practice: bool = False  # the short runs between drills

    @property
    def running_s(self) -> int:
        return self.pose_s + self.natural_s

    @property
    def moving_s(self) -> int:
        return self.running_s + self.walk_s

    @property
    def worn(self) -> tuple[Worn, ...]:
        """All that was worn: what was run in no other pair was run in its own."""
        own_s = self.running_s - sum(other.running_s for other in self.others)
        return (Worn(self.shoe, self.drop_mm, own_s), *self.others)

    def wears(self, shoe: int) -> bool:
        return self.shoe == shoe or any(other.shoe == shoe for other in self.others)

    def in_shoe_s(self, shoe: int) -> int:
        """The seconds run in one pair."""
        return sum(worn.running_s for worn in self.worn if worn.shoe == shoe)

    @property
    def shows_how_it_was_borne(self) -> bool:
        """Not so the short runs of a practice; those that hurt too much do all the same."""
        return not self.is_practice or self.pain.is_over

    @property
    def counts(self) -> bool:
        """Whether it may be what a later run is compared with: one that hurt may not."""
        return not self.pain.is_over and not self.began_an_injury


@dataclass(frozen=True, slots=True)
class Log:
    """Sessions of one runner, and the days on which an injury below the knee was over.

    From ``since`` on it holds all of them; what is before was picked for a rule.
    """

    sessions: tuple[Session, ...]
    returned_on: tuple[dt.date, ...] = ()
    since: dt.date = dt.date.min

    @classmethod
    def of(
        cls,
        sessions: Iterable[Session],
        returned_on: Iterable[dt.date] = (),
        since: dt.date = dt.date.min,
    ) -> Log:
        """The log in the order of its days."""
        in_order = sorted(sessions, key=lambda session: session.on)
        return cls(tuple(in_order), tuple(sorted(returned_on)), since)

    def with_changed(self, session: Session) -> Log:
        """The log with this session in the place of its row, so that none is compared with
        what it was itself."""
        if session.key is None:
            return self
        changed = (session if other.key == session.key else other for other in self.sessions)
        return Log.of(changed, self.returned_on, self.since)

    def without(self, key: int | None) -> Log:
        """The log without the session of a row."""
        others = (other for other in self.sessions if key is None or other.key != key)
        return Log.of(others, self.returned_on, self.since)

    def before(self, day: dt.date, days: int) -> list[Session]:
        """Sessions of the ``days`` before a day, that day left out."""
        first = day - dt.timedelta(days=days)
        return [session for session in self.sessions if first <= session.on < day]

    def comparable(self, day: dt.date, days: int) -> list[Session]:
        """Those of them that a session may be compared with.

        One that hurt cannot be its own excuse, and what was possible before an injury below
        the knee says nothing once that is over.
        """
        back_since = max((back for back in self.returned_on if back <= day), default=dt.date.min)
        return [s for s in self.before(day, days) if s.counts and s.on > back_since]

    def left_out(self, day: dt.date, days: int, more_than_s: int) -> list[Session]:
        """Those with more of the new gait than that, which may not be compared with."""
        counted = self.comparable(day, days)
        return [s for s in self.before(day, days) if s.pose_s > more_than_s and s not in counted]

    def last_dose_before(self, session: Session) -> Session | None:
        """The last run with the new gait before one, of its own day too, that shows how it was
        borne."""
        last = None
        for earlier in self.sessions:
            if earlier.on > session.on or (session.key and earlier.key == session.key):
                break
            if earlier.pose_s and earlier.shows_how_it_was_borne:
                last = earlier
        return last

    def others_on(self, session: Session) -> list[Session]:
        """The other sessions of the same day."""
        return [
            other
            for other in self.sessions
            if other.on == session.on and (session.key is None or other.key != session.key)
        ]
