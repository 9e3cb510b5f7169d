"""What the guard said, as pages show it."""

from __future__ import annotations

from typing import Any

from django import template

from gaitlog.guard.forms import OverruleForm
from gaitlog.lib.guard import Finding
from gaitlog.runs.models import Run

register = template.Library()


@register.inclusion_tag("guard/of_run.html", takes_context=True)
def guard_of(context: dict[str, Any], run: Run) -> dict[str, Any]:
    """What was said of a run when it was saved last, and the way to overrule it."""
    return {
        "judgement": run.judgements.latest_of(run),
        "form": OverruleForm(),
        "technique": context.get("technique"),
        "csrf_token": context.get("csrf_token"),
    }


@register.filter
def flagged(findings: list[Finding]) -> list[Finding]:
    """The findings that passed a rule."""
    return [finding for finding in findings if finding.state.is_flag]
