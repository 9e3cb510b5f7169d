from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from gaitlog.core.http import UserRequest, go, page
from gaitlog.core.trash import StillNamed, merge, put_in_trash
from gaitlog.shoes.forms import MergeForm, ShoeForm
from gaitlog.shoes.models import Shoe
from gaitlog.shoes.wear import Pair, pairs_of

LAST_RUNS = 10


@require_safe
def shoe_list(request: UserRequest) -> HttpResponse:
    pairs = pairs_of(request.user)
    context = {
        "in_use": [pair for pair in pairs if not pair.shoe.is_retired],
        "retired": [pair for pair in pairs if pair.shoe.is_retired],
    }
    return page(request, "shoes/shoe_list.html", context)


@require_safe
def shoe_detail(request: UserRequest, pk: int) -> HttpResponse:
    shoe = get_object_or_404(request.user.shoes, pk=pk)
    runs = request.user.runs.in_pair(shoe.pk)
    context = {
        "shoe": shoe,
        "pair": Pair(shoe, runs.by_pair().get(shoe.pk)),
        "runs": runs.for_list()[:LAST_RUNS].drawn(),
    }
    return page(request, "shoes/shoe_detail.html", context)


@require_http_methods(["GET", "POST"])
def shoe_create(request: UserRequest) -> HttpResponse:
    return _shoe_form(request, Shoe())


@require_http_methods(["GET", "POST"])
def shoe_update(request: UserRequest, pk: int) -> HttpResponse:
    return _shoe_form(request, get_object_or_404(request.user.shoes, pk=pk))


def _shoe_form(request: UserRequest, shoe: Shoe) -> HttpResponse:
    form = ShoeForm(request.POST or None, instance=shoe, owner=request.user)
    if form.is_valid() and (shoe := form.try_to_save()):
        messages.success(request, f"{shoe} saved.")
        return go(request, "shoes:list")
    status = 422 if form.is_bound else 200
    return page(request, "shoes/shoe_form.html", {"form": form}, partial="form", status=status)


@require_POST
def shoe_retire(request: UserRequest, pk: int) -> HttpResponse:
    shoe = get_object_or_404(request.user.shoes.in_use(), pk=pk)
    shoe.retire(timezone.localdate())
    messages.success(request, f"{shoe} is retired. All runs in the pair stay as they are.")
    return go(request, shoe)


@require_POST
def shoe_use_again(request: UserRequest, pk: int) -> HttpResponse:
    shoe = get_object_or_404(request.user.shoes.retired(), pk=pk)
    shoe.use_again()
    messages.success(request, f"{shoe} is in use again.")
    return go(request, shoe)


@require_http_methods(["GET", "POST"])
def shoe_merge(request: UserRequest, pk: int) -> HttpResponse:
    """One pair that was entered twice becomes one."""
    shoe = get_object_or_404(request.user.shoes, pk=pk)
    form = MergeForm(request.POST if request.method == "POST" else None, shoe=shoe)
    if form.is_valid():
        into = form.cleaned_data["into"]
        item = merge(shoe, into)
        text = f"The runs in {shoe} are runs in {into} now. Each keeps its drop."
        messages.success(request, text, extra_tags=f"undo {item.pk}")
        return go(request, into)
    status = 422 if form.is_bound else 200
    context = {"shoe": shoe, "form": form}
    return page(request, "shoes/shoe_merge.html", context, partial="form", status=status)


@require_POST
def shoe_delete(request: UserRequest, pk: int) -> HttpResponse:
    shoe = get_object_or_404(request.user.shoes, pk=pk)
    try:
        item = put_in_trash(shoe)
    except StillNamed as reason:
        messages.error(request, str(reason))
        return go(request, shoe)
    messages.success(request, f"{shoe} deleted.", extra_tags=f"undo {item.pk}")
    return go(request, "shoes:list")
