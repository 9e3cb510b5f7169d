from __future__ import annotations

from dataclasses import dataclass

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from gaitlog.core.http import UserRequest, go, number_in, page, wants_part
from gaitlog.core.trash import put_in_trash
from gaitlog.lib.gaits import Gait, SectionData
from gaitlog.runs.filters import RunFilterForm
from gaitlog.runs.forms import RunForm
from gaitlog.runs.models import Plan, Run, drawn, last_usual_run, rows_of, with_race
from gaitlog.runs.patterns import patterns
from gaitlog.runs.services import AlreadyRun, ChangedMeanwhile
from gaitlog.runs.share_forms import AskedForm
from gaitlog.runs.typed_forms import PreviewForm, typed_phrase
from gaitlog.runs.words import counted

PER_PAGE = 25


@require_safe
def run_list(request: UserRequest) -> HttpResponse:
    form = RunFilterForm(request.GET, owner=request.user)
    runs = form.narrow()
    choosing = "filters" in request.GET
    if choosing and wants_part(request):
        return page(request, "runs/run_list.html", {"form": form}, partial="filters")
    totals = runs.totals()
    paginator = Paginator(runs.values_list("pk", flat=True), PER_PAGE)
    paginator.count = totals["runs"] + totals["estimates"]
    shown = paginator.get_page(request.GET.get("page"))
    if shown.object_list:
        shown.object_list = drawn(rows_of(list(shown.object_list)))
    longest_s = max((run.moving_s for run in shown), default=0)
    context = {
        "form": form,
        "choosing": choosing,
        "runs": shown,
        "totals": totals,
        "longest_s": longest_s,
    }
    return page(request, "runs/run_list.html", context, partial="table")


@require_safe
def run_detail(request: UserRequest, pk: int) -> HttpResponse:
    run = get_object_or_404(
        with_race(request.user.runs.with_pairs().select_related("focus")), pk=pk
    )
    week = request.user.week_of(run.on)
    week_totals = request.user.runs.in_week(week).totals()
    worn = run.worn
    gaits = by_gait(run.section_data)
    practice = getattr(run, "practice", None) if run.is_of_practice else None
    is_timed = practice is None or practice.is_timed
    whole = is_timed and run.distance_m
    context = {
        "run": run,
        "worn": worn if run.shoe or len(worn) > 1 else [],
        "gaits": gaits,
        "is_timed": is_timed,
        "has_pace": any(sums.distance_m for sums in gaits) or (whole and len(gaits) == 1),
        "has_cadence": any(sums.cadence_spm for sums in gaits),
        "phrase": typed_phrase(run, request.user.technique),
        "week": week,
        "week_totals": week_totals,
        "week_runs": counted(week_totals["runs"], week_totals["estimates"]),
    }
    return page(request, "runs/run_detail.html", context)


@dataclass(frozen=True, slots=True)
class GaitSums:
    """What was run in one gait of a run; distance and cadence where every section has them."""

    gait: Gait
    count: int
    seconds: int
    distance_m: int | None
    cadence_spm: int | None


def by_gait(sections: list[SectionData]) -> list[GaitSums]:
    sums = []
    for gait in Gait:
        own = [section for section in sections if section.gait is gait]
        if not own:
            continue
        seconds = sum(section.seconds for section in own)
        metres = [s.distance_m for s in own if s.distance_m is not None]
        steps = [s.cadence_spm * s.seconds for s in own if s.cadence_spm is not None]
        sums.append(
            GaitSums(
                gait=gait,
                count=len(own),
                seconds=seconds,
                distance_m=sum(metres) if len(metres) == len(own) else None,
                cadence_spm=round(sum(steps) / seconds) if len(steps) == len(own) else None,
            )
        )
    return sums


@require_http_methods(["GET", "POST"])
def run_create(request: UserRequest) -> HttpResponse:
    """A new run; the address may name the plan that it is of, or the run that it is like."""
    plan = _plan(request)
    if plan and plan.run and request.method == "GET":
        return go(request, plan.run)
    try:
        return _run_form(request, Run(), plan)
    except AlreadyRun:  # at the same moment: asked again, the plan says so
        return _run_form(request, Run(), _plan(request))


@require_http_methods(["GET", "POST"])
def run_update(request: UserRequest, pk: int) -> HttpResponse:
    run = get_object_or_404(request.user.runs.for_page(), pk=pk)
    if run.is_of_practice:
        return go(request, run)
    return _run_form(request, run)


def _run_form(request: UserRequest, run: Run, plan: Plan | None = None) -> HttpResponse:
    data = with_fix(request)
    # What was typed, and what was saved, needs no filling in.
    is_new = data is None and not run.pk
    like = _like(request) if is_new else None
    asked = AskedForm(request.GET).said() if is_new else {}
    form = RunForm(
        data,
        instance=run,
        owner=request.user,
        like=like,
        plan=plan,
        said=_said(request),
        asked=asked,
    )
    saved, conflict = None, False
    if form.is_valid():
        try:
            saved = form.try_to_save()  # or what this very form has saved before
        except ChangedMeanwhile:
            conflict = True
    elif form.is_bound:
        saved = form.already_saved()  # of a plan that is run by now, for one
    if saved:
        messages.success(request, "Saved.")
        return go(request, f"{saved.get_absolute_url()}?saved")
    context = {
        "form": form,
        "like": like,
        "conflict": conflict,
        "preview": form.preview(),
        "patterns": patterns(
            request.user, like or (run if run.pk else last_usual_run(request.user))
        ),
    }
    status = 422 if form.is_bound else 200
    return page(request, "runs/run_form.html", context, partial="form", status=status)


def _like(request: UserRequest) -> Run | None:
    """The run that a new one is filled in from: the one named, or the last usual one."""
    if like := number_in(request, "like"):
        return get_object_or_404(request.user.runs.for_list(), pk=like)
    return last_usual_run(request.user)


def _plan(request: UserRequest) -> Plan | None:
    """The plan that a new run is of, if the address names one."""
    if "plan" not in request.GET:
        return None
    plans = request.user.plans.for_list()
    return get_object_or_404(plans, pk=number_in(request, "plan") or 0)


def _said(request: UserRequest) -> dict[str, str]:
    """What the address says of a new run: its phrase and its time."""
    return {name: request.GET[name] for name in ("phrase", "time") if name in request.GET}


def with_fix(request: UserRequest) -> QueryDict | None:
    """What was posted, with the way out of a contradiction that a button offered."""
    if request.method != "POST":
        return None
    field, offered, value = request.POST.get("fix", "").partition("=")
    if not offered or field not in {"time", "pace"}:
        return request.POST
    data = request.POST.copy()
    data[field] = value
    return data


@require_safe
def run_preview(request: UserRequest) -> HttpResponse:
    form = PreviewForm(request.GET, owner=request.user)
    return page(request, "components/preview.html", {"preview": form.preview()})


@require_POST
def run_delete(request: UserRequest, pk: int) -> HttpResponse:
    run = get_object_or_404(request.user.runs, pk=pk)
    if practice := getattr(run, "practice", None):
        text = "These short runs are part of a practice. Delete it here, and they go with it."
        messages.error(request, text)
        return go(request, practice)
    item = put_in_trash(run)
    messages.success(request, f"{run} deleted.", extra_tags=f"undo {item.pk}")
    return go(request, "runs:list")
