"""What was done about an injury, and the rungs of the way back."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from gaitlog.core.http import UserRequest, go, page
from gaitlog.core.trash import put_in_trash
from gaitlog.injuries import way_back
from gaitlog.injuries.forms import StepForm, StepPassForm, TreatmentForm
from gaitlog.injuries.models import ReturnStep, Treatment


@require_http_methods(["GET", "POST"])
def treatment_create(request: UserRequest, pk: int) -> HttpResponse:
    injury = get_object_or_404(request.user.injuries, pk=pk)
    return _save(request, TreatmentForm, Treatment(injury=injury), "injuries/treatment_form.html")


@require_http_methods(["GET", "POST"])
def treatment_update(request: UserRequest, pk: int) -> HttpResponse:
    treatment = get_object_or_404(request.user.treatments.select_related("injury"), pk=pk)
    return _save(request, TreatmentForm, treatment, "injuries/treatment_form.html")


@require_POST
def treatment_delete(request: UserRequest, pk: int) -> HttpResponse:
    return _delete(request, get_object_or_404(request.user.treatments, pk=pk))


@require_POST
def way_back_begin(request: UserRequest, pk: int) -> HttpResponse:
    injury = get_object_or_404(request.user.injuries, pk=pk)
    way_back.begin_way_back(injury)
    return go(request, f"{injury.get_absolute_url()}#way-back")


@require_http_methods(["GET", "POST"])
def step_create(request: UserRequest, pk: int) -> HttpResponse:
    injury = get_object_or_404(request.user.injuries, pk=pk)
    step = ReturnStep(injury=injury, position=way_back.place_of_next(injury))
    return _save(request, StepForm, step, "injuries/step_form.html")


@require_http_methods(["GET", "POST"])
def step_update(request: UserRequest, pk: int) -> HttpResponse:
    step = get_object_or_404(request.user.return_steps.select_related("injury"), pk=pk)
    return _save(request, StepForm, step, "injuries/step_form.html")


@require_POST
def step_pass(request: UserRequest, pk: int) -> HttpResponse:
    """Its gate was passed today, or it was not; the same twice is the same once."""
    steps = request.user.return_steps.select_related("injury")
    step = get_object_or_404(steps, pk=pk)
    form = StepPassForm(request.POST)
    if form.is_valid():
        way_back.set_passed(step, timezone.localdate(), done=form.cleaned_data["done"])
    else:
        messages.error(request, "Nothing was noted: tap the step again.")
    return go(request, f"{step.injury.get_absolute_url()}#way-back")


@require_POST
def step_delete(request: UserRequest, pk: int) -> HttpResponse:
    return _delete(request, get_object_or_404(request.user.return_steps, pk=pk))


def _save(
    request: UserRequest,
    form_class: type[TreatmentForm | StepForm],
    row: Treatment | ReturnStep,
    template: str,
) -> HttpResponse:
    form = form_class(request.POST or None, instance=row, owner=request.user)
    if form.is_bound and form.already_saved():
        return go(request, row.injury)
    if form.is_valid() and form.try_to_save():
        messages.success(request, "Saved.")
        return go(request, row.injury)
    status = 422 if form.is_bound else 200
    return page(request, template, {"form": form}, partial="form", status=status)


def _delete(request: UserRequest, row: Treatment | ReturnStep) -> HttpResponse:
    item = put_in_trash(row)
    messages.success(request, f"{row} deleted.", extra_tags=f"undo {item.pk}")
    return go(request, row.injury)
