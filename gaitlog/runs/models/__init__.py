"""Runs and what they are made of, and runs that are only planned."""

from gaitlog.runs.models.plan import FURTHEST, LATELY, Plan, PlanQuerySet
from gaitlog.runs.models.run import Run, RunQuerySet, Section

__all__ = ["FURTHEST", "LATELY", "Plan", "PlanQuerySet", "Run", "RunQuerySet", "Section"]
