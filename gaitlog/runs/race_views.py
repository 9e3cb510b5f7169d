from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from gaitlog.core.http import UserRequest, go, number, page
from gaitlog.core.trash import put_in_trash
from gaitlog.lib.units import clock
from gaitlog.runs.models import Race, Run
from gaitlog.runs.race_forms import RaceForm
from gaitlog.runs.services import join_race
from gaitlog.runs.views import PER_PAGE


@require_safe
def race_list(request: UserRequest) -> HttpResponse:
    today = timezone.localdate()
    races = request.user.races.for_list()
    context = {
        "coming": races.coming(today),
        "past": Paginator(races.past(today), PER_PAGE).get_page(request.GET.get("page")),
    }
    return page(request, "runs/race_list.html", context, partial="past")


@require_http_methods(["GET", "POST"])
def race_create(request: UserRequest) -> HttpResponse:
    """A new race; the address may name the run that it was."""
    if "run" not in request.GET:
        return _race_form(request, Race(), {})
    run = _run(request, request.GET["run"])
    beginning = {"on": run.on, "distance_m": run.distance_m, "run": run.pk}
    return _race_form(request, Race(), beginning | {"result_s": run.race_time_s})


@require_http_methods(["GET", "POST"])
def race_update(request: UserRequest, pk: int) -> HttpResponse:
    return _race_form(request, get_object_or_404(request.user.races, pk=pk), {})


def _race_form(request: UserRequest, race: Race, beginning: dict[str, Any]) -> HttpResponse:
    data = request.POST if request.method == "POST" else None
    form = RaceForm(data, instance=race, owner=request.user, initial=beginning)
    if form.is_bound and form.already_saved():
        return go(request, "races:list")
    if form.is_valid() and (saved := form.try_to_save()):
        messages.success(request, f"{saved} saved.")
        return go(request, "races:list")
    status = 422 if form.is_bound else 200
    return page(request, "runs/race_form.html", {"form": form}, partial="form", status=status)


@require_POST
def race_result(request: UserRequest, pk: int) -> HttpResponse:
    """Take a run as that of the race, and its time as the result."""
    race = get_object_or_404(request.user.races.filter(run=None), pk=pk)
    run = _run(request, request.POST.get("run", ""))
    join_race(race, run)
    messages.success(request, f"{race}: {clock(race.result_s or 0)}.")
    return go(request, run)


def _run(request: UserRequest, key: str) -> Run:
    """A run that is no race's yet."""
    runs = request.user.runs.logged().filter(race=None)
    return get_object_or_404(runs, pk=number(key) or 0)


@require_POST
def race_delete(request: UserRequest, pk: int) -> HttpResponse:
    race = get_object_or_404(request.user.races, pk=pk)
    item = put_in_trash(race)
    messages.success(request, f"{race} deleted.", extra_tags=f"undo {item.pk}")
    return go(request, "races:list")
