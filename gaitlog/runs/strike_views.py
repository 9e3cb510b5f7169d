from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_http_methods, require_POST

from gaitlog.core.http import UserRequest, go, number_in, page
from gaitlog.core.trash import put_in_trash
from gaitlog.runs.choices import Source
from gaitlog.runs.models import StrikeCheck
from gaitlog.runs.strike_forms import StrikeCheckForm, like


@require_http_methods(["GET", "POST"])
def strike_create(request: UserRequest) -> HttpResponse:
    """A new check; the address may name its run, or the check of the other foot."""
    return _strike_form(request, StrikeCheck(), _beginning(request))


def _beginning(request: UserRequest) -> dict[str, Any]:
    if other := number_in(request, "like"):
        return like(get_object_or_404(request.user.strike_checks, pk=other))
    if key := number_in(request, "run"):
        run = get_object_or_404(request.user.runs.logged(), pk=key)
        return {"run": run.pk, "on": run.on}
    return {}


@require_http_methods(["GET", "POST"])
def strike_update(request: UserRequest, pk: int) -> HttpResponse:
    """Change a check; what was felt is changed where it was said."""
    check = get_object_or_404(request.user.strike_checks.select_related("run"), pk=pk)
    if check.source == Source.FELT and check.run_id:
        return go(request, "runs:form_notes", check.run_id)
    return _strike_form(request, check, {})


def _strike_form(
    request: UserRequest, check: StrikeCheck, beginning: dict[str, Any]
) -> HttpResponse:
    form = StrikeCheckForm(
        request.POST or None, instance=check, owner=request.user, initial=beginning
    )
    if form.is_bound and (saved := form.already_saved()):
        return go(request, saved.run or "dashboard:strikes")
    if form.is_valid() and (check := form.try_to_save()):
        messages.success(request, "Noted.")
        return go(request, check.run or "dashboard:strikes")
    status = 422 if form.is_bound else 200
    return page(request, "runs/strike_form.html", {"form": form}, partial="form", status=status)


@require_POST
def strike_delete(request: UserRequest, pk: int) -> HttpResponse:
    check = get_object_or_404(request.user.strike_checks.select_related("run"), pk=pk)
    item = put_in_trash(check)
    messages.success(request, f"{check}: deleted.", extra_tags=f"undo {item.pk}")
    return go(request, check.run or "dashboard:strikes")
