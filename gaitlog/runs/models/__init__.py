"""Runs and what they are made of, what is worked on in them, and runs that are only planned."""

from gaitlog.runs.models.focus import Focus, FocusQuerySet
from gaitlog.runs.models.form_note import FormNote, Slip, SlipKind
from gaitlog.runs.models.named import Named
from gaitlog.runs.models.plan import FURTHEST, LATELY, Plan, PlanQuerySet
from gaitlog.runs.models.run import Run, RunQuerySet, Section
from gaitlog.runs.models.strike import COUNTS, StrikeCheck, StrikeCheckQuerySet

__all__ = [
    "COUNTS",
    "FURTHEST",
    "LATELY",
    "Focus",
    "FocusQuerySet",
    "FormNote",
    "Named",
    "Plan",
    "PlanQuerySet",
    "Run",
    "RunQuerySet",
    "Section",
    "Slip",
    "SlipKind",
    "StrikeCheck",
    "StrikeCheckQuerySet",
]
