"""Random runs in random pairs, and what each second of them was."""

from __future__ import annotations

import datetime as dt

from gaitlog.lib.gaits import Gait, Known, SectionData
from tests.factories import DAY, RunFactory, share_of


def some_run(chance, user, shoes):
    """A run of some sections with some of it in other pairs."""
    sections = [
        SectionData(chance.choice(list(Gait)), chance.randrange(1, 900), Known.EXACT)
        for _ in range(chance.randrange(1, 5))
    ]
    left_s, shares = sum(section.seconds for section in sections), []
    for part in ("first", "last"):
        if chance.random() < 0.4:
            moving_s = chance.randrange(1, left_s + 1)
            left_s -= moving_s
            shares.append(share_of(part, moving_s, chance.choice(shoes)))
            if not left_s:
                break
    return RunFactory(
        owner=user,
        on=DAY + dt.timedelta(days=chance.randrange(0, 200)),
        kind=chance.choice(["run", "run", "practice"]),
        sections=sections,
        shoe=chance.choice([None, *shoes]),
        shares=shares,
        distance_m=chance.choice([None, chance.randrange(1, 20_000)]),
    )


def second_by_second(run):
    """Each second of a run as the pair and the gait that it was run in."""
    gaits = [s.gait for s in run.sections.order_by("position") for _ in range(s.seconds)]
    pairs = [run.shoe_id] * len(gaits)
    for share in run.shoe_shares.all():
        part = slice(0, share.moving_s) if share.part == "first" else slice(-share.moving_s, None)
        pairs[part] = [share.shoe_id] * share.moving_s
    return list(zip(pairs, gaits, strict=True))
