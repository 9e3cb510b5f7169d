from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from gaitlog.core.http import UserRequest, go, page
from gaitlog.core.trash import put_in_trash
from gaitlog.injuries.forms import BeginningForm, InjuryForm, MorningForm, PainChangeForm, PainForm
from gaitlog.injuries.models import Injury, Pain, Side, Site

LAST_PAINS = 10  # shown among the injuries
PER_PAGE = 50


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
        "pains": request.user.pains.select_related("run")[:LAST_PAINS],
    }
    return page(request, "injuries/injury_list.html", context)


@require_http_methods(["GET", "POST"])
def injury_create(request: UserRequest) -> HttpResponse:
    """A new one; the address may say the run that it began in, or the day so far chosen."""
    beginning = BeginningForm(request.GET).said()
    if "run" in beginning:
        run = get_object_or_404(request.user.runs, pk=beginning["run"])
        beginning = {"from_on": run.on, "began_in": run.pk}
    return _injury_form(request, Injury(), beginning)


@require_http_methods(["GET", "POST"])
def injury_update(request: UserRequest, pk: int) -> HttpResponse:
    injury = get_object_or_404(request.user.injuries, pk=pk)
    return _injury_form(request, injury, {})


def _injury_form(request: UserRequest, injury: Injury, beginning: dict[str, Any]) -> HttpResponse:
    form = InjuryForm(request.POST or None, instance=injury, owner=request.user, initial=beginning)
    if form.is_bound and form.already_saved():
        return go(request, "injuries:list")
    if form.is_valid() and (injury := form.try_to_save()):
        messages.success(request, f"{injury} saved.")
        return go(request, "injuries:list")
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


@require_safe
def pain_list(request: UserRequest) -> HttpResponse:
    pains = Paginator(request.user.pains.select_related("run"), PER_PAGE)
    context = {"pains": pains.get_page(request.GET.get("page"))}
    return page(request, "injuries/pain_list.html", context)


@require_http_methods(["GET", "POST"])
def pain_create(request: UserRequest) -> HttpResponse:
    """Where it hurts and how much; the address may say the run."""
    form = PainForm(
        request.POST or None,
        instance=Pain(),
        owner=request.user,
        initial=BeginningForm(request.GET).said(),
    )
    return _save_pain(request, form, "injuries/pain_form.html")


@require_http_methods(["GET", "POST"])
def pain_update(request: UserRequest, pk: int) -> HttpResponse:
    pain = get_object_or_404(request.user.pains, pk=pk)
    form = PainChangeForm(request.POST or None, instance=pain, owner=request.user)
    return _save_pain(request, form, "injuries/pain_change.html")


def _save_pain(
    request: UserRequest, form: PainForm | PainChangeForm, template: str
) -> HttpResponse:
    if form.is_bound and form.already_saved():
        return go(request, "dashboard:today")
    if form.is_valid() and (pain := form.try_to_save()):
        messages.success(request, f"{pain}: noted.")
        return go(request, pain.run or "injuries:list")
    status = 422 if form.is_bound else 200
    return page(request, template, {"form": form}, partial="form", status=status)


@require_POST
def pain_morning(request: UserRequest, pk: int) -> HttpResponse:
    """How a pain was the morning after, in one tap."""
    pain = get_object_or_404(request.user.pains, pk=pk)
    return _note_morning(request, pain)


@require_POST
@transaction.atomic
def run_morning(request: UserRequest, pk: int) -> HttpResponse:
    """The morning after a run of which no pain was noted: the calf, which bears the new gait."""
    run = get_object_or_404(request.user.runs.select_for_update(), pk=pk)
    known = run.pains.filter(site=Site.CALF).first()
    pain = known or Pain(owner=request.user, run=run, on=run.on, site=Site.CALF, side=Side.BOTH)
    return _note_morning(request, pain)


def _note_morning(request: UserRequest, pain: Pain) -> HttpResponse:
    form = MorningForm(request.POST)
    if form.is_valid():
        pain.next_morning = form.cleaned_data["number"]
        pain.save(force_update=pain.pk is not None)
        messages.success(request, f"{pain}: noted.")
    else:
        messages.error(request, "Nothing was noted: choose a number from 0 to 10.")
    return go(request, "dashboard:today")


@require_POST
def pain_delete(request: UserRequest, pk: int) -> HttpResponse:
    pain = get_object_or_404(request.user.pains, pk=pk)
    item = put_in_trash(pain)
    messages.success(request, f"{pain} deleted.", extra_tags=f"undo {item.pk}")
    return go(request, "injuries:list")
