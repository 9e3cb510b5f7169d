from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from gaitlog.core.http import UserRequest, go, number_in, page
from gaitlog.drills.catalogue import offered_to
from gaitlog.drills.forms import PracticeForm
from gaitlog.drills.forms.blocks import rearranged, row_count
from gaitlog.drills.models import Lesson, Practice
from gaitlog.drills.services import put_practice_in_trash
from gaitlog.runs.models import Run

PER_PAGE = 25
LAST_LESSONS = 3


@require_safe
def practice_list(request: UserRequest) -> HttpResponse:
    practices = Paginator(request.user.practices.for_list(), PER_PAGE)
    drills = list(request.user.drills.for_list())
    context = {
        "practices": practices.get_page(request.GET.get("page")),
        "in_use": [drill for drill in drills if not drill.is_retired],
        "retired": [drill for drill in drills if drill.is_retired],
        "library": offered_to(request.user, drills),
        "lessons": request.user.lessons.for_list()[:LAST_LESSONS],
    }
    return page(request, "drills/practice_list.html", context, partial="practices")


@require_safe
def practice_detail(request: UserRequest, pk: int) -> HttpResponse:
    practice = get_object_or_404(request.user.practices.for_page(), pk=pk)
    context = {
        "practice": practice,
        "goes_on": practice.goes_on(timezone.localdate()),
        "runs": request.user.runs.filter(on=practice.on, kind=Run.Kind.RUN),
    }
    return page(request, "drills/practice_detail.html", context)


@require_http_methods(["GET", "POST"])
def practice_create(request: UserRequest) -> HttpResponse:
    """A new one; the address may say the lesson that it was held in."""
    if key := number_in(request, "lesson"):
        lesson = get_object_or_404(request.user.lessons, pk=key)
        return _practice_form(request, Practice(), _as_in(lesson))
    return _practice_form(request, Practice())


def _as_in(lesson: Lesson) -> dict[str, Any]:
    """What a practice shares with the lesson that it was held in."""
    shared = {name: getattr(lesson, name) for name in ("on", "minutes", "place", "companions")}
    return shared | {"lesson": lesson.pk}


@require_http_methods(["GET", "POST"])
def practice_update(request: UserRequest, pk: int) -> HttpResponse:
    practice = get_object_or_404(request.user.practices.select_related("lesson", "run"), pk=pk)
    return _practice_form(request, practice)


def _practice_form(
    request: UserRequest, practice: Practice, initial: dict[str, Any] | None = None
) -> HttpResponse:
    if "do" in request.POST:
        return _rearranged(request, practice)
    new_rows = row_count(request.GET)
    form = PracticeForm(
        request.POST or None,
        instance=practice,
        owner=request.user,
        initial=initial,
        new_rows=new_rows,
    )
    if form.is_bound and (saved := form.already_saved()):
        return go(request, saved)
    if form.is_valid() and (practice := form.try_to_save()):
        messages.success(request, f"{practice} saved.")
        return go(request, practice)
    status = 422 if form.is_bound else 200
    return page(request, "drills/practice_form.html", {"form": form}, partial="form", status=status)


def _rearranged(request: UserRequest, practice: Practice) -> HttpResponse:
    """The form with its rows as a button wants them; nothing is saved."""
    typed = rearranged(request.POST)
    form = PracticeForm(instance=practice, owner=request.user, typed=typed)
    response = page(request, "drills/practice_form.html", {"form": form}, partial="form")
    # Loaded again, the page has as many rows for what the browser kept of them.
    response.headers["HX-Replace-Url"] = f"{request.path}?rows={len(form.rows)}"
    return response


@require_POST
def practice_delete(request: UserRequest, pk: int) -> HttpResponse:
    practice = get_object_or_404(request.user.practices.for_page(), pk=pk)
    item = put_practice_in_trash(practice)
    messages.success(request, f"{practice} deleted.", extra_tags=f"undo {item.pk}")
    return go(request, "drills:list")
