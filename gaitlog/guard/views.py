from __future__ import annotations

from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from gaitlog.core.dates import EARLIEST
from gaitlog.core.http import UserRequest, go, page
from gaitlog.core.trash import put_in_trash
from gaitlog.guard.forms import DoseForm, GuardForm, OverruleForm
from gaitlog.guard.goal_forms import GoalForm
from gaitlog.guard.models import Goal
from gaitlog.guard.progress import progress_of
from gaitlog.guard.services import judge_plan, judge_session, shorten_plan
from gaitlog.lib import units
from gaitlog.lib.guard import Proposal, Session, shorter_phrase, shorter_s
from gaitlog.runs.models import FURTHEST
from gaitlog.runs.understanding import Misunderstood


@require_http_methods(["GET", "POST"])
def rules(request: UserRequest) -> HttpResponse:
    """Every rule, what it is set to and why; all of it can be changed."""
    form = GuardForm(request.POST if request.method == "POST" else None, owner=request.user)
    if form.is_bound and form.is_valid() and form.try_to_save():
        messages.success(request, "Saved. What was said of earlier runs stays as it was.")
        return go(request, "guard:rules")
    status = 422 if form.is_bound else 200
    return page(request, "guard/rules.html", {"form": form}, partial="form", status=status)


@require_safe
def preview(request: UserRequest) -> HttpResponse:
    """What the guard says of a run that is being typed; nothing where that makes no sense yet."""
    form = DoseForm(request.GET, owner=request.user)
    try:
        understood = form.understood()
    except Misunderstood:
        return page(request, "guard/preview.html", {"findings": []})
    data = form.cleaned_data
    shoe = data["shoe"]
    totals = understood.totals
    today = timezone.localdate()
    session = Session(
        on=min(max(data["on"] or today, EARLIEST), today + FURTHEST),
        pose_s=totals.pose_s,
        natural_s=totals.natural_s,
        walk_s=totals.walk_s,
        distance_m=understood.distance_m,
        key=data["run"],
        shoe=shoe.pk if shoe else None,
        drop_mm=shoe.drop_mm if shoe else None,
        others=form.worn_in(understood),
    )
    findings = judge_session(request.user, session)
    context: dict[str, object] = {"findings": findings}
    most_s = shorter_s(totals.pose_s, {said.rule: said.numbers for said in findings})
    if data["is_plan"] and most_s:
        phrase = shorter_phrase(understood.sections, most_s, request.user.technique)
        context |= {"shorter_s": most_s, "shorter_phrase": phrase}
    return page(request, "guard/preview.html", context)


@require_safe
def of_plan(request: UserRequest, pk: int) -> HttpResponse:
    """All that the guard says of a plan, beside the log as it is now."""
    plan = get_object_or_404(request.user.plans.select_related("shoe"), pk=pk)
    context = {"plan": plan, "said": judge_plan(request.user, plan)}
    return page(request, "guard/of_plan.html", context, partial="verdict")


@require_POST
def shorten(request: UserRequest, pk: int) -> HttpResponse:
    """Cut the new gait of a plan down to what the rules leave; changing the plan undoes it."""
    plan = get_object_or_404(request.user.plans.select_related("shoe"), pk=pk)
    if most_s := shorten_plan(request.user, plan):
        said = f"Shortened to {units.clock(most_s)} of {request.user.technique}, the rest natural."
        messages.success(request, f"{said} Change the plan to have it otherwise.")
    return go(request, plan)


@require_POST
def overrule(request: UserRequest, pk: int) -> HttpResponse:
    judgement = get_object_or_404(request.user.judgements.select_related("run"), pk=pk)
    form = OverruleForm(request.POST)
    if not form.is_valid():
        messages.error(request, "A reason has at most 200 characters; nothing was noted.")
        return go(request, judgement.run)
    judgement.overrule(form.cleaned_data["reason"])
    messages.success(request, "Noted as done on purpose.")
    return go(request, judgement.run)


@require_POST
def take_back(request: UserRequest, pk: int) -> HttpResponse:
    judgement = get_object_or_404(request.user.judgements.select_related("run"), pk=pk)
    judgement.take_back()
    return go(request, judgement.run)


@require_safe
def ladder(request: UserRequest) -> HttpResponse:
    """The next dose, the goal, and from when the rules would allow how much."""
    if not request.user.learns:
        return page(request, "guard/ladder.html")
    goal = request.user.goals.first()
    progress = progress_of(request.user, timezone.localdate(), goal)
    context: dict[str, object] = {"goal": goal, "progress": progress}
    if progress and progress.proposal:
        context |= _addresses(progress.proposal)
    return page(request, "guard/ladder.html", context)


def _addresses(proposal: Proposal) -> dict[str, str]:
    """Where a proposal is planned, and where it is logged."""
    run = {"phrase": proposal.phrase, "time": units.clock(proposal.run_s)}
    planned = {**run, "on": proposal.on.isoformat()}
    return {
        "next_dose_url": f"{reverse('runs:plan_create')}?{urlencode(planned)}",
        "log_url": f"{reverse('runs:create')}?{urlencode(run)}",
    }


@require_http_methods(["GET", "POST"])
def goal(request: UserRequest) -> HttpResponse:
    """The one goal of a runner, new or changed."""
    if not request.user.learns:
        return go(request, "guard:ladder")
    instance = request.user.goals.first() or Goal()
    form = GoalForm(request.POST or None, instance=instance, owner=request.user)
    if form.is_bound and form.already_saved():
        return go(request, "guard:ladder")
    if form.is_valid() and form.try_to_save():
        messages.success(request, "Your goal is kept.")
        return go(request, "guard:ladder")
    status = 422 if form.is_bound else 200
    return page(request, "guard/goal.html", {"form": form}, partial="form", status=status)


@require_POST
def goal_delete(request: UserRequest, pk: int) -> HttpResponse:
    goal = get_object_or_404(request.user.goals, pk=pk)
    item = put_in_trash(goal)
    messages.success(request, "Your goal is deleted.", extra_tags=f"undo {item.pk}")
    return go(request, "guard:ladder")
