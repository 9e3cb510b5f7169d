"""The dose guard: rules that compare a session with the recent past and explain themselves."""

from gaitlog.lib.guard.findings import Finding, Limit, State, Words
from gaitlog.lib.guard.first_steps import FirstSteps
from gaitlog.lib.guard.judging import judge
from gaitlog.lib.guard.ladder import Aim, Feat, Ladder, ladder
from gaitlog.lib.guard.ladder_words import goal_words
from gaitlog.lib.guard.limits import dose_limit
from gaitlog.lib.guard.outlook import Outlook, outlook
from gaitlog.lib.guard.pain_rule import target_s
from gaitlog.lib.guard.parameters import Parameters, Rule
from gaitlog.lib.guard.proposal import Proposal, propose
from gaitlog.lib.guard.sessions import Log, PainState, Session, Worn
from gaitlog.lib.guard.shorter import shortened, shorter_phrase, shorter_s

__all__ = [
    "Aim",
    "Feat",
    "Finding",
    "FirstSteps",
    "Ladder",
    "Limit",
    "Log",
    "Outlook",
    "PainState",
    "Parameters",
    "Proposal",
    "Rule",
    "Session",
    "State",
    "Words",
    "Worn",
    "dose_limit",
    "goal_words",
    "judge",
    "ladder",
    "outlook",
    "propose",
    "shortened",
    "shorter_phrase",
    "shorter_s",
    "target_s",
]
