"""The words a runner chooses from when a run is told: their own rows, and ready-made ones.

The ready-made words never name a school, so a runner who changes to another technique keeps
them. One is the runner's own row from its first use on.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from gaitlog.runs.models import Named

if TYPE_CHECKING:
    from gaitlog.accounts.models import User

Row = TypeVar("Row", bound=Named)


@dataclass(frozen=True, slots=True)
class Entry:
    """A ready-made word, before it is anybody's own."""

    slug: str
    name: str
    cue: str = ""
    of_pose: bool = False  # a sign in that technique alone; in another it may be as it should be

    def row(self, model: type[Row], owner: User) -> Row:
        """A new row of the owner made from it, not saved yet."""
        values: dict[str, Any] = {"slug": self.slug, "name": self.name}
        return model(owner=owner, **values, **({"cue": self.cue} if self.cue else {}))


FOCUSES = (
    Entry("alignment", "alignment", "Shoulder, hip and ankle in one line."),
    Entry("fall", "fall, lean from the ankles", "Let the body go first."),
    Entry("pull", "pull", "Foot up under the hip."),
    Entry("landing", "landing under the body", "Put nothing out in front."),
    Entry("cadence", "cadence", "Quick and short."),
    Entry("soft", "soft, quiet landing", "Run so that nobody hears it."),
    Entry("ankle", "relaxed ankle", "Let the foot hang."),
    Entry("knees", "bent knees", "Never quite straight."),
    Entry("head", "posture and head", "Tall, eyes on the horizon."),
    Entry("arms", "arm swing", "Elbows back, hands loose."),
    Entry("relaxation", "relaxation", "Shoulders down, breathe out."),
)

SIGNS = (
    Entry("overstriding", "foot out in front"),
    Entry("heel_strike", "heel first"),
    Entry("braking", "braking steps"),
    Entry("push_off", "pushed off", of_pose=True),
    Entry("late_pull", "foot left behind", of_pose=True),
    Entry("active_landing", "reached for the ground", of_pose=True),
    Entry("knee_lift", "lifted the knees", of_pose=True),
    Entry("on_toes", "stayed up on the toes", of_pose=True),
    Entry("bend_at_waist", "bent at the waist"),
    Entry("bouncing", "bounced"),
    Entry("looking_down", "looked down"),
    Entry("arm_cross", "arms crossed over"),
    Entry("tense_shoulders", "tense shoulders"),
    Entry("slow_cadence", "slow steps"),
)


def focuses_for(user: User) -> Sequence[Entry]:
    """The ready-made elements of the technique that the runner learns, if there are any."""
    return FOCUSES if user.learns_pose else ()


def signs_for(user: User) -> Sequence[Entry]:
    """The ready-made signs that mean something in the technique that the runner learns."""
    return [entry for entry in SIGNS if user.learns_pose or not entry.of_pose]


class Vocabulary(Generic[Row]):
    """The words of one kind that a form offers, and the row that a chosen one stands for.

    ``rows`` are all of the owner's; of the retired ones only those of ``keep`` are offered.
    """

    def __init__(
        self,
        model: type[Row],
        owner: User,
        *,
        rows: Iterable[Row],
        entries: Iterable[Entry],
        keep: Iterable[int | None] = (),
    ) -> None:
        self.model = model
        self.owner = owner
        self.rows = list(rows)
        kept = set(keep)
        self.offered = [row for row in self.rows if not row.is_retired or row.pk in kept]
        self.entries = not_among(self.rows, entries)

    @property
    def choices(self) -> list[tuple[str, str]]:
        own = [(str(row.pk), row.name) for row in self.offered]
        return own + [(entry.slug, entry.name) for entry in self.entries]

    @property
    def now_own(self) -> dict[str, str]:
        """The choice of the own row that each ready-made word has become."""
        return {row.slug: str(row.pk) for row in self.offered if row.slug}

    def chosen(self, value: str) -> Row:
        """What one of the choices stands for."""
        for row in self.offered:
            if str(row.pk) == value:
                return row
        entry = next(entry for entry in self.entries if entry.slug == value)
        return entry.row(self.model, self.owner)

    def named(self, name: str) -> Row:
        """What a typed name stands for, whatever its capitals; a new row if it is new."""
        for row in self.rows:
            if row.name.casefold() == name.casefold():
                return row
        for entry in self.entries:
            if entry.name.casefold() == name.casefold():
                return entry.row(self.model, self.owner)
        return self.model(owner=self.owner, name=name)


def not_among(rows: Iterable[Named], entries: Iterable[Entry]) -> list[Entry]:
    """The entries that are none of these rows yet, by slug or by name."""
    known = {word for row in rows for word in (row.slug, row.name.casefold())}
    return [e for e in entries if e.slug not in known and e.name.casefold() not in known]
