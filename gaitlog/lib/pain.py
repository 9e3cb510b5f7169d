"""The pain-monitoring model: how a run was borne, from numbers of 0 to 10 around it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from gaitlog.lib.guard import PainState

SAFE_MAX = 2
OK_MAX = 5

# That a morning is not noted yet stands above what was bearable: it may still turn out not to
# have settled. It stands below what was too much already, which no other morning undoes.
FROM_WORST = (
    PainState.HIGH_RISK,
    PainState.NOT_SETTLED,
    PainState.PENDING,
    PainState.ACCEPTABLE,
    PainState.SAFE,
    PainState.NONE,
)

# What each says of a run, in plain words; the model's own are in the docs.
STATE_WORDS = {
    PainState.HIGH_RISK: "more than your setting lets pass",
    PainState.NOT_SETTLED: "not settled by the next morning",
    PainState.PENDING: "how the next morning was is not noted yet",
    PainState.ACCEPTABLE: "bearable, and settled by the next morning",
    PainState.SAFE: "little, and settled by the next morning",
    PainState.NONE: "",
}

# Nothing is scored: one of them is enough, whatever the numbers say.
RED_FLAGS = (
    "It hurts at night or at rest.",
    "One spot of a bone hurts, and more with each landing.",
    "There was a sudden pop.",
    "Something is swollen, or a calf is hot or red.",
    "Something is numb.",
)
RED_FLAGS_THEN = "If one of these is so, stop running and see a doctor or physiotherapist."


@dataclass(frozen=True, slots=True)
class PainNumbers:
    """How much one place hurt around a run, from 0 to 10; None: not noted."""

    before: int | None = None
    during: int | None = None
    after: int | None = None
    next_morning: int | None = None

    @property
    def worst(self) -> int | None:
        """Of the run itself: what hurt before it is not the run's doing."""
        return max((n for n in (self.during, self.after) if n is not None), default=None)

    def state(self, safe_max: int = SAFE_MAX, ok_max: int = OK_MAX) -> PainState:
        """What the model makes of it; a ``before`` that is not noted counts as 0."""
        if self == PainNumbers():
            return PainState.NONE
        worst, morning = self.worst or 0, self.next_morning
        if max(worst, morning or 0) > ok_max:
            return PainState.HIGH_RISK
        if morning is None:
            return PainState.PENDING
        if morning > (self.before or 0):
            return PainState.NOT_SETTLED
        return PainState.ACCEPTABLE if worst > safe_max else PainState.SAFE


def worst_state(states: Iterable[PainState]) -> PainState:
    """The one that counts of several; none of no states."""
    return min(states, key=FROM_WORST.index, default=PainState.NONE)


def state_of_run(
    entries: Iterable[PainNumbers], safe_max: int = SAFE_MAX, ok_max: int = OK_MAX
) -> PainState:
    """How a run was borne with all that hurt: the worst of its entries counts.

    Their states are joined, not their numbers: the morning of a calf is compared with that calf
    before the run, and not with a knee.
    """
    return worst_state(entry.state(safe_max, ok_max) for entry in entries)
