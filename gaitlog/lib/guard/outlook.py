"""How much of the new gait a day has room for, said before the run."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from gaitlog.lib.guard.findings import Limit, Words
from gaitlog.lib.guard.findings import day as day_name
from gaitlog.lib.guard.limits import dose_limit
from gaitlog.lib.guard.pain_rule import pain_gate, was_against_pain
from gaitlog.lib.guard.parameters import Parameters, Rule
from gaitlog.lib.guard.past_words import left_out_words, longest_words
from gaitlog.lib.guard.rules import spacing, spike
from gaitlog.lib.guard.sessions import Log, Session

DAY = dt.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Outlook:
    """Up to how many seconds on the first day that has room for some, and why."""

    on: dt.date
    seconds: int
    limit: Limit
    sentences: tuple[str, ...]
    pain: str = ""  # the one of them about pain, where that is what says how much

    @property
    def reason(self) -> str:
        """The sentence that says where the number comes from."""
        return self.pain or self.sentences[0]

    @property
    def others(self) -> list[str]:
        return [sentence for sentence in self.sentences if sentence != self.reason]


def outlook(today: dt.date, log: Log, p: Parameters, words: Words) -> Outlook:
    """The most of a day by the rules in force: G1, less where G5 says so, on the first day from
    today on that G4 leaves free."""
    on, close = _first_free(today, log, p, words)
    limit = dose_limit(on, log, p)
    seconds, sentences = limit.seconds, _past_words(on, limit, log, p, words)
    pain = pain_gate(Session(on=on, pose_s=1), log, p, words) if p.watches(Rule.PAIN) else None
    said = ""
    if pain and pain.numbers["target_s"] < limit.seconds:
        seconds, said = pain.numbers["target_s"], pain.sentence
        sentences.append(said)
    if close:
        sentences.append(close)
    return Outlook(on, seconds, limit, tuple(sentences), said)


def _first_free(today: dt.date, log: Log, p: Parameters, words: Words) -> tuple[dt.date, str]:
    """The first day that has no run of it yet and is not one too many in a row; and why it is
    not today."""
    if not p.watches(Rule.SPACING):
        return today, ""
    posed = {session.on for session in log.sessions if session.pose_s}
    on = today
    while on in posed or (p.most_days_running and _is_close(on, log, p, words)):
        on += DAY
    if on == today:
        return today, ""
    last = max(day for day in posed if day < on)
    rule = (
        "a day between is your rule"
        if p.most_days_running == 1
        else f"{p.most_days_running} days in a row are your rule"
    )
    return on, f"{words.new_gait} was run on {day_name(last)}, and {rule}."


def _is_close(on: dt.date, log: Log, p: Parameters, words: Words) -> bool:
    found = spacing(Session(on=on, pose_s=1), log, p, words)
    return found is not None and found.state.is_flag


def _past_words(on: dt.date, limit: Limit, log: Log, p: Parameters, words: Words) -> list[str]:
    """Where the limit comes from."""
    out = left_out_words(on, limit, log, p)
    if limit.base is None:
        none = f"None is logged in the {p.window_days} days before"
        said = [f"{'None of the days before counts' if out else none}: this is your starting cap."]
    else:
        longest = longest_words(limit, p)
        said = [f"{longest[0].upper()}{longest[1:]}."]
        if spike(limit.base, log, p, words).state.is_flag:
            said[0] += " By what is noted now, that run was itself above your limit."
        if p.watches(Rule.PAIN) and was_against_pain(limit.base, log, p, words):
            said.append("By what is noted now, that run was itself against your rule after pain.")
    return [*said, out] if out else said
