from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from gaitlog.core.http import UserRequest, go, page
from gaitlog.core.trash import StillNamed, put_in_trash
from gaitlog.runs.focus_forms import FocusForm
from gaitlog.runs.histories import first_day_of, history, ratings
from gaitlog.runs.models import Focus
from gaitlog.runs.models.focus import longest_untouched
from gaitlog.runs.vocabulary import focuses_for, not_among

LAST_RUNS = 10
RATED_RUNS = 26


@require_safe
def focus_list(request: UserRequest) -> HttpResponse:
    today = timezone.localdate()
    focuses = list(request.user.focuses.for_list())
    week = request.user.week_of(today)
    runs = request.user.runs.between(first_day_of(week), week.last_day)
    turn = longest_untouched(focuses)
    context = {
        "in_use": [focus for focus in focuses if not focus.is_retired],
        "retired": [focus for focus in focuses if focus.is_retired],
        "offered": not_among(focuses, focuses_for(request.user)),
        "turn": turn,
        "turn_days": turn and turn.days_since(today),
        "history": history(focuses, runs.exclude(focus=None).values_list("focus_id", "on"), week),
    }
    return page(request, "runs/focus_list.html", context)


@require_safe
def focus_detail(request: UserRequest, pk: int) -> HttpResponse:
    focus = get_object_or_404(request.user.focuses.for_list(), pk=pk)
    rated = focus.runs.filter(focus_rating__isnull=False).values_list("focus_rating", flat=True)
    context = {
        "focus": focus,
        "ratings": ratings(list(rated[:RATED_RUNS])[::-1]),
        "runs": focus.runs.all()[:LAST_RUNS],
    }
    return page(request, "runs/focus_detail.html", context)


@require_http_methods(["GET", "POST"])
def focus_create(request: UserRequest) -> HttpResponse:
    return _focus_form(request, Focus())


@require_http_methods(["GET", "POST"])
def focus_update(request: UserRequest, pk: int) -> HttpResponse:
    return _focus_form(request, get_object_or_404(request.user.focuses, pk=pk))


def _focus_form(request: UserRequest, focus: Focus) -> HttpResponse:
    form = FocusForm(request.POST or None, instance=focus, owner=request.user)
    if form.is_valid() and (focus := form.try_to_save()):
        messages.success(request, f"{focus} saved.")
        return go(request, focus)
    status = 422 if form.is_bound else 200
    return page(request, "runs/focus_form.html", {"form": form}, partial="form", status=status)


@require_POST
def focus_take(request: UserRequest) -> HttpResponse:
    """Make one of the ready-made elements the runner's own."""
    offered = not_among(request.user.focuses.all(), focuses_for(request.user))
    entry = next((one for one in offered if one.slug == request.POST.get("slug")), None)
    if entry is None:
        raise Http404
    focus = entry.row(Focus, request.user)
    focus.save()
    messages.success(request, f"{focus} is one of yours now.")
    return go(request, "focus:list")


@require_POST
def focus_retire(request: UserRequest, pk: int) -> HttpResponse:
    focus = get_object_or_404(request.user.focuses.in_use(), pk=pk)
    focus.retire(timezone.localdate())
    messages.success(request, f"{focus} is retired. The runs that name it stay as they are.")
    return go(request, focus)


@require_POST
def focus_use_again(request: UserRequest, pk: int) -> HttpResponse:
    focus = get_object_or_404(request.user.focuses, pk=pk)
    focus.use_again()
    messages.success(request, f"{focus} is in use again.")
    return go(request, focus)


@require_POST
def focus_delete(request: UserRequest, pk: int) -> HttpResponse:
    focus = get_object_or_404(request.user.focuses, pk=pk)
    try:
        item = put_in_trash(focus)
    except StillNamed as reason:
        messages.error(request, str(reason))
        return go(request, focus)
    messages.success(request, f"{focus} deleted.", extra_tags=f"undo {item.pk}")
    return go(request, "focus:list")
