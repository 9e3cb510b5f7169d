from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from gaitlog.core.http import UserRequest, go, page
from gaitlog.core.trash import put_in_trash
from gaitlog.drills import services
from gaitlog.drills.forms import LessonForm
from gaitlog.drills.models import Lesson

PER_PAGE = 25


@require_safe
def lesson_list(request: UserRequest) -> HttpResponse:
    lessons = Paginator(request.user.lessons.for_list(), PER_PAGE)
    context = {"lessons": lessons.get_page(request.GET.get("page"))}
    return page(request, "drills/lesson_list.html", context, partial="lessons")


@require_safe
def lesson_detail(request: UserRequest, pk: int) -> HttpResponse:
    lesson = get_object_or_404(request.user.lessons.for_page(), pk=pk)
    return page(request, "drills/lesson_detail.html", {"lesson": lesson})


@require_http_methods(["GET", "POST"])
def lesson_create(request: UserRequest) -> HttpResponse:
    return _lesson_form(request, Lesson())


@require_http_methods(["GET", "POST"])
def lesson_update(request: UserRequest, pk: int) -> HttpResponse:
    return _lesson_form(request, get_object_or_404(request.user.lessons, pk=pk))


def _lesson_form(request: UserRequest, lesson: Lesson) -> HttpResponse:
    form = LessonForm(request.POST or None, instance=lesson, owner=request.user)
    if form.is_bound and (saved := form.already_saved()):
        return go(request, saved)
    if form.is_valid() and (lesson := form.try_to_save()):
        messages.success(request, f"{lesson} saved.")
        return go(request, lesson)
    status = 422 if form.is_bound else 200
    return page(request, "drills/lesson_form.html", {"form": form}, partial="form", status=status)


@require_POST
def lesson_delete(request: UserRequest, pk: int) -> HttpResponse:
    lesson = get_object_or_404(request.user.lessons, pk=pk)
    item = put_in_trash(lesson)
    messages.success(request, f"{lesson} deleted.", extra_tags=f"undo {item.pk}")
    return go(request, "drills:lessons")


@require_POST
def advice_to_focus(request: UserRequest, pk: int) -> HttpResponse:
    """A piece of advice becomes something to work on, in one tap."""
    advice = get_object_or_404(request.user.advices.select_related("lesson"), pk=pk)
    focus = services.make_focus_of(advice)
    messages.success(request, f"“{focus}” is one of your focuses.")
    return go(request, advice.lesson)


@require_POST
def advice_to_drill(request: UserRequest, pk: int) -> HttpResponse:
    """A piece of advice becomes a drill of the runner's, in one tap."""
    advice = get_object_or_404(request.user.advices.select_related("lesson"), pk=pk)
    drill = services.make_drill_of(advice)
    messages.success(request, f"“{drill}” is one of your drills.")
    return go(request, advice.lesson)
