"""A practice as it happens: one tap for each part of it, and one for how it went."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from gaitlog.core.http import UserRequest, go, number, page, wants_part
from gaitlog.drills import services
from gaitlog.drills.forms import NoteForm, TapForm
from gaitlog.drills.tapping import SHORT_RUNS_M, laid_out, taps_for


@require_safe
def live(request: UserRequest) -> HttpResponse:
    return _page(request)


@require_POST
@transaction.atomic
def tap(request: UserRequest) -> HttpResponse:
    """What is done now; the first tap begins the practice."""
    told, form = _told(request), TapForm(request.POST, owner=request.user)
    if told and not told.is_valid():
        return _page(request, told, told)
    if told and form.is_empty:  # sent by the key Enter from what was told
        return _keep(request, told)
    if not form.is_valid():
        return _page(request, form, told)
    if told:
        _keep(request, told)
    services.add_block(owner=request.user, block=form.block(), now=timezone.now())
    return _answer(request)


@require_POST
@transaction.atomic
def note(request: UserRequest, pk: int) -> HttpResponse:
    block = get_object_or_404(request.user.blocks, pk=pk)
    form = NoteForm(request.POST, block=block)
    if not form.is_valid():
        return _page(request, form, form)
    return _keep(request, form)


@require_POST
@transaction.atomic
def undo(request: UserRequest) -> HttpResponse:
    """Take back the tap before; the page says which one that is, and sent twice it goes once."""
    if told := _told(request):
        if not told.is_valid():
            return _page(request, told, told)
        _keep(request, told)
    going_on = request.user.practices.going_on(timezone.localdate())
    if practice := going_on.select_for_update().first():
        tap = request.POST.get("tap", "")
        services.take_back(practice=practice, tap=tap, now=timezone.now())
    return _answer(request)


@require_POST
@transaction.atomic
def finish(request: UserRequest) -> HttpResponse:
    if told := _told(request):
        if not told.is_valid():
            return _page(request, told, told)
        _keep(request, told)
    practice = request.user.practices.going_on(timezone.localdate()).first()
    if practice is None:
        return go(request, "drills:list")
    practice.finish()
    messages.success(request, f"{practice} is finished.")
    return go(request, practice)


def _told(request: UserRequest) -> NoteForm | None:
    """What somebody was told, typed and sent along with another tap, for the part it is of."""
    part = number(request.POST.get("part", ""))
    block = request.user.blocks.filter(pk=part).first() if part else None
    if block is None:
        return None
    words = {name: request.POST.get(name, "") for name in ("correction", "told_before")}
    form = NoteForm(words, block=block)
    return form if not form.is_valid() or form.noted else None


def _keep(request: UserRequest, form: NoteForm) -> HttpResponse:
    practices = request.user.practices.select_for_update()
    practice = get_object_or_404(practices, pk=form.block.practice_id)
    services.note_of_block(
        practice=practice, pk=form.block.pk, noted=form.noted, now=timezone.now()
    )
    return _answer(request)


def _answer(request: UserRequest) -> HttpResponse:
    return _page(request) if wants_part(request) else go(request, "drills:live")


def _page(
    request: UserRequest, form: TapForm | NoteForm | None = None, note: NoteForm | None = None
) -> HttpResponse:
    today = timezone.localdate()
    big, others = laid_out(taps_for(request.user, today))
    practice = request.user.practices.going_on(today).for_page().first()
    context: dict[str, Any] = {
        "practice": practice,
        "form": form,
        "note": note,
        "another": request.POST.get("another", "") if form else "",
        "done": note.block if note else practice and practice.last_block,
        "big": big,
        "others": others,
        "short_runs_m": SHORT_RUNS_M,
        "uid": uuid4(),  # of the next tap: sent twice, it counts once
    }
    status = 422 if form else 200
    return page(request, "drills/live.html", context, partial="live", status=status)
