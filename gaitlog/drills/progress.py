"""How a drill has gone so far, and what comes after it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from gaitlog.drills.catalogue import Entry, offered_to
from gaitlog.drills.models import Advice, Block, Drill, Element, Level
from gaitlog.lib import charts

if TYPE_CHECKING:
    from gaitlog.accounts.models import User

SHOWN = 30  # the times done last
CORRECTIONS = 10
IN_A_ROW, GOOD = 3, 4  # so often at least that good, and the next drill is named
TOP, BASE, HEIGHT = 8, 68, 76


@dataclass(frozen=True, slots=True)
class QualityChart:
    """How it went, time after time, as a line over equal steps."""

    height: int
    stroke: str
    dots: str
    grid: list[tuple[int, int]]  # a line's place, and the number it stands for


@dataclass(frozen=True, slots=True)
class Progress:
    """A drill's past: the times it was done last, the latest first."""

    blocks: list[Block]
    corrections: list[Block]
    advices: list[Advice]
    following: Drill | Entry | None

    @property
    def rated(self) -> list[Block]:
        return [block for block in self.blocks if block.quality]

    @property
    def goes_well(self) -> bool:
        """Whether the last three that were rated were all good: then what follows is named."""
        last = self.rated[:IN_A_ROW]
        return len(last) == IN_A_ROW and all((b.quality or 0) >= GOOD for b in last)

    @property
    def chart(self) -> QualityChart | None:
        """None where there is no line to draw yet."""
        if len(self.rated) < 2:
            return None
        steps = [(block.quality or 1) - 1 for block in reversed(self.rated)]
        stroke, dots = charts.line(steps, top=4, y0=BASE, y1=TOP)
        grid = [(round(BASE - (BASE - TOP) * n / 4), n + 1) for n in range(5)]
        return QualityChart(HEIGHT, stroke, dots, grid)


def progress_of(user: User, drill: Drill) -> Progress:
    """Read a drill's past, in four queries."""
    latest = user.blocks.filter(drill=drill).select_related("practice")
    latest = latest.order_by("-practice__on", "-practice__pk", "-position")
    return Progress(
        blocks=list(latest[:SHOWN]),
        corrections=list(latest.exclude(correction="")[:CORRECTIONS]),
        advices=list(user.advices.filter(drill=drill).select_related("lesson")),
        following=_following(user, drill),
    )


def _following(user: User, drill: Drill) -> Drill | Entry | None:
    """A drill for the same thing, one level up: an own one, or one of the library."""
    if drill.level == Level.ADVANCED or drill.element == Element.OTHER:
        return None
    own = list(user.drills.all())
    candidates: list[Drill | Entry] = [one for one in own if not one.is_retired]
    for entries in offered_to(user, own).values():
        candidates += entries
    wanted = drill.element, drill.level + 1
    return next((one for one in candidates if (one.element, one.level) == wanted), None)
