from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from gaitlog.core.http import UserRequest, go, page
from gaitlog.core.trash import StillNamed, put_in_trash
from gaitlog.drills.catalogue import LIBRARY
from gaitlog.drills.forms import DrillForm
from gaitlog.drills.models import Drill
from gaitlog.drills.progress import progress_of


@require_safe
def drill_detail(request: UserRequest, pk: int) -> HttpResponse:
    """How a drill is done, how it has gone so far, and what comes after it."""
    drill = get_object_or_404(request.user.drills.for_list(), pk=pk)
    context = {"drill": drill, "progress": progress_of(request.user, drill)}
    return page(request, "drills/drill_detail.html", context)


@require_safe
def entry_detail(request: UserRequest, slug: str) -> HttpResponse:
    """A drill of the library, for who learns what it is for; or the own one that it became."""
    if slug not in LIBRARY:
        raise Http404
    if not request.user.learns_pose:
        return go(request, "drills:list")  # it is a library of Pose
    if own := request.user.drills.filter(slug=slug).first():
        return go(request, own)
    return page(request, "drills/drill_detail.html", {"drill": LIBRARY[slug].drill()})


@require_http_methods(["GET", "POST"])
def drill_create(request: UserRequest) -> HttpResponse:
    return _drill_form(request, Drill())


@require_http_methods(["GET", "POST"])
def drill_update(request: UserRequest, pk: int) -> HttpResponse:
    return _drill_form(request, get_object_or_404(request.user.drills.for_list(), pk=pk))


def _drill_form(request: UserRequest, drill: Drill) -> HttpResponse:
    form = DrillForm(request.POST or None, instance=drill, owner=request.user)
    if form.is_valid() and (drill := form.try_to_save()):
        messages.success(request, f"{drill} saved.")
        return go(request, drill)
    status = 422 if form.is_bound else 200
    return page(request, "drills/drill_form.html", {"form": form}, partial="form", status=status)


@require_POST
def drill_retire(request: UserRequest, pk: int) -> HttpResponse:
    drill = get_object_or_404(request.user.drills, pk=pk)
    drill.retire(timezone.localdate())
    messages.success(request, f"{drill} is retired. The practices that name it stay as they are.")
    return go(request, "drills:list")


@require_POST
def drill_use_again(request: UserRequest, pk: int) -> HttpResponse:
    drill = get_object_or_404(request.user.drills, pk=pk)
    drill.use_again()
    messages.success(request, f"{drill} is in use again.")
    return go(request, "drills:list")


@require_POST
def drill_delete(request: UserRequest, pk: int) -> HttpResponse:
    drill = get_object_or_404(request.user.drills, pk=pk)
    try:
        item = put_in_trash(drill)
    except StillNamed:
        messages.error(request, f"{drill} has been practised, so it stays. It can be retired.")
        return go(request, drill)
    messages.success(request, f"{drill} deleted.", extra_tags=f"undo {item.pk}")
    return go(request, "drills:list")
