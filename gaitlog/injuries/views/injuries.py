from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from gaitlog.core.http import UserRequest, go, page
from gaitlog.core.trash import put_in_trash
from gaitlog.injuries.choices import PROFESSIONALS
from gaitlog.injuries.forms import BeginningForm, InjuryForm, TreatmentForm
from gaitlog.injuries.models import Injury, Treatment
from gaitlog.lib.time_loss import IOC

LAST_PAINS = 10  # shown among the injuries, and on the page of one


@dataclass(frozen=True, slots=True)
class Row:
    """An injury as the list shows it on a day."""

    injury: Injury
    days: int
    lately: bool  # it was over only just now


@require_safe
def injury_list(request: UserRequest) -> HttpResponse:
    today = timezone.localdate()
    injuries = request.user.injuries.for_list()
    rows = [Row(one, one.days(today), one.ended_lately(today)) for one in injuries]
    context = {
        "now": [row for row in rows if row.injury.until_on is None],
        "past": [row for row in rows if row.injury.until_on],
        "pains": request.user.pains.for_list()[:LAST_PAINS],
    }
    return page(request, "injuries/injury_list.html", context)


@require_safe
def injury_detail(request: UserRequest, pk: int) -> HttpResponse:
    """All that is known of one: what it is and cost, what was done about it, the way back."""
    injury = get_object_or_404(request.user.injuries.for_page(), pk=pk)
    today = timezone.localdate()
    treatments = list(injury.treatments.all())
    was_treated = any(treatment.by in PROFESSIONALS for treatment in treatments)
    context = {
        "injury": injury,
        "days": injury.days(today),
        "time_loss": injury.time_loss(today),
        "consensus": injury.running_related(today, was_treated=was_treated),
        "ioc": IOC,
        "lately": injury.ended_lately(today),
        "treatments": treatments,
        "treatment_form": TreatmentForm(instance=Treatment(injury=injury), owner=request.user),
        "steps": list(injury.return_steps.all()),
        "pains": request.user.pains.of(injury).for_list()[:LAST_PAINS],
    }
    return page(request, "injuries/injury_detail.html", context)


@require_http_methods(["GET", "POST"])
def injury_create(request: UserRequest) -> HttpResponse:
    """A new one; the address may say the run that it began in or the day, and the place."""
    beginning = BeginningForm(request.GET).said()
    if "run" in beginning:
        run = get_object_or_404(request.user.runs, pk=beginning["run"])
        beginning |= {"from_on": run.on, "began_in": run.pk}
    return _injury_form(request, Injury(), beginning)


@require_http_methods(["GET", "POST"])
def injury_update(request: UserRequest, pk: int) -> HttpResponse:
    injury = get_object_or_404(request.user.injuries, pk=pk)
    return _injury_form(request, injury, {})


def _injury_form(request: UserRequest, injury: Injury, beginning: dict[str, Any]) -> HttpResponse:
    form = InjuryForm(request.POST or None, instance=injury, owner=request.user, initial=beginning)
    if form.is_bound and (saved := form.already_saved()):
        return go(request, saved)
    if form.is_valid() and (injury := form.try_to_save()):
        messages.success(request, f"{injury} saved.")
        return go(request, injury)
    status = 422 if form.is_bound else 200
    return page(request, "injuries/injury_form.html", {"form": form}, partial="form", status=status)


@require_POST
def injury_close(request: UserRequest, pk: int) -> HttpResponse:
    injury = get_object_or_404(request.user.injuries, pk=pk)
    injury.close(timezone.localdate())
    messages.success(request, f"{injury} is over. “It still hurts” takes that back.")
    return go(request, "injuries:list")


@require_POST
def injury_reopen(request: UserRequest, pk: int) -> HttpResponse:
    injury = get_object_or_404(request.user.injuries, pk=pk)
    injury.reopen()
    messages.success(request, f"{injury} still hurts.")
    return go(request, "injuries:list")


@require_POST
def injury_delete(request: UserRequest, pk: int) -> HttpResponse:
    injury = get_object_or_404(request.user.injuries, pk=pk)
    item = put_in_trash(injury)
    messages.success(request, f"{injury} deleted.", extra_tags=f"undo {item.pk}")
    return go(request, "injuries:list")
