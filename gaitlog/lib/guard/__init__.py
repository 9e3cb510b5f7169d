"""The dose guard: rules that compare a session with the recent past and explain themselves."""

from gaitlog.lib.guard.findings import Finding, Limit, State, Words
from gaitlog.lib.guard.judging import judge
from gaitlog.lib.guard.limits import dose_limit
from gaitlog.lib.guard.outlook import Outlook, outlook
from gaitlog.lib.guard.pain_rule import target_s
from gaitlog.lib.guard.parameters import Parameters, Rule
from gaitlog.lib.guard.sessions import Log, PainState, Session

__all__ = [
    "Finding",
    "Limit",
    "Log",
    "Outlook",
    "PainState",
    "Parameters",
    "Rule",
    "Session",
    "State",
    "Words",
    "dose_limit",
    "judge",
    "outlook",
    "target_s",
]
