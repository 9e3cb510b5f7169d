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

from gaitlog.core.http import UserRequest, go, page
from gaitlog.drills import services
from gaitlog.drills.forms import NoteForm, TapForm
from gaitlog.drills.tapping import SHORT_RUNS_M, laid_out, taps_for


@require_safe
def live(request: UserRequest) -> HttpResponse:
    return _page(request)


@require_POST
def tap(request: UserRequest) -> HttpResponse:
    """What is done now; the first tap begins the practice."""
    form = TapForm(request.POST, owner=request.user)
    if not form.is_valid():
        return _page(request, form)
    services.add_block(owner=request.user, block=form.block(), now=timezone.now())
    return _answer(request)


@require_POST
@transaction.atomic
def note(request: UserRequest, pk: int) -> HttpResponse:
    practices = request.user.practices.select_for_update()
    practice = get_object_or_404(practices, blocks=pk)
    block = practice.blocks.get(pk=pk)
    form = NoteForm(request.POST, block=block)
    if not form.is_valid():
        return _page(request, form)
    services.note_of_block(practice=practice, pk=pk, noted=form.noted, now=timezone.now())
    return _answer(request)


@require_POST
@transaction.atomic
def undo(request: UserRequest) -> HttpResponse:
    """Take back the tap before; the page says which one that is, and sent twice it goes once."""
    going_on = request.user.practices.going_on(timezone.localdate())
    if practice := going_on.select_for_update().first():
        tap = request.POST.get("tap", "")
        services.take_back(practice=practice, tap=tap, now=timezone.now())
    return _answer(request)


@require_POST
def finish(request: UserRequest) -> HttpResponse:
    practice = request.user.practices.going_on(timezone.localdate()).first()
    if practice is None:
        return go(request, "drills:list")
    practice.finish()
    messages.success(request, f"{practice} is finished.")
    return go(request, practice)


def _answer(request: UserRequest) -> HttpResponse:
    return _page(request) if request.htmx else go(request, "drills:live")


def _page(request: UserRequest, form: TapForm | NoteForm | None = None) -> HttpResponse:
    today = timezone.localdate()
    big, others = laid_out(taps_for(request.user, today))
    practice = request.user.practices.going_on(today).for_page().first()
    refused = form if isinstance(form, NoteForm) else None
    context: dict[str, Any] = {
        "practice": practice,
        "form": form,
        "note": refused,
        "done": refused.block if refused else practice and practice.last_block,
        "big": big,
        "others": others,
        "short_runs_m": SHORT_RUNS_M,
        "uid": uuid4(),  # of the next tap: sent twice, it counts once
    }
    status = 422 if form else 200
    return page(request, "drills/live.html", context, partial="live", status=status)
