from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import F
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from gaitlog.core.http import UserRequest, go, page, wants_part
from gaitlog.core.trash import StillNamed, put_in_trash
from gaitlog.lib.strikes import by_source
from gaitlog.runs.choices import Source
from gaitlog.runs.form_note_forms import FormNoteForm, SignForm
from gaitlog.runs.histories import fades, first_day_of, history
from gaitlog.runs.models import FormNote, Run

LAST_FADES = 26


@require_http_methods(["GET", "POST"])
def form_notes(request: UserRequest, pk: int) -> HttpResponse:
    """How the form of a run was: what is noted, or the questions where that is asked for."""
    runs = request.user.runs.logged().select_related("focus", "form_note")
    run = get_object_or_404(runs, pk=pk)
    note: FormNote | None = getattr(run, "form_note", None)
    if request.method == "POST":
        return _ask(request, run, note, request.POST)
    if "ask" in request.GET or (not note and ("saved" in request.GET or not wants_part(request))):
        return _ask(request, run, note)
    return _show(request, run, note)


def _show(request: UserRequest, run: Run, note: FormNote | None) -> HttpResponse:
    checks = list(run.strike_checks.all())
    context = {
        "run": run,
        "note": note,
        "slips": note.slips.select_related("kind") if note else [],
        "felt": next((check for check in checks if check.source == Source.FELT), None),
        "seen": [check for check in checks if check.source != Source.FELT],
        "strikes": by_source(check.counted for check in checks),
    }
    return page(request, "runs/form_notes.html", context, partial="facts")


def _ask(request: UserRequest, run: Run, note: FormNote | None, data: Any = None) -> HttpResponse:
    is_sent_again = data and note and data.get("uid") == str(note.uid)
    row = FormNote(run=run) if is_sent_again or not note else note
    form = FormNoteForm(data, instance=row, owner=request.user)
    if form.is_bound and form.already_saved():
        return go(request, run)
    if form.is_valid():
        if form.says_nothing:
            messages.info(request, "Nothing was said, so nothing was noted.")
            return go(request, run)
        if form.try_to_save():
            messages.success(request, "Noted.")
            return go(request, run)
    status = 422 if form.is_bound else 200
    context = {"run": run, "note": note, "form": form}
    return page(request, "runs/form_notes.html", context, partial="form", status=status)


@require_POST
def form_notes_delete(request: UserRequest, pk: int) -> HttpResponse:
    note = get_object_or_404(request.user.form_notes.select_related("run"), run=pk)
    item = put_in_trash(note)
    messages.success(request, f"{note}: deleted.", extra_tags=f"undo {item.pk}")
    return go(request, note.run)


@require_safe
def sign_list(request: UserRequest) -> HttpResponse:
    """The signs that were noted, each with how often and when."""
    signs = list(request.user.slip_kinds.for_list())
    week = request.user.week_of(timezone.localdate())
    slips = request.user.slips.filter(note__run__on__range=(first_day_of(week), week.last_day))
    within = request.user.form_notes.filter(faded_at_s__lte=F("run__moving_s"))
    faded = within.select_related("run")[:LAST_FADES]
    context = {
        "history": history(signs, slips.values_list("kind_id", "note__run__on"), week),
        "faded": faded,
        "fades": fades([note.faded_at_s or 0 for note in faded][::-1]),
        "in_use": [sign for sign in signs if not sign.is_retired],
        "retired": [sign for sign in signs if sign.is_retired],
    }
    return page(request, "runs/sign_list.html", context)


@require_http_methods(["GET", "POST"])
def sign_update(request: UserRequest, pk: int) -> HttpResponse:
    sign = get_object_or_404(request.user.slip_kinds.for_list(), pk=pk)
    form = SignForm(request.POST or None, instance=sign, owner=request.user)
    if form.is_valid() and (sign := form.try_to_save()):
        messages.success(request, f"{sign} saved.")
        return go(request, "focus:sign_list")
    status = 422 if form.is_bound else 200
    return page(request, "runs/sign_form.html", {"form": form}, partial="form", status=status)


@require_POST
def sign_retire(request: UserRequest, pk: int) -> HttpResponse:
    sign = get_object_or_404(request.user.slip_kinds, pk=pk)
    sign.retire(timezone.localdate())
    messages.success(request, f"{sign} is not offered any more. Where it was noted, it stays.")
    return go(request, "focus:sign_list")


@require_POST
def sign_use_again(request: UserRequest, pk: int) -> HttpResponse:
    sign = get_object_or_404(request.user.slip_kinds, pk=pk)
    sign.use_again()
    messages.success(request, f"{sign} is offered again.")
    return go(request, "focus:sign_list")


@require_POST
def sign_delete(request: UserRequest, pk: int) -> HttpResponse:
    sign = get_object_or_404(request.user.slip_kinds, pk=pk)
    try:
        item = put_in_trash(sign)
    except StillNamed as reason:
        messages.error(request, str(reason))
        return go(request, sign)
    messages.success(request, f"{sign} deleted.", extra_tags=f"undo {item.pk}")
    return go(request, "focus:sign_list")
