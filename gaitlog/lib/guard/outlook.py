"""How much of the new gait a day has room for, said before the run."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from gaitlog.lib.guard.findings import Limit, Words, clock, day
from gaitlog.lib.guard.limits import dose_limit
from gaitlog.lib.guard.pain_rule import pain_gate
from gaitlog.lib.guard.parameters import Parameters, Rule
from gaitlog.lib.guard.rules import spacing
from gaitlog.lib.guard.sessions import Log, Session


@dataclass(frozen=True, slots=True)
class Outlook:
    """Up to how many seconds, the limit they come from, and the sentences that say why."""

    seconds: int
    limit: Limit
    sentences: tuple[str, ...]


def outlook(on: dt.date, log: Log, p: Parameters, words: Words) -> Outlook:
    """The most of a day by the rules in force: G1, and G5 and G4 where they have something to
    say."""
    limit = dose_limit(on, log, p)
    planned = Session(on=on, pose_s=1)
    seconds, sentences = limit.seconds, [_past_words(limit, p)]
    pain = pain_gate(planned, log, p, words) if p.watches(Rule.PAIN) else None
    if pain and pain.numbers["target_s"] < limit.seconds:
        seconds = pain.numbers["target_s"]
        sentences.append(pain.sentence)
    close = spacing(planned, log, p, words) if p.watches(Rule.SPACING) else None
    if close and close.state.is_flag:
        sentences.append(close.sentence)
    return Outlook(seconds, limit, tuple(sentences))


def _past_words(limit: Limit, p: Parameters) -> str:
    if limit.base is None:
        return f"There was none in the {p.window_days} days before: this is your starting cap."
    return (
        f"Your longest in the {p.window_days} days before was {clock(limit.base_s)},"
        f" {day(limit.base.on)}."
    )
