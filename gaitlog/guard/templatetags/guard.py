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
    if judgement:
        _forget_lost_runs(judgement)
    return {
        "judgement": judgement,
        "form": OverruleForm(),
        "technique": context.get("technique"),
        "csrf_token": context.get("csrf_token"),
    }


def _forget_lost_runs(judgement: Judgement) -> None:
    """Name no run for comparison that is gone since; what was said of it stays."""
    named = [said for said in judgement.findings if said["compared_with"]]
    keys = {said["compared_with"]["run"] for said in named}
    there = Run.objects.filter(pk__in=keys, owner=judgement.owner_id) if keys else []
    lost = keys - {run.pk for run in there}
    for said in named:
        if said["compared_with"]["run"] in lost:
            said["compared_with"] = None


@register.filter
def flagged(findings: list[Finding]) -> list[Finding]:
    """The findings that passed a rule."""
    return [finding for finding in findings if finding.state.is_flag]
