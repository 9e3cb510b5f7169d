"""Runs and what they are made of, what is worked on in them, and runs that are only planned."""

from gaitlog.runs.models.away import Away, AwayQuerySet
from gaitlog.runs.models.focus import Focus, FocusQuerySet
from gaitlog.runs.models.form_note import FormNote, Slip, SlipKind
from gaitlog.runs.models.named import Named
from gaitlog.runs.models.pairs import PairSums, Worn
from gaitlog.runs.models.plan import FURTHEST, LATELY, Plan, PlanQuerySet, plans_around
from gaitlog.runs.models.race import Race, RaceQuerySet, with_race
from gaitlog.runs.models.rows import last_usual_run, rows_of
from gaitlog.runs.models.run import Run
from gaitlog.runs.models.run_query import SUMMED, RunQuerySet, drawn
from gaitlog.runs.models.section import Section
from gaitlog.runs.models.share import ShoeShare
from gaitlog.runs.models.strike import COUNTS, StrikeCheck, StrikeCheckQuerySet

__all__ = [
    "COUNTS",
    "FURTHEST",
    "LATELY",
    "SUMMED",
    "Away",
    "AwayQuerySet",
    "Focus",
    "FocusQuerySet",
    "FormNote",
    "Named",
    "PairSums",
    "Plan",
    "PlanQuerySet",
    "Race",
    "RaceQuerySet",
    "Run",
    "RunQuerySet",
    "Section",
    "ShoeShare",
    "Slip",
    "SlipKind",
    "StrikeCheck",
    "StrikeCheckQuerySet",
    "Worn",
    "drawn",
    "last_usual_run",
    "plans_around",
    "rows_of",
    "with_race",
]
