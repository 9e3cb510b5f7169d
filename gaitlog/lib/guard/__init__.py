"""The dose guard: rules that compare a session with the recent past and explain themselves."""

from gaitlog.lib.guard.findings import Finding, Limit, State, Words
from gaitlog.lib.guard.judging import judge
from gaitlog.lib.guard.limits import dose_limit
from gaitlog.lib.guard.pain_rule import target_s
from gaitlog.lib.guard.parameters import Parameters, Rule
from gaitlog.lib.guard.sessions import Log, PainState, Session

__all__ = [
    "Finding",
    "Limit",
    "Log",
    "PainState",
    "Parameters",
    "Rule",
    "Session",
    "State",
    "Words",
    "dose_limit",
    "judge",
    "target_s",
]
