from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from gaitlog.core.http import UserRequest, go, page
from gaitlog.core.trash import put_in_trash
from gaitlog.runs.models import Plan, last_usual_run
from gaitlog.runs.patterns import patterns
from gaitlog.runs.plan_forms import PlanForm, WishForm
from gaitlog.runs.services import AlreadyRun, run_as_planned
from gaitlog.runs.views import PER_PAGE, with_fix


@require_safe
def plan_list(request: UserRequest) -> HttpResponse:
    today = timezone.localdate()
    plans = request.user.plans.for_list()
    context = {
        "coming": plans.coming(today),
        "earlier": Paginator(plans.earlier(today), PER_PAGE).get_page(request.GET.get("page")),
    }
    return page(request, "runs/plan_list.html", context, partial="earlier")


@require_http_methods(["GET", "POST"])
def plan_create(request: UserRequest) -> HttpResponse:
    """A new plan; the address may say what it begins with."""
    return _plan_form(request, Plan())


@require_http_methods(["GET", "POST"])
def plan_update(request: UserRequest, pk: int) -> HttpResponse:
    plan = get_object_or_404(request.user.plans.for_list(), pk=pk)
    if plan.run and request.method == "GET":
        return go(request, plan.run)
    return _plan_form(request, plan)


def _plan_form(request: UserRequest, plan: Plan) -> HttpResponse:
    like = None if plan.pk else last_usual_run(request.user)
    wished = WishForm(request.GET, owner=request.user).said()
    form = PlanForm(with_fix(request), instance=plan, owner=request.user, like=like, wished=wished)
    if form.is_bound and (saved := form.already_saved()):
        return go(request, saved)
    if form.is_valid() and (saved := form.try_to_save()):
        messages.success(request, f"Planned for {saved.on:%A} {saved.on.day} {saved.on:%B}.")
        return go(request, saved)
    context = {
        "form": form,
        "preview": form.preview(),
        "patterns": patterns(request.user, like or last_usual_run(request.user)),
    }
    status = 422 if form.is_bound else 200
    return page(request, "runs/plan_form.html", context, partial="form", status=status)


@require_POST
def plan_done(request: UserRequest, pk: int) -> HttpResponse:
    """Log a plan as it was meant; sent twice, it is one run."""
    plan = get_object_or_404(request.user.plans.for_list(), pk=pk)
    if plan.run:
        return go(request, plan.run)
    try:
        run = run_as_planned(plan, timezone.localdate())
    except AlreadyRun:  # at the same moment
        return plan_done(request, pk)
    messages.success(request, "Logged as planned. Change what was different.")
    return go(request, f"{run.get_absolute_url()}?saved")


@require_POST
def plan_delete(request: UserRequest, pk: int) -> HttpResponse:
    plan = get_object_or_404(request.user.plans, pk=pk)
    item = put_in_trash(plan)
    messages.success(request, f"{plan} deleted.", extra_tags=f"undo {item.pk}")
    return go(request, "runs:plan_list")
