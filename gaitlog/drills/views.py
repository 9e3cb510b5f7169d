from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from gaitlog.core.http import UserRequest, go, page
from gaitlog.core.trash import StillNamed, put_in_trash
from gaitlog.drills.catalogue import offered_to
from gaitlog.drills.forms import DrillForm, PracticeForm
from gaitlog.drills.models import Drill, Practice

PER_PAGE = 25


@require_safe
def practice_list(request: UserRequest) -> HttpResponse:
    practices = Paginator(request.user.practices.for_list(), PER_PAGE)
    drills = list(request.user.drills.for_list())
    context = {
        "practices": practices.get_page(request.GET.get("page")),
        "in_use": [drill for drill in drills if not drill.is_retired],
        "retired": [drill for drill in drills if drill.is_retired],
        "library": offered_to(request.user, drills),
    }
    return page(request, "drills/practice_list.html", context, partial="practices")


@require_http_methods(["GET", "POST"])
def practice_create(request: UserRequest) -> HttpResponse:
    return _practice_form(request, Practice())


@require_http_methods(["GET", "POST"])
def practice_update(request: UserRequest, pk: int) -> HttpResponse:
    return _practice_form(request, get_object_or_404(request.user.practices, pk=pk))


def _practice_form(request: UserRequest, practice: Practice) -> HttpResponse:
    form = PracticeForm(request.POST or None, instance=practice, owner=request.user)
    if form.is_bound and form.already_saved():
        return go(request, "drills:list")
    if form.is_valid() and (practice := form.try_to_save()):
        messages.success(request, f"{practice} saved.")
        return go(request, "drills:list")
    status = 422 if form.is_bound else 200
    return page(request, "drills/practice_form.html", {"form": form}, partial="form", status=status)


@require_POST
def practice_delete(request: UserRequest, pk: int) -> HttpResponse:
    practice = get_object_or_404(request.user.practices, pk=pk)
    item = put_in_trash(practice)
    messages.success(request, f"{practice} deleted.", extra_tags=f"undo {item.pk}")
    return go(request, "drills:list")


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
        return go(request, "drills:list")
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
