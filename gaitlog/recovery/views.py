from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from gaitlog.core.dates import EARLIEST
from gaitlog.core.http import UserRequest, go, page, wants_part, way_back
from gaitlog.core.trash import StillNamed, put_in_trash
from gaitlog.recovery import services
from gaitlog.recovery.catalogue import not_among, ready_made
from gaitlog.recovery.forms import AmountForm, HabitForm, PauseForm, TickForm
from gaitlog.recovery.models import Habit, Pause
from gaitlog.recovery.todo import todo_for
from gaitlog.recovery.week import (
    Ask,
    after_run_rows,
    changed_row,
    run_days_of,
    week_address,
    week_page,
)


@require_safe
def week(request: UserRequest) -> HttpResponse:
    today = timezone.localdate()
    asked = request.GET.get("habit", "")
    grid = week_page(
        request.user,
        _asked_day(request, today),
        today=today,
        asked=int(asked) if asked.isdecimal() else None,
    )
    return page(request, "recovery/week.html", {"grid": grid})


def _asked_day(request: UserRequest, today: dt.date) -> dt.date:
    """The day whose week is asked for; this week's where it is none that has come yet."""
    try:
        day = dt.date.fromisoformat(request.GET.get("week", ""))
    except ValueError:
        return today
    return min(max(day, EARLIEST), today)


@require_POST
def tick(request: UserRequest, pk: int, on: dt.date) -> HttpResponse:
    habit = get_object_or_404(request.user.habits.prefetch_related("pauses"), pk=pk)
    form = TickForm(request.POST, habit=habit, on=on, today=timezone.localdate())
    if not form.is_valid():
        messages.error(request, form.reason)
        return go(request, way_back(request, "recovery:week"))
    done = form.save()
    if wants_part(request):
        return _row(request, habit, on)
    if done and habit.measure and _in_week(request):
        return go(request, f"{week_address(on)}&habit={pk}#habit-{pk}")
    return go(request, way_back(request, "recovery:week"))


@require_POST
def amount(request: UserRequest, pk: int, on: dt.date) -> HttpResponse:
    ticked = get_object_or_404(request.user.ticks.with_habit(), habit=pk, on=on)
    form = AmountForm(request.POST, instance=ticked, owner=request.user)
    if not form.is_valid():
        reason = " ".join(str(text) for text in form.errors["amount"])
        return _refused(request, ticked.habit, Ask(on, form["amount"].value() or "", reason))
    form.save()
    if wants_part(request):
        return _row(request, ticked.habit, on, asks=not _in_week(request))
    return go(request, way_back(request, "recovery:week"))


def _in_week(request: UserRequest) -> bool:
    """Whether a tick was tapped in the week, and not among those of one day."""
    return request.POST.get("view") == "week"


def _row(
    request: UserRequest,
    habit: Habit,
    on: dt.date,
    *,
    asks: bool = True,
    refused: Ask | None = None,
) -> HttpResponse:
    """The changed row, as it is shown where it was tapped."""
    whole_week = _in_week(request)
    row = changed_row(
        request.user,
        habit,
        on,
        today=timezone.localdate(),
        whole_week=whole_week,
        back=way_back(request, "recovery:week"),
        asks=asks,
    )
    template = f"recovery/{'week' if whole_week else 'today'}.html"
    context = {"row": replace(row, ask=refused) if refused else row}
    return page(request, template, context, partial="row", status=422 if refused else 200)


def _refused(request: UserRequest, habit: Habit, ask: Ask) -> HttpResponse:
    if wants_part(request):
        return _row(request, habit, ask.on, refused=ask)
    today = timezone.localdate()
    grid = week_page(request.user, ask.on, today=today, asked=habit.pk, refused=ask)
    return page(request, "recovery/week.html", {"grid": grid}, status=422)


@require_safe
def after_run(request: UserRequest, pk: int) -> HttpResponse:
    run = get_object_or_404(request.user.runs, pk=pk)
    rows = after_run_rows(request.user, run, today=timezone.localdate())
    return page(request, "recovery/after_run.html", {"run": run, "rows": rows}, partial="ticks")


@require_POST
def start(request: UserRequest) -> HttpResponse:
    entry = ready_made(request.POST.get("slug", ""))
    if entry is None:
        raise Http404
    user, today = request.user, timezone.localdate()
    habit = services.start_habit(owner=user, entry=entry, on=today, tick="tick" in request.POST)
    if wants_part(request):
        todo = todo_for(user, today, run_days=run_days_of(user, user.week_of(today)))
        return page(request, "recovery/today.html", {"todo": todo}, partial="todo")
    messages.success(request, f"{habit} is started.")
    return go(request, way_back(request, "recovery:week"))


@require_safe
def habit_list(request: UserRequest) -> HttpResponse:
    today = timezone.localdate()
    habits = list(request.user.habits.prefetch_related("pauses"))
    states = [(habit, habit.state_on(today)) for habit in habits]
    context = {
        "going": [(habit, state) for habit, state in states if state != "stopped"],
        "stopped": [habit for habit, state in states if state == "stopped"],
        "offers": not_among(habits),
    }
    return page(request, "recovery/habit_list.html", context)


@require_http_methods(["GET", "POST"])
def habit_create(request: UserRequest) -> HttpResponse:
    return _habit_form(request, Habit(started_on=timezone.localdate()))


@require_http_methods(["GET", "POST"])
def habit_update(request: UserRequest, pk: int) -> HttpResponse:
    habit = get_object_or_404(request.user.habits.prefetch_related("pauses"), pk=pk)
    return _habit_form(request, habit)


def _habit_form(request: UserRequest, habit: Habit) -> HttpResponse:
    form = HabitForm(request.POST or None, instance=habit, owner=request.user)
    if form.is_valid() and form.try_to_save():
        messages.success(request, f"{habit} saved.")
        return go(request, "recovery:list")
    return _habit_page(request, form, _pause_form(request, habit))


def _pause_form(request: UserRequest, habit: Habit, data: Any = None) -> PauseForm:
    pause = Pause(habit=habit, from_on=timezone.localdate())
    return PauseForm(data, instance=pause, owner=request.user)


def _habit_page(request: UserRequest, form: HabitForm, pause_form: PauseForm) -> HttpResponse:
    habit = form.instance
    context = {
        "form": form,
        "pause_form": pause_form,
        "habit": habit,
        "state": habit.state_on(timezone.localdate()) if habit.pk else "",
        "is_ticked": bool(habit.pk) and habit.ticks.exists(),
    }
    status = 422 if form.is_bound or pause_form.is_bound else 200
    return page(request, "recovery/habit_form.html", context, partial="form", status=status)


@require_POST
def habit_pause(request: UserRequest, pk: int) -> HttpResponse:
    habit = get_object_or_404(request.user.habits.prefetch_related("pauses"), pk=pk)
    dates = {"from_on": timezone.localdate(), **request.POST.dict()}
    form = _pause_form(request, habit, dates)
    if form.is_valid():
        pause = form.save()
        messages.success(request, f"{habit}: {pause}.")
        return go(request, "recovery:list")
    return _habit_page(request, HabitForm(instance=habit, owner=request.user), form)


@require_POST
def habit_resume(request: UserRequest, pk: int) -> HttpResponse:
    habit = get_object_or_404(request.user.habits, pk=pk)
    services.go_on(habit=habit, on=timezone.localdate())
    messages.success(request, f"{habit} is asked for again.")
    return go(request, "recovery:list")


@require_POST
def habit_stop(request: UserRequest, pk: int) -> HttpResponse:
    habit = get_object_or_404(request.user.habits, pk=pk)
    habit.stop(timezone.localdate())
    messages.success(request, f"{habit} is stopped. Its ticks stay as they are.")
    return go(request, "recovery:list")


@require_POST
def habit_move(request: UserRequest, pk: int) -> HttpResponse:
    habit = get_object_or_404(request.user.habits, pk=pk)
    services.move_habit(habit=habit, up=request.POST.get("to") == "up")
    return go(request, "recovery:list")


@require_POST
def habit_delete(request: UserRequest, pk: int) -> HttpResponse:
    habit = get_object_or_404(request.user.habits, pk=pk)
    try:
        item = put_in_trash(habit)
    except StillNamed:
        messages.error(request, f"{habit} has been ticked, so it stays. It can be stopped.")
        return go(request, habit)
    messages.success(request, f"{habit} deleted.", extra_tags=f"undo {item.pk}")
    return go(request, "recovery:list")


@require_POST
def pause_delete(request: UserRequest, pk: int) -> HttpResponse:
    pause = get_object_or_404(request.user.pauses.select_related("habit"), pk=pk)
    item = put_in_trash(pause, title=f"{pause.habit}: {pause}")
    messages.success(request, "Pause deleted.", extra_tags=f"undo {item.pk}")
    return go(request, pause.habit)
