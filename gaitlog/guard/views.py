from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from gaitlog.core.dates import EARLIEST
from gaitlog.core.http import UserRequest, go, page
from gaitlog.guard.forms import DoseForm, GuardForm, OverruleForm
from gaitlog.guard.services import judge_plan, judge_session
from gaitlog.lib.guard import Session
from gaitlog.runs.models import FURTHEST
from gaitlog.runs.understanding import Misunderstood


@require_http_methods(["GET", "POST"])
def rules(request: UserRequest) -> HttpResponse:
    """Every rule, what it is set to and why; all of it can be changed."""
    form = GuardForm(request.POST if request.method == "POST" else None, owner=request.user)
    if form.is_bound and form.is_valid():
        form.save()
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
    shoe = request.user.shoes.filter(pk=data["shoe"]).first() if data["shoe"] else None
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
    )
    findings = judge_session(request.user, session)
    return page(request, "guard/preview.html", {"findings": findings})


@require_safe
def of_plan(request: UserRequest, pk: int) -> HttpResponse:
    """All that the guard says of a plan, beside the log as it is now."""
    plan = get_object_or_404(request.user.plans.select_related("shoe"), pk=pk)
    context = {"plan": plan, "said": judge_plan(request.user, plan)}
    return page(request, "guard/of_plan.html", context, partial="verdict")


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
