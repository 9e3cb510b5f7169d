from __future__ import annotations

import datetime as dt

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from gaitlog.accounts.services import time_zones
from gaitlog.core.http import UserRequest, go, page, wants_part
from gaitlog.dashboard.forms import RangeForm, TrendsForm
from gaitlog.dashboard.welcome import Welcome
from gaitlog.guard.services import guard_today
from gaitlog.recovery.todo import todo_for
from gaitlog.reports.drop import exposure as exposure_report
from gaitlog.reports.drop_chart import drop_chart
from gaitlog.reports.load import load as load_report
from gaitlog.reports.lookback import lookback as lookback_report
from gaitlog.reports.lookback_chart import lookback_chart
from gaitlog.reports.strikes import ENOUGH_RUNS, ENOUGH_STEPS, strike_report
from gaitlog.reports.today import today_report
from gaitlog.reports.transfer import scatter
from gaitlog.reports.transfer import transfer as transfer_report
from gaitlog.reports.trend_chart import trend_chart
from gaitlog.reports.trend_more import more as more_report
from gaitlog.reports.trend_words import readout, table_rows
from gaitlog.reports.trends import trends as trends_report
from gaitlog.reports.week import week_report
from gaitlog.runs.estimates import are_valid, save_weeks, week_forms
from gaitlog.runs.models import plans_around

WEEKS_BACK = 26
CHECKS_PER_PAGE = 25


@require_safe
def today(request: UserRequest) -> HttpResponse:
    if request.user.welcomed_at is None:
        return go(request, "dashboard:welcome")
    on = timezone.localdate()
    report = today_report(request.user, today=on)
    todo = todo_for(request.user, on, run_days=report.run_days)
    context = {
        "report": report,
        "todo": todo,
        "guard": guard_today(request.user, on, plans_around(request.user, on)),
    }
    return page(request, "dashboard/today.html", context)


@require_safe
def trends(request: UserRequest) -> HttpResponse:
    form = TrendsForm(request.GET, owner=request.user)
    asked = form.asked()
    choosing, switching = "filters" in request.GET, "more" in request.GET or bool(form.shown)
    if wants_part(request) and "filters" in request.GET:
        return page(request, "dashboard/trends.html", {"form": form}, partial="filters")
    if wants_part(request) and "more" in request.GET:
        return page(request, "dashboard/trends.html", {"form": form}, partial="switches")
    report = trends_report(request.user, today=timezone.localdate(), asked=asked)
    more_shown = more_report(request.user, report, asked, form.shown)
    columns = [column for one in more_shown for column in one.columns]
    chart = trend_chart(report, [panel for one in more_shown for panel in one.panels])
    context = {
        "form": form,
        "choosing": choosing,
        "switching": switching,
        "report": report,
        "chart": chart,
        "columns": columns,
        "not_noted": [one.name for one in more_shown if not one.panels],
        "readout": readout(report, request.user.technique, columns, form.only),
    }
    if "table" in request.GET:
        context["rows"] = table_rows(report, columns)
        return page(request, "dashboard/trends.html", context, partial="table")
    return page(request, "dashboard/trends.html", context, partial="chart")


@require_safe
def load(request: UserRequest) -> HttpResponse:
    """The load of the last weeks: a fold of the trends, or a page of its own."""
    weeks = load_report(request.user, today=timezone.localdate())
    context = {"weeks": weeks, "has_runs": any(row.of.runs for row in weeks)}
    return page(request, "dashboard/load.html", context, partial="load")


@require_safe
def lookback(request: UserRequest, pk: int) -> HttpResponse:
    """The days before an injury began: a part of its page, or a page of its own."""
    injury = get_object_or_404(request.user.injuries.select_related("began_in"), pk=pk)
    report = lookback_report(request.user, injury)
    context = {
        "report": report,
        "chart": lookback_chart(report, request.user.unit),
        "is_part": wants_part(request),
    }
    return page(request, "dashboard/lookback.html", context, partial="lookback")


@require_safe
def strikes(request: UserRequest) -> HttpResponse:
    """How the feet met the ground, felt beside seen, in all and by shoe."""
    checks = Paginator(request.user.strike_checks.seen(), CHECKS_PER_PAGE)
    context = {
        "report": strike_report(request.user),
        "enough_steps": ENOUGH_STEPS,
        "enough_runs": ENOUGH_RUNS,
        "checks": checks.get_page(request.GET.get("page")),
    }
    return page(request, "dashboard/strikes.html", context, partial="checks")


@require_safe
def transfer(request: UserRequest) -> HttpResponse:
    """From drills to running, for who learns a new gait."""
    if not request.user.learns:
        return go(request, "drills:list")
    report = transfer_report(request.user, today=timezone.localdate())
    context = {"report": report, "scatter": scatter(report)}
    return page(request, "dashboard/transfer.html", context)


@require_safe
def exposure(request: UserRequest) -> HttpResponse:
    """In which drop the minutes of each week were run."""
    form = RangeForm(request.GET)
    report = exposure_report(request.user, today=timezone.localdate(), weeks=form.weeks)
    context = {"ranges": form.ranges, "report": report, "chart": drop_chart(report)}
    return page(request, "dashboard/exposure.html", context, partial="chart")


@require_safe
def more(request: UserRequest) -> HttpResponse:
    return page(request, "dashboard/more.html")


@require_http_methods(["GET", "POST"])
def welcome(request: UserRequest) -> HttpResponse:
    data = request.POST if request.method == "POST" else None
    asked = Welcome(request.user, timezone.localdate(), data)
    if data is not None and asked.is_valid() and asked.save():
        return go(request, "runs:create")
    if data is not None:
        request.user.refresh_from_db()
    context = {"form": asked.form, "weeks": asked.weeks, "zones": time_zones()}
    status = 200 if data is None else 422
    return page(request, "dashboard/welcome.html", context, partial="form", status=status)


@require_POST
def welcome_later(request: UserRequest) -> HttpResponse:
    request.user.welcomed_at = timezone.now()
    request.user.save(update_fields=["welcomed_at"])
    return go(request, "dashboard:today")


@require_safe
def week(request: UserRequest, on: dt.date) -> HttpResponse:
    """All that happened in a week; its address is that of its first day."""
    asked = request.user.week_of(on)
    if asked.first_day != on:
        return go(request, "dashboard:week", asked.first_day)
    report = week_report(request.user, asked, today=timezone.localdate())
    return page(request, "dashboard/week.html", {"report": report})


@require_http_methods(["GET", "POST"])
def weeks(request: UserRequest) -> HttpResponse:
    """The weeks before the log, from memory; they are changed as weeks, never run by run."""
    data = request.POST if request.method == "POST" else None
    made = week_forms(request.user, timezone.localdate(), data, weeks=WEEKS_BACK)
    if data is not None and are_valid(made) and save_weeks(request.user, made):
        messages.success(request, "Your weeks are kept as estimates.")
        return go(request, "dashboard:trends")
    status = 200 if data is None else 422
    return page(request, "dashboard/weeks.html", {"weeks": made}, partial="form", status=status)
