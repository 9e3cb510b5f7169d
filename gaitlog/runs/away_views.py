from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from gaitlog.core.http import UserRequest, go, page
from gaitlog.core.trash import put_in_trash
from gaitlog.runs.away_forms import AwayForm
from gaitlog.runs.models import Away
from gaitlog.runs.views import PER_PAGE


@require_safe
def away_list(request: UserRequest) -> HttpResponse:
    aways = Paginator(request.user.aways.for_list(), PER_PAGE).get_page(request.GET.get("page"))
    return page(request, "runs/away_list.html", {"aways": aways}, partial="table")


@require_http_methods(["GET", "POST"])
def away_create(request: UserRequest) -> HttpResponse:
    return _away_form(request, Away())


@require_http_methods(["GET", "POST"])
def away_update(request: UserRequest, pk: int) -> HttpResponse:
    return _away_form(request, get_object_or_404(request.user.aways, pk=pk))


def _away_form(request: UserRequest, away: Away) -> HttpResponse:
    form = AwayForm(request.POST or None, instance=away, owner=request.user)
    if form.is_bound and form.already_saved():
        return go(request, "away:list")
    if form.is_valid() and (saved := form.try_to_save()):
        messages.success(request, f"{saved} saved.")
        return go(request, "away:list")
    status = 422 if form.is_bound else 200
    return page(request, "runs/away_form.html", {"form": form}, partial="form", status=status)


@require_POST
def away_end(request: UserRequest, pk: int) -> HttpResponse:
    away = get_object_or_404(request.user.aways.filter(until_on=None), pk=pk)
    away.end(timezone.localdate())
    messages.success(request, f"{away} is over.")
    return go(request, "away:list")


@require_POST
def away_delete(request: UserRequest, pk: int) -> HttpResponse:
    away = get_object_or_404(request.user.aways, pk=pk)
    item = put_in_trash(away)
    messages.success(request, f"{away} deleted.", extra_tags=f"undo {item.pk}")
    return go(request, "away:list")
