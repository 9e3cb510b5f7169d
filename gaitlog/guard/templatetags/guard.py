"""What the guard said, as pages show it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import template

from gaitlog.guard.forms import OverruleForm
from gaitlog.guard.models import Judgement
from gaitlog.injuries.models import Pain
from gaitlog.lib.guard import Finding, Parameters, Rule
from gaitlog.lib.pain import STATE_WORDS, state_of_run
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


@register.simple_tag
def borne(pains: Iterable[Pain], p: Parameters) -> str:
    """How a run was borne, by what was noted of it, in plain words."""
    numbers = (pain.numbers for pain in pains)
    return STATE_WORDS[state_of_run(numbers, p.pain_safe_most, p.pain_ok_most)]


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
def lowest(findings: list[Finding] | list[dict[str, Any]]) -> dict[str, Any]:
    """The rule that says how much there is room for: G5 where pain left less of G1's limit."""
    found = {said["rule"]: said["numbers"] for said in map(_as_said, findings)}
    dose, pain = found.get(Rule.SPIKE), found.get(Rule.PAIN)
    if dose and pain and pain["target_s"] < dose["limit_s"]:
        return {"seconds": pain["target_s"], "is_pain": True}
    return {"seconds": dose["limit_s"], "is_pain": False, "base": dose["base_s"]} if dose else {}


def _as_said(finding: Finding | dict[str, Any]) -> dict[str, Any]:
    if isinstance(finding, Finding):
        return {"rule": finding.rule, "numbers": finding.numbers}
    return finding


@register.filter
def flagged(findings: list[Finding]) -> list[Finding]:
    """The findings that passed a rule."""
    return [finding for finding in findings if finding.state.is_flag]


@register.filter
def rules(findings: list[Finding]) -> list[str]:
    """The rules that these are of, by their names."""
    return [str(finding.rule) for finding in findings]
