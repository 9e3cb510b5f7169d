"""What the guard said, as pages show it."""

from __future__ import annotations

from typing import Any

from django import template

from gaitlog.guard.forms import OverruleForm
from gaitlog.guard.models import Judgement
from gaitlog.lib.guard import Finding
from gaitlog.runs.models import Run

register = template.Library()


@register.inclusion_tag("guard/of_run.html", takes_context=True)
def guard_of(context: dict[str, Any], run: Run) -> dict[str, Any]:
    """What was said of a run when it was saved last, and the way to overrule it."""
    judgement = run.judgements.latest_of(run)
    return {
        "judgement": judgement,
        "compared": runs_there(judgement) if judgement else set(),
        "form": OverruleForm(),
        "technique": context.get("technique"),
        "csrf_token": context.get("csrf_token"),
    }


def runs_there(judgement: Judgement) -> set[int]:
    """The runs that it compared with, as far as they are there still."""
    named = [said["compared_with"]["run"] for said in judgement.findings if said["compared_with"]]
    found = Run.objects.filter(pk__in=named, owner=judgement.owner_id) if named else []
    return {run.pk for run in found}


@register.filter
def flagged(findings: list[Finding]) -> list[Finding]:
    """The findings that passed a rule."""
    return [finding for finding in findings if finding.state.is_flag]
